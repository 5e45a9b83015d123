"""A trainee's journal: a file of one line for each finished exercise, in the folder of the user's own files.

The first line says whose it is. A line is added at the end and reaches the disk before the page says that it is kept;
if that fails, the file is cut back to what it was. Lines that cannot be read, say because a disk was full, are told
and left where they are. No photo and no name but the pseudonym is ever written.
"""

import hashlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from tonematch.data_folder import data_folder, made_folder
from tonematch.errors import CaseError
from tonematch.findings import Finding
from tonematch.practise.entry import Entry, entry_from, line_of

FOLDER = "practise"
SCHEMA = "tonematch.practise-journal/1"
LONGEST_NAME = 40
_WRITING = threading.Lock()
"""Two tabs of one trainee write one after the other."""


@dataclass(frozen=True)
class Journal:
    """What is known of a trainee: entries in the order they were made, and what could not be read."""

    trainee: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def checked_trainee(name: str) -> str:
    """Give a pseudonym without the blanks around it.

    Raises
    ------
    CaseError
        If it is empty, too long, or holds what cannot be printed.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise CaseError(
            f"A pseudonym of {len(plain)} characters cannot be used." if plain else "There is no pseudonym yet.",
            code="practise.trainee",
            hint=f"Type a word of 1 to {LONGEST_NAME} letters that stands for you, not your full name.",
        )
    return plain


def read_journal(trainee: str) -> Journal:
    """Read a trainee's journal; one that is not there yet has no entries.

    Raises
    ------
    CaseError
        If the file is there and cannot be read at all.
    """
    path = _path(trainee)
    try:
        lines = path.read_bytes().split(b"\n") if path.exists() else []
    except OSError as problem:
        raise CaseError(
            f"The journal {path} cannot be read: {problem.strerror or problem}.",
            code="practise.unreadable",
            hint="Check that you may read files there.",
        ) from problem
    entries, damaged = [], []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            entries.append(entry_from(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            damaged.append(number)
    if lines and _named(lines[0]) is None:
        damaged.insert(0, 1)
    return Journal(trainee, tuple(entries), _told(path, damaged))


def _told(path: Path, damaged: list[int]) -> tuple[Finding, ...]:
    if not damaged:
        return ()
    which = ", ".join(map(str, damaged[:5])) + (" and more" if len(damaged) > 5 else "")
    text = (
        f"Lines of your journal cannot be read: line {which} of {path}. "
        "Nothing was deleted; the rest is shown, and the file is as it was."
    )
    return (Finding("practise.damaged", "warn", text, float(len(damaged))),)


def add_entry(trainee: str, entry: Entry) -> None:
    """Write a finished exercise at the end of a trainee's journal.

    Raises
    ------
    CaseError
        If it cannot be kept; the journal is then as it was before.
    """
    made_folder(FOLDER)
    path = _path(trainee)
    with _WRITING:
        try:
            _append(path, trainee, line_of(entry))
        except OSError as problem:
            raise CaseError(
                f"The exercise could not be written to {path}: {problem.strerror or problem}.",
                code="practise.unwritable",
                hint="Check that you may write there and that the disk is not full; what is on the page stays.",
            ) from problem


def _append(path: Path, trainee: str, line: bytes) -> None:
    with path.open("ab") as file:
        before = file.seek(0, os.SEEK_END)
        start = json.dumps({"schema": SCHEMA, "trainee": trainee}).encode("ascii") + b"\n" if before == 0 else b""
        # After a line that broke off, the next one must not be glued to it.
        start = start or (b"" if _ends_a_line(path) else b"\n")
        try:
            file.write(start + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(path, before)
            raise


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def delete_journal(trainee: str) -> None:
    """Delete a trainee's journal, damaged lines and all.

    Raises
    ------
    CaseError
        If it cannot be deleted.
    """
    path = _path(trainee)
    with _WRITING:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise CaseError(
                f"The journal {path} could not be deleted: {problem.strerror or problem}.",
                code="practise.undeleted",
                hint="Delete the file by hand.",
            ) from problem


def trainees() -> tuple[str, ...]:
    """Name those who have a journal on this machine, in alphabetical order."""
    names = set()
    for path in _folder().glob("journal-*.jsonl"):
        try:
            with path.open("rb") as file:
                names.add(_named(file.readline(10_000)))
        except OSError:
            continue
    return tuple(sorted((name for name in names if name is not None), key=str.casefold))


def _named(line: bytes) -> str | None:
    try:
        head = json.loads(line.decode("utf-8"))
        name = checked_trainee(str(head["trainee"])) if head["schema"] == SCHEMA else None
    except (ValueError, KeyError, TypeError, RecursionError, CaseError):
        return None
    return name


def _folder() -> Path:
    return data_folder() / FOLDER


def _path(trainee: str) -> Path:
    """Give the file of a trainee; the pseudonym itself may hold what no file name can."""
    word = hashlib.sha256(checked_trainee(trainee).casefold().encode()).hexdigest()[:16]
    return _folder() / f"journal-{word}.jsonl"
