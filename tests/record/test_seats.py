"""Several seats on one record: nobody overwrites anybody, and a photo is never put under a key that is going away."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select, text

from tonematch.errors import RecordError
from tonematch.record import database, keys
from tonematch.record.consent import delete_client, give_consent, withdraw_consent
from tonematch.record.database import Record, open_record
from tonematch.record.find import client_of, find_clients
from tonematch.record.journal import undo
from tonematch.record.keep import keep_visit
from tonematch.record.kept import PhotoToKeep, VisitToKeep
from tonematch.record.keys import Key, locked_by_passphrase, new_key, read_lock, write_lock
from tonematch.record.photo_store import PhotoStore, sweep
from tonematch.record.tables import Change, Client, Photo, Visit
from tonematch.record.upkeep import rekey, tidy

TODAY = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)
SERVER = pytest.mark.parametrize("new_address", ["postgresql"], indirect=True)
WORDS = "copper lantern quiet meadow"
SEATS, VISITS = 3, 6
PATIENCE_S = 60
OPEN = "import sys; from tonematch.record.database import open_record; open_record(sys.argv[1]).close()"


@pytest.fixture(autouse=True)
def quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scrypt be quick: how slow a guess is has no bearing on these tests."""
    monkeypatch.setattr(keys, "SCRYPT_N", 2**10)


@pytest.fixture
def address(new_address: Callable[[str], str]) -> str:
    """Give the address of a record that all seats share."""
    return new_address("shared")


@contextmanager
def seat(address: str) -> Iterator[Record]:
    """Open the record as one seat does."""
    record = open_record(address)
    try:
        yield record
    finally:
        record.close()


def visit_of(code: str, number: int) -> VisitToKeep:
    """Give a visit with a photo of its own."""
    content = f"photo {number} of {code}".encode()
    photo = PhotoToKeep(content, "0" * 64, "before", ".jpg", 40, 30)
    return VisitToKeep(
        client_code=code, site="left shin", region="shin", day=TODAY, technique="camouflage", photos=(photo,)
    )


def wait_for_a_waiter(record: Record) -> None:
    """Wait until a seat stands in the queue for saving."""
    deadline = time.monotonic() + PATIENCE_S
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    while time.monotonic() < deadline:
        with record.looking() as session:
            if session.execute(waiting).scalar():
                return
        time.sleep(0.02)
    raise AssertionError("Nobody came to wait.")


@BOTH
def test_seats_saving_at_once_lose_nothing(address: str, store: PhotoStore) -> None:
    """Three seats keep six visits each of one client at the same time; all are there, and the last can be undone."""
    with seat(address) as first:
        give_consent(first, "AB", "photo", "Photos may be kept.", TODAY)
    start = Barrier(SEATS)

    def work(number: int) -> None:
        with seat(address) as record:
            start.wait(PATIENCE_S)
            for turn in range(VISITS):
                keep_visit(record, store, visit_of("AB", number * VISITS + turn))

    with ThreadPoolExecutor(SEATS) as seats:
        list(seats.map(work, range(SEATS)))
    with seat(address) as record:
        with record.looking() as session:
            digests = session.scalars(select(Photo.sha256)).all()
            positions = session.scalars(select(Change.position).order_by(Change.position)).all()
        assert {store.get(digest) for digest in digests} == {
            f"photo {number} of AB".encode() for number in range(SEATS * VISITS)
        }
        assert positions == list(range(1, SEATS * VISITS + 2))
        with record.saving() as session:
            undo(session)
        assert find_clients(record)[0].visits == SEATS * VISITS - 1


@BOTH
def test_seats_that_meet_the_same_new_client_make_one(address: str, store: PhotoStore) -> None:
    """Two seats keep a first visit under the same code at once: one client with two visits, no complaint."""
    open_record(address).close()
    start = Barrier(2)

    def work(number: int) -> None:
        with seat(address) as record:
            start.wait(PATIENCE_S)
            keep_visit(record, store, replace(visit_of("NEW", number), photos=()))

    with ThreadPoolExecutor(2) as seats:
        list(seats.map(work, range(2)))
    with seat(address) as record:
        assert [(one.code, one.visits) for one in find_clients(record)] == [("NEW", 2)]


@BOTH
def test_starting_at_several_seats_migrates_once(address: str) -> None:
    """Three programs that open an empty database at the same moment all start, and the tables are made once."""
    command = [sys.executable, "-c", OPEN, address]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(SEATS)]
    told = [process.communicate(timeout=PATIENCE_S)[1] for process in started]
    assert [process.returncode for process in started] == [0] * SEATS, told
    with seat(address) as record, record.looking() as session:
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
        assert session.scalar(select(func.count()).select_from(Client)) == 0


@BOTH
def test_a_client_deleted_at_one_seat_is_told_at_the_other(address: str, store: PhotoStore) -> None:
    """What another seat then does with the client is refused in a sentence, and nothing of the client comes back."""
    with seat(address) as first, seat(address) as second:
        identity = give_consent(first, "AB", "photo", "Photos may be kept.", TODAY)
        keep_visit(first, store, visit_of("AB", 1))
        with second.looking() as session:
            assert client_of(session, identity).code == "AB"
        delete_client(first, store, identity)
        for touch in (
            lambda: withdraw_consent(second, store, identity, "photo", TODAY),
            lambda: delete_client(second, store, identity),
            lambda: keep_visit(second, store, visit_of("AB", 2)),
        ):
            with pytest.raises(RecordError) as caught:
                touch()
            assert caught.value.hint
        with second.looking() as session:
            assert session.scalar(select(func.count()).select_from(Visit)) == 0
        assert list(store.names()) == []


@SERVER
def test_the_key_waits_for_a_photo_that_is_being_put(address: str, store: PhotoStore, key: Key) -> None:
    """While one seat has put a photo and not yet saved, another cannot change the key; then the photo moves along."""
    write_lock(store.folder, locked_by_passphrase(key, WORDS))
    fresh = new_key()
    with seat(address) as first, seat(address) as second, seat(address) as onlooker, ThreadPoolExecutor(1) as other:
        give_consent(first, "AB", "photo", "Photos may be kept.", TODAY)
        keep_visit(first, store, visit_of("AB", 1))
        with first.saving() as session:
            digest = store.put(b"put just now")
            changing = other.submit(rekey, second, store, fresh, locked_by_passphrase(fresh, WORDS))
            wait_for_a_waiter(onlooker)
            lock = read_lock(store.folder)
            assert lock is not None
            assert lock.key_id == key.key_id
            visit = session.scalars(select(Visit)).one()
            session.add(
                Photo(
                    visit=visit, sha256=digest, original_sha256=digest, kind="after", suffix=".jpg", width=40, height=30
                )
            )
        changed = changing.result(PATIENCE_S)
        assert changed.get(digest) == b"put just now"
        assert len(list(changed.names())) == 2


@BOTH
def test_a_seat_with_the_old_key_is_told(address: str, store: PhotoStore, key: Key) -> None:
    """After the key was changed elsewhere, a seat with the old one saves and sweeps nothing away, and is told why."""
    write_lock(store.folder, locked_by_passphrase(key, WORDS))
    with seat(address) as first, seat(address) as second:
        give_consent(first, "AB", "photo", "Photos may be kept.", TODAY)
        keep_visit(first, store, visit_of("AB", 1))
        fresh = new_key()
        changed = rekey(first, store, fresh, locked_by_passphrase(fresh, WORDS))
        before = list(changed.names())
        for touch in (
            lambda: keep_visit(second, store, visit_of("AB", 2)),
            lambda: sweep(store),
            lambda: tidy(second, store),
            lambda: rekey(second, store, key, locked_by_passphrase(key, WORDS)),
        ):
            with pytest.raises(RecordError, match="another key meanwhile"):
                touch()
        assert list(changed.names()) == before
        assert find_clients(second)[0].visits == 1


@BOTH
def test_tidying_removes_what_nobody_refers_to(address: str, store: PhotoStore) -> None:
    """A photo without a row and half a file go; a photo that the record refers to stays."""
    with seat(address) as record:
        give_consent(record, "AB", "photo", "Photos may be kept.", TODAY)
        keep_visit(record, store, visit_of("AB", 1))
        stranger = store.put(b"its saving never came")
        half = store.folder / store.key.key_id / "half.photo.part"
        half.write_bytes(b"half")
        assert tidy(record, store) == 1
        assert not store.holds(stranger)
        assert not half.exists()
        assert len(list(store.names())) == 1


@SERVER
def test_a_seat_does_not_wait_for_ever(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another seat saves for longer than the wait, it is told so in words, and can save afterwards."""
    with seat(address) as first, seat(address) as second:
        monkeypatch.setattr(database, "WAIT_MS", 50)
        with first.saving() as session:
            session.add(Client(code="AB"))
            session.flush()
            with pytest.raises(RecordError, match="Another program or seat is saving"), second.saving():
                pass
        with second.saving() as session:
            session.add(Client(code="CD"))
        assert {one.code for one in find_clients(first)} == {"AB", "CD"}
