"""The record of this machine opened, locked, locked in another way, and tidied."""

import shutil
from datetime import date

import pytest

from tonematch.errors import RecordError
from tonematch.record import home
from tonematch.record.consent import give_consent
from tonematch.record.keep import keep_visit
from tonematch.record.kept import PhotoToKeep, VisitToKeep
from tonematch.record.keys import read_lock

PASSPHRASE = "four quiet green doors"  # noqa: S105  # locks nothing but what this test makes
OTHER = "another set of words"
CONTENT = b"a photo's bytes"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep the record in a folder of the test."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    monkeypatch.delenv("TONEMATCH_RECORD", raising=False)
    yield tmp_path
    home.record_here().close()


def with_photo() -> tuple[home.Home, str]:
    """Open a new record with one photo in it; give the digest of the photo."""
    opened = home.begin("passphrase", PASSPHRASE)
    give_consent(opened.record, "A 1", "photo", "Photos may be kept.", date(2026, 5, 4))
    photo = PhotoToKeep(CONTENT, "0" * 64, "before", ".jpg", 40, 30)
    keep_visit(
        opened.record, opened.store, VisitToKeep("A 1", "hand", "hand", date(2026, 5, 4), "camouflage", photos=(photo,))
    )
    return opened, opened.store.put(CONTENT)


def test_opened_with_its_passphrase_only():
    """What was locked opens with the same passphrase and no other."""
    assert home.lock_here() is None
    _, digest = with_photo()
    with pytest.raises(RecordError, match="not the passphrase"):
        home.unlock(OTHER)
    assert home.unlock(PASSPHRASE).store.get(digest) == CONTENT
    with pytest.raises(RecordError, match="locked already"):
        home.begin("passphrase", OTHER)


def test_a_short_passphrase_locks_nothing():
    """A short passphrase is refused, and no lock is left behind."""
    with pytest.raises(RecordError, match="11 characters"):
        home.begin("passphrase", "eleven char")
    assert home.lock_here() is None


def test_another_passphrase_for_the_same_photos():
    """After a change, the new passphrase opens the photos and the old one does not."""
    opened, digest = with_photo()
    home.change_lock(opened, "passphrase", OTHER)
    assert opened.still_open
    assert home.unlock(OTHER).store.get(digest) == CONTENT
    with pytest.raises(RecordError, match="not the passphrase"):
        home.unlock(PASSPHRASE)


def test_a_new_key_shuts_the_old_one_out():
    """A new key holds all photos, tells how far it is, and whoever holds the old one notices."""
    opened, digest = with_photo()
    told = []
    renewed = home.renew_key(opened, "passphrase", OTHER, lambda done, whole: told.append((done, whole)))
    assert told == [(1, 1)]
    assert renewed.still_open
    assert not opened.still_open
    assert renewed.store.get(digest) == CONTENT
    assert home.unlock(OTHER).store.get(digest) == CONTENT


def test_strangers_go_on_opening():
    """A photo that no visit refers to and a half-written file are gone after the next opening; others stay."""
    opened, digest = with_photo()
    stranger = opened.store.put(b"nobody refers to it")
    half = opened.store.folder / opened.store.key.key_id / "ab.photo.part"
    half.write_bytes(b"half")
    again = home.unlock(PASSPHRASE)
    assert not again.store.holds(stranger)
    assert not half.exists()
    assert again.store.get(digest) == CONTENT


def test_without_a_keyring_a_passphrase_is_asked_for(folder):
    """Where the system has no keyring, that is said and no lock is left behind."""
    with pytest.raises(RecordError, match="no keyring"):
        home.begin("keyring")
    assert read_lock(folder / home.PHOTOS) is None


def test_an_address_leads_elsewhere(folder, monkeypatch):
    """The environment variable names another database."""
    monkeypatch.setenv("TONEMATCH_RECORD", f"sqlite:///{folder / 'other.sqlite3'}")
    assert home.record_here().place.endswith("other.sqlite3")


def test_a_damaged_lock_is_told(folder):
    """A lock file that is none is named."""
    with_photo()
    (folder / home.PHOTOS / "lock.json").write_text("{")
    with pytest.raises(RecordError, match="lock file"):
        home.unlock(PASSPHRASE)
    shutil.rmtree(folder / home.PHOTOS)
