"""Many photos, one row each, in a table that survives being stopped at any moment.

Each row is on the disk before the next photo is begun. A second run on the same table keeps the rows that are there
and goes on with the rest, so a kill costs at most the photo in flight.
"""

import csv
import hashlib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.capture.limits import READABLE
from tonematch.capture.marks import parse_box, parse_corners, parse_point, place_of
from tonematch.errors import CaseError, PhotoError, RegionError, ToneMatchError
from tonematch.measure.sample import SkinSample
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.pipeline import calibrate_photo, match_sample, sample_photo
from tonematch.report.wording import recipe_text

MARK_COLUMNS = ("patch", "box", "skin", "corners", "palette")
KEY_COLUMNS = ("photo", "sha256", *MARK_COLUMNS)
NUMBER_COLUMNS = ("held_out_mean", "held_out_skin", "L", "a", "b", "uncertainty_delta_e00", "ita_deg", "delta_e00")
COLUMNS = (
    *KEY_COLUMNS,
    *("status", "verdict", "findings", "model", "held_out_mean", "held_out_skin"),
    *("L", "a", "b", "uncertainty_delta_e00", "ita_deg", "recipe", "delta_e00", "grade", "error_code", "error"),
)
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell as a formula

Row = dict[str, str]


@dataclass(frozen=True)
class BatchJob:
    """One photo of a batch, with the marks as they were written; empty where there are none."""

    path: Path
    name: str
    marks: Mapping[str, str]


def read_jobs(source: str | Path, *, palette: str) -> tuple[BatchJob, ...]:
    """Find out what there is to do.

    Parameters
    ----------
    source
        A folder, searched to its depths for photos; or a CSV list with a column ``photo`` (relative to the list) and,
        as wanted, ``patch``, ``box``, ``skin``, ``corners`` and ``palette``.
    palette
        The palette where the list names none.

    Raises
    ------
    CaseError
        When there is no such folder or list, it cannot be read, or it has no photos.
    """
    place = Path(source)
    jobs = _jobs_of_folder(place, palette) if place.is_dir() else _jobs_of_list(place, palette)
    if not jobs:
        raise CaseError(f"There are no photos in {place}.", code="batch.empty", hint=f"Photos are {READABLE}.")
    return jobs


def _jobs_of_folder(folder: Path, palette: str) -> tuple[BatchJob, ...]:
    marks = {**dict.fromkeys(MARK_COLUMNS, ""), "palette": palette}
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PHOTO_SUFFIXES)
    photos = [path for path in paths if path.is_file() and not path.name.startswith(".")]
    return tuple(BatchJob(path, path.relative_to(folder).as_posix(), marks) for path in photos)


def _jobs_of_list(path: Path, palette: str) -> tuple[BatchJob, ...]:
    if not path.is_file():
        raise CaseError(
            f"There is no folder and no list {path}.",
            code="batch.missing",
            hint="Give a folder of photos or a CSV list.",
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            columns = [column.strip() for column in reader.fieldnames or []]
            reader.fieldnames = columns
            rows = list(reader)
    except (OSError, ValueError, csv.Error) as problem:
        raise CaseError(
            f"The list {path} cannot be read.",
            code="batch.unreadable",
            hint="A list is a CSV file in UTF-8 with a column named photo.",
        ) from problem
    unknown = sorted({*columns} - {"photo", *MARK_COLUMNS})
    if "photo" not in columns or unknown:
        problem_text = f"an unknown column '{unknown[0]}'" if "photo" in columns else "no column named photo"
        raise CaseError(
            f"The list {path} has {problem_text}.",
            code="batch.columns",
            hint=f"Columns are photo and, as wanted, {', '.join(MARK_COLUMNS)}.",
        )
    jobs = []
    for row in rows:
        cells = {column: (row.get(column) or "").strip() for column in ("photo", *MARK_COLUMNS)}
        name = cells.pop("photo")
        if name:
            cells["palette"] = cells["palette"] or palette
            jobs.append(BatchJob(path.parent / name, name, cells))
    return tuple(jobs)


def run_batch(jobs: Sequence[BatchJob], out: str | Path) -> Iterator[tuple[Row, bool]]:
    """Work through the jobs, one row each.

    Parameters
    ----------
    jobs
        From `read_jobs`.
    out
        The table to write; rows already in it are kept.

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
        with table.open("ab") as file:
            if file.tell() == 0:
                _append(file, COLUMNS)
            for job in jobs:
                key = _key_of(job)
                kept = done.get(tuple(key[column] for column in KEY_COLUMNS))
                if kept is not None:
                    yield kept, True
                    continue
                row = {column: _guarded(column, text) for column, text in {**key, **_row_of(job)}.items()}
                row = {column: row.get(column, "") for column in COLUMNS}
                _append(file, list(row.values()))
                done[tuple(row[column] for column in KEY_COLUMNS)] = row
                yield row, False
    except OSError as problem:
        raise CaseError(
            f"{table} cannot be written: {problem.strerror or 'the disk refused'}.",
            code="output.unwritable",
            hint="Check that the folder exists, that you may write there, and that the disk is not full; then go on.",
        ) from problem


def _finished_rows(table: Path) -> dict[tuple[str, ...], Row]:
    """Read the rows that are whole, and cut a torn last line off."""
    if not table.exists():
        return {}
    try:
        content = table.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        rows = list(csv.DictReader(io.StringIO(whole.decode("utf-8"), newline=""), strict=True))
        header = next(csv.reader(io.StringIO(whole.decode("utf-8"), newline="")), [])
    except (OSError, ValueError, csv.Error) as problem:
        raise _foreign(table) from problem
    torn_header = not whole and ",".join(COLUMNS).encode().startswith(content)
    if tuple(header) != COLUMNS and not torn_header:
        raise _foreign(table)
    if whole != content:
        os.truncate(table, len(whole))
    complete = [row for row in rows if None not in row and None not in row.values()]
    return {tuple(row[column] for column in KEY_COLUMNS): row for row in complete}


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
    risky = text.startswith(RISKY_STARTS)
    one_line = " ".join(text.replace("\0", " ").splitlines()).encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{one_line}" if risky else one_line


def _key_of(job: BatchJob) -> Row:
    try:
        with job.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        digest = ""
    key = {"photo": job.name, "sha256": digest, **job.marks}
    return {column: _guarded(column, text) for column, text in key.items()}


def _row_of(job: BatchJob) -> Row:
    """Do one photo; whatever goes wrong with it stands in its row."""
    told: Row = {}
    try:
        for piece in _measured(job):
            told.update(piece)
    except ToneMatchError as error:
        status = "refused" if error.code == "calibration.refused" else "error"
        return {**told, "status": status, "error_code": error.code, "error": str(error)}
    except Exception as defect:  # noqa: BLE001  a mistake met on one photo must not cost the night's run
        return {
            **told,
            "status": "error",
            "error_code": "internal",
            "error": f"tonematch made a mistake of its own ({type(defect).__name__}: {defect}). Please report it.",
        }
    return {**told, "status": "ok"}


def _measured(job: BatchJob) -> Iterator[Row]:
    if not job.path.is_file():
        raise PhotoError(f"There is no photo {job.name}.", code="photo.unreadable", hint="Check the name in the list.")
    marks = {column: text for column, text in job.marks.items() if text}
    given = [column for column in ("patch", "box", "skin") if column in marks]
    if len(given) > 1:
        raise RegionError(f"{' and '.join(given)} exclude each other.", code="mark.several", hint="Give one of them.")
    patch = parse_point(marks["patch"]) if "patch" in marks else None
    box = parse_box(marks["box"]) if "box" in marks else None
    skin = parse_point(marks["skin"]) if "skin" in marks else None
    corners = np.array(parse_corners(marks["corners"])) if "corners" in marks else None
    palette = _palette(marks["palette"]) if given else None
    read = calibrate_photo(job.path, corners=corners, near=place_of(patch=patch, box=box, skin=skin))
    calibration = read.calibration
    yield {
        "verdict": calibration.verdict,
        "findings": " ".join(dict.fromkeys(finding.code for finding in calibration.findings)),
        "model": calibration.model,
        "held_out_mean": f"{calibration.delta_e00.held_out_mean:.4f}",
        "held_out_skin": f"{calibration.delta_e00.held_out_skin:.4f}",
    }
    if palette is None:
        return
    sample = sample_photo(read, patch=patch, box=box, skin=skin)
    yield _sample_cells(sample)
    best = match_sample(sample, [palette], top=1).matches[0]
    yield {"recipe": recipe_text(best), "delta_e00": f"{best.delta_e00:.4f}", "grade": best.grade}


def _sample_cells(sample: SkinSample) -> Row:
    skin = sample.surrounding
    return {
        "verdict": sample.verdict,
        "findings": " ".join(dict.fromkeys(finding.code for finding in sample.findings)),
        "L": f"{skin.lab.L:.4f}",
        "a": f"{skin.lab.a:.4f}",
        "b": f"{skin.lab.b:.4f}",
        "uncertainty_delta_e00": f"{skin.uncertainty_delta_e00:.4f}",
        "ita_deg": f"{sample.ita_deg:.4f}",
    }


@cache
def _palette(name: str) -> Palette:
    return load_palette(name)
