"""A ColorChecker Classic lying in the scene: patches, gaps, frame and print, in perspective."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.noise import Grid, ramp
from scripts.render.spectra import chart_spectra, grey
from tonematch.colour import FloatArray

PATCH_HALF = 0.445  # half a patch, in the distance between patches, as on the maker's chart
EDGE = 0.5 - PATCH_HALF
FRAME = (-0.20, -0.30, 6.20, 4.42)  # left, top, right, bottom of the card, in the distance between patches
FRAME_REFLECTANCE, RIM_REFLECTANCE, PRINT_REFLECTANCE = 0.036, 0.075, 0.35
PRINT_SCALE = 48  # pixels of the print's own picture per distance between patches


@dataclass(frozen=True)
class ChartPlace:
    """Where a chart lies; lengths in frame widths.

    Parameters
    ----------
    x, y
        Middle of the patch field.
    width
        Length of the patch field.
    turn_deg
        Rotation, clockwise on screen.
    tilt
        Perspective: how much nearer the right and the lower side are, as shares of the distance to the camera.
    """

    x: float
    y: float
    width: float
    turn_deg: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class DrawnChart:
    """A chart as drawn.

    Parameters
    ----------
    coverage
        Share of each pixel that the card covers (H, W).
    material
        Number of the nearest patch, 0-23 (H, W).
    patch_share, rim_share, print_share
        Share of each pixel that patch, bright rim of the card, and print take (H, W).
    corners
        Outer corners of patches 1, 6, 24, 19 in pixels (4, 2).
    outline
        Corners of the card in pixels (4, 2).
    """

    coverage: FloatArray
    material: NDArray[np.uint8]
    patch_share: FloatArray
    rim_share: FloatArray
    print_share: FloatArray
    corners: FloatArray
    outline: FloatArray


def chart_materials() -> FloatArray:
    """Give the reflectance of the 24 patches, then of frame, rim and print, (27, 31)."""
    extra = [grey(share) for share in (FRAME_REFLECTANCE, RIM_REFLECTANCE, PRINT_REFLECTANCE)]
    return np.vstack([chart_spectra(), extra])


def chart_to_pixels(place: ChartPlace, grid: Grid) -> FloatArray:
    """Give the 3 by 3 matrix from chart units (distance between patches, patch 1 starts at 0, 0) to pixels."""
    unit = place.width / (6 - 2 * EDGE)
    turn = np.radians(place.turn_deg)
    cos, sin = np.cos(turn), np.sin(turn)
    centred = np.array([[unit, 0, -3 * unit], [0, unit, -2 * unit], [0, 0, 1]])
    turned = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    leaning = np.array([[1, 0, 0], [0, 1, 0], [-place.tilt[0] / place.width, -place.tilt[1] / place.width, 1]])
    moved = np.array([[grid.width, 0, place.x * grid.width], [0, grid.width, place.y * grid.width], [0, 0, 1]])
    return np.asarray(moved @ leaning @ turned @ centred)


def through(matrix: FloatArray, points: FloatArray) -> FloatArray:
    """Map points (..., 2) by a projective matrix."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(mapped[..., :2] / mapped[..., 2:])


def box(left: float, top: float, right: float, bottom: float) -> FloatArray:
    """Give the corners of a box in the order of corner patches 1, 6, 24, 19."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def printing() -> FloatArray:
    """Draw the small print on the card's lower and upper edge in its own picture, 0-1."""
    left, top, right, bottom = FRAME
    size = (int((bottom - top) * PRINT_SCALE), int((right - left) * PRINT_SCALE))
    canvas = np.zeros(size, dtype=np.uint8)
    low = int((4.27 - top) * PRINT_SCALE)
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(canvas, "24 COLOUR TARGET", (14, low), font, 0.36, 255, 1, cv2.LINE_AA)
    cv2.putText(canvas, "No 0417   2024", (size[1] - 106, low), font, 0.3, 200, 1, cv2.LINE_AA)
    cv2.circle(canvas, (size[1] // 2, low - 4), 4, 255, 1, cv2.LINE_AA)
    return canvas.astype(np.float32) / 255


def draw_chart(grid: Grid, place: ChartPlace) -> DrawnChart:
    """Draw one chart with soft edges one pixel wide."""
    matrix = chart_to_pixels(place, grid)
    columns, rows = np.meshgrid(np.arange(grid.width), np.arange(grid.height))
    at = through(np.linalg.inv(matrix), np.stack([columns, rows], axis=-1).astype(np.float64))
    u, v = at[..., 0], at[..., 1]
    corners = through(matrix, box(EDGE, EDGE, 6 - EDGE, 4 - EDGE))
    pixels_per_unit = np.linalg.norm(corners[1] - corners[0]) / (6 - 2 * EDGE)
    left, top, right, bottom = FRAME
    column, row = np.clip(np.floor(u), 0, 5), np.clip(np.floor(v), 0, 3)
    patch = rounded(u - column - 0.5, v - row - 0.5, PATCH_HALF, PATCH_HALF, 0.02)
    half_u, half_v = (right - left) / 2, (bottom - top) / 2
    card = rounded(u - (left + right) / 2, v - (top + bottom) / 2, half_u, half_v, 0.12)
    to_print = matrix @ np.array([[1 / PRINT_SCALE, 0, left], [0, 1 / PRINT_SCALE, top], [0, 0, 1]])
    inked = cv2.warpPerspective(printing(), to_print, (grid.width, grid.height), flags=cv2.INTER_AREA)
    return DrawnChart(
        coverage=np.clip(0.5 - card * pixels_per_unit, 0, 1).astype(np.float32),
        material=(6 * row + column).astype(np.uint8),
        patch_share=np.clip(0.5 - patch * pixels_per_unit, 0, 1).astype(np.float32),
        rim_share=ramp(card, -0.055, -0.01),
        print_share=np.asarray(inked, dtype=np.float32),
        corners=corners,
        outline=through(matrix, box(*FRAME)),
    )


def rounded(x: FloatArray, y: FloatArray, half_width: float, half_height: float, radius: float) -> FloatArray:
    """Give the signed distance to a rounded box around the origin, negative inside."""
    dx, dy = np.abs(x) - (half_width - radius), np.abs(y) - (half_height - radius)
    beyond = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0))
    return np.asarray(beyond + np.minimum(np.maximum(dx, dy), 0) - radius)


def paint_chart(drawn: DrawnChart, signals: FloatArray) -> FloatArray:
    """Colour a drawn chart with the signals (27, C) of `chart_materials`; gives (H, W, C)."""
    painted = signals[drawn.material]
    frame = signals[24] + drawn.rim_share[..., None] * (signals[25] - signals[24])
    frame = frame + drawn.print_share[..., None] * (signals[26] - frame)
    return np.asarray(frame + drawn.patch_share[..., None] * (painted - frame), dtype=np.float32)
