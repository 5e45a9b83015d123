"""Look at the skin beside the chart and at the skin that matters, to tell how the light differs between the two."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray
from tonematch.correct.light import LightOnChart
from tonematch.correct.light_at import SAME_LIGHT, LightAt, light_at
from tonematch.correct.view import View

NEAREST, FARTHEST = 0.10, 0.40
"""How far from the chart skin counts as beside it, in chart widths; nearer lies the chart's own shadow."""
SAME_SKIN_LAB = 22.0  # farther apart in Lab, it is a patch, a cloth or another limb and not the same skin
FEWEST_PX = 150
AROUND = 0.45  # chart widths around a place that are looked at where no band of skin is given


def light_on_skin(
    view: View, reading: ChartReading, light: LightOnChart, skin_here: NDArray[np.bool_], at: tuple[float, float]
) -> LightAt:
    """Tell how the light on a region of skin differs from that on the chart.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    reading, light
        The chart, and how the light changes over it.
    skin_here
        (h, w) bool in the view: the skin that matters.
    at
        Its place (x, y) in pixels of the full photo.

    Returns
    -------
    LightAt
        The same light where there is too little skin beside the chart to compare with.
    """
    if int(skin_here.sum()) < FEWEST_PX // 3:
        return SAME_LIGHT
    here_lab = np.median(view.lab[skin_here], axis=0)
    width_px = reading.width_px * view.scale
    distance = cv2.distanceTransform((~view.chart).astype(np.uint8), cv2.DIST_L2, 5)
    beside = view.skin & (distance > NEAREST * width_px) & (distance < FARTHEST * width_px)
    beside &= np.linalg.norm(view.lab - here_lab, axis=-1) < SAME_SKIN_LAB
    if int(beside.sum()) < FEWEST_PX:
        return SAME_LIGHT
    x, y = reading.centre
    away = np.array([at[0] - x, at[1] - y]) / reading.width_px
    return light_at(_usual_light(view, beside), _usual_light(view, skin_here), light.slopes, away=away)


def light_around(view: View, reading: ChartReading, light: LightOnChart, at: tuple[float, float]) -> LightAt:
    """Do as `light_on_skin` does for a bare place: the commonest skin around it, leaving a patch there out."""
    column, row = view.place(at)
    rows, columns = np.indices(view.skin.shape)
    near = view.skin & (np.hypot(columns - column, rows - row) < AROUND * reading.width_px * view.scale)
    if int(near.sum()) < FEWEST_PX:
        return SAME_LIGHT
    usual = np.median(view.lab[near], axis=0)
    for _ in range(3):
        alike = near & (np.linalg.norm(view.lab - usual, axis=-1) < SAME_SKIN_LAB / 2)
        if not alike.any():
            return SAME_LIGHT
        usual = np.median(view.lab[alike], axis=0)
    return light_on_skin(view, reading, light, alike, at)


def _usual_light(view: View, mask: NDArray[np.bool_]) -> FloatArray:
    return np.asarray(np.median(view.light[mask], axis=0), dtype=float)
