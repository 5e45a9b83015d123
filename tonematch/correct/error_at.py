"""The error to expect on skin at a place in the photo, from what can be seen of the calibration."""

import numpy as np

from tonematch.correct.calibration import Calibration

BASE, PER_HELD_OUT, PER_CHART_WIDTH = 0.6, 0.25, 0.5


def predicted_error_95(calibration: Calibration, at: tuple[float, float]) -> float:
    """Give the ΔE00 that the true tone of skin at (x, y) stays within in 95 of 100 photos like this one."""
    held_out = calibration.delta_e00.held_out_mean
    return float(BASE + PER_HELD_OUT * held_out + PER_CHART_WIDTH * np.clip(calibration.chart_widths_to(at), 0, 6))
