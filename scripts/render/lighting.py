"""How light falls on skin, cloth and chart: shade, shadows and sheen, relative to a board in the chart's plane."""

from dataclasses import dataclass

import cv2
import numpy as np

from scripts.render.chart_drawing import DrawnChart
from scripts.render.limb import Limb
from scripts.render.noise import Grid, blurred, clouds
from scripts.render.skin_texture import SkinMaps
from tonematch.colour import FloatArray

MICRO_DEPTH = 0.4  # how much of the drawn relief tilts the surface
CREASE_DARKNESS = 0.07  # log of light lost per pixel of depth, at 1600 pixels of width


@dataclass(frozen=True)
class Lighting:
    """How light falls.

    Parameters
    ----------
    from_deg, height_deg
        Where the main light stands: direction on screen, and how high above the plane of the chart.
    direct
        Its share; the rest comes from all around.
    falloff
        Relative change of the light across one frame width, towards `from_deg`.
    vignette
        Loss in the corners.
    sheen
        Strength of the shine on skin.
    chart_shade
        Depth of the chart's shadow.
    """

    from_deg: float = 225.0
    height_deg: float = 60.0
    direct: float = 0.5
    falloff: float = 0.0
    vignette: float = 0.03
    sheen: float = 0.0
    chart_shade: float = 0.25


def lamp_direction(lighting: Lighting) -> FloatArray:
    """Point a unit vector from the scene at the main light; y is down the screen, z towards the camera."""
    turn, height = np.radians(lighting.from_deg), np.radians(lighting.height_deg)
    return np.array([np.cos(turn) * np.cos(height), np.sin(turn) * np.cos(height), np.sin(height)])


def micro_normal(limb: Limb, maps: SkinMaps, depth: float) -> FloatArray:
    """Roughen the limb's normals by the relief of the skin; not renormalised, for small slopes."""
    slope_y, slope_x = np.gradient(maps.relief * np.float32(depth))
    rough = limb.normal.copy()
    rough[..., 0] -= slope_x
    rough[..., 1] -= slope_y
    return rough


def skin_shade(limb: Limb, maps: SkinMaps, lighting: Lighting, grid: Grid) -> FloatArray:
    """Give the light on skin relative to the light on a board in the chart's plane."""
    towards = lamp_direction(lighting)
    direct = np.maximum(micro_normal(limb, maps, MICRO_DEPTH) @ towards.astype(np.float32), 0) / towards[2]
    around = 0.35 + 0.65 * limb.normal[..., 2]
    creased = np.exp(CREASE_DARKNESS * (maps.relief - maps.relief.mean()) / grid.detail)
    creased /= creased.mean()
    lit = lighting.direct * direct + (1 - lighting.direct) * around
    return np.asarray(lit * creased, dtype=np.float32)


def skin_sheen(
    limb: Limb, maps: SkinMaps, lighting: Lighting, generator: np.random.Generator, grid: Grid
) -> FloatArray:
    """Give the mirrored light on skin, white = 1: two lobes about the half-way direction, broken by relief."""
    if lighting.sheen == 0:
        return np.zeros(grid.shape, dtype=np.float32)
    halfway = lamp_direction(lighting) + np.array([0, 0, 1])
    halfway /= np.linalg.norm(halfway)
    rough = micro_normal(limb, maps, 0.4)
    rough /= np.linalg.norm(rough, axis=-1, keepdims=True)
    facing = np.clip(rough @ halfway.astype(np.float32), 0, 1)
    oil = np.clip(1 + 0.35 * clouds(generator, grid, 0.2, octaves=3), 0, None)
    return np.asarray(lighting.sheen * oil * (0.6 * facing**14 + 0.8 * facing**60), dtype=np.float32)


def chart_shadow(charts: tuple[DrawnChart, ...], lighting: Lighting, grid: Grid, reach: float) -> FloatArray:
    """Give the light that charts leave on what lies around them: a soft shadow away from the lamp."""
    light = np.ones(grid.shape, dtype=np.float32)
    towards = lamp_direction(lighting)
    shift = -towards[:2] / towards[2] * 9 * grid.detail
    for chart in charts:
        moved = cv2.warpAffine(
            chart.coverage, np.array([[1, 0, shift[0]], [0, 1, shift[1]]]), (grid.width, grid.height)
        )
        soft = 0.6 * blurred(np.asarray(moved), 5 * grid.detail) + 0.4 * blurred(chart.coverage, 10 * grid.detail)
        light *= 1 - reach * 2 * lighting.chart_shade * soft
    return light


def cloth_shade(limb: Limb, charts: tuple[DrawnChart, ...], lighting: Lighting, grid: Grid) -> FloatArray:
    """Give the light on the backdrop: less where the limb or a chart throws a shadow."""
    towards = lamp_direction(lighting)
    shift = -towards[:2] / towards[2] * 55 * grid.detail
    moved = cv2.warpAffine(limb.coverage, np.array([[1, 0, shift[0]], [0, 1, shift[1]]]), (grid.width, grid.height))
    cast = lighting.direct * 0.75 * blurred(np.asarray(moved), 16 * grid.detail)
    contact = 0.45 * blurred(limb.coverage, 14 * grid.detail)
    return np.asarray((1 - cast) * (1 - contact) * chart_shadow(charts, lighting, grid, 0.5), dtype=np.float32)
