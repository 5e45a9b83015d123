"""From the parsed palette file to a Palette: every value is checked, and a wrong one is named.

A message says file, shade and value, and what was expected: "palettes/warm.json, shade 7 'Sand': L is 140, expected 0
to 100."
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast, get_args

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.errors import NoMatchError
from tonematch.mix.film.constants import Constants, constants_from_let_down, k_over_s, opaque_reflectance
from tonematch.mix.film.recover import recover_reflectance
from tonematch.mix.palettes.conventions import adapt_lab
from tonematch.mix.palettes.draft import CONVENTION_KEYS, Draft, draft_of, read_wavelengths
from tonematch.mix.palettes.remarks import loading_remarks
from tonematch.mix.palettes.shade import Origin, Palette, PartsUnit, Shade, Technique
from tonematch.mix.palettes.values import Limits, Place, read_choice, read_date, read_list, read_number, read_text
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

PALETTE_TEXTS = ("title", "maker", "line", "source", "licence", "measured_on", "instrument")
PALETTE_KEYS = {"name", "technique", "data", "wavelengths_nm", "shades", "parts_unit", "drop_ml", *PALETTE_TEXTS}
PALETTE_KEYS |= {"density_g_ml"}
SHADE_KEYS = {"code", "name", "lab", "reflectance", "k", "s", "let_down", "role", "data", "in_stock", "lot", "expires"}
SHADE_KEYS |= {"opened", "pao_months", "tinting_strength", "density_g_ml", "grams_per_part", *CONVENTION_KEYS}
MOST_SHADES = 2000
LONGEST_PAO = 120  # months
DENSITIES = (0.3, 8.0)  # g/ml, from foam to pure pigment; beyond it the unit was another
DROPS_ML = (0.001, 1.0)
LARGEST_POWDER = 15.0  # of L, a or b; beyond it the numbers are a colour, not a shift
GRAMS_PER_PART = (0.0001, 1000.0)


def palette_from(document: object, label: str) -> Palette:
    """Check a parsed palette file and make a Palette of it.

    Parameters
    ----------
    document
        What the file holds; see palettes/README.md.
    label
        What messages call the file.

    Raises
    ------
    PaletteError
        Naming the first value that is wrong.
    """
    place = Place(label)
    if not isinstance(document, Mapping):
        place.fail("this is no palette, expected keys and values in { }")
    entries = document.get("shades")
    if not isinstance(entries, list | tuple):
        place.wrong("'shades'", entries, "a list of shades")
    if not entries:
        place.fail("the palette has no shades", "Add at least one shade with code, name and a colour.")
    if len(entries) > MOST_SHADES:
        place.fail(f"the palette has {len(entries)} shades, expected at most {MOST_SHADES}")
    name = read_text(document.get("name"), place, "name")
    texts = {key: read_text(document.get(key), place, key, default="") for key in PALETTE_TEXTS}
    technique = read_choice(document.get("technique"), place, "technique", get_args(Technique), "camouflage")
    data = read_choice(document.get("data"), place, "data", get_args(Origin), "swatch")
    thickness = _read_coat(document.get("coat"), place)
    if document.get("powder_shift") is not None:
        read_list(document["powder_shift"], place, "powder_shift", 3, (-LARGEST_POWDER, LARGEST_POWDER))
    wavelengths = read_wavelengths(document.get("wavelengths_nm"), place)
    drafts = _read_drafts(entries, document, wavelengths, label)
    by_code = {draft.code: draft for draft in drafts}
    density = _optional_number(document, place, "density_g_ml", DENSITIES)
    shades = tuple(_shade(draft, by_code, cast("Origin", data), density) for draft in drafts)
    parts_unit = read_choice(document.get("parts_unit"), place, "parts_unit", get_args(PartsUnit), "parts")
    return Palette(
        name=name,
        technique=cast("Technique", technique),
        data=cast("Origin", data),
        wavelengths_nm=tuple(BANDS_NM.tolist()),
        shades=shades,
        coat_thickness=thickness,
        parts_unit=cast("PartsUnit", parts_unit),
        drop_ml=_optional_number(document, place, "drop_ml", DROPS_ML),
        extra={str(key): value for key, value in document.items() if key not in PALETTE_KEYS | CONVENTION_KEYS},
        findings=loading_remarks(document, drafts, shades, wavelengths),
        **{**texts, "title": texts["title"] or name},
    )


def _read_coat(coat: object, place: Place) -> float | None:
    if coat is None:
        return None
    if not isinstance(coat, Mapping):
        place.wrong("coat", coat, "a group of keys with 'thickness'")
    return read_number(coat.get("thickness"), place, "coat thickness", (1e-6, 1e6))


def _read_drafts(
    entries: Sequence[object], document: Mapping[str, Any], wavelengths: tuple[float, ...], label: str
) -> list[Draft]:
    drafts = [draft_of(entry, number, document, wavelengths, label) for number, entry in enumerate(entries, 1)]
    first: dict[str, int] = {}
    for number, draft in enumerate(drafts, 1):
        if draft.code in first:
            draft.place.fail(
                f"the code '{draft.code}' is already that of shade {first[draft.code]}", "Give each shade its own code."
            )
        first[draft.code] = number
    return drafts


def _read_lab(draft: Draft) -> Lab | None:
    value = draft.entry.get("lab")
    if value is None:
        return None
    if isinstance(value, Mapping):
        value = [value.get(key) for key in ("L", "a", "b")]
    if not isinstance(value, list | tuple | np.ndarray) or len(value) != 3:
        draft.place.wrong("lab", value, "three numbers L, a, b")
    L = read_number(value[0], draft.place, "L", (0, 100))
    a, b = (read_number(item, draft.place, name, (-128, 128)) for name, item in zip("ab", value[1:], strict=True))
    return adapt_lab([L, a, b], illuminant=draft.illuminant, observer=draft.observer, geometry=draft.geometry)


def _read_constants(draft: Draft, by_code: Mapping[str, Draft]) -> Constants | None:
    k, s = draft.constant("k", 0.0), draft.constant("s", 1e-9)
    if (k is None) != (s is None):
        given, missing = ("k", "s") if s is None else ("s", "k")
        draft.place.fail(f"{given} is given without {missing}", "Both are needed, one number a wavelength.")
    if k is not None and s is not None:
        return Constants(k, s)
    reflectance = draft.spectrum("reflectance")
    if reflectance is None:
        return None
    if draft.entry.get("role") == "white":
        return Constants(k_over_s(reflectance), np.ones(BANDS_NM.size))
    if draft.entry.get("let_down") is None:
        return None
    return _from_let_down(draft, reflectance, by_code)


def _from_let_down(draft: Draft, reflectance: FloatArray, by_code: Mapping[str, Draft]) -> Constants:
    let_down = draft.entry["let_down"]
    if not isinstance(let_down, Mapping):
        draft.place.wrong("let_down", let_down, "a group of keys: with, parts, reflectance")
    code = read_text(let_down.get("with"), draft.place, "let_down: with")
    white = by_code.get(code)
    if white is None or white is draft:
        draft.place.wrong("let_down: with", code, "the code of this palette's white")
    if white.entry.get("role") != "white" and white.entry.get("k") is None:
        draft.place.fail(
            f"let_down is made with '{code}', which is not marked as a white", 'Add "role": "white" to it.'
        )
    constants = _read_constants(white, by_code)
    if constants is None:
        draft.place.fail(f"let_down is made with '{code}', which has no reflectance")
    parts = let_down.get("parts")
    if not isinstance(parts, list | tuple) or len(parts) != 2:
        draft.place.wrong("let_down: parts", parts, "two numbers, of the shade and of the white")
    pair = [read_number(part, draft.place, "let_down: parts", (1e-9, 1e9)) for part in parts]
    mixed = draft.spectrum("reflectance", let_down)
    if mixed is None:
        draft.place.wrong("let_down: reflectance", None, "one number a wavelength")
    if np.mean(k_over_s(mixed) >= k_over_s(reflectance)) > 0.5:
        draft.place.fail(
            "the let-down is darker than the full shade in most bands", "Were the two reflectances swapped?"
        )
    return constants_from_let_down(reflectance, mixed, parts=(pair[0], pair[1]), white=constants)


def _shade(draft: Draft, by_code: Mapping[str, Draft], data: Origin, density: float | None) -> Shade:
    entry, place = draft.entry, draft.place
    name = read_text(entry.get("name"), place, "name")
    constants = _read_constants(draft, by_code)
    reflectance = draft.spectrum("reflectance")
    lab = _read_lab(draft)
    recovered = False
    if reflectance is None and constants is not None:
        reflectance = opaque_reflectance(constants.k, constants.s)
    if reflectance is None and lab is not None:
        reflectance, recovered = _recovered(lab, place), True
    if reflectance is None:
        place.fail("no colour is given", "Add lab, or reflectance, or k and s.")
    if lab is None:
        lab = lab_from(reflectance_to_lab(reflectance))
    in_stock = entry.get("in_stock")
    if in_stock is not None and not isinstance(in_stock, bool):
        place.wrong("in_stock", in_stock, "true or false")
    return Shade(
        code=draft.code,
        name=name,
        lab=lab,
        reflectance=reflectance,
        k=None if constants is None else constants.k,
        s=None if constants is None else constants.s,
        recovered=recovered,
        role=_optional(entry, place, "role", read_text),
        data=cast("Origin", read_choice(entry.get("data"), place, "data", get_args(Origin), data)),
        in_stock=in_stock,
        lot=_optional(entry, place, "lot", read_text),
        expires=_optional(entry, place, "expires", read_date),
        opened=_optional(entry, place, "opened", read_date),
        pao_months=_optional_number(entry, place, "pao_months", (1, LONGEST_PAO)),
        tinting_strength=read_number(entry.get("tinting_strength", 1.0), place, "tinting_strength", (0.001, 1000)),
        density_g_ml=_optional_number(entry, place, "density_g_ml", DENSITIES) or density,
        grams_per_part=_optional_number(entry, place, "grams_per_part", GRAMS_PER_PART),
        extra={str(key): value for key, value in entry.items() if key not in SHADE_KEYS},
    )


def _optional_number(entry: Mapping[str, Any], place: Place, key: str, limits: Limits) -> float | None:
    return None if entry.get(key) is None else read_number(entry[key], place, key, limits)


def _recovered(lab: Lab, place: Place) -> FloatArray:
    try:
        return recover_reflectance(lab)
    except NoMatchError:
        place.fail(
            f"lab is {lab.L:g}, {lab.a:g}, {lab.b:g} under D65, expected a colour a matt surface can have",
            "Check the three numbers.",
        )


def _optional(
    entry: Mapping[str, Any], place: Place, key: str, read: Callable[[object, Place, str], str]
) -> str | None:
    return None if entry.get(key) is None else read(entry[key], place, key)
