"""From the parsed palette file to a Palette: every value is checked, and a wrong one is named.

A message says file, shade and value, and what was expected: "palettes/warm.json, shade 7 'Sand': L is 140, expected 0
to 100."
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.errors import NoMatchError
from tonematch.mix.constants import Constants, constants_from_let_down, k_over_s, opaque_reflectance
from tonematch.mix.conventions import GEOMETRIES, OBSERVERS, Geometry, adapt_lab, known_illuminants, resample
from tonematch.mix.conventions import without_surface as surface_off
from tonematch.mix.palette_values import Place, read_choice, read_date, read_list, read_number, read_text, shown
from tonematch.mix.recover import recover_reflectance
from tonematch.mix.shade import Origin, Palette, Shade, Technique
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

PALETTE_TEXTS = ("title", "maker", "line", "source", "licence", "measured_on", "instrument")
PALETTE_KEYS = {"name", "technique", "data", "wavelengths_nm", "shades", *PALETTE_TEXTS}
CONVENTION_KEYS = {"illuminant", "observer", "geometry"}
SHADE_KEYS = {"code", "name", "lab", "reflectance", "k", "s", "let_down", "role", "in_stock", "lot", "expires"}
SHADE_KEYS |= {"tinting_strength", *CONVENTION_KEYS}
MOST_SHADES = 2000
LARGEST_CONSTANT = 1e6
REACH_FROM_NM, REACH_TO_NM, WIDEST_STEP_NM = 420.0, 680.0, 25.0


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
    shades = _read_shades(entries, document, label)
    return Palette(
        name=name,
        technique=cast("Technique", technique),
        data=cast("Origin", data),
        wavelengths_nm=tuple(BANDS_NM.tolist()),
        shades=shades,
        coat_thickness=thickness,
        extra={str(key): value for key, value in document.items() if key not in PALETTE_KEYS | CONVENTION_KEYS},
        **{**texts, "title": texts["title"] or name},
    )


def _read_coat(coat: object, place: Place) -> float | None:
    if coat is None:
        return None
    if not isinstance(coat, Mapping):
        place.wrong("coat", coat, "a group of keys with 'thickness'")
    return read_number(coat.get("thickness"), place, "coat thickness", (1e-6, 1e6))


@dataclass(frozen=True)
class Draft:
    """A shade on its way in: its keys, its place for messages, and the wavelengths and conventions that hold."""

    entry: Mapping[str, Any]
    code: str
    place: Place
    wavelengths_nm: tuple[float, ...]
    illuminant: str
    observer: str
    geometry: Geometry

    def spectrum(self, key: str, holder: Mapping[str, Any] | None = None) -> FloatArray | None:
        """Read a reflectance, resampled to the 31 bands and specular excluded, or None where there is none."""
        values = (self.entry if holder is None else holder).get(key)
        if values is None:
            return None
        self.need_wavelengths(key)
        numbers = read_list(values, self.place, key, len(self.wavelengths_nm), (-1e6, 1e6))
        if numbers.max() > 1.5:
            self.place.fail(
                f"{key} reaches {numbers.max():g}, expected 0 to 1",
                "It looks like percent: divide by 100.",
            )
        for number in numbers:
            read_number(float(number), self.place, key, (0, 1))
        bands = resample(numbers.tolist(), self.wavelengths_nm)
        return surface_off(bands) if self.geometry == "included" else bands

    def constant(self, key: str, low: float) -> FloatArray | None:
        """Read K or S, resampled to the 31 bands, or None where there is none."""
        if self.entry.get(key) is None:
            return None
        self.need_wavelengths(key)
        count = len(self.wavelengths_nm)
        numbers = read_list(self.entry[key], self.place, key.upper(), count, (low, LARGEST_CONSTANT))
        return resample(numbers.tolist(), self.wavelengths_nm)

    def need_wavelengths(self, key: str) -> None:
        """Refuse a spectrum in a palette that does not say at which wavelengths it stands."""
        if not self.wavelengths_nm:
            self.place.fail(
                f"{key} is given, but the palette has no wavelengths_nm", "Add wavelengths_nm to the palette."
            )


def _read_wavelengths(value: object, place: Place) -> tuple[float, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        place.wrong("wavelengths_nm", value, "a list of nanometres")
    numbers = [read_number(item, place, "a wavelength", (200, 3000)) for item in value]
    if len(numbers) < 8:
        place.fail(f"wavelengths_nm has {len(numbers)} numbers, expected at least 8")
    steps = np.diff(numbers)
    if (steps <= 0).any():
        first = int(np.argmax(steps <= 0))
        place.fail(f"wavelengths_nm goes from {numbers[first]:g} to {numbers[first + 1]:g}, expected ascending order")
    if numbers[0] > REACH_FROM_NM or numbers[-1] < REACH_TO_NM or steps.max() > WIDEST_STEP_NM:
        place.fail(
            f"wavelengths_nm runs from {numbers[0]:g} to {numbers[-1]:g} in steps up to {steps.max():g}, expected "
            f"{REACH_FROM_NM:g} or less to {REACH_TO_NM:g} or more in steps of at most {WIDEST_STEP_NM:g}"
        )
    return tuple(numbers)


def _read_shades(entries: Sequence[object], document: Mapping[str, Any], label: str) -> tuple[Shade, ...]:
    wavelengths = _read_wavelengths(document.get("wavelengths_nm"), Place(label))
    drafts = [_draft(entry, number, document, wavelengths, label) for number, entry in enumerate(entries, 1)]
    first: dict[str, int] = {}
    for number, draft in enumerate(drafts, 1):
        if draft.code in first:
            draft.place.fail(
                f"the code '{draft.code}' is already that of shade {first[draft.code]}", "Give each shade its own code."
            )
        first[draft.code] = number
    by_code = {draft.code: draft for draft in drafts}
    return tuple(_shade(draft, by_code) for draft in drafts)


def _draft(
    entry: object, number: int, document: Mapping[str, Any], wavelengths: tuple[float, ...], label: str
) -> Draft:
    place = Place(f"{label}, shade {number}")
    if not isinstance(entry, Mapping):
        place.fail(f"this is {shown(entry)}, expected keys and values in {{ }}")
    if isinstance(entry.get("name"), str) and entry["name"].strip():
        place = Place(f"{label}, shade {number} '{entry['name'].strip()[:60]}'")
    stated = dict(document) | dict(entry)
    if isinstance(entry.get("lab"), Mapping):
        stated |= {key: value for key, value in entry["lab"].items() if key in CONVENTION_KEYS}
    observer = OBSERVERS.get(str(stated.get("observer", "2")).strip().lower())
    if observer is None:
        place.wrong("observer", stated["observer"], "2 or 10 degrees")
    illuminant = str(stated.get("illuminant", "D65")).strip().upper()
    if illuminant not in known_illuminants(observer):
        place.wrong("illuminant", illuminant, f"one of {', '.join(known_illuminants(observer))}")
    geometry = GEOMETRIES.get(str(stated.get("geometry", "sce")).strip().lower())
    if geometry is None:
        place.wrong("geometry", stated["geometry"], f"one of {', '.join(GEOMETRIES)}")
    code = read_text(entry.get("code"), place, "code")
    return Draft(entry, code, place, wavelengths, illuminant, observer, geometry)


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


def _shade(draft: Draft, by_code: Mapping[str, Draft]) -> Shade:
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
        in_stock=in_stock,
        lot=_optional(entry, place, "lot", read_text),
        expires=_optional(entry, place, "expires", read_date),
        tinting_strength=read_number(entry.get("tinting_strength", 1.0), place, "tinting_strength", (0.001, 1000)),
        extra={str(key): value for key, value in entry.items() if key not in SHADE_KEYS},
    )


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
