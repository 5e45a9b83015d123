"""How the light changes across the chart: in strength, and in colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.chart.layout import grid_from_corners, project
from tonematch.chart.reading import ChartReading
from tonematch.colour import LUMINANCE, FloatArray, lab_to_linear
from tonematch.correct.models import Correction

ROUNDS = 6
UNLIKE_LOG = 0.08  # a patch farther than this off the plane counts less: it is misfitted, not differently lit
UNLIKE_LUMINANCE_LOG = 0.25  # before correction, colours differ by this much in luminance for no fault of the light
DARKEST = 0.02


@dataclass(frozen=True, eq=False)
class LightOnChart:
    """Change of the light over the chart.

    Parameters
    ----------
    slopes
        (3, 2) natural logarithm per chart width, along x and y of the photo: of strength, of red against green, and
        of blue against green.
    fall_off_stops
        Change in strength from one end of the chart to the other, along its length or its breadth, whichever is more.
    colour_stops
        The same for the change of red or of blue against green.
    """

    slopes: FloatArray
    fall_off_stops: float
    colour_stops: float

    def __post_init__(self) -> None:
        self.slopes.flags.writeable = False


EVEN_LIGHT = LightOnChart(np.zeros((3, 2)), 0.0, 0.0)
"""What is assumed where a card of one colour can show no change."""


def light_on_chart(reading: ChartReading, correction: Correction, usable: NDArray[np.bool_]) -> LightOnChart:
    """Fit planes to what the patches are seen too bright or too coloured, robustly.

    Parameters
    ----------
    reading
        The chart as read.
    correction
        The correction fitted to it, which leaves what varies from place to place.
    usable
        (patches,) bool.
    """
    known = lab_to_linear(reading.kind.reference_lab)
    seen = np.log(np.maximum(correction.apply(reading.measured), 1e-3) / np.maximum(known, 1e-3))
    bright = usable & (known.min(axis=1) > DARKEST)
    centres = project(grid_from_corners(reading.corners, reading.kind), reading.kind.patch_centres) / reading.width_px
    plane = np.column_stack([centres - centres.mean(axis=0), np.ones(len(centres))])
    red, green, blue = seen[:, 0], seen[:, 1], seen[:, 2]
    slopes = np.array([_slope(values, plane, bright) for values in (seen.mean(axis=1), red - green, blue - green)])
    sides = np.stack([reading.corners[1] - reading.corners[0], reading.corners[3] - reading.corners[0]])
    stops = np.abs(slopes @ sides.T / reading.width_px).max(axis=1) / np.log(2)
    return LightOnChart(slopes, _fall_off_stops(reading, bright), float(stops[1:].max()))


def _fall_off_stops(reading: ChartReading, usable: NDArray[np.bool_]) -> float:
    # From what was photographed, with the tone curve fitted beside the plane: the correction has already taken part of
    # a strong fall-off for tone, since the greys lie in a row from white to black.
    known = np.log(np.maximum(lab_to_linear(reading.kind.reference_lab) @ LUMINANCE, 1e-4))
    seen = np.log(np.maximum(reading.measured @ LUMINANCE, 1e-4))
    places = reading.kind.patch_centres - reading.kind.patch_centres.mean(axis=0)
    terms = np.column_stack([np.ones(len(known)), known, known**2, places])
    weights: FloatArray = usable.astype(float)
    fitted: FloatArray = np.zeros(5)
    for _ in range(ROUNDS):
        fitted = np.linalg.lstsq(terms * weights[:, None], seen * weights, rcond=None)[0]
        weights = usable / (1 + ((seen - terms @ fitted) / UNLIKE_LUMINANCE_LOG) ** 2)
    return float(np.abs(fitted[3:] * np.ptp(places, axis=0)).max() / np.log(2))


def _slope(values: FloatArray, plane: FloatArray, usable: NDArray[np.bool_]) -> FloatArray:
    weights: FloatArray = usable.astype(float)
    fitted: FloatArray = np.zeros(3)
    for _ in range(ROUNDS):
        fitted = np.linalg.lstsq(plane * weights[:, None], values * weights, rcond=None)[0]
        weights = usable / (1 + ((values - plane @ fitted) / UNLIKE_LOG) ** 2)
    return fitted[:2]
