"""A film of cream over what lies beneath it: coats, hiding power, and what still shows through.

References
----------
P. Kubelka, "New contributions to the optics of intensely light-scattering materials, part I", Journal of the Optical
Society of America 38 (1948) 448-457, doi 10.1364/JOSA.38.000448: the hyperbolic solution for a film over a substrate.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from tonematch.colour import FloatArray
from tonematch.mix.film.constants import DARKEST, to_inside, to_outside
from tonematch.spectrum import band_weights

THINNEST, THICKEST = 1e-4, 1e4  # thickness searched, where the reference white scatters 1 per unit


def film_reflectance(k: ArrayLike, s: ArrayLike, *, thickness: float, substrate: ArrayLike) -> FloatArray:
    """Give the reflectance seen of a film over a substrate.

    Parameters
    ----------
    k, s
        Absorption and scattering of the film per unit thickness, (..., 31).
    thickness
        Of the whole film, all coats together, in the unit K and S are given for.
    substrate
        Reflectance of what lies beneath, as seen bare, 0-1, (..., 31).
    """
    absorbed, scattered = np.asarray(k, dtype=float), np.asarray(s, dtype=float)
    ground = to_inside(substrate)
    a = 1 + np.maximum(absorbed, DARKEST * scattered) / scattered
    b = np.sqrt(a * a - 1)
    # b coth(bSX) with numerator and denominator multiplied by tanh, so that thickness 0 stays finite
    shade = np.tanh(b * scattered * thickness)
    inside = (shade * (1 - ground * a) + ground * b) / (shade * (a - ground) + b)
    return to_outside(inside)


def contrast_ratio(k: ArrayLike, s: ArrayLike, *, thickness: float) -> FloatArray:
    """Give Y over black divided by Y over white, 0-1: 0.98 and more hides fully to the eye (ISO 6504-3 practice)."""
    y = band_weights()[:, 1]
    over_black = film_reflectance(k, s, thickness=thickness, substrate=np.zeros(31)) @ y
    over_white = film_reflectance(k, s, thickness=thickness, substrate=np.ones(31)) @ y
    return np.asarray(over_black / over_white)


def thickness_for_contrast(k: ArrayLike, s: ArrayLike, *, ratio: float) -> float:
    """Find the film thickness at which one material, K and S (31,), reaches a contrast ratio between 0 and 1."""

    def short_by(log_thickness: float) -> float:
        return float(contrast_ratio(k, s, thickness=float(np.exp(log_thickness)))) - ratio

    low, high = np.log(THINNEST), np.log(THICKEST)
    if short_by(low) > 0:
        return THINNEST
    if short_by(high) < 0:
        return THICKEST
    return float(np.exp(brentq(short_by, low, high)))
