"""How the light changes across the chart: in strength, and in colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray, lab_to_linear
from tonematch.correct.models import Correction

ROUNDS = 5
UNLIKE_STOPS = 0.12  # a patch farther than this off the plane counts less: it is misfitted, not differently lit
DARKEST = 0.02


@dataclass(frozen=True)
class LightOnChart:
    """Change of the light from one end of the chart to the other, along its length or its breadth, whichever is more.

    Parameters
    ----------
    fall_off_stops
        Change in strength.
    colour_stops
        Change of red or of blue against green.
    """

    fall_off_stops: float
    colour_stops: float


def light_on_chart(reading: ChartReading, correction: Correction, usable: NDArray[np.bool_]) -> LightOnChart:
    """Fit a plane to what the patches are seen too bright or too coloured, robustly.

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
    stops = np.log2(np.maximum(correction.apply(reading.measured), 1e-3) / np.maximum(known, 1e-3))
    bright = usable & (known.min(axis=1) > DARKEST)
    red, green, blue = stops[:, 0], stops[:, 1], stops[:, 2]
    return LightOnChart(
        fall_off_stops=_slope(stops.mean(axis=1), bright, reading),
        colour_stops=max(_slope(red - green, bright, reading), _slope(blue - green, bright, reading)),
    )


def _slope(values: FloatArray, usable: NDArray[np.bool_], reading: ChartReading) -> float:
    centres = reading.kind.patch_centres
    plane = np.column_stack([centres - centres.mean(axis=0), np.ones(len(centres))])
    weights: FloatArray = usable.astype(float)
    slope: FloatArray = np.zeros(3)
    for _ in range(ROUNDS):
        slope = np.linalg.lstsq(plane * weights[:, None], values * weights, rcond=None)[0]
        weights = usable / (1 + ((values - plane @ slope) / UNLIKE_STOPS) ** 2)
    return float(np.abs(slope[:2] * np.ptp(centres, axis=0)).max())
