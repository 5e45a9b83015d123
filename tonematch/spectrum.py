"""From reflectance in 31 bands to colour under a light.

Reflectance here is an array (..., 31) of 0-1 values at 400 to 700 nm every 10 nm, specular excluded. The weights
integrate at 1 nm with reflectance interpolated in between and held constant beyond the ends, so that the narrow peaks
of fluorescent lamps are met; `scripts/derive_reference.py` computes them.

References
----------
CIE 015:2018, Colorimetry, 4th edition, 7.1 (tristimulus values) and 8.2.1 (L*a*b*).
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, xyz_to_lab
from tonematch.reference import read_table

BANDS_NM = np.arange(400, 701, 10)
LIGHT_NAMES = ("D65", "A", "FL11", "LED-B3", "D50")
"""Daylight, incandescent, narrow-band fluorescent, phosphor LED of about 4100 K, and warm daylight."""


@cache
def band_weights(light: str = "D65") -> FloatArray:
    """Give the (31, 3) weights that turn reflectance into XYZ under a light, Y of a perfect diffuser = 1."""
    weights = np.array(read_table("lights")[light])
    weights.flags.writeable = False
    return weights


def reflectance_to_lab(reflectance: ArrayLike, *, light: str = "D65") -> FloatArray:
    """Turn reflectance (..., 31) to Lab (..., 3) under a light, against that light's own white.

    >>> reflectance_to_lab(np.ones(31)).round(3).tolist()
    [100.0, 0.0, 0.0]
    """
    weights = band_weights(light)
    return xyz_to_lab(np.asarray(reflectance) @ weights, white=weights.sum(axis=0))
