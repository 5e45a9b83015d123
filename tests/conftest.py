"""Photos painted by construction: what is in them, and its Lab, is known exactly."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.kinds import chart_kind
from tonematch.chart.layout import grid_from_corners, project
from tonematch.colour import FloatArray, lab_to_linear, linear_to_srgb, srgb_to_linear

FRAME_LAB = (20.0, 0.0, 0.0)
CLOTH_LAB = (60.0, -8.0, -18.0)


def identity(linear: FloatArray) -> FloatArray:
    """Photograph without any change."""
    return linear


def plain_camera(linear: FloatArray) -> FloatArray:
    """Photograph with mixed channels, a little stray light and a mild contrast curve."""
    mixed = linear @ np.array([[0.80, 0.15, 0.02], [0.10, 0.84, 0.10], [0.02, 0.12, 0.70]]) * 0.85 + 0.004
    encoded = linear_to_srgb(np.clip(mixed, 0, 1))
    return srgb_to_linear(encoded + 0.15 * encoded * (1 - encoded) * (2 * encoded - 1))


@dataclass(frozen=True)
class Painting:
    """What to paint: positions in pixels of a picture of 900 x 700, colours in Lab."""

    skin_lab: tuple[float, float, float] = (55.0, 12.0, 20.0)
    patch_lab: tuple[float, float, float] = (75.0, 7.0, 10.0)
    corners: tuple[tuple[float, float], ...] = ((80.0, 70.0), (440.0, 60.0), (445.0, 300.0), (85.0, 310.0))
    patch_centre: tuple[int, int] = (640, 430)
    patch_axes: tuple[int, int] = (70, 50)
    skin_from_x: int = 470
    noise: float = 0.002
    camera: Callable[[FloatArray], FloatArray] = field(default=plain_camera)
    with_chart: bool = True
    order: tuple[int, ...] = tuple(range(24))


def paint(painting: Painting) -> Photo:
    """Paint chart, skin and patch, photograph them, and round to 8 bits as a file would."""
    lab = np.empty((700, 900, 3))
    lab[:] = CLOTH_LAB
    lab[:, painting.skin_from_x :] = painting.skin_lab
    patch = np.zeros(lab.shape[:2], np.uint8)
    cv2.ellipse(patch, painting.patch_centre, painting.patch_axes, 20, 0, 360, 1, -1)
    lab[patch > 0] = painting.patch_lab
    if painting.with_chart:
        _paint_chart(lab, np.array(painting.corners), painting.order)
    linear = cv2.GaussianBlur(lab_to_linear(lab), (0, 0), 0.7)
    seen = np.clip(painting.camera(linear), 0, 1)
    encoded = linear_to_srgb(seen) + np.random.default_rng(1).normal(0, painting.noise, seen.shape)
    rounded = np.rint(np.clip(encoded, 0, 1) * 255) / 255
    return Photo(
        "painted.png", "0" * 64, "sRGB", srgb_to_linear(rounded).astype(np.float32), rounded.max(axis=-1) > 0.985, ()
    )


def _paint_chart(lab: NDArray[np.float64], corners: FloatArray, order: tuple[int, ...]) -> None:
    kind = chart_kind("classic24")
    grid = grid_from_corners(corners, kind)
    frame = project(grid, np.array([[-0.75, -0.75], [5.75, -0.75], [5.75, 3.75], [-0.75, 3.75]]))
    canvas = np.zeros(lab.shape[:2], np.uint8)
    cv2.fillConvexPoly(canvas, np.rint(frame).astype(np.int32), 255)
    for index, centre in enumerate(kind.patch_centres):
        square = project(grid, centre + 0.43 * np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]))
        cv2.fillConvexPoly(canvas, np.rint(square).astype(np.int32), index + 1)
    lab[canvas == 255] = FRAME_LAB
    for index, colour in enumerate(kind.reference_lab[list(order)]):
        lab[canvas == index + 1] = colour


@pytest.fixture(scope="session")
def painter() -> Callable[[Painting], Photo]:
    """Give the painter itself."""
    return paint


@pytest.fixture(scope="session")
def painting() -> type[Painting]:
    """Give the description of a painting, to be filled in."""
    return Painting


@pytest.fixture(scope="session")
def painted_photo() -> Photo:
    """Give the standard painted photo: a chart, skin, and a lighter patch at (640, 430)."""
    return paint(Painting())
