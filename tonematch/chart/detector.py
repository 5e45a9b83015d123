"""Where in the photo a chart may lie: candidates from OpenCV's detector, to be proved by reading them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, linear_to_srgb

LONG_SIDES_PX = (1400, 2400, 800)
"""Working sizes, most often right first: small charts need the larger one, blurred ones the smaller."""
MOST_CHARTS = 3


def preview_srgb(linear: NDArray[np.float32], long_side_px: int) -> tuple[NDArray[np.uint8], float]:
    """Shrink a photo for searching: 8-bit sRGB (h, w, 3) and the scale applied, at most 1."""
    scale = min(1.0, long_side_px / max(linear.shape[:2]))
    size = (max(1, round(linear.shape[1] * scale)), max(1, round(linear.shape[0] * scale)))
    small = cv2.resize(linear, size, interpolation=cv2.INTER_AREA) if scale < 1 else linear
    encoded = linear_to_srgb(np.clip(small, 0, 1))
    return np.rint(encoded * 255).astype(np.uint8), scale


def find_candidates(linear: NDArray[np.float32], long_side_px: int) -> list[FloatArray]:
    """Find outlines that may be a Classic 24.

    Parameters
    ----------
    linear
        (H, W, 3) linear sRGB.
    long_side_px
        Working size.

    Returns
    -------
    list of arrays of shape (4, 2)
        Rough outlines in pixels of the full photo, best first; which corner is which is still open.
    """
    preview, scale = preview_srgb(linear, long_side_px)
    detector = cv2.mcc.CCheckerDetector.create()
    # Without the chart type the detector's results are random.
    detector.setColorChartType(cv2.mcc.MCC24)
    if not detector.process(cv2.cvtColor(preview, cv2.COLOR_RGB2BGR), MOST_CHARTS):
        return []
    boxes = [
        (checker.getCost(), np.asarray(checker.getBox(), dtype=float)) for checker in detector.getListColorChecker()
    ]
    return [box.reshape(4, 2) / scale for _, box in sorted(boxes, key=lambda pair: pair[0]) if np.isfinite(box).all()]
