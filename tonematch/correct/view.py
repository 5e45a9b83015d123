"""The calibrated photo at a size at which regions are found quickly, and the way back to full size."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray
from tonematch.correct.gamut import could_be_skin

LONG_SIDE_PX = 900
SMOOTHING_PX = 5
BLOWN_OF_255 = 76  # three tenths of a working pixel
CHART_MARGIN = 1.12
"""Frames of charts, and the shadow they throw, reach a little beyond the patch field."""


@dataclass(frozen=True, eq=False)
class View:
    """A photo shrunk to at most `LONG_SIDE_PX`, in Lab corrected for skin.

    Parameters
    ----------
    lab
        (h, w, 3) float32.
    skin
        (h, w) bool: could be skin, is not the chart, is not blown out.
    chart
        (h, w) bool: the chart with its frame.
    light
        (h, w, 3) float32 corrected linear light, white = 1.
    blown
        (h, w) bool: blown out.
    scale
        Pixels here per pixel of the photo, at most 1.
    full_shape
        (H, W) of the photo.
    gains
        (3,) by which `light` was multiplied, to see it as in light of another colour.
    """

    lab: NDArray[np.float32]
    skin: NDArray[np.bool_]
    chart: NDArray[np.bool_]
    light: NDArray[np.float32]
    blown: NDArray[np.bool_]
    scale: float
    full_shape: tuple[int, int]
    gains: FloatArray = field(default_factory=lambda: np.ones(3))

    def place(self, at: tuple[float, float]) -> tuple[int, int]:
        """Turn (x, y) of the photo to (column, row) here."""
        height, width = self.skin.shape
        column = min(width - 1, max(0, int(at[0] * width / self.full_shape[1])))
        row = min(height - 1, max(0, int(at[1] * height / self.full_shape[0])))
        return column, row

    def x_of(self, column: ArrayLike) -> FloatArray:
        """Give the x in the photo of the middle of columns here."""
        return np.asarray((np.asarray(column) + 0.5) * (self.full_shape[1] / self.skin.shape[1]) - 0.5)

    def y_of(self, row: ArrayLike) -> FloatArray:
        """Give the y in the photo of the middle of rows here."""
        return np.asarray((np.asarray(row) + 0.5) * (self.full_shape[0] / self.skin.shape[0]) - 0.5)

    def shrink(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Bring a mask of the photo's size here."""
        size = (self.skin.shape[1], self.skin.shape[0])
        small = cv2.resize(mask.view(np.uint8) * np.uint8(255), size, interpolation=cv2.INTER_AREA)
        return np.asarray(small > 127)

    def enlarge(self, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Bring a mask from here to the photo's size, its border smoothed."""
        full = np.zeros(self.full_shape, bool)
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if not rows.size:
            return full
        down, across = self.full_shape[0] / mask.shape[0], self.full_shape[1] / mask.shape[1]
        top, left = max(0, int((rows[0] - 1) * down)), max(0, int((columns[0] - 1) * across))
        bottom, right = math.ceil((rows[-1] + 2) * down), math.ceil((columns[-1] + 2) * across)
        part = full[top:bottom, left:right]
        # Only the part that holds the mask is enlarged: pixel centres there, in pixels here.
        back = np.array(
            [
                [1 / across, 0, (left + 0.5) / across - 0.5],
                [0, 1 / down, (top + 0.5) / down - 0.5],
            ]
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        smooth = cv2.warpAffine(
            mask.astype(np.float32), back, part.shape[::-1], flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        part[:] = smooth > 0.5
        return full


def view_of(
    photo: Photo,
    reading: ChartReading,
    corrected: Callable[[FloatArray], FloatArray],
    skin_lab: Callable[[FloatArray], FloatArray],
) -> View:
    """Shrink and calibrate a photo for finding regions in it.

    Parameters
    ----------
    photo, reading
        The photo and the chart in it.
    corrected
        Gives linear light as under D65 of linear light as photographed.
    skin_lab
        Gives the Lab of corrected linear light that is skin.
    """
    scale = min(1.0, LONG_SIDE_PX / max(photo.width, photo.height))
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    linear = cv2.resize(photo.linear, size, interpolation=cv2.INTER_AREA) if scale < 1 else photo.linear
    blown = cv2.resize(photo.clipped.view(np.uint8) * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    clipped = blown > BLOWN_OF_255
    # A median takes hairs and specks out and leaves borders where they are.
    calm = np.stack([cv2.medianBlur(np.ascontiguousarray(linear[..., c]), SMOOTHING_PX) for c in range(3)], axis=-1)
    light = corrected(np.asarray(calm, dtype=np.float32)).astype(np.float32)
    lab = skin_lab(light).astype(np.float32)
    corners = reading.corners
    centre = corners.mean(axis=0)
    outline = (centre + (corners - centre) * CHART_MARGIN) * [size[0] / photo.width, size[1] / photo.height]
    chart = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(chart, np.rint(outline).astype(np.int32), 1)
    on_chart = chart.astype(bool)
    skin = could_be_skin(lab) & ~on_chart & ~clipped
    return View(lab, skin, on_chart, light, clipped, scale, (photo.height, photo.width))
