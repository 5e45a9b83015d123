"""What there is to do: photos with the marks on them, out of a folder or a list, and what holds for all of them."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.capture.limits import READABLE
from tonematch.colour import Lab
from tonematch.errors import CaseError
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.ranking import Prefer

MARK_COLUMNS = ("patch", "box", "skin", "corners", "palette")


def nothing_after(target: Lab) -> Aftermath | None:
    """Reckon with nothing but what the palette's file states."""
    del target
    return None


@dataclass(frozen=True, eq=False)
class Wishes:
    """How recipes are chosen, the same for all photos; each as for `tonematch.mix.suggest.suggest_recipes`.

    Parameters
    ----------
    told
        The same in words, short and always alike: part of what a row is known by, so that other wishes make new rows.
    after
        Gives powder or healing for a target.
    """

    told: str = ""
    max_shades: int = 2
    max_parts: int = 8
    technique: str | None = None
    coats: int | None = None
    light: str = DAYLIGHT
    prefer: Prefer = "nearest"
    density: float | None = None
    strengths: Strengths | None = None
    in_stock_only: bool = False
    after: Callable[[Lab], Aftermath | None] = nothing_after


NO_WISHES = Wishes()


@dataclass(frozen=True)
class BatchJob:
    """One photo of a batch, with the marks as they were written; empty where there are none."""

    path: Path
    name: str
    marks: Mapping[str, str]


def read_jobs(source: str | Path, *, palette: str) -> "tuple[BatchJob, ...] | ListedJobs":
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


@dataclass(frozen=True)
class ListedJobs:
    """The photos of a list, read anew each time they are gone through, so that a long list is never held in memory.

    Parameters
    ----------
    path, palette
        As for `read_jobs`.
    count
        How many there are.
    """

    path: Path
    palette: str
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[BatchJob]:
        for row in _rows(self.path):
            cells = {column: (row.get(column) or "").strip() for column in ("photo", *MARK_COLUMNS)}
            name = cells.pop("photo")
            if name:
                cells["palette"] = cells["palette"] or self.palette
                yield BatchJob(self.path.parent / name, name, cells)


def _jobs_of_list(path: Path, palette: str) -> ListedJobs:
    if not path.is_file():
        raise CaseError(
            f"There is no folder and no list {path}.",
            code="batch.missing",
            hint="Give a folder of photos or a CSV list.",
        )
    return ListedJobs(path, palette, sum(bool((row.get("photo") or "").strip()) for row in _rows(path)))


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            columns = [column.strip() for column in reader.fieldnames or []]
            _check_columns(path, columns)
            reader.fieldnames = columns
            yield from reader
    except (OSError, ValueError, csv.Error) as problem:
        raise CaseError(
            f"The list {path} cannot be read.",
            code="batch.unreadable",
            hint="A list is a CSV file in UTF-8 with a column named photo.",
        ) from problem


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    unknown = sorted({*columns} - {"photo", *MARK_COLUMNS})
    if "photo" not in columns or unknown:
        problem_text = f"an unknown column '{unknown[0]}'" if "photo" in columns else "no column named photo"
        raise CaseError(
            f"The list {path} has {problem_text}.",
            code="batch.columns",
            hint=f"Columns are photo and, as wanted, {', '.join(MARK_COLUMNS)}.",
        )
