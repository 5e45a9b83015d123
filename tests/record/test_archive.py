"""Exports, imports and undo: identical there and back, and nothing that does not belong gets in."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tonematch.errors import RecordError
from tonematch.record.archive import export_all, take_in
from tonematch.record.database import Record, open_record
from tonematch.record.journal import last_saving, set_aside, undo
from tonematch.record.keys import new_key
from tonematch.record.photo_store import PhotoStore
from tonematch.record.tables import Client, Site
from tonematch.record.tree import Tree, tree_of

BOTH = pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)
"""Each on either kind of database."""


@pytest.fixture
def elsewhere(tmp_path: Path, new_address: Callable[[str], str]) -> Iterator[tuple[Record, PhotoStore]]:
    """Make an empty record on another machine."""
    folder = tmp_path / "other"
    folder.mkdir()
    other = open_record(new_address("other"))
    yield other, PhotoStore(folder, new_key())
    other.close()


def tree(record: Record, client_id: str) -> Tree | None:
    """Write down a client."""
    with record.looking() as session:
        return tree_of(session, client_id)


@BOTH
def test_an_export_taken_in_elsewhere_exports_the_same_bytes(
    record: Record, store: PhotoStore, client_id: str, elsewhere: tuple[Record, PhotoStore], tmp_path: Path
) -> None:
    """A record goes to another machine and its export there is the same file, bit by bit."""
    export_all(record, store, tmp_path / "one.zip")
    done = take_in(*elsewhere, tmp_path / "one.zip")
    export_all(*elsewhere, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert (done.new_clients, done.replaced_clients, done.new_photos) == (1, 0, 1)
    assert tree(elsewhere[0], client_id) == tree(record, client_id)


@BOTH
def test_undo_takes_savings_back_one_by_one(record: Record, client_id: str) -> None:
    """A change and an import are taken back in their order, to the very values there were before."""
    before = tree(record, client_id)
    with record.saving() as session:
        set_aside(session, client_id, "a new site")
        session.add(Site(client_id=client_id, name="neck", region="neck"))
    with record.saving() as session:
        set_aside(session, client_id, "client deleted")
        session.delete(session.get_one(Client, client_id))
    assert tree(record, client_id) is None
    with record.saving() as session:
        saving = last_saving(session)
        assert saving is not None
        assert saving.what == "client deleted"
        undo(session)
    with record.saving() as session:
        undo(session)
    assert tree(record, client_id) == before
    with record.saving() as session:
        assert undo(session) is None


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write an export anew with something changed in it."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def edited(what: str, value: Any, column: str = "visit") -> Callable[[dict[str, bytes]], None]:  # noqa: ANN401
    """Change one value of the first row of a table."""

    def change(held: dict[str, bytes]) -> None:
        name = next(name for name in held if name.startswith("clients/"))
        tree = json.loads(held[name])
        tree[column][0][what] = value
        held[name] = json.dumps(tree).encode()

    return change


def photo_swapped(held: dict[str, bytes]) -> None:
    """Put other bytes under a photo's name."""
    held[next(name for name in held if name.startswith("photos/"))] = b"another photo"


def with_file(name: str) -> Callable[[dict[str, bytes]], None]:
    """Add a file."""
    return lambda held: held.update({name: b"x"})


TAMPERED: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a path out of the folder": with_file("../../outside.txt"),
    "a path from the root": with_file("/etc/passwd"),
    "a file too many": with_file("clients/readme.txt"),
    "other bytes in a photo": photo_swapped,
    "a photo missing": lambda held: held.pop(next(name for name in held if name.startswith("photos/"))),
    "no manifest": lambda held: held.pop("record.json"),
    "a later kind": lambda held: held.update({"record.json": b'{"schema": "tonematch.record/2"}'}),
    "brackets without end": lambda held: held.update({"record.json": b"[" * 100_000}),
    "no day": edited("day", "yesterday"),
    "a parent elsewhere": edited("site_id", "0" * 32),
    "a text too long": edited("technique", "x" * 500),
    "a value missing": edited("technique", None),
    "a list for an object": edited("checklist", [1]),
    "a value too many": edited("surprise", 1),
    "no number": edited("L", float("nan"), "measurement"),
    "a number too large": edited("width", 10**12, "photo"),
    "a moment without its zone": edited("made_at", "2026-01-01T00:00:00", "client"),
    "half a letter": edited("technique", "\ud800"),
    "no number in a document": edited("checklist", {"a": float("inf")}),
    "a digest that is a path": edited("sha256", "../../x", "photo"),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_file_that_was_tampered_with_changes_nothing(
    record: Record, store: PhotoStore, client_id: str, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    """Whatever is wrong with an import is told, and the record stays as it was; nothing is written outside."""
    before = tree(record, client_id)
    export_all(record, store, tmp_path / "all.zip")
    rewritten(tmp_path / "all.zip", change)
    around = sorted(path.name for path in tmp_path.parent.iterdir())
    with pytest.raises(RecordError, match=r"taken in|expected"):
        take_in(record, store, tmp_path / "all.zip")
    assert tree(record, client_id) == before
    assert sorted(path.name for path in tmp_path.parent.iterdir()) == around
    with record.looking() as session:
        assert last_saving(session) is None


def test_a_zip_bomb_is_not_unpacked(record: Record, store: PhotoStore, tmp_path: Path) -> None:
    """A client file that would grow to more than fifty megabytes is refused by its stated size."""
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"clients/{'a' * 32}.json", b" " * 60_000_000)
    with pytest.raises(RecordError, match="would take 60000000 bytes"):
        take_in(record, store, tmp_path / "bomb.zip")


def test_a_file_that_is_no_zip_is_told(record: Record, store: PhotoStore, tmp_path: Path) -> None:
    """A text file is no export."""
    (tmp_path / "all.zip").write_text("not an archive")
    with pytest.raises(RecordError, match="no ZIP file"):
        take_in(record, store, tmp_path / "all.zip")
    with record.looking() as session:
        assert session.scalars(select(Client)).all() == []


def test_packed_bytes_that_were_damaged_are_told(record: Record, store: PhotoStore, tmp_path: Path) -> None:
    """Where what was packed cannot be unpacked, the file is refused as one that cannot be read."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.json", bytes(range(256)) * 20)
    content = bytearray(path.read_bytes())
    start = content.index(b"record.json") + len("record.json")
    content[start : start + 20] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(RecordError, match="no ZIP file"):
        take_in(record, store, path)
