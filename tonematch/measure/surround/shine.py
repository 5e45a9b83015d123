"""Tell shine on deep skin from the skin's own variation, and leave the shiny part out.

Light mirrored by the surface adds white: it makes skin lighter and less chromatic at once. Shade and pigment do the
opposite on deep skin, where lighter means more chromatic. So when a band of deep skin varies mainly along the direction
that added white would take it, that variation is shine, and the least shiny part tells the tone. On lighter skin a few
per cent of mirrored light change little, and pigment varies along the same direction, so nothing is left out there.
"""

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, lab_to_linear, linear_to_lab

DEEP_LIGHTNESS = 50.0
ALIKE = 0.9  # cosine between the main direction of variation and that of added white
LEAST_SPREAD = 1.0  # Lab units along the direction; less is not worth treating
LEAST_SHINY_SHARE = 0.3
ADDED_WHITE = 0.004


def shine_direction(lab: FloatArray) -> FloatArray:
    """Give the unit direction in Lab that a little mirrored white light takes a colour (3,)."""
    shifted = linear_to_lab(lab_to_linear(lab) + ADDED_WHITE) - lab
    return np.asarray(shifted / np.linalg.norm(shifted))


def least_shiny(lab: NDArray[np.float32], kept: NDArray[np.bool_], centre: FloatArray) -> NDArray[np.bool_] | None:
    """Choose the least shiny pixels of a band of deep skin.

    Parameters
    ----------
    lab
        (n, 3) Lab of the band's pixels.
    kept
        (n,) bool, those not trimmed as unlike the rest.
    centre
        (3,) their median.

    Returns
    -------
    bool array (n,) or None
        The pixels that tell the tone, or None where no shine stands out.
    """
    if centre[0] > DEEP_LIGHTNESS:
        return None
    values = lab[kept].astype(float) - centre
    spread, axes = np.linalg.eigh(np.cov(values.T))
    main = axes[:, -1]
    towards_white = shine_direction(centre)
    if abs(float(main @ towards_white)) < ALIKE or np.sqrt(spread[-1]) < LEAST_SPREAD:
        return None
    along = (lab.astype(float) - centre) @ towards_white
    return np.asarray(kept & (along <= np.quantile(along[kept], LEAST_SHINY_SHARE)))
