"""The band of surrounding skin as the photo shows it: finer than the view, no finer than need be."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray

MOST_PX = 40_000


@dataclass(frozen=True, eq=False)
class BandDetail:
    """A part of the photo that holds the band.

    Parameters
    ----------
    linear
        (h, w, 3) float32 linear light as photographed, averaged over squares of `every` pixels.
    inside
        (h, w) bool: the band.
    every
        Pixels of the photo per pixel here, each way.
    origin
        x and y in the photo of the upper left corner.
    to_view
        Pixels of the view per pixel of the photo, along x and y.
    """

    linear: NDArray[np.float32]
    inside: NDArray[np.bool_]
    every: int
    origin: tuple[int, int]
    to_view: tuple[float, float]

    def in_view(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
        """Give x and y in the view of pixels here."""
        x = (self.origin[0] + (columns + 0.5) * self.every) * self.to_view[0] - 0.5
        y = (self.origin[1] + (rows + 0.5) * self.every) * self.to_view[1] - 0.5
        return x, y

    def shrunk(self, mask: NDArray[np.bool_], shape: tuple[int, int]) -> NDArray[np.bool_]:
        """Bring a mask (h, w) to the view's size: every pixel of the view that it touches by a third."""
        whole = cv2.warpAffine(mask.astype(np.float32), _affine(self), shape[::-1], flags=cv2.INTER_LINEAR)
        return np.asarray(whole > 0.33)


def band_detail(linear: NDArray[np.float32], band: NDArray[np.bool_]) -> BandDetail:
    """Cut the band out of the photo.

    Parameters
    ----------
    linear
        (H, W, 3) of the photo.
    band
        (h, w) bool at the view's size, not empty.
    """
    down, across = linear.shape[0] / band.shape[0], linear.shape[1] / band.shape[1]
    left, top, width, height = cv2.boundingRect(band.view(np.uint8))
    every = max(1, round(float(np.sqrt(np.count_nonzero(band) * down * across / MOST_PX))))
    x0, y0 = int(left * across), int(top * down)
    columns = max(1, min(linear.shape[1] - x0, int(np.ceil(width * across))) // every)
    rows = max(1, min(linear.shape[0] - y0, int(np.ceil(height * down))) // every)
    part = linear[y0 : y0 + rows * every, x0 : x0 + columns * every]
    if every > 1:
        part = np.asarray(cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA), dtype=np.float32)
    empty = BandDetail(part, np.zeros((rows, columns), bool), every, (x0, y0), (1 / across, 1 / down))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(band.astype(np.float32), _affine(empty), (columns, rows), flags=flags)
    return BandDetail(part, np.asarray(seen > 0.5), every, (x0, y0), (1 / across, 1 / down))


def _affine(detail: BandDetail) -> FloatArray:
    """Map pixels of the detail to the view."""
    sx, sy = detail.every * detail.to_view[0], detail.every * detail.to_view[1]
    x = (detail.origin[0] + 0.5 * detail.every) * detail.to_view[0] - 0.5
    y = (detail.origin[1] + 0.5 * detail.every) * detail.to_view[1] - 0.5
    return np.array([[sx, 0, x], [0, sy, y]])
