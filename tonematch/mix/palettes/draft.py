"""A shade of a palette file on its way in: its keys, its place for messages, and what its numbers are given for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tonematch.colour import FloatArray
from tonematch.mix.palettes.conventions import GEOMETRIES, OBSERVERS, Geometry, known_illuminants, resample
from tonematch.mix.palettes.conventions import without_surface as surface_off
from tonematch.mix.palettes.values import Place, read_list, read_number, read_text, shown

CONVENTION_KEYS = {"illuminant", "observer", "geometry"}
LARGEST_CONSTANT = 1e6
REACH_FROM_NM, REACH_TO_NM, WIDEST_STEP_NM = 420.0, 680.0, 25.0


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


def read_wavelengths(value: object, place: Place) -> tuple[float, ...]:
    """Read the wavelengths of a palette's spectra, ascending and wide enough, or none where it has none."""
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


def draft_of(
    entry: object, number: int, document: Mapping[str, Any], wavelengths: tuple[float, ...], label: str
) -> Draft:
    """Read what must be known of a shade before its colour can be read."""
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
