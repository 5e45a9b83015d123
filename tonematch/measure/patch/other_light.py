"""Skin in light of so different a colour from that on the chart that it does not look like skin.

The user says that a place is skin. A patch may then be skin without pigment in light of another colour: what such skin
looks like is known, and so the light is too. That is believed where skin lies all around, or where, seen in that light,
what lies around looks like skin; else the place was cloth or paper.
"""

import numpy as np

from tonematch.colour import FloatArray, lab_to_linear
from tonematch.correct.calibration import Calibration
from tonematch.correct.view import View
from tonematch.measure.patch.places import median_at, place_in
from tonematch.measure.regions import Mask, without_holes

PALEST_LIGHTNESS = 45.0
PALE_CHROMA = 16.0  # where nothing but the click says that it is skin
SKIN_WITHOUT_PIGMENT = (8.0, 11.0)  # a* and b*, near the mean of the lighter patches in sample_images
MOST_GAIN, MOST_GAIN_WITHIN_SKIN = 1.6, 2.2  # of a channel; lamps beside daylight differ by as much


def in_light_at(calibration: Calibration, view: View, at: tuple[float, float]) -> View | None:
    """Give the view as in the light that would make the place clicked on skin without pigment.

    Returns
    -------
    View or None
        None where the place is too dark, too coloured, or the light would have to be stranger than lamps are.
    """
    colour = median_at(view, *place_in(view, at))
    if colour[0] < PALEST_LIGHTNESS or np.hypot(colour[1], colour[2]) > PALE_CHROMA:
        return None
    return calibration.relit(view, gains_to_skin(colour)) if _is_light(colour, MOST_GAIN) else None


def gains_to_skin(colour: FloatArray) -> FloatArray:
    """Give the factors (3,) of linear light that turn a Lab colour (3,) to skin without pigment of its lightness."""
    skin = np.array([colour[0], *SKIN_WITHOUT_PIGMENT])
    return np.asarray(np.maximum(lab_to_linear(skin), 1e-3) / np.maximum(lab_to_linear(colour), 1e-3))


def could_be_lit_so(colour: FloatArray) -> bool:
    """Tell whether some lamp gives skin without pigment this Lab colour (3,)."""
    return bool(colour[0] > PALEST_LIGHTNESS) and _is_light(colour, MOST_GAIN_WITHIN_SKIN)


def _is_light(colour: FloatArray, most: float) -> bool:
    gains = gains_to_skin(colour)
    return bool(gains.max() <= most and gains.min() >= 1 / most)


def within_skin(view: View) -> Mask:
    """Give the skin of a view with all that it encloses, but for the chart."""
    return without_holes(view.skin) & ~view.chart


def is_enclosed(mask: Mask) -> bool:
    """Tell whether a region keeps clear of the picture's edges, as cloth and paper seldom do."""
    return not (mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())
