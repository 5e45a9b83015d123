"""A plain table of spectra, as measuring instruments write them, as a palette.

Either one sample a row with the wavelengths as headings (``name,380,390,...`` or ``400nm``, ``R400``), or one sample a
column with the wavelengths in the first. Percent is told from 0-1 and turned to it; what was done is told.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tonematch.errors import PaletteError
from tonematch.findings import Finding

BAND = re.compile(r"(?:R|REFL|NM|SPECTRAL_NM_?|SPECTRAL_)?\s*(\d{3,4}(?:\.\d+)?)\s*(?:nm|NM)?\s*%?")
FEWEST_BANDS = 8
PERCENT_FROM = 1.5
"""A reading above this is percent: a surface reflects at most 1, a fluorescent one little more."""

NAME_COLUMNS = ("name", "sample", "sample_name", "label", "id", "sample_id", "code")


class Imported(NamedTuple):
    """What a palette file would hold, and what was done to get there."""

    document: dict[str, Any]
    findings: tuple[Finding, ...]


class Sample(NamedTuple):
    """A name and a spectrum as text, with the place they stand in."""

    name: str
    cells: Sequence[str]
    place: str


def is_spectral_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table has wavelengths as headings or in its first column."""
    if not rows or "code" in [cell.strip() for cell in rows[0]]:
        return False
    return _wide_columns(rows[0]) is not None or _is_long(rows)


def read_spectral_table(text: str, label: str, *, default_name: str, facts: Mapping[str, Any]) -> Imported:
    """Turn a table of spectra to what a palette file would hold.

    Parameters
    ----------
    text
        The table without its # lines.
    label
        What messages call the file.
    default_name
        Of the palette, where no fact names it.
    facts
        What the # lines on top say of all samples, such as geometry.

    Raises
    ------
    PaletteError
        If a cell is no number, or the wavelengths are in no order.
    """
    rows = table_rows(text, label)
    comma = _mark(text) == ";"
    columns = _wide_columns(rows[0])
    wide = columns is not None
    samples = _wide_samples(rows, columns, label) if columns is not None else _long_samples(rows, label)
    heads = [rows[0][i] for i in columns] if columns is not None else [row[0] for row in rows[1:]]
    nm = [float(_band(head) or "nan") if wide else _number(head, label, "a wavelength", comma=comma) for head in heads]
    spectra = [[_number(cell, s.place, "a reading", comma=comma) for cell in s.cells] for s in samples]
    turned = _in_order(nm, label)
    if turned:
        nm, spectra = nm[::-1], [values[::-1] for values in spectra]
    percent = max((max(values) for values in spectra), default=0.0) > PERCENT_FROM
    if percent:
        spectra = [[value / 100 for value in values] for values in spectra]
    names = [sample.name for sample in samples]
    shades = [
        {"code": code, "name": name, "reflectance": values}
        for code, name, values in zip(unique_codes(names), names, spectra, strict=True)
    ]
    document = {"name": default_name, "data": "measured", "source": f"spectra in {label}"} | dict(facts)
    document |= {"wavelengths_nm": nm, "shades": shades}
    return Imported(document, _told(percent=percent, turned=turned, geometry="geometry" in facts))


def table_rows(text: str, label: str) -> list[list[str]]:
    """Split a table into its rows of cells, whatever mark stands between them.

    Raises
    ------
    PaletteError
        If it is no table.
    """
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_mark(text)))
    except csv.Error as error:
        raise PaletteError(f"{label}: this is no table ({error}).", code="palette.csv") from error
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def unique_codes(names: Sequence[str]) -> list[str]:
    """Make a code of each name; of several the same, the later get a number.

    >>> unique_codes(["Sand", "Sand"])
    ['Sand', 'Sand 2']
    """
    codes: list[str] = []
    for name in names:
        code, count = name, 1
        while code in codes:
            count += 1
            code = f"{name} {count}"
        codes.append(code)
    return codes


def _told(*, percent: bool, turned: bool, geometry: bool) -> tuple[Finding, ...]:
    told = []
    if percent:
        text = "The readings were percent and were divided by 100."
        told.append(Finding("palette.percent", "info", text))
    if turned:
        text = "The wavelengths ran from long to short and were turned round."
        told.append(Finding("palette.turned", "info", text))
    if not geometry:
        text = (
            "The table does not say whether the shine is in the readings; it was taken to be left out. If the "
            "instrument has a sphere with the specular component included, add a line '# geometry: SCI' on top."
        )
        told.append(Finding("palette.geometry_assumed", "warn", text))
    return tuple(told)


def _mark(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _band(cell: str) -> str | None:
    match = BAND.fullmatch(cell.strip())
    return match[1] if match and 200 <= float(match[1]) <= 3000 else None


def _wide_columns(head: Sequence[str]) -> list[int] | None:
    columns = [i for i, cell in enumerate(head) if _band(cell)]
    return columns if len(columns) >= FEWEST_BANDS else None


def _is_long(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) <= FEWEST_BANDS or len(rows[0]) < 2:
        return False
    return all(row and _band(row[0].replace(",", ".")) for row in rows[1:])


def _wide_samples(rows: list[list[str]], columns: list[int], label: str) -> list[Sample]:
    head = [cell.casefold() for cell in rows[0]]
    at = next((head.index(name) for name in NAME_COLUMNS if name in head), None)
    samples = []
    for number, row in enumerate(rows[1:], 1):
        place = f"{label}, sample {number}"
        if len(row) != len(rows[0]):
            raise PaletteError(f"{place}: the row has {len(row)} cells, expected {len(rows[0])}.", code="palette.csv")
        name = row[at] if at is not None else ""
        samples.append(Sample(name or f"Sample {number}", [row[i] for i in columns], place))
    return samples


def _long_samples(rows: list[list[str]], label: str) -> list[Sample]:
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            raise PaletteError(
                f"{label}, line {number}: the row has {len(row)} cells, expected {len(rows[0])}.", code="palette.csv"
            )
    samples = []
    for column, name in enumerate(rows[0][1:], 1):
        cells = [row[column] for row in rows[1:]]
        samples.append(Sample(name or f"Sample {column}", cells, f"{label}, sample '{name or column}'"))
    return samples


def _in_order(nm: Sequence[float], label: str) -> bool:
    """Tell whether the wavelengths run from long to short; refuse them where they run neither way."""
    steps = [after - before for before, after in pairwise(nm)]
    if all(step > 0 for step in steps):
        return False
    if all(step < 0 for step in steps):
        return True
    first = next(i for i, step in enumerate(steps) if (step > 0) != (steps[0] > 0) or step == 0)
    raise PaletteError(
        f"{label}: the wavelengths go from {nm[first]:g} to {nm[first + 1]:g}, expected one order.",
        code="palette.csv",
        hint="Sort the table by wavelength and look for one that stands twice.",
    )


def _number(cell: str, place: str, what: str, *, comma: bool) -> float:
    text = cell.replace("nm", "").replace("%", "").strip()
    try:
        return float(text.replace(",", ".") if comma else text)
    except ValueError:
        raise PaletteError(f"{place}: {what} is '{cell[:60]}', expected a number.", code="palette.csv") from None
