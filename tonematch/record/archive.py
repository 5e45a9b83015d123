"""Everything recorded in one ZIP file, and back again identically: JSON a client, and the photos.

The file is not encrypted, since it is meant to be read elsewhere; whoever writes it is told so. What is taken in is
checked first: names, sizes, digests and every value; a file that fails changes nothing.
"""

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tonematch.errors import RecordError
from tonematch.record.database import Record
from tonematch.record.journal import set_aside
from tonematch.record.photo_store import PhotoStore
from tonematch.record.tables import Client, Photo, Setting, new_id
from tonematch.record.tree import Tree, plant, tree_of
from tonematch.whole_file import whole_file

SCHEMA = "tonematch.record/1"
MANIFEST = "record.json"
CLIENT_NAME = re.compile(r"clients/[0-9a-f]{32}\.json")
PHOTO_NAME = re.compile(r"photos/[0-9a-f]{64}")
MOST_ENTRIES = 200_000
LARGEST_JSON = 50_000_000
LARGEST_PHOTO = 200_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class TakenIn:
    """What an import did: clients new and replaced, photos that were not there before."""

    new_clients: int
    replaced_clients: int
    new_photos: int


def no_progress(done: int, whole: int) -> None:  # the shape of a progress report
    """Report nothing."""


def export_all(record: Record, store: PhotoStore, path: str | Path, progress: Progress = no_progress) -> int:
    """Write all clients, settings and photos to a ZIP file, whole or not at all; gives the number of clients.

    The same record gives the same bytes.

    Raises
    ------
    CaseError
        When the file cannot be written.
    RecordError
        When a photo is missing from the store or damaged.
    """
    with record.looking() as session:
        identities = list(session.scalars(select(Client.id).order_by(Client.id)))
        trees = {identity: tree for identity in identities if (tree := tree_of(session, identity)) is not None}
        settings = {row.key: row.value for row in session.scalars(select(Setting).order_by(Setting.key))}
    digests = sorted({str(photo["sha256"]) for tree in trees.values() for photo in tree["photo"]})
    with whole_file(path) as file, zipfile.ZipFile(file, "w") as archive:
        about = {"schema": SCHEMA, "clients": len(trees), "photos": len(digests), "settings": settings}
        _add(archive, MANIFEST, _json_bytes(about))
        for identity, tree in trees.items():
            _add(archive, f"clients/{identity}.json", _json_bytes(tree))
        for done, digest in enumerate(digests, 1):
            _add(archive, f"photos/{digest}", store.get(digest))
            progress(done, len(digests))
    return len(trees)


def take_in(record: Record, store: PhotoStore, path: str | Path, progress: Progress = no_progress) -> TakenIn:
    """Take in what `export_all` wrote; clients that are there already are replaced, and that can be undone.

    Photos are kept first and the clients in one saving after them, so that a crash leaves at worst photos nobody
    refers to, which the next sweep removes.

    Raises
    ------
    RecordError
        When the file is no such export, or anything in it is not as it was written; nothing is changed then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _checked_entries(archive)
            trees = [_tree(archive, entry) for entry in entries if CLIENT_NAME.fullmatch(entry.filename)]
            settings = _manifest(archive, entries)["settings"]
            held = {entry.filename.removeprefix("photos/"): entry for entry in entries if entry.filename[0] == "p"}
            wanted = sorted({str(row.get("sha256")) for tree in trees for row in tree.get("photo", [])})
            missing = [digest for digest in wanted if digest not in held]
            if missing:
                raise _refused(path, f"the photo {missing[0][:12]} is missing from it")
            return _keep(record, store, trees, settings, _photos(archive, held, wanted, path), len(wanted), progress)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise _refused(path, "it is no ZIP file that can be read") from problem


def _keep(  # noqa: PLR0913, PLR0917  # what was read, and where it goes
    record: Record,
    store: PhotoStore,
    trees: Sequence[Tree],
    settings: dict[str, Any],
    photos: Iterator[tuple[str, bytes]],
    count: int,
    progress: Progress,
) -> TakenIn:
    with record.saving() as session:
        known = {str(tree["client"][0]["id"]): session.get(Client, tree["client"][0]["id"]) for tree in trees}
        for identity, tree in zip(known, trees, strict=True):
            set_aside(session, identity, "import")
            plant(session, tree)
        for key, value in settings.items():
            session.merge(_setting(session.scalar(select(Setting).where(Setting.key == key)), key, value))
        new_photos = 0
        for done, (digest, content) in enumerate(photos, 1):
            new_photos += not store.holds(digest)
            store.put(content)
            progress(done, count)
    replaced = sum(client is not None for client in known.values())
    return TakenIn(len(trees) - replaced, replaced, new_photos)


def _setting(there: Setting | None, key: str, value: dict[str, Any]) -> Setting:
    setting = Setting(id=new_id(), key=key) if there is None else there
    setting.value = value
    return setting


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name)  # dated 1980: the same record gives the same file
    entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    archive.writestr(entry, content)


def _json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    path = str(archive.filename)
    if len(entries) > MOST_ENTRIES:
        raise _refused(path, f"it holds {len(entries)} files")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise _refused(path, "a name is in it twice")
    for entry in entries:
        is_json = entry.filename == MANIFEST or CLIENT_NAME.fullmatch(entry.filename)
        if not is_json and not PHOTO_NAME.fullmatch(entry.filename):
            raise _refused(path, f"a file named {entry.filename[:60]!r} does not belong in it")
        if entry.file_size > (LARGEST_JSON if is_json else LARGEST_PHOTO):
            raise _refused(path, f"{entry.filename[:60]} would take {entry.file_size} bytes")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.flag_bits & 1:
            raise _refused(path, f"{entry.filename[:60]} is a link or encrypted")
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack no more than the entry says it holds, whatever its packed bytes would grow to."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise _refused(str(archive.filename), f"{entry.filename[:60]} is not as large as it says")
    return content


def _manifest(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> dict[str, Any]:
    path = str(archive.filename)
    if MANIFEST not in {entry.filename for entry in entries}:
        raise _refused(path, f"{MANIFEST} is missing from it")
    about = _json_of(archive, archive.getinfo(MANIFEST))
    if about.get("schema") != SCHEMA:
        raise _refused(path, f"it is of the kind {str(about.get('schema'))[:40]!r}, expected {SCHEMA}")
    settings = about.get("settings", {})
    sound = isinstance(settings, dict) and all(
        len(key) <= 60 and isinstance(value, dict) for key, value in settings.items()
    )
    if not sound:
        raise _refused(path, "its settings are not as they were written")
    return about | {"settings": settings}


def _json_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> dict[str, Any]:
    try:
        value = json.loads(_read(archive, entry))
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()  # no number or letter that no database takes
    except (ValueError, RecursionError) as problem:
        raise _refused(str(archive.filename), f"{entry.filename} is no JSON") from problem
    if not isinstance(value, dict):
        raise _refused(str(archive.filename), f"{entry.filename} holds no object")
    return value


def _tree(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Tree:
    tree = _json_of(archive, entry)
    clients = tree.get("client")
    own = entry.filename.removeprefix("clients/").removesuffix(".json")
    if (
        not isinstance(clients, list)
        or len(clients) != 1
        or not isinstance(clients[0], dict)
        or clients[0].get("id") != own
    ):
        raise _refused(str(archive.filename), f"{entry.filename} holds another client")
    photos = tree.get("photo", [])
    if not isinstance(photos, list) or not all(isinstance(row, dict) for row in photos):
        raise _refused(str(archive.filename), f"{entry.filename} lists its photos wrongly")
    return tree


def _photos(
    archive: zipfile.ZipFile, held: dict[str, zipfile.ZipInfo], wanted: Sequence[str], path: str | Path
) -> Iterator[tuple[str, bytes]]:
    for digest in wanted:
        content = _read(archive, held[digest])
        if hashlib.sha256(content).hexdigest() != digest:
            raise _refused(path, f"the photo {digest[:12]} is not the one it says it is")
        yield digest, content


def _refused(path: str | Path, why: str) -> RecordError:
    return RecordError(
        f"{Path(path).name} cannot be taken in: {why}.",
        code="record.import",
        hint="Take in the file as tonematch wrote it; nothing was changed.",
    )


def kept_digests(record: Record) -> Iterator[str]:
    """Give the SHA-256 of every photo that the record refers to."""
    with record.looking() as session:
        yield from session.scalars(select(Photo.sha256).distinct().order_by(Photo.sha256))
