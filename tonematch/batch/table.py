"""The table of a batch: a row is on the disk before the next photo is begun.

A second run on the same table keeps the rows that are there and goes on with the rest, so a kill costs at most the
photos in flight. Rows stand in the order of the photos, whoever did them, so that a table does not tell how many did.
"""

import csv
import hashlib
import io
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from tonematch.batch.crew import Crew, Promise, crew_of
from tonematch.batch.jobs import MARK_COLUMNS, NO_WISHES, BatchJob, Wishes
from tonematch.batch.row import NUMBER_COLUMNS, PHOTO_COLUMNS, RECIPE_COLUMNS, SKIN_COLUMNS, Row
from tonematch.errors import CaseError
from tonematch.report.documents.spreadsheet import guarded

KEY_COLUMNS = ("photo", "sha256", *MARK_COLUMNS, "wishes")
Mark = bytes
"""What a row is known by: a digest of the cells of `KEY_COLUMNS`, since a table may have millions of rows."""
MARK_BYTES = 16
COLUMNS = (*KEY_COLUMNS, "status", *PHOTO_COLUMNS, *SKIN_COLUMNS, *RECIPE_COLUMNS, "error_code", "error")


def run_batch(
    jobs: Iterable[BatchJob], out: str | Path, wishes: Wishes = NO_WISHES, *, workers: int = 1
) -> Iterator[tuple[Row, bool]]:
    """Work through the jobs, one row each.

    Parameters
    ----------
    jobs
        From `read_jobs`.
    out
        The table to write; rows already in it are kept, where the wishes were the same.
    wishes
        How recipes are chosen.
    workers
        Processes that do photos side by side; 1 for this one alone.

    Yields
    ------
    tuple[Row, bool]
        Each job's row, and whether it was there already. A photo that fails gives a row that says why.

    Raises
    ------
    CaseError
        When the table cannot be written, or is not one of ours.
    """
    table = Path(out)
    done = _finished_rows(table)
    try:
        with table.open("ab") as file, table.open("rb") as written, crew_of(workers) as crew:
            if file.tell() == 0:
                _append(file, COLUMNS)
            for key, promise in _in_hand(jobs, wishes, crew, done):
                mark = _mark(key)
                if promise is None:
                    yield _row_at(written, done[mark]), True
                    continue
                cells = {column: _guarded(column, text) for column, text in {**key, **promise()}.items()}
                row = {column: cells.get(column, "") for column in COLUMNS}
                done[mark] = file.tell()
                _append(file, list(row.values()))
                yield row, False
    except OSError as problem:
        raise CaseError(
            f"{table} cannot be written: {problem.strerror or 'the disk refused'}.",
            code="output.unwritable",
            hint="Check that the folder exists, that you may write there, and that the disk is not full; then go on.",
        ) from problem


def _in_hand(
    jobs: Iterable[BatchJob], wishes: Wishes, crew: Crew, done: Mapping[Mark, int]
) -> Iterator[tuple[Row, Promise | None]]:
    """Hand photos over, as far ahead as the crew can use, and give each with its promise; None where it was done."""
    waiting: deque[tuple[Row, Promise | None]] = deque()
    begun: set[Mark] = set()
    for job in jobs:
        key = _key_of(job, wishes)
        mark = _mark(key)
        known = mark in done or mark in begun
        begun.add(mark)
        waiting.append((key, None if known else crew.hand_over(job, wishes)))
        if len(waiting) > crew.window:
            yield waiting.popleft()
    yield from waiting


def _mark(key: Row) -> Mark:
    return hashlib.sha256("\0".join(key[column] for column in KEY_COLUMNS).encode("utf-8")).digest()[:MARK_BYTES]


def _finished_rows(table: Path) -> dict[Mark, int]:
    """Find where each row that is whole begins, and cut a torn last line off."""
    if not table.exists():
        return {}
    found: dict[Mark, int] = {}
    at = 0
    try:
        with table.open("rb") as file:
            for number, line in enumerate(file):
                if not line.endswith(b"\n"):
                    if number == 0 and not ",".join(COLUMNS).encode().startswith(line):
                        raise _foreign(table)
                    break
                cells = _cells(line)
                if number == 0 and tuple(cells) != COLUMNS:
                    raise _foreign(table)
                if number and len(cells) == len(COLUMNS):
                    found[_mark(dict(zip(COLUMNS, cells, strict=True)))] = at
                at += len(line)
        if at != table.stat().st_size:
            os.truncate(table, at)
    except (OSError, ValueError, csv.Error) as problem:
        raise _foreign(table) from problem
    return found


def _row_at(file: BinaryIO, place: int) -> Row:
    file.seek(place)
    return dict(zip(COLUMNS, _cells(file.readline()), strict=True))


def _cells(line: bytes) -> list[str]:
    """Read one line; no cell that is written has a line's end in it."""
    return next(csv.reader([line.decode("utf-8")], strict=True), [])


def _foreign(table: Path) -> CaseError:
    return CaseError(
        f"{table} is there already and is not a table of this batch.",
        code="batch.foreign_table",
        hint="Give another name to write to, or move that file away.",
    )


def _append(file: Any, cells: Sequence[str]) -> None:  # noqa: ANN401  a binary file opened for appending
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    file.write(line.getvalue().encode("utf-8"))
    file.flush()
    os.fsync(file.fileno())


def _guarded(column: str, text: str) -> str:
    """Make text safe to open in a spreadsheet, and one line long; numbers stay numbers.

    >>> _guarded("photo", "=1+1.jpg"), _guarded("a", "-1.5")
    ("'=1+1.jpg", '-1.5')
    """
    if column in NUMBER_COLUMNS:
        return text
    return guarded(text).encode("utf-8", "backslashreplace").decode("utf-8")


def _key_of(job: BatchJob, wishes: Wishes) -> Row:
    try:
        with job.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        digest = ""
    key = {"photo": job.name, "sha256": digest, **job.marks, "wishes": wishes.told}
    return {column: _guarded(column, text) for column, text in key.items()}
