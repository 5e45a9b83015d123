"""Where in the photo a chart may lie by OpenCV's detector, to be proved by reading it; and the picture to search in."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.chart.kinds import ChartKind
from tonematch.colour import FloatArray, linear_to_srgb

MOST_CHARTS = 3
SHORTEST_SIDE_PX, LONGEST_STRIP = 60, 5
STEPS = 4096
LAYOUTS = {(4, 6): cv2.mcc.MCC24, (10, 14): cv2.mcc.SG140}
"""Rows and columns that the detector knows."""


def preview_srgb(linear: NDArray[np.float32], long_side_px: int) -> tuple[NDArray[np.uint8], float]:
    """Shrink a photo for searching: 8-bit sRGB (h, w, 3) and the scale applied, at most 1."""
    scale = min(1.0, long_side_px / max(linear.shape[:2]))
    size = (max(1, round(linear.shape[1] * scale)), max(1, round(linear.shape[0] * scale)))
    small = cv2.resize(linear, size, interpolation=cv2.INTER_AREA) if scale < 1 else linear
    table = np.rint(linear_to_srgb(np.arange(STEPS) / (STEPS - 1)) * 255).astype(np.uint8)
    # fmax counts a value that is no number as black.
    steps = np.fmin(np.fmax(small, 0), 1) * (STEPS - 1)
    return table[steps.astype(np.uint16)], scale


def find_outlines(preview: NDArray[np.uint8], kind: ChartKind) -> list[FloatArray]:
    """Find outlines that may be the stated chart.

    Parameters
    ----------
    preview
        (h, w, 3) encoded sRGB.
    kind
        The chart's layout.

    Returns
    -------
    list of arrays of shape (4, 2)
        Rough outlines in pixels of the preview, best first; which corner is which is still open.
    """
    layout = LAYOUTS.get((kind.rows, kind.columns))
    short, long = sorted(preview.shape[:2])
    # The detector enlarges what is small: a strip of a few pixels would fill the memory.
    if layout is None or short < SHORTEST_SIDE_PX or long > LONGEST_STRIP * short:
        return []
    detector = cv2.mcc.CCheckerDetector.create()
    # Without the chart type the detector's results are random.
    detector.setColorChartType(layout)
    if not detector.process(cv2.cvtColor(preview, cv2.COLOR_RGB2BGR), MOST_CHARTS):
        return []
    boxes = [
        (checker.getCost(), np.asarray(checker.getBox(), dtype=float)) for checker in detector.getListColorChecker()
    ]
    return [box.reshape(4, 2) for _, box in sorted(boxes, key=lambda pair: pair[0]) if np.isfinite(box).all()]
