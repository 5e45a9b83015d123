"""The same match looked at under other lamps.

What is said of lamps is model-based: the target's reflectance is recovered from its Lab
(`tonematch.mix.film.recover`), not measured.

References
----------
CIE 015:2018, Colorimetry, 4th edition, 9.2.2: special metamerism index, change in illuminant. Pairs that differ a
little in daylight are first made equal there, by the ratio of their tristimulus values.
"""

from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, xyz_to_lab
from tonematch.difference import delta_e00
from tonematch.spectrum import LIGHT_NAMES, band_weights, reflectance_to_lab

LIGHT_WORDS = MappingProxyType(
    {
        "D65": "daylight",
        "A": "a tungsten bulb",
        "FL11": "a fluorescent tube",
        "LED-B3": "an LED lamp",
        "D50": "warm daylight",
    }
)
DAYLIGHT = "D65"
WORST = "worst"
"""In place of a light: the one under which a recipe fits least."""


def errors_by_light(target: ArrayLike, mixes: ArrayLike, *, shift: ArrayLike = 0.0) -> dict[str, FloatArray]:
    """Compare a reflectance (31,) with many (..., 31) under every light: ΔE00 (...) by light name, D65 first.

    `shift` is added to the Lab (3,) of the mixes, such as what fixing powder does.
    """
    return {
        light: delta_e00(
            reflectance_to_lab(target, light=light), reflectance_to_lab(mixes, light=light) + np.asarray(shift)
        )
        for light in LIGHT_NAMES
    }


def delta_e_by_light(target: ArrayLike, mix: ArrayLike, *, shift: ArrayLike = 0.0) -> dict[str, float]:
    """Compare two reflectances, each (31,) and 0-1, under every light: ΔE00 by light name, D65 first.

    Skin and pigment that agree in daylight may part under a lamp; the size of it rests on the target's reflectance,
    which is recovered from its Lab where it was not measured.
    """
    return {light: float(error) for light, error in errors_by_light(target, mix, shift=shift).items()}


def metamerism_indices(target: ArrayLike, mix: ArrayLike) -> dict[str, float]:
    """Give the special metamerism index of two reflectances (31,) for each light but D65, in ΔE00.

    0: what difference there is in daylight stays as it is under that lamp.
    """
    pair = np.array([target, mix], dtype=float)
    daylight = pair @ band_weights()
    factor = daylight[0] / np.maximum(daylight[1], 1e-9)
    indices = {}
    for light in LIGHT_NAMES[1:]:
        weights = band_weights(light)
        wanted, seen = pair @ weights
        white = weights.sum(axis=0)
        indices[light] = float(delta_e00(xyz_to_lab(wanted, white=white), xyz_to_lab(seen * factor, white=white)))
    return indices
