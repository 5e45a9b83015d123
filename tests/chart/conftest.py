"""Photos of any kind of chart, lying anywhere, painted by construction."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.kinds import ChartKind
from tonematch.chart.layout import grid_from_corners, project
from tonematch.colour import FloatArray, lab_to_linear, linear_to_srgb, srgb_to_linear

FRAME, CLOTH = (0.03, 0.03, 0.03), (0.25, 0.32, 0.5)
FINE = 4
CAMERA = np.array([[0.80, 0.15, 0.02], [0.10, 0.84, 0.10], [0.02, 0.12, 0.70]]) * 0.85


def as_photo(linear: FloatArray, name: str = "painted.png") -> Photo:
    """Round linear light to 8 bits as a file would, and make a photo of it."""
    rounded = np.rint(linear_to_srgb(np.clip(linear, 0, 1)) * 255) / 255
    return Photo(name, "0" * 64, "sRGB", srgb_to_linear(rounded).astype(np.float32), rounded.max(axis=-1) > 0.985, ())


def lay_charts(
    charts: Sequence[tuple[ChartKind, FloatArray]], size: tuple[int, int] = (900, 700), *, noise: float = 0.002
) -> FloatArray:
    """Paint charts with their outer corners at (4, 2), as a plain camera sees them in linear light (H, W, 3)."""
    width, height = size
    canvas = np.empty((height * FINE, width * FINE, 3), np.float32)
    canvas[:] = CLOTH

    def cover(grid: FloatArray, outline: FloatArray, colour: Sequence[float]) -> None:
        points = project(grid, outline) * FINE + (FINE - 1) / 2
        cv2.fillConvexPoly(canvas, np.rint(points).astype(np.int32), [float(value) for value in colour])

    for kind, corners in charts:
        grid = grid_from_corners(np.asarray(corners, dtype=float), kind)
        centres = kind.patch_centres
        low, high = centres.min(axis=0) - 0.7, centres.max(axis=0) + 0.7
        cover(grid, np.array([low, [high[0], low[1]], high, [low[0], high[1]]]), FRAME)
        half = kind.patch_width / 2
        square = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
        for centre, paint in zip(centres, np.clip(lab_to_linear(kind.reference_lab), 0, 1), strict=True):
            cover(grid, centre + square, paint)
    small = cv2.resize(canvas, size, interpolation=cv2.INTER_AREA)
    scattered = np.random.default_rng(1).normal(0, noise, small.shape)
    return np.clip(cv2.GaussianBlur(small, (0, 0), 0.6) @ CAMERA.T + 0.004 + scattered, 0, 1)


@pytest.fixture(scope="session")
def lay():
    """Give the painter of charts."""
    return lay_charts


@pytest.fixture(scope="session")
def photographed():
    """Give the maker of photos from linear light."""
    return as_photo
