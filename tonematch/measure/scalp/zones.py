"""The zones of a scalp that a sample of skin marks: around the patch, and the patch itself, dots and all."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.measure.regions import without_holes
from tonematch.measure.sample import SkinSample

COARSE_PX = 900  # the longer side at which gaps are closed
CLOSED_PX = 9  # gaps there up to this radius were hairs or dots left out of the sample


@dataclass(frozen=True, eq=False)
class Zones:
    """Where a scalp is looked at, (H, W) bool each.

    Parameters
    ----------
    surrounding
        The skin that was sampled, with the hairs and dots between it.
    patch
        The patch with its dots; None without one.
    """

    surrounding: NDArray[np.bool_]
    patch: NDArray[np.bool_] | None


def zones_of(sample: SkinSample) -> Zones:
    """Give the zones of a scalp that a sample marks."""
    patch = None if sample.patch is None else without_holes(sample.patch_mask)
    around = _closed(sample.surround_mask)
    return Zones(around if patch is None else around & ~patch, patch)


def _closed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    height, width = mask.shape
    scale = min(1.0, COARSE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * CLOSED_PX + 1, 2 * CLOSED_PX + 1))
    coarse = cv2.resize(mask.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    closed = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, kernel)
    return cv2.resize(closed, (width, height), interpolation=cv2.INTER_NEAREST).astype(bool)
