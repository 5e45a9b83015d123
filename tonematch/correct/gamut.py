"""Which colours skin can have, from measured skin: to notice a click beside it, never to judge skin itself.

The limits are those of 15,000 measured spectra, widened well beyond: pale patches without pigment lose chroma, and no
photo is perfectly calibrated. Depth plays no part in the decision.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray
from tonematch.reference import read_table

HUE_MARGIN_DEG = 18.0
CHROMA_LOW_SHARE, CHROMA_HIGH_SHARE = 0.45, 1.7
PALE_LIGHTNESS = 62.0  # above it skin may have lost its pigment, and most of its chroma
PALE_CHROMA = 2.5
PALE_HUE_LOW_DEG, PALE_HUE_HIGH_DEG = -10.0, 105.0
DEEPEST, LIGHTEST = 6.0, 97.0


@cache
def _limits() -> tuple[FloatArray, FloatArray]:
    rows = np.array(read_table("skin_gamut")["rows"])
    return rows[:, 0], rows[:, 2:]


def could_be_skin(lab: ArrayLike) -> NDArray[np.bool_]:
    """Tell which colours skin, with or without pigment, could have.

    Parameters
    ----------
    lab
        Lab (..., 3), calibrated.

    Returns
    -------
    bool array of shape (...)
    """
    values = np.asarray(lab)
    centres, limits = _limits()
    lightness = values[..., 0]
    chroma = np.hypot(values[..., 1], values[..., 2])
    hue = np.degrees(np.arctan2(values[..., 2], values[..., 1]))
    chroma_low, chroma_high, hue_low, hue_high = (np.interp(lightness, centres, limits[:, k]) for k in (0, 2, 3, 5))
    pigmented = (
        (chroma > CHROMA_LOW_SHARE * chroma_low) & (hue > hue_low - HUE_MARGIN_DEG) & (hue < hue_high + HUE_MARGIN_DEG)
    )
    pale = (lightness > PALE_LIGHTNESS) & (chroma > PALE_CHROMA) & (hue > PALE_HUE_LOW_DEG) & (hue < PALE_HUE_HIGH_DEG)
    bounded = (lightness > DEEPEST) & (lightness < LIGHTEST) & (chroma < CHROMA_HIGH_SHARE * chroma_high)
    return np.asarray(bounded & (pigmented | pale))
