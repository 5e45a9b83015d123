"""Consents, and what follows when one is taken back: the client's photos are deleted for good."""

from datetime import date

from sqlalchemy import select

from tonematch.errors import RecordError
from tonematch.record.database import Record
from tonematch.record.find import client_of
from tonematch.record.journal import forget_changes, set_aside
from tonematch.record.photo_store import PhotoStore
from tonematch.record.settings import settings_in
from tonematch.record.tables import Client, Consent, Photo, new_id

LONGEST_CODE = 40


def checked_code(code: str) -> str:
    """Give a client's code without blanks around it.

    Raises
    ------
    RecordError
        When it is empty or longer than 40 characters.
    """
    trimmed = " ".join(code.split())
    if not 0 < len(trimmed) <= LONGEST_CODE or not trimmed.isprintable():
        raise RecordError(
            f"'{trimmed[:60]}' cannot be a client's code.",
            code="record.code",
            hint=f"Take 1 to {LONGEST_CODE} letters and digits that say nothing about the person.",
        )
    return trimmed


def may_keep_photos(client: Client) -> bool:
    """Tell whether a consent to photos is in force."""
    return any(consent.kind == "photo" and consent.withdrawn_on is None for consent in client.consents)


def give_consent(record: Record, client_code: str, kind: str, wording: str, day: date) -> str:
    """Note a consent, under the words that were agreed to; makes the client if it is new, and gives its identity."""
    code = checked_code(client_code)
    with record.saving() as session:
        client = session.scalar(select(Client).where(Client.code == code))
        if client is None:
            client = Client(id=new_id(), code=code)
        set_aside(session, client.id, f"{code}: consent")
        session.add(client)
        session.add(Consent(client=client, kind=kind, wording=wording, given_on=day))
        return client.id


def withdraw_consent(record: Record, store: PhotoStore, client_id: str, kind: str, day: date) -> int:
    """Take a consent back; for photos, all of the client's photos are deleted for good. Gives how many.

    What was measured on them stays, without the pictures.
    """
    with record.saving() as session:
        client = client_of(session, client_id)
        for consent in client.consents:
            if consent.kind == kind and consent.withdrawn_on is None:
                consent.withdrawn_on = day
        photos = [] if kind != "photo" else _photos(client)
        for photo in photos:
            session.delete(photo)
        forget_changes(session, client_id)
        digests = {photo.sha256 for photo in photos}
    _remove_unused(record, store, digests)
    return len(photos)


def delete_client(record: Record, store: PhotoStore, client_id: str) -> None:
    """Delete a client and all photos for good; this cannot be undone."""
    with record.saving() as session:
        client = client_of(session, client_id)
        digests = {photo.sha256 for photo in _photos(client)}
        session.delete(client)
        forget_changes(session, client_id)
    _remove_unused(record, store, digests)


def _photos(client: Client) -> list[Photo]:
    return [photo for site in client.sites for visit in site.visits for photo in visit.photos]


def _remove_unused(record: Record, store: PhotoStore, digests: set[str]) -> None:
    """Delete photos that no row refers to any more; the same photo may belong to two visits."""
    with record.saving() as session:
        used = set(session.scalars(select(Photo.sha256).where(Photo.sha256.in_(digests)).distinct()))
        overwrites = settings_in(session).overwrites
        for digest in digests - used:
            store.remove(digest, overwrites)
