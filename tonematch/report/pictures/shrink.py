"""Pictures at the size of a screen."""

from collections.abc import Sequence

import numpy as np

from tonematch.colour import FloatArray, linear_to_srgb
from tonematch.report.files import Pixels


def shrink_factor(shape: Sequence[int], longest_px: int) -> int:
    """Give the smallest whole factor that brings the longer side of (h, w, ...) to at most so many pixels.

    >>> shrink_factor((3000, 4000, 3), 1600)
    3
    """
    return max(1, -(-max(shape[:2]) // longest_px))


def block_mean(linear: FloatArray, factor: int) -> FloatArray:
    """Shrink by a whole factor, averaging light; rows and columns that fill no block are dropped."""
    height, width = (side - side % factor for side in linear.shape[:2])
    blocks = linear[:height, :width].reshape(height // factor, factor, width // factor, factor, -1)
    mean: FloatArray = blocks.mean(axis=(1, 3))
    return mean


def srgb_pixels(linear: FloatArray) -> Pixels:
    """Encode linear light as sRGB, 0-255."""
    return np.rint(np.clip(linear_to_srgb(linear), 0, 1) * 255).astype(np.uint8)
