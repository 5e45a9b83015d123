"""A palette as a table: one shade a row, what holds for all of them in # lines on top.

Columns are code, name, L, a, b, then role, data, in_stock, lot, expires, opened, pao_months, density_g_ml,
grams_per_part and tinting_strength as needed, then either R400 ... R700 (reflectance) or K400 ... and S400 ...; any
other column is kept with the shade.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from tonematch.colour import FloatArray
from tonematch.errors import PaletteError
from tonematch.mix.palettes.file import PALETTE_TEXTS
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.spectrum import BANDS_NM

WEIGHTS = ("density_g_ml", "grams_per_part")
SPECTRAL = re.compile(r"([RKS])(\d{3,4}(?:\.\d+)?)")
SPECTRAL_KEYS = {"R": "reflectance", "K": "k", "S": "s"}
SHADE_COLUMNS = ("role", "data", "in_stock", "lot", "expires", "opened", "pao_months", *WEIGHTS)
TEXT_COLUMNS = {"code", "name", "role", "data", "lot", "expires", "opened", "illuminant", "geometry"}
PALETTE_TEXT_KEYS = {"name", "technique", "data", "illuminant", "geometry", "parts_unit", *PALETTE_TEXTS}
YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}
NUMBER_COLUMNS = {"L", "a", "b", "tinting_strength", "pao_months", *WEIGHTS}


def parse_csv(text: str, label: str, *, default_name: str) -> dict[str, Any]:
    """Turn a table to what the JSON file would hold; the values themselves are checked where that is read.

    Tables of spreadsheets that write semicolons between columns and commas in numbers are understood.

    Raises
    ------
    PaletteError
        If it is no table, or a number in it is none.
    """
    facts, table = split_head(text)
    body = table.splitlines()
    if not body:
        raise PaletteError(f"{label}: the table is empty.", code="palette.csv", hint="Start with code,name,L,a,b.")
    mark = max(",;\t", key=body[0].count)
    document: dict[str, Any] = facts | {"shades": []}
    document.setdefault("name", default_name)
    try:
        rows = list(csv.reader(io.StringIO(table), delimiter=mark, strict=True))
    except csv.Error as error:
        raise PaletteError(f"{label}: this is no table ({error}).", code="palette.csv") from error
    columns = [column.strip() for column in rows[0]]
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise PaletteError(
            f"{label}: the table has more than one column '{twice[0]}'.", code="palette.csv", hint="Keep one of them."
        )
    for needed in ("code", "name"):
        if needed not in columns:
            raise PaletteError(
                f"{label}: the table has no column '{needed}'.",
                code="palette.csv",
                hint=f"The first line names the columns: code,name,L,a,b; here it has {', '.join(columns[:8])}.",
            )
    document["wavelengths_nm"] = sorted({float(match[2]) for match in map(SPECTRAL.fullmatch, columns) if match})
    if not document["wavelengths_nm"]:
        del document["wavelengths_nm"]
    for number, row in enumerate(rows[1:], 1):
        if len(row) != len(columns):
            raise PaletteError(
                f"{label}, shade {number}: the row has {len(row)} cells, expected {len(columns)}.", code="palette.csv"
            )
        cells = {column: cell.strip() for column, cell in zip(columns, row, strict=True) if cell.strip()}
        document["shades"].append(_entry(cells, f"{label}, shade {number}", comma=mark == ";"))
    return document


def split_head(text: str) -> tuple[dict[str, Any], str]:
    """Split a table file into what its # lines on top say of all shades, and the table without empty lines."""
    lines = text.splitlines()
    top = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return _metadata(lines[:top]), "\n".join(line for line in lines[top:] if line.strip())


def _metadata(head: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in head:
        key, separator, value = line.lstrip("# ").partition(":")
        if separator and value.strip():
            key, value = key.strip(), value.strip()
            found[key] = value if key in PALETTE_TEXT_KEYS else _from_cell(value)
    return found


def _from_cell(text: str) -> Any:  # noqa: ANN401  # whatever the cell of an unknown column holds
    """Read a number, a list or a group of keys where the cell holds one; anything else is text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _entry(cells: Mapping[str, str], where: str, *, comma: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    lab: dict[str, float] = {}
    spectra: dict[str, list[tuple[float, float]]] = {}
    for column, cell in cells.items():
        match = SPECTRAL.fullmatch(column)
        if match:
            value = _number(cell, where, column, comma=comma)
            spectra.setdefault(SPECTRAL_KEYS[match[1]], []).append((float(match[2]), value))
        elif column in NUMBER_COLUMNS:
            value = _number(cell, where, column, comma=comma)
            (lab if column in {"L", "a", "b"} else entry)[column] = value
        elif column == "in_stock" and cell.lower() in YES | NO:
            entry[column] = cell.lower() in YES
        else:
            entry[column] = cell if column in TEXT_COLUMNS else _from_cell(cell)
    if lab:
        entry["lab"] = [lab.get(name) for name in ("L", "a", "b")]
    entry |= {key: [value for _, value in sorted(pairs)] for key, pairs in spectra.items()}
    return entry


def _number(cell: str, where: str, column: str, *, comma: bool) -> float:
    try:
        return float(cell.replace(",", ".") if comma else cell)
    except ValueError:
        raise PaletteError(
            f"{where}: {column} is '{cell[:60]}', expected a number.",
            code="palette.csv",
            hint="Leave unknown cells empty.",
        ) from None


def palette_to_csv(palette: Palette) -> str:
    """Write a palette as a table that `parse_csv` reads back."""
    out = io.StringIO()
    facts = {"name": palette.name, **{key: getattr(palette, key) for key in PALETTE_TEXTS}}
    facts |= {"technique": palette.technique, "data": palette.data, **palette.extra}
    facts |= {"parts_unit": palette.parts_unit, "drop_ml": palette.drop_ml}
    for key, value in facts.items():
        if value not in ("", None):
            out.write(f"# {key}: {value if key in PALETTE_TEXT_KEYS else _to_cell(value)}\n")
    extras = list(dict.fromkeys(key for shade in palette.shades for key in shade.extra))
    letters = "KS" if any(shade.k is not None for shade in palette.shades) else ""
    letters += "R" if any(shade.k is None and not shade.recovered for shade in palette.shades) else ""
    bands = [f"{letter}{band}" for letter in letters for band in palette.wavelengths_nm]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "L", "a", "b", *SHADE_COLUMNS, "tinting_strength", *extras, *bands])
    writer.writerows(_row(shade, letters, extras) for shade in palette.shades)
    return out.getvalue()


def _row(shade: Shade, letters: str, extras: list[str]) -> list[str]:
    measured = None if shade.recovered or shade.k is not None else shade.reflectance
    spectra = {"R": measured, "K": shade.k, "S": shade.s}
    return [
        shade.code,
        shade.name,
        *(f"{value:.4f}" for value in shade.lab),
        *(_known_cell(getattr(shade, column)) for column in SHADE_COLUMNS),
        f"{shade.tinting_strength:g}",
        *(_to_cell(shade.extra.get(key)) for key in extras),
        *(cell for letter in letters for cell in _spectrum_cells(spectra[letter])),
    ]


def _known_cell(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value).lower()


def _spectrum_cells(values: FloatArray | None) -> list[str]:
    return [""] * BANDS_NM.size if values is None else [f"{value:.6g}" for value in values]


def _to_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if _from_cell(value) is value else json.dumps(value)
    return json.dumps(value, ensure_ascii=False)
