"""Keep a visit: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tonematch.errors import RecordError
from tonematch.record.consent import checked_code, may_keep_photos
from tonematch.record.database import Record
from tonematch.record.find import client_of, visit_of
from tonematch.record.journal import set_aside
from tonematch.record.kept import (
    ColourToKeep,
    CorrectionToKeep,
    MoreToKeep,
    PhotoToKeep,
    RecipeToKeep,
    VisitToKeep,
    stripe_mark,
)
from tonematch.record.photo_store import PhotoStore
from tonematch.record.tables import (
    Client,
    Consent,
    Correction,
    Measurement,
    Part,
    Photo,
    Recipe,
    Reminder,
    Site,
    Visit,
    new_id,
)


def keep_visit(record: Record, store: PhotoStore, visit: VisitToKeep) -> str:
    """Keep a visit, its client and site made if they are new; gives the visit's identity.

    When this returns, all of it is on the disk; when it raises, none of it is.

    Raises
    ------
    RecordError
        When the code says nothing, photos are to be kept without the client's consent, or it cannot be written.
    """
    code = checked_code(visit.client_code)
    with record.saving() as session:
        client = session.scalar(select(Client).where(Client.code == code))
        if client is None:
            client = Client(id=new_id(), code=code)
        set_aside(session, client.id, f"{code}: visit of {visit.day.isoformat()}")
        session.add(client)
        for consent in visit.consents:
            client.consents.append(Consent(kind=consent.kind, wording=consent.wording, given_on=visit.day))
        _check_consent(client, visit.photos)
        row = Visit(
            id=new_id(),
            site=_site(session, client, visit),
            day=visit.day,
            technique=visit.technique,
            remark=visit.remark,
            checklist=visit.checklist,
        )
        session.add(row)
        session.add_all(_recipe(row, recipe) for recipe in visit.recipes)
        _add(session, store, row, MoreToKeep(visit.photos, visit.colours, visit.corrections))
        waiting = {(one.kind, one.text) for one in client.reminders if one.text and one.done_on is None}
        session.add_all(
            Reminder(client_id=client.id, visit_id=row.id, kind=one.kind, due_on=one.due_on, text=one.text)
            for one in visit.reminders
            if (one.kind, one.text) not in waiting
        )
        return row.id


def add_to_visit(record: Record, store: PhotoStore, client_id: str, visit_id: str, more: MoreToKeep) -> None:
    """Add photos, colours and corrections to a visit that is recorded, all of them or nothing.

    A correction that the visit holds already is brought up to date: what was added is often known only later.

    Raises
    ------
    RecordError
        When the visit is gone, photos are to be kept without the client's consent, or it cannot be written.
    """
    with record.saving() as session:
        client = client_of(session, client_id)
        visit = visit_of(session, client_id, visit_id)
        set_aside(session, client_id, f"{client.code}: added to the visit of {visit.day.isoformat()}")
        for consent in more.consents:
            client.consents.append(Consent(kind=consent.kind, wording=consent.wording, given_on=visit.day))
        _check_consent(client, more.photos)
        held = {stripe_mark(one.document): one for one in visit.corrections}
        fresh = []
        for correction in more.corrections:
            known = held.get(correction.known_by)
            if known is None or None in correction.known_by:
                fresh.append(correction)
            else:
                known.added, known.document = dict(correction.added), {**known.document, **correction.document}
        _add(session, store, visit, replace(more, corrections=tuple(fresh)))


def _check_consent(client: Client, photos: Sequence[PhotoToKeep]) -> None:
    if photos and not may_keep_photos(client):
        raise RecordError(
            f"{client.code} has not agreed to photos being kept.",
            code="record.consent",
            hint="Ask, and note the consent; or keep the visit without its photos.",
        )


def _add(session: Session, store: PhotoStore, visit: Visit, more: MoreToKeep) -> None:
    photos = [_photo(store, visit, photo) for photo in more.photos]
    session.add_all(photos)
    session.flush()  # what follows refers to the photos by identity, which the session cannot see
    of_stripes = [colour for correction in more.corrections for colour in correction.colours]
    session.add_all(_colour(visit, colour, photos) for colour in (*more.colours, *of_stripes))
    session.add_all(_correction(visit, correction, photos) for correction in more.corrections)


def _site(session: Session, client: Client, visit: VisitToKeep) -> Site:
    known = session.scalar(select(Site).where(Site.client_id == client.id, Site.name == visit.site))
    if known is not None:
        return known
    x, y = (None, None) if visit.at is None else visit.at
    site = Site(client=client, name=visit.site, region=visit.region, view=visit.view, x=x, y=y)
    session.add(site)
    return site


def _photo(store: PhotoStore, visit: Visit, photo: PhotoToKeep) -> Photo:
    return Photo(
        id=new_id(),
        visit=visit,
        sha256=store.put(photo.content),
        original_sha256=photo.original_sha256,
        kind=photo.kind,
        suffix=photo.suffix,
        width=photo.width,
        height=photo.height,
        cropped=photo.cropped,
        calibration=photo.calibration,
    )


def _colour(visit: Visit, colour: ColourToKeep, photos: Sequence[Photo]) -> Measurement:
    L, a, b = colour.lab
    photo = None if colour.photo is None else photos[colour.photo].id
    return Measurement(
        visit=visit,
        photo_id=photo,
        kind=colour.kind,
        L=L,
        a=a,
        b=b,
        uncertainty=colour.uncertainty,
        document=colour.document,
    )


def _recipe(visit: Visit, recipe: RecipeToKeep) -> Recipe:
    return Recipe(
        visit=visit,
        palette=recipe.palette,
        unit=recipe.unit,
        coats=recipe.coats,
        delta_e00=recipe.delta_e00,
        grade=recipe.grade,
        document=recipe.document,
        parts=[
            Part(position=place, code=pot.code, name=pot.name, parts=pot.parts, lot=pot.lot, expires=pot.expires)
            for place, pot in enumerate(recipe.pots)
        ],
    )


def _correction(visit: Visit, correction: CorrectionToKeep, photos: Sequence[Photo]) -> Correction:
    return Correction(
        visit=visit,
        recipe_id=_corrected(visit, correction),
        photo_id=None if correction.photo is None else photos[correction.photo].id,
        delta_e00=correction.delta_e00,
        in_words=correction.in_words,
        added=dict(correction.added),
        document=correction.document,
    )


def _corrected(visit: Visit, correction: CorrectionToKeep) -> str | None:
    """Give the identity of the visit's recipe that the stripe was drawn from: the same pots in the same proportions."""
    drawn = correction.document.get("parts")
    if not isinstance(drawn, Mapping):
        return None
    return next((recipe.id for recipe in visit.recipes if _shares(recipe) == _shares_of(drawn)), None)


def _shares(recipe: Recipe) -> dict[str, float]:
    return _shares_of({part.code: part.parts for part in recipe.parts})


def _shares_of(parts: Mapping[str, float]) -> dict[str, float]:
    whole = sum(parts.values()) or 1
    return {code: round(count / whole, 6) for code, count in parts.items()}
