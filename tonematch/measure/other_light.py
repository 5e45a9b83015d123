"""Skin in light of so different a colour from that on the chart that it does not look like skin.

The user says that a place is skin. If it is nearly grey and not dark, it may be skin without pigment in light of
another colour; what such skin looks like is known, and so the light is too. Seen in that light, the skin around must
look like skin; else the place was cloth or paper.
"""

import numpy as np

from tonematch.colour import FloatArray, lab_to_linear
from tonematch.correct.calibration import Calibration
from tonematch.correct.view import View
from tonematch.measure.patch import median_at, place_in
from tonematch.measure.regions import Mask

PALE_LIGHTNESS, PALE_CHROMA = 45.0, 16.0
SKIN_WITHOUT_PIGMENT = (
    8.0,
    11.0,
)  # a* and b* the rendered patches have on average, those of the lightest skins measured
MOST_GAIN = 1.6


def in_light_at(calibration: Calibration, view: View, at: tuple[float, float]) -> View | None:
    """Give the view as in the light that would make the place clicked on skin without pigment.

    Returns
    -------
    View or None
        None where the place is too dark, too coloured, or the light would have to be stranger than lamps are.
    """
    colour = median_at(view, *place_in(view, at))
    if colour[0] < PALE_LIGHTNESS or np.hypot(colour[1], colour[2]) > PALE_CHROMA:
        return None
    gains = gains_to_skin(colour)
    if gains.max() > MOST_GAIN or gains.min() < 1 / MOST_GAIN:
        return None
    return calibration.relit(view, gains)


def gains_to_skin(colour: FloatArray) -> FloatArray:
    """Give the factors (3,) of linear light that turn a Lab colour (3,) to skin without pigment of its lightness."""
    skin = np.array([colour[0], *SKIN_WITHOUT_PIGMENT])
    return np.asarray(np.maximum(lab_to_linear(skin), 1e-3) / np.maximum(lab_to_linear(colour), 1e-3))


def is_enclosed(mask: Mask) -> bool:
    """Tell whether a region keeps clear of the picture's edges, as cloth and paper seldom do."""
    return not (mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())
