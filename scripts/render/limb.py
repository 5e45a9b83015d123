"""The shape of a limb: where skin is in the picture, how it bulges, and which way its surface looks."""

from dataclasses import dataclass

import numpy as np

from scripts.render.noise import Grid, blurred
from tonematch.colour import FloatArray

STEEPEST = 0.03  # depth, in radii, from where outwards the surface falls off straight

Bone = tuple[float, float, float, float, float, float]
"""x, y and radius of either end, in frame widths: a rounded stretch of limb."""


@dataclass(frozen=True, eq=False)
class Limb:
    """A limb as drawn.

    Parameters
    ----------
    coverage
        Share of each pixel that skin covers, float32 (H, W).
    inside_px
        Depth beneath the outline, in pixels, negative outside.
    normal
        Direction the surface looks, unit vectors (H, W, 3), z towards the camera.
    """

    coverage: FloatArray
    inside_px: FloatArray
    normal: FloatArray


def hand_bones(x: float, y: float, turn_deg: float, size: float) -> tuple[Bone, ...]:
    """Give the bones of a hand seen from its back: wrist at (x, y), fingers towards `turn_deg`, knuckles `size` off."""
    turn = np.radians(turn_deg)
    ahead, aside = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])

    def bone(*parts: float) -> Bone:
        x0, y0 = np.array([x, y]) + size * (parts[0] * ahead + parts[1] * aside)
        x1, y1 = np.array([x, y]) + size * (parts[3] * ahead + parts[4] * aside)
        return float(x0), float(y0), size * parts[2], float(x1), float(y1), size * parts[5]

    return (
        bone(-1.9, 0.0, 0.38, -0.1, 0.0, 0.30),
        bone(0.0, 0.0, 0.30, 0.75, -0.20, 0.24),
        bone(0.0, 0.0, 0.30, 0.75, 0.20, 0.24),
        bone(0.05, 0.02, 0.30, 0.80, 0.02, 0.26),
        bone(0.80, -0.34, 0.115, 1.62, -0.44, 0.085),
        bone(0.85, -0.12, 0.12, 1.82, -0.14, 0.09),
        bone(0.84, 0.11, 0.115, 1.72, 0.15, 0.085),
        bone(0.76, 0.33, 0.10, 1.42, 0.45, 0.075),
        bone(0.10, -0.20, 0.18, 0.70, -0.62, 0.105),
    )


def shape_limb(grid: Grid, bones: tuple[Bone, ...], *, flatness: float, blend: float, ripple: FloatArray) -> Limb:
    """Draw rounded bones joined smoothly.

    Parameters
    ----------
    flatness
        How far the surface rises over half its width: 1 is a cylinder, 0 a board.
    blend
        Width over which bones melt into each other, in frame widths.
    ripple
        Small shifts of the outline, in frame widths (H, W).
    """
    x, y = grid.points()
    outside: FloatArray = np.full(grid.shape, 9.0, dtype=np.float32)
    radius: FloatArray = np.ones(grid.shape, dtype=np.float32)
    for x0, y0, r0, x1, y1, r1 in bones:
        dx, dy = x1 - x0, y1 - y0
        share = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1)
        thickness = r0 + share * (r1 - r0)
        distance = np.hypot(x - x0 - share * dx, y - y0 - share * dy) - thickness
        mix = np.clip(0.5 + 0.5 * (outside - distance) / blend, 0, 1)
        outside = outside + mix * (distance - outside) - blend * mix * (1 - mix)
        radius = radius + mix * (thickness - radius)
    outside = (outside + ripple).astype(np.float32)
    depth = np.clip(-outside / radius, -0.5, 1)
    round_depth = np.maximum(depth, STEEPEST)
    steepness = (1 - STEEPEST) / np.sqrt(1 - (1 - STEEPEST) ** 2)
    rise = flatness * radius * (np.sqrt(1 - (1 - round_depth) ** 2) + steepness * np.minimum(depth - STEEPEST, 0))
    rise_px = blurred((rise * grid.width).astype(np.float32), 5 * grid.detail)
    slope_y, slope_x = np.gradient(rise_px)
    normal = np.stack([-slope_x, -slope_y, np.ones_like(rise_px)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    inside_px = -outside * grid.width
    return Limb(np.clip(inside_px + 0.5, 0, 1), inside_px, normal.astype(np.float32))
