"""The patch that has lost or gained pigment: its ragged outline, soft rim, satellites and islands."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.noise import Grid, clouds, ramp
from scripts.render.skin_texture import dots
from tonematch.colour import FloatArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Blotch:
    """A patch as asked for; lengths in frame widths.

    Parameters
    ----------
    x, y
        Its middle.
    size
        Half its length.
    lightness
        CIE L* of the patch proper.
    stretch, turn_deg
        Length over breadth, and the direction of the length.
    ragged
        How far noise moves the outline, as a share of the size.
    rim
        Width of the zone between patch and skin, as a share of the size.
    islands
        Number of pigmented dots inside.
    blood
        Pinkness, in log reflectance.
    """

    x: float
    y: float
    size: float
    lightness: float
    stretch: float = 1.4
    turn_deg: float = 0.0
    ragged: float = 0.3
    rim: float = 0.22
    islands: int = 4
    blood: float = 0.05


def draw_blotch(generator: np.random.Generator, grid: Grid, blotch: Blotch) -> FloatArray:
    """Give the share of change 0-1 in every pixel: 1 in the patch proper, 0 on the surrounding skin."""
    x, y = grid.points()
    turn = np.radians(blotch.turn_deg)
    dx, dy = x - blotch.x, y - blotch.y
    u = (dx * np.cos(turn) + dy * np.sin(turn)) / blotch.size
    v = (dy * np.cos(turn) - dx * np.sin(turn)) / blotch.size * blotch.stretch
    warp = 1.1 * clouds(generator, grid, 1.1 * blotch.size, octaves=2)
    fine = 0.5 * clouds(generator, grid, 0.35 * blotch.size, octaves=5)
    field = 1 - np.hypot(u, v) + blotch.ragged * (warp + fine) * np.exp(-0.25 * np.hypot(u, v) ** 4)
    share = ramp(field, -blotch.rim / 2, blotch.rim / 2)
    share = 0.92 * share + 0.08 * ramp(field, 0.0, 2.0 * blotch.rim)
    islands = dots(generator, grid, blotch.islands * 25, (4, 9), (0.5, 0.9))
    far = np.hypot(u, v) > 1.6
    return np.asarray(np.where(far, 0, share * (1 - np.minimum(islands, 1))), dtype=np.float32)


def patch_proper(share: FloatArray, blotch: Blotch, grid: Grid) -> Mask:
    """Keep what belongs to the one patch around its middle, more than half changed."""
    _, labels = cv2.connectedComponents((share > 0.5).astype(np.uint8))
    areas = np.bincount(labels[labels > 0])
    row, column = (
        int(np.clip(at * grid.width, 0, side - 1)) for at, side in zip((blotch.y, blotch.x), grid.shape, strict=True)
    )
    here = int(labels[row, column])
    return np.asarray(labels == (here or int(np.argmax(areas))))


def inmost(mask: NDArray[Any]) -> tuple[int, int]:
    """Give x and y of the pixel furthest from the outline of a mask."""
    depth = cv2.distanceTransform(np.pad(mask.astype(np.uint8), 1), cv2.DIST_L2, 5)
    row, column = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return int(column) - 1, int(row) - 1
