"""The error to expect on skin at a place in the photo, from what can be seen of the calibration.

The bound is linear in five signs of trouble, with weights fitted by quantile regression on rendered scenes of known
truth (`scripts/measure_skin_error.py`, which also tests it on scenes, cameras and skins kept apart and writes down how
often the truth lay inside). It is therefore modelled, not measured on people; light that differs between chart and skin
in ways the chart cannot show is in it only on average.
"""

import numpy as np

from tonematch.colour import FloatArray
from tonematch.correct.calibration import Calibration
from tonematch.correct.light_at import LightAt
from tonematch.reference import read_table

FARTHEST_CHART_WIDTHS = 6.0
SIGNS = (
    "one",
    "held-out ΔE00",
    "chart widths to the skin",
    "strength of light taken back, log",
    "colour of light taken back, log",
    "spread of a* and b*",
)


def error_signs(
    calibration: Calibration, light: LightAt, at: tuple[float, float], spread: tuple[float, float, float]
) -> FloatArray:
    """Give the signs of trouble (6,), the first of them 1; see `SIGNS`."""
    return np.array(
        [
            1.0,
            calibration.delta_e00.held_out_mean,
            min(calibration.chart_widths_to(at), FARTHEST_CHART_WIDTHS),
            abs(light.strength_log),
            np.abs(light.colour_log).max(),
            np.hypot(spread[1], spread[2]),
        ]
    )


def predicted_error_95(
    calibration: Calibration, light: LightAt, at: tuple[float, float], spread: tuple[float, float, float]
) -> float:
    """Give the ΔE00 that the true tone of skin stays within in 95 of 100 photos like this one.

    Parameters
    ----------
    calibration
        The photo's calibration.
    light
        How the light on the skin differs from that on the chart.
    at
        The place (x, y) of the skin.
    spread
        Robust standard deviations of L, a and b over the skin sampled: shading and mixed light show in them.
    """
    bound = float(np.array(read_table("skin_error")["weights"]) @ error_signs(calibration, light, at, spread))
    measured_here = calibration.delta_e00.basis == "this photo"
    return bound if measured_here else max(bound, read_table("white_balance_error")["skin_max"])
