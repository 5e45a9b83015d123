"""A person's own palettes: one JSON file each, in a folder of the data folder.

A palette is known by the name of its file, which is made of its first title and then never changes, so that recipes and
own jars find it again after it was called otherwise. Nothing is written in place, and nothing is thrown away: the
version before the last save and every deleted palette stay in folders beside.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tonematch.bundled import palette_names
from tonematch.data_folder import data_folder, made_folder
from tonematch.errors import CaseError, PaletteError
from tonematch.mix.palettes.load import dump_palette, load_palette
from tonematch.mix.palettes.shade import Palette
from tonematch.whole_file import write_whole

FOLDER, EARLIER, TRASH = "palettes", "palettes-earlier", "palettes-deleted"
SUFFIX = ".json"
LONGEST_NAME = 48
UNUSABLE = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, eq=False)
class OwnPalettes:
    """What is in the folder.

    Parameters
    ----------
    palettes
        By name, in the order of their titles.
    broken
        What is wrong with files that were skipped; they stay where they are.
    """

    palettes: Mapping[str, Palette]
    broken: tuple[PaletteError, ...]


def own_palettes() -> OwnPalettes:
    """Read all own palettes; a broken file is told and skipped."""
    found: dict[str, Palette] = {}
    broken: list[PaletteError] = []
    for path in _files(FOLDER):
        try:
            found[path.stem] = _load(path)
        except PaletteError as problem:
            broken.append(problem)
    by_title = sorted(found.items(), key=lambda item: (item[1].title.casefold(), item[0]))
    return OwnPalettes(dict(by_title), tuple(broken))


def load_own(name: str) -> Palette:
    """Load one own palette.

    Raises
    ------
    PaletteError
        If there is none of that name, or its file is broken.
    """
    return _load(_path(name))


def add_own(palette: Palette) -> str:
    """Keep a palette as a new file of its own, and give the name it is known by from now on.

    Raises
    ------
    CaseError
        When the folder cannot be written to.
    """
    made_folder(FOLDER)
    name = _free_name(palette.title or palette.name)
    _write(_folder(FOLDER) / f"{name}{SUFFIX}", replace(palette, name=name))
    return name


def save_own(name: str, palette: Palette) -> None:
    """Save a changed palette; the version before stays and can be had back by `undo_save`.

    Raises
    ------
    PaletteError
        If there is none of that name.
    CaseError
        When the folder cannot be written to.
    """
    path = _path(name)
    write_whole(made_folder(EARLIER) / path.name, _content(path))
    _write(path, replace(palette, name=name))


def has_earlier(name: str) -> bool:
    """Tell whether there is a version before the last save."""
    return any(path.stem == name for path in _files(EARLIER))


def undo_save(name: str) -> None:
    """Go back to the version before the last save; done twice, it does the save again.

    Raises
    ------
    PaletteError
        If there is no palette of that name, or no earlier version.
    CaseError
        When the folder cannot be written to.
    """
    path = _path(name)
    if not has_earlier(name):
        raise PaletteError(f"There is no earlier version of '{name}'.", code="palette.no_earlier")
    earlier = _folder(EARLIER) / path.name
    now, before = _content(path), _content(earlier)
    write_whole(earlier, now)
    write_whole(path, before)


def rename_own(name: str, title: str) -> None:
    """Call a palette otherwise; the name it is known by stays.

    Raises
    ------
    PaletteError
        If there is none of that name, or the title is empty.
    CaseError
        When the folder cannot be written to.
    """
    wanted = " ".join(title.split())
    if not wanted:
        raise PaletteError("The palette needs a title.", code="palette.title", hint="Type at least one letter.")
    save_own(name, replace(load_own(name), title=wanted))


def delete_own(name: str) -> str:
    """Lay a palette among the deleted ones, and give the name by which `restore_own` brings it back.

    Raises
    ------
    PaletteError
        If there is none of that name.
    CaseError
        When the folder cannot be written to.
    """
    path = _path(name)
    folder = made_folder(TRASH)
    taken = {other.stem for other in _files(TRASH)}
    trashed = _numbered(name, taken)
    _move(path, folder / f"{trashed}{SUFFIX}")
    return trashed


def deleted_palettes() -> Mapping[str, str]:
    """Give the titles of the deleted palettes by the names that `restore_own` takes."""
    return {path.stem: _title(path) for path in _files(TRASH)}


def restore_own(trashed: str) -> str:
    """Bring a deleted palette back, and give its name.

    Raises
    ------
    PaletteError
        If there is none of that name among the deleted ones.
    CaseError
        When the folder cannot be written to.
    """
    path = next((path for path in _files(TRASH) if path.stem == trashed), None)
    if path is None:
        raise PaletteError(f"There is no deleted palette '{trashed}'.", code="palette.unknown")
    name = _numbered(trashed, {*palette_names(), *(other.stem for other in _files(FOLDER))})
    _move(path, made_folder(FOLDER) / f"{name}{SUFFIX}")
    return name


def safe_name(title: str) -> str:
    """Make a name for a file of whatever a palette is called.

    >>> safe_name("Crème Nº 5 / Sand"), safe_name("../../etc/passwd"), safe_name("砂")
    ('creme-no-5-sand', 'etc-passwd', 'palette')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    name = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return "palette" if not name else f"{name}-palette" if name in UNUSABLE else name


def _folder(name: str) -> Path:
    return data_folder() / name


def _files(folder: str) -> Iterator[Path]:
    return (path for path in sorted(_folder(folder).glob(f"*{SUFFIX}")) if not path.name.startswith("."))


def _path(name: str) -> Path:
    for path in _files(FOLDER):
        if path.stem == name:
            return path
    raise PaletteError(
        f"There is no palette of your own called '{name}'.",
        code="palette.unknown",
        hint="It may have been deleted or moved; look at the list of palettes.",
    )


def _load(path: Path) -> Palette:
    if path.stem in palette_names():
        raise PaletteError(
            f"{path} is called like a palette that comes with tonematch.",
            code="palette.taken",
            hint="Give the file another name.",
        )
    try:
        known = path.stat()
    except OSError as problem:
        raise PaletteError(f"{path} cannot be read: {problem.strerror}.", code="palette.file") from problem
    return _loaded(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=64)
def _loaded(path: Path, _changed_ns: int, _size: int) -> Palette:
    return replace(load_palette(path), name=path.stem)


def _title(path: Path) -> str:
    try:
        return _load(path).title
    except PaletteError:
        return path.stem


def _free_name(title: str) -> str:
    taken = {path.stem for folder in (FOLDER, EARLIER) for path in _files(folder)}
    return _numbered(safe_name(title), {*palette_names(), *taken})


def _numbered(name: str, taken: set[str]) -> str:
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    return free


def _write(path: Path, palette: Palette) -> None:
    text = dump_palette(palette)
    load_palette(json.loads(text))  # what could not be read again must not replace what can
    write_whole(path, text.encode())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CaseError(f"{path} cannot be read: {problem.strerror}.", code="palette.file") from problem


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except OSError as problem:
        raise CaseError(
            f"{path} cannot be moved: {problem.strerror}.",
            code="palette.move",
            hint="Check that you may write in that folder.",
        ) from problem
