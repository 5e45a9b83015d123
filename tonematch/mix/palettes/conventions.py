"""Bring a shade's numbers to the convention of the core: D65, 2°, specular excluded, 31 bands.

Spectra are resampled, Lab of another white is adapted by Bradford's transform, and of readings with the specular
component included the surface term is taken off.

References
----------
CIE 015:2018, 8.2.1, for Lab; K. M. Lam, "Metamerism and colour constancy", thesis, University of Bradford, 1985, for
the adaptation as colormath carries it out.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from colormath.chromatic_adaptation import apply_chromatic_adaptation
from colormath.color_constants import ILLUMINANTS
from colormath.color_conversions import convert_color
from colormath.color_objects import LabColor, XYZColor
from numpy.typing import ArrayLike

from tonematch.colour import WHITE_D65, FloatArray, Lab, lab_from, xyz_to_lab
from tonematch.errors import NoMatchError
from tonematch.mix.film.recover import recover_reflectance
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

SURFACE_TERM = 0.028
"""Reflectance that a reading with the specular component included has more: L* 2 on light skin, 9 on the deepest."""

Geometry = Literal["excluded", "included"]
GEOMETRIES: dict[str, Geometry] = {
    "sce": "excluded",
    "specular excluded": "excluded",
    "excluded": "excluded",
    "d/8 sce": "excluded",
    "de:8": "excluded",
    "45/0": "excluded",
    "45:0": "excluded",
    "45°:0°": "excluded",
    "45a:0": "excluded",
    "0/45": "excluded",
    "0:45": "excluded",
    "photo": "excluded",
    "sci": "included",
    "specular included": "included",
    "included": "included",
    "d/8 sci": "included",
    "di:8": "included",
}
OBSERVERS = {"2": "2", "2°": "2", "2 degree": "2", "10": "10", "10°": "10", "10 degree": "10"}


def known_illuminants(observer: str) -> tuple[str, ...]:
    """Name the illuminants Lab may be given under for an observer, ``"2"`` or ``"10"``."""
    return tuple(sorted(name.upper() for name in ILLUMINANTS[observer]))


def adapt_lab(lab: ArrayLike, *, illuminant: str, observer: str, geometry: Geometry) -> Lab:
    """Turn one Lab as it was measured to D65, 2°, specular excluded.

    Parameters
    ----------
    lab
        Three numbers.
    illuminant, observer
        Such as ``"D50"`` and ``"10"``; see `known_illuminants`.
    geometry
        Whether the specular component is included.
    """
    values = np.asarray(lab, dtype=float)
    if (illuminant.upper(), observer) != ("D65", "2"):
        values = _to_d65(values, illuminant.lower(), observer)
    return lab_from(values) if geometry == "excluded" else _without_surface(values)


def _to_d65(lab: FloatArray, illuminant: str, observer: str) -> FloatArray:
    measured = LabColor(*lab.tolist(), observer=observer, illuminant=illuminant)
    xyz = convert_color(measured, XYZColor).get_value_tuple()
    adapted: FloatArray = apply_chromatic_adaptation(
        *xyz, ILLUMINANTS[observer][illuminant], WHITE_D65, adaptation="bradford"
    )
    return xyz_to_lab(np.array(adapted, dtype=float))


def _without_surface(lab: FloatArray) -> Lab:
    try:
        reflectance = recover_reflectance(lab)
    except NoMatchError:
        return lab_from(lab)
    return lab_from(reflectance_to_lab(without_surface(reflectance)))


def without_surface(reflectance: ArrayLike) -> FloatArray:
    """Take the surface term off a reflectance 0-1 that was read with the specular component included."""
    return np.maximum(np.asarray(reflectance, dtype=float) - SURFACE_TERM, 0.001)


def resample(values: Sequence[float], wavelengths_nm: Sequence[float]) -> FloatArray:
    """Bring a spectrum to the 31 bands: interpolated where it was sampled, held beyond its ends.

    Spectra finer than 5 nm are averaged over the width of a band first.
    """
    wavelengths, spectrum = np.asarray(wavelengths_nm, dtype=float), np.asarray(values, dtype=float)
    if np.median(np.diff(wavelengths)) >= 5:
        return np.asarray(np.interp(BANDS_NM, wavelengths, spectrum), dtype=float)
    fine_nm = np.arange(395, 706)
    fine = np.interp(fine_nm, wavelengths, spectrum)
    triangle = np.maximum(0, 1 - np.abs(fine_nm[None, :] - BANDS_NM[:, None]) / 10)
    return np.asarray(triangle @ fine / triangle.sum(axis=1), dtype=float)
