"""A backup, and the restoring of it, rehearsed on both databases."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scripts.backup_record import main
from tests.record.postgres import programs
from tonematch.record import keys
from tonematch.record.consent import give_consent
from tonematch.record.database import open_record
from tonematch.record.find import find_clients
from tonematch.record.keep import keep_visit
from tonematch.record.kept import PhotoToKeep, VisitToKeep
from tonematch.record.keys import locked_by_passphrase, new_key, opened, read_lock, write_lock
from tonematch.record.photo_store import PhotoStore

TODAY = date(2026, 11, 22)
WORDS = "copper lantern quiet meadow"
PHOTO = b"a photo's bytes"
BOTH = pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def clinic(new_address: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Go to a place of this name: its data folder, and a database of its own."""
    monkeypatch.setattr(keys, "SCRYPT_N", 2**10)
    monkeypatch.setenv("TONEMATCH_PASSPHRASE", WORDS)
    home = programs()
    if home is not None:
        monkeypatch.setenv("PATH", f"{home}:{os.environ['PATH']}")

    def go(name: str) -> Path:
        monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / name))
        monkeypatch.setenv("TONEMATCH_RECORD", new_address(name))
        (tmp_path / name / "photos").mkdir(parents=True)
        return tmp_path / name

    return go


def fill(place: Path) -> str:
    """Keep a visit with a photo, and give the photo's digest."""
    key = new_key()
    write_lock(place / "photos", locked_by_passphrase(key, WORDS))
    store = PhotoStore(place / "photos", key)
    record = open_record()
    give_consent(record, "AB", "photo", "Photos may be kept.", TODAY)
    photo = PhotoToKeep(PHOTO, "0" * 64, "before", ".jpg", 40, 30)
    keep_visit(record, store, VisitToKeep("AB", "left shin", "shin", TODAY, "camouflage", photos=(photo,)))
    record.close()
    return store.put(PHOTO)


@BOTH
def test_what_was_saved_is_restored(
    clinic: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record is saved, and restored at a place where nothing was: the client, the visit and the photo."""
    digest = fill(clinic("here"))
    assert main(["save", str(tmp_path / "backup")]) == 0
    assert "clients: 1, visits: 1, photos: 1; photos opened: 1" in capsys.readouterr().out
    there = clinic("there")
    assert main(["restore", str(tmp_path / "backup")]) == 0
    assert "clients: 1, visits: 1, photos: 1; photos opened: 1" in capsys.readouterr().out
    record = open_record()
    assert [(one.code, one.visits) for one in find_clients(record)] == [("AB", 1)]
    record.close()
    lock = read_lock(there / "photos")
    assert lock is not None
    assert PhotoStore(there / "photos", opened(lock, there / "photos", WORDS)).get(digest) == PHOTO


@BOTH
def test_nothing_is_overwritten(
    clinic: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not empty, and a place where a record is, are refused and stay as they are."""
    here = clinic("here")
    fill(here)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert main(["save", str(tmp_path / "full")]) == 1
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert main(["save", str(tmp_path / "backup")]) == 0
    before = sorted((path, path.stat().st_size) for path in (here / "photos").rglob("*"))
    assert main(["restore", str(tmp_path / "backup")]) == 1
    assert sorted((path, path.stat().st_size) for path in (here / "photos").rglob("*")) == before
    for path in (here / "photos").iterdir():
        path.rename(here / path.name)
    assert main(["restore", str(tmp_path / "backup")]) == 1
    assert capsys.readouterr().err.count("Nothing is ever overwritten") == 3


def test_a_photo_that_is_missing_or_damaged_is_told(
    clinic: Callable[[str], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A backup with a damaged photo is no good backup, which is told; without the key a missing one still is."""
    here = clinic("here")
    fill(here)
    path = next((here / "photos").rglob("*.photo"))
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert main(["save", str(tmp_path / "damaged")]) == 1
    assert "was altered or is damaged" in capsys.readouterr().err
    path.unlink()
    monkeypatch.delenv("TONEMATCH_PASSPHRASE")
    assert main(["save", str(tmp_path / "missing")]) == 1
    assert "photos there: 0 of 1" in capsys.readouterr().err


def test_a_folder_that_is_no_backup_is_told(
    clinic: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Restoring from an empty folder is refused, and nothing is made."""
    here = clinic("here")
    (tmp_path / "nothing").mkdir()
    assert main(["restore", str(tmp_path / "nothing")]) == 1
    assert "is missing" in capsys.readouterr().err
    assert list((here / "photos").iterdir()) == []
