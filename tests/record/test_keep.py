"""Visits kept whole, clients found, consents taken back, clients deleted for good."""

import os
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tonematch.errors import RecordError
from tonematch.record.consent import delete_client, give_consent, withdraw_consent
from tonematch.record.database import Record
from tonematch.record.find import client_of, find_clients, past_retention
from tonematch.record.journal import undo
from tonematch.record.keep import add_to_visit, keep_visit
from tonematch.record.kept import (
    ColourToKeep,
    CorrectionToKeep,
    MoreToKeep,
    PhotoToKeep,
    PotToKeep,
    RecipeToKeep,
    VisitToKeep,
)
from tonematch.record.keys import new_key
from tonematch.record.photo_store import PhotoStore, remove_strangers
from tonematch.record.reminders import after_visit, due_reminders, remind
from tonematch.record.settings import Settings, save_settings
from tonematch.record.tables import Client, Photo, Visit

TODAY = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)
PHOTO = PhotoToKeep(b"a photo's bytes", "0" * 64, "before", ".jpg", 40, 30)
VISIT = VisitToKeep(
    client_code="QR 17",
    site="left shin",
    region="shin",
    day=TODAY,
    technique="camouflage",
    photos=(PHOTO,),
    colours=(ColourToKeep("surround", (61.0, 10.5, 16.25), 1.7, photo=0), ColourToKeep("patch", (80.0, 5.0, 10.0))),
    recipes=(
        RecipeToKeep(
            "generic-camouflage", (PotToKeep("F2N", "Fair 2 neutral", 5, "L-7"), PotToKeep("F2W", "x", 1)), 0.7, "good"
        ),
    ),
    corrections=(CorrectionToKeep(2.1, "a touch too light", {"F2W": 1.0}, photo=0),),
)


def identity_of(record: Record, code: str) -> str:
    """Find a client by its code."""
    with record.looking() as session:
        return session.scalars(select(Client.id).where(Client.code == code)).one()


@BOTH
def test_a_visit_comes_back_as_it_was_kept(record: Record, store: PhotoStore) -> None:
    """All parts of a visit are read again with their values, and belong together."""
    give_consent(record, "QR 17", "photo", "Photos may be kept.", TODAY)
    keep_visit(record, store, VISIT)
    with record.looking() as session:
        client = client_of(session, identity_of(record, "QR 17"))
    visit = client.sites[0].visits[0]
    photo = visit.photos[0]
    assert store.get(photo.sha256) == PHOTO.content
    surround = next(one for one in visit.measurements if one.kind == "surround")
    assert (surround.L, surround.a, surround.b, surround.uncertainty) == (61.0, 10.5, 16.25, 1.7)
    assert surround.photo_id == visit.corrections[0].photo_id == photo.id
    assert [(part.code, part.parts, part.lot) for part in visit.recipes[0].parts] == [("F2N", 5, "L-7"), ("F2W", 1, "")]
    assert visit.corrections[0].added == {"F2W": 1.0}


def test_a_second_visit_joins_the_same_site(record: Record, store: PhotoStore) -> None:
    """The same client and site are taken up again, not made twice."""
    visit = replace(VISIT, photos=(), colours=(), corrections=())
    keep_visit(record, store, visit)
    keep_visit(record, store, replace(visit, client_code="  QR  17 ", day=date(2026, 12, 1)))
    listed = find_clients(record)
    assert [(one.code, one.sites, one.visits, one.last_visit) for one in listed] == [("QR 17", 1, 2, date(2026, 12, 1))]


def test_photos_need_a_consent(record: Record, store: PhotoStore) -> None:
    """Without a consent to photos nothing of the visit is kept, and the sentence says what to do."""
    with pytest.raises(RecordError, match="has not agreed to photos"):
        keep_visit(record, store, VISIT)
    assert find_clients(record) == ()
    assert list(store.names()) == []


def test_a_photo_that_cannot_be_written_keeps_no_visit(record: Record, store: PhotoStore) -> None:
    """When the photo store fails, the visit is not kept either."""
    give_consent(record, "QR 17", "photo", "Photos may be kept.", TODAY)
    store.folder.rmdir()
    store.folder.write_text("a file where the folder was")
    with pytest.raises(RecordError, match="could not be kept"):
        keep_visit(record, store, VISIT)
    with record.looking() as session:
        assert session.scalars(select(Visit)).all() == []


def test_a_consent_taken_back_deletes_the_photos_for_good(record: Record, store: PhotoStore, client_id: str) -> None:
    """Photos and their rows go, measurements stay, and undo does not bring them back."""
    assert withdraw_consent(record, store, client_id, "photo", TODAY) == 1
    assert list(store.names()) == []
    with record.saving() as session:
        undo(session)
    with record.looking() as session:
        client = client_of(session, client_id)
        assert session.scalars(select(Photo)).all() == []
    assert [consent.withdrawn_on for consent in client.consents] == [TODAY]
    assert len(client.sites[0].visits[0].measurements) == 1


def test_a_deleted_client_leaves_nothing(record: Record, store: PhotoStore, client_id: str) -> None:
    """No row, no photo and nothing to undo is left of a client that was deleted for good."""
    delete_client(record, store, client_id)
    assert list(store.names()) == []
    with record.saving() as session:
        assert undo(session) is None
        for table in ("client", "site", "visit", "photo", "measurement", "recipe", "part", "correction", "consent"):
            rows = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()  # noqa: S608  # own names
            assert (table, rows) == (table, 0)
    with pytest.raises(RecordError, match="no longer in the record"), record.looking() as session:
        client_of(session, client_id)


def test_a_photo_of_two_visits_stays_while_one_needs_it(record: Record, store: PhotoStore, client_id: str) -> None:
    """A photo that another client's visit refers to as well is not deleted with the first."""
    with record.looking() as session:
        content = store.get(session.scalars(select(Photo.sha256)).one())
    give_consent(record, "QR 17", "photo", "Photos may be kept.", TODAY)
    keep_visit(record, store, replace(VISIT, photos=(replace(PHOTO, content=content),)))
    delete_client(record, store, client_id)
    assert len(list(store.names())) == 1


def test_photos_nobody_refers_to_go_when_the_store_is_opened(record: Record, store: PhotoStore, client_id: str) -> None:
    """What a crash left between record and store is removed; what is referred to stays."""
    store.put(b"left behind by a crash")
    with record.looking() as session:
        kept = list(session.scalars(select(Photo.sha256)))
    assert remove_strangers(store, iter(kept)) == 1
    assert all(store.holds(digest) for digest in kept)
    assert client_id


@BOTH
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["QR 17", "AB-12"]),
        ("qr", ["QR 17"]),
        ("HAND", ["AB-12"]),
        ("hand warm", ["AB-12"]),
        ("hand shin", []),
        ("l-7", ["QR 17", "AB-12"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_words_find_clients(record: Record, store: PhotoStore, client_id: str, wanted: str, found: list[str]) -> None:
    """Codes, sites and shades are found by parts of words in any letters; signs of the database's own mean nothing."""
    keep_visit(record, store, replace(VISIT, photos=(), colours=(), corrections=()))
    assert [one.code for one in find_clients(record, wanted)] == found
    assert client_id


def test_clients_are_filtered(record: Record, client_id: str) -> None:
    """By region, by lot, and by the day they were last seen."""
    assert [one.client_id for one in find_clients(record, region="hand", lot="L-7", since=date(2026, 5, 4))] == [
        client_id
    ]
    assert find_clients(record, region="neck") == ()
    assert find_clients(record, lot="L-8") == ()
    assert find_clients(record, since=date(2026, 5, 5)) == ()


def test_retention_counts_from_the_last_visit(record: Record, store: PhotoStore, client_id: str) -> None:
    """A client last seen six months ago is past three months of retention, and not past twelve."""
    assert [one.client_id for one in past_retention(record, TODAY, 3)] == [client_id]
    assert past_retention(record, TODAY, 12) == ()
    assert list(store.names())


def test_reminders_are_due_on_their_day(record: Record, client_id: str) -> None:
    """What is due until a day comes in its order; what was done does not come again."""
    remind(record, None, "lot", date(2026, 5, 1), "Lot L-7 expires.")
    with record.saving() as session:
        due = due_reminders(session, date(2026, 6, 15))
        assert [one.kind for one in due] == ["lot", "healed"]
        assert [one.client and one.client.id for one in due] == [None, client_id]
        due[0].done_on = TODAY
    with record.looking() as session:
        assert [one.kind for one in due_reminders(session, date(2026, 6, 15))] == ["healed"]
        assert due_reminders(session, date(2026, 6, 14)) == []


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "a\x00b"])
def test_a_code_that_says_nothing_is_refused(record: Record, store: PhotoStore, code: str) -> None:
    """Codes are 1 to 40 characters that can be printed."""
    with pytest.raises(RecordError, match="cannot be a client's code"):
        keep_visit(record, store, replace(VISIT, client_code=code))


def test_a_store_of_another_key_reads_nothing(store: PhotoStore) -> None:
    """Whoever opens the folder with another key finds no photo in it."""
    digest = store.put(b"a photo")
    assert not PhotoStore(store.folder, new_key()).holds(digest)


STRIPE_COLOUR = ColourToKeep("stripe", (60.0, 10.0, 16.0), 1.2)
STRIPE = CorrectionToKeep(
    2.0, "a touch too dark", {}, document={"mix": "m1", "number": 1, "parts": {"F2N": 10, "F2W": 2}}
).on_photo(0)
STRIPE = replace(STRIPE, colours=(replace(STRIPE_COLOUR, photo=0),))


@BOTH
def test_stripes_are_added_to_a_visit_and_brought_up_to_date(record: Record, store: PhotoStore) -> None:
    """A stripe joins its visit and recipe once; kept again with what was added, it is the same row, and undo works."""
    give_consent(record, "QR 17", "photo", "Photos may be kept.", TODAY)
    visit_id = keep_visit(record, store, VISIT)
    client_id = identity_of(record, "QR 17")
    photo = replace(PHOTO, content=b"a stripe's bytes", kind="stripe")
    add_to_visit(record, store, client_id, visit_id, MoreToKeep((photo,), corrections=(STRIPE,)))
    later = replace(STRIPE, added={"F2W": 1.0}, photo=None, colours=())
    second = replace(later, document={**STRIPE.document, "number": 2})
    add_to_visit(record, store, client_id, visit_id, MoreToKeep(corrections=(later, second)))
    with record.looking() as session:
        (visit,) = client_of(session, client_id).sites[0].visits
    held = {one.document.get("number"): one for one in visit.corrections}
    assert held.keys() == {None, 1, 2}
    assert held[1].added == {"F2W": 1.0}
    assert held[1].recipe_id == visit.recipes[0].id  # ten and two parts are the recipe's five and one
    stripe = next(one for one in visit.photos if one.kind == "stripe")
    colour = next(one for one in visit.measurements if one.kind == "stripe")
    assert held[1].photo_id == colour.photo_id == stripe.id
    with record.saving() as session:
        undo(session)
    with record.looking() as session:
        (visit,) = client_of(session, client_id).sites[0].visits
    assert {one.document.get("number"): dict(one.added) for one in visit.corrections}[1] == {}


def test_nothing_is_added_without_consent_or_to_what_is_gone(record: Record, store: PhotoStore) -> None:
    """A photo needs the client's consent, and a visit of somebody else is none of the client's."""
    visit_id = keep_visit(record, store, replace(VISIT, photos=(), colours=(), corrections=()))
    client_id = identity_of(record, "QR 17")
    with pytest.raises(RecordError, match="has not agreed"):
        add_to_visit(record, store, client_id, visit_id, MoreToKeep((PHOTO,)))
    with pytest.raises(RecordError, match="no longer in the record"):
        add_to_visit(record, store, client_id, "0" * 32, MoreToKeep())
    assert list(store.names()) == []


def test_lots_and_touch_ups_are_remembered_as_set(record: Record, store: PhotoStore) -> None:
    """A lot with a date gives one reminder, however often it is used; a touch-up comes where the practice wants one."""
    pot = PotToKeep("F2N", "Fair 2 neutral", 5, "L-7", date(2027, 1, 31))
    settings = Settings(lot_days=10, touch_up_weeks=8)
    reminders = after_visit((pot, PotToKeep("F2W", "x", 1)), TODAY, settings, heals_on=date(2027, 1, 3))
    told = [(one.kind, one.due_on, one.text) for one in reminders]
    lot = ("lot", date(2027, 1, 21), "F2N Fair 2 neutral, lot L-7, until 2027-01-31")
    assert told == [("healed", date(2027, 1, 3), ""), ("touch-up", date(2027, 1, 17), ""), lot]
    assert [one.kind for one in after_visit((pot,), TODAY, Settings(), heals_on=None)] == ["lot"]
    bare = replace(VISIT, photos=(), colours=(), corrections=(), reminders=reminders)
    keep_visit(record, store, bare)
    keep_visit(record, store, bare)
    with record.looking() as session:
        due = due_reminders(session, date(2027, 2, 1))
    assert sorted(one.kind for one in due) == ["healed", "healed", "lot", "touch-up", "touch-up"]


@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_photo_is_overwritten_as_often_as_set(
    record: Record, store: PhotoStore, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Withdrawing a consent overwrites the photo as often as the practice has set, and it is gone."""
    save_settings(record, Settings(overwrites=times))
    give_consent(record, "QR 17", "photo", "Photos may be kept.", TODAY)
    keep_visit(record, store, VISIT)
    written: list[int] = []
    noise = os.urandom
    monkeypatch.setattr("tonematch.record.photo_store.os.urandom", lambda size: written.append(size) or noise(size))
    withdraw_consent(record, store, identity_of(record, "QR 17"), "photo", TODAY)
    assert len(written) == times
    assert list(store.names()) == []
