"""A chart of one's own, from a small JSON file: where its patches lie and what was measured on them.

A message says file, patch and value, and what was expected. How to write one: docs/how-to/add-a-chart.md.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from tonematch.chart.kinds import AUTO, ChartKind, chart_kind, greys, nearest_to_skin
from tonematch.colour import WHITE_D65, FloatArray, adaptation, lab_to_xyz, xyz_to_lab
from tonematch.errors import ChartNotFoundError
from tonematch.spectrum import BANDS_NM, band_weights, reflectance_to_lab

LARGEST_FILE = 2_000_000
MOST_PATCHES = 500
MOST_ACROSS = 40
"""XYZ to cone-like responses, for moving colours from one white to another (Lam 1985; ICC.1:2022 annex E)."""
ILLUMINANTS = ("D65", "D50")
REACH_NM = (420.0, 680.0)  # what a spectrum has to span at least; its ends are held to 400 and 700 nm


def look_up_kind(name: str) -> ChartKind:
    """Give the chart of a name, or of a file ending in ``.json`` that describes one's own.

    Raises
    ------
    ChartNotFoundError
        When there is no such kind, or the file is wrong.
    """
    return load_chart(name) if name.lower().endswith(".json") else chart_kind(name)


def load_chart(path: str | Path) -> ChartKind:
    """Read a chart of one's own from its file."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_FILE:
            _fail(str(path), f"the file is larger than {LARGEST_FILE // 1_000_000} MB, expected a small description")
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        _fail(str(path), "the file cannot be read", "Check the name and the folder.", problem)
    except UnicodeDecodeError as problem:
        _fail(str(path), "this is no text in UTF-8", "Save it as UTF-8.", problem)
    except (json.JSONDecodeError, RecursionError) as problem:
        where = f" at line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        _fail(str(path), f"this is no valid JSON{where}", "Look for a missing comma, quote or bracket there.", problem)
    return chart_from(document, str(path))


def chart_from(document: object, label: str) -> ChartKind:
    """Check a parsed description of a chart and make a ChartKind of it.

    Parameters
    ----------
    document
        What the file holds.
    label
        What messages call the file.
    """
    if not isinstance(document, Mapping):
        _fail(label, "this is no chart, expected keys and values in { }")
    name = _text(document, "name", label)
    if name == AUTO or "/" in name:
        _fail(label, f"the name '{name}' cannot be used", "Give it a short word of its own.")
    patches = document.get("patches")
    if not isinstance(patches, list) or not 1 <= len(patches) <= MOST_PATCHES:
        _fail(label, f"'patches' is {_shown(patches)}, expected a list of 1 to {MOST_PATCHES} patches")
    names = tuple(_patch_name(patch, index, label) for index, patch in enumerate(patches))
    for index, one in enumerate(names):
        if one in names[:index]:
            _fail(label, f"two patches are called '{one}'", "Give each patch a name of its own.")
    colours = [
        _colour(patch, document, f"{label}, patch {index + 1} '{names[index]}'") for index, patch in enumerate(patches)
    ]
    reference = np.array(colours)
    rows, columns, width, pitch_mm, positions = _layout(document, patches, label)
    skin = _named_skin(document, names, label)
    return ChartKind(
        name=name,
        title=_text(document, "title", label, default=name),
        rows=rows,
        columns=columns,
        patch_names=names,
        reference_lab=reference,
        skin_patches=skin or nearest_to_skin(reference),
        neutral_patches=greys(reference),
        source=_text(document, "source", label),
        patch_width=width,
        pitch_mm=pitch_mm,
        positions=positions,
    )


def _layout(
    document: Mapping[str, Any], patches: list[Any], label: str
) -> tuple[int, int, float, float | None, FloatArray | None]:
    layout = document.get("layout")
    if not isinstance(layout, Mapping):
        _fail(label, f"'layout' is {_shown(layout)}, expected rows and columns, or patch_mm with at_mm in each patch")
    if "rows" in layout or "columns" in layout:
        rows, columns = (_whole(layout.get(key), f"layout {key}", label) for key in ("rows", "columns"))
        if rows * columns != len(patches):
            _fail(label, f"{rows} rows of {columns} are {rows * columns} patches, but {len(patches)} are listed")
        pitch = _length(layout, "pitch_mm", label) if "pitch_mm" in layout else None
        width = _length(layout, "patch_mm", label) / pitch if pitch and "patch_mm" in layout else 0.86
        if width > 1:
            _fail(label, "patch_mm is larger than pitch_mm, expected the patch to fit between its neighbours' middles")
        return rows, columns, width, pitch, None
    patch_mm = _length(layout, "patch_mm", label)
    at = np.array([_place(patch, f"{label}, patch {index + 1}") for index, patch in enumerate(patches)])
    apart = np.abs(at[:, None] - at).max(axis=-1) + np.where(np.eye(len(at), dtype=bool), np.inf, 0)
    pitch = float(apart.min()) if len(at) > 1 else patch_mm
    if pitch < patch_mm * 0.999:
        _fail(label, f"two patches lie {pitch:g} mm apart, expected at least the width of a patch, {patch_mm:g} mm")
    positions = (at - at.min(axis=0)) / pitch
    columns, rows = (math.ceil(extent) + 1 for extent in positions.max(axis=0).tolist())
    return rows, columns, patch_mm / pitch, pitch, positions


def _colour(patch: Mapping[str, Any], document: Mapping[str, Any], place: str) -> FloatArray:
    if "reflectance" in patch:
        return _from_reflectance(patch["reflectance"], document.get("wavelengths_nm"), place)
    if "lab" not in patch:
        _fail(place, "there is neither 'lab' nor 'reflectance'", "Give what was measured on the patch.")
    lab = _numbers(patch["lab"], 3, "lab", place)
    for value, what, limits in zip(lab, ("L", "a", "b"), ((0, 100), (-128, 128), (-128, 128)), strict=True):
        if not limits[0] <= value <= limits[1]:
            _fail(place, f"{what} is {value:g}, expected {limits[0]} to {limits[1]}")
    illuminant = patch.get("illuminant", document.get("illuminant"))
    if illuminant not in ILLUMINANTS:
        _fail(place, f"the illuminant is {_shown(illuminant)}, expected {' or '.join(ILLUMINANTS)}")
    return _to_d65(np.array(lab)) if illuminant == "D50" else np.array(lab)


def _to_d65(lab_d50: FloatArray) -> FloatArray:
    white = band_weights("D50").sum(axis=0)
    return xyz_to_lab(np.maximum(adaptation(white, WHITE_D65) @ lab_to_xyz(lab_d50, white=white), 0))


def _from_reflectance(values: object, wavelengths: object, place: str) -> FloatArray:
    if not isinstance(wavelengths, list) or len(wavelengths) < 2:
        _fail(place, "there is a reflectance, but no 'wavelengths_nm' in the file", "List the wavelengths once.")
    nm = np.array(_numbers(wavelengths, len(wavelengths), "wavelengths_nm", place))
    if (np.diff(nm) <= 0).any() or nm[0] > REACH_NM[0] or nm[-1] < REACH_NM[1]:
        _fail(place, f"wavelengths_nm run from {nm[0]:g} to {nm[-1]:g}, expected rising, over 420 to 680 at least")
    measured = np.array(_numbers(values, len(nm), "reflectance", place))
    if measured.min() < 0 or measured.max() > 1.1:
        hint = "It looks like percent: divide by 100." if measured.max() > 1.5 else ""
        worst = measured.max() if measured.max() > 1.1 else measured.min()
        _fail(place, f"reflectance reaches {worst:g}, expected 0 to 1", hint)
    return reflectance_to_lab(np.interp(BANDS_NM, nm, measured))


def _named_skin(document: Mapping[str, Any], names: tuple[str, ...], label: str) -> tuple[int, ...]:
    wanted = document.get("skin", [])
    if not isinstance(wanted, list):
        _fail(label, f"'skin' is {_shown(wanted)}, expected a list of names of patches")
    for name in wanted:
        if name not in names:
            _fail(label, f"'skin' names {_shown(name)}, which is no patch of this chart")
    return tuple(names.index(name) for name in wanted)


def _patch_name(patch: object, index: int, label: str) -> str:
    if not isinstance(patch, Mapping):
        _fail(label, f"patch {index + 1} is {_shown(patch)}, expected a group of keys")
    return _text(patch, "name", f"{label}, patch {index + 1}")


def _text(group: Mapping[str, Any], key: str, label: str, *, default: str = "") -> str:
    value = group.get(key, default)
    if not isinstance(value, str) or not value.strip():
        _fail(label, f"'{key}' is {_shown(group.get(key))}, expected a short text")
    return str(value)[:200]


def _numbers(values: object, count: int, what: str, place: str) -> list[float]:
    if not isinstance(values, list) or len(values) != count:
        _fail(place, f"{what} is {_shown(values)}, expected {count} numbers")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            _fail(place, f"{what} holds {_shown(value)}, expected numbers")
    return [float(value) for value in values]


def _length(layout: Mapping[str, Any], key: str, label: str) -> float:
    value = layout.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.5 <= value <= 1000:
        _fail(label, f"layout {key} is {_shown(value)}, expected millimetres, 0.5 to 1000")
    return float(value)


def _whole(value: object, what: str, label: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_ACROSS:
        _fail(label, f"{what} is {_shown(value)}, expected a whole number, 1 to {MOST_ACROSS}")
    return value


def _place(patch: Mapping[str, Any], place: str) -> list[float]:
    if "at_mm" not in patch:
        _fail(place, "there is no 'at_mm'", "Without rows and columns, each patch says where its middle lies: [x, y].")
    return _numbers(patch["at_mm"], 2, "at_mm", place)


def _shown(value: object) -> str:
    if value is None:
        return "missing"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _fail(label: str, sentence: str, hint: str = "", cause: Exception | None = None) -> NoReturn:
    raise ChartNotFoundError(
        f"{label}: {sentence}.",
        code="chart.file",
        hint=hint or "docs/how-to/add-a-chart.md shows such a file.",
    ) from cause
