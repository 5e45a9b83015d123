"""What makes skin look like skin: mottling, creases, pores, veins, freckles, moles, hairs."""

from dataclasses import dataclass

import cv2
import numpy as np

from scripts.render.noise import Grid, blurred, clouds, grain, ramp, standardised
from tonematch.colour import FloatArray


@dataclass(frozen=True)
class Texture:
    """How much of each there is; counts are over the whole frame, strengths in log reflectance."""

    mottling: float = 0.035
    flush: float = 0.025
    creases: float = 1.0
    pores: int = 2500
    veins: float = 0.03
    freckles: int = 0
    moles: int = 1
    hairs: int = 250
    hair_darkness: float = 0.6
    folds: int = 0


@dataclass(frozen=True, eq=False)
class SkinMaps:
    """Pigment and relief of a stretch of skin, float32 (H, W) each.

    Parameters
    ----------
    melanin, haemoglobin, vein
        Amounts along `spectra.skin_directions`.
    relief
        Height of creases and pores in pixels.
    hair
        Share of each pixel a hair covers.
    marks
        1 on freckles, moles and hairs: not skin tone.
    """

    melanin: FloatArray
    haemoglobin: FloatArray
    vein: FloatArray
    relief: FloatArray
    hair: FloatArray
    marks: FloatArray


def texture_skin(generator: np.random.Generator, grid: Grid, texture: Texture, along_deg: float) -> SkinMaps:
    """Draw the maps of one stretch of skin, its fine lines and hairs laid along the limb."""
    detail = grid.detail
    melanin = texture.mottling * (
        0.75 * clouds(generator, grid, 0.10) + 0.6 * clouds(generator, grid, 0.014, octaves=3)
    )
    haemoglobin = texture.flush * (
        0.8 * clouds(generator, grid, 0.2, octaves=3) + 0.5 * clouds(generator, grid, 0.025, octaves=3)
    )
    freckles = dots(generator, grid, texture.freckles, (1.5, 4.5), (0.15, 0.4))
    moles = np.minimum(dots(generator, grid, texture.moles, (5, 8), (0.7, 1.1)), 1.2)
    pores = dots(generator, grid, texture.pores, (0.8, 1.5), (0.4, 1.0))
    hair = hairs(generator, grid, texture, along_deg)
    vein = texture.veins * veins(generator, grid, along_deg)
    relief = creases(generator, grid, texture, along_deg) - 0.55 * pores * detail
    marks = ((freckles > 0.06) | (moles > 0.05) | (hair > 0.04)).astype(np.float32)
    return SkinMaps(
        melanin + freckles + moles + 0.03 * pores,
        haemoglobin + 0.05 * pores,
        vein,
        relief,
        hair,
        marks,
    )


def dots(
    generator: np.random.Generator,
    grid: Grid,
    count: int,
    radius_px: tuple[float, float],
    strength: tuple[float, float],
) -> FloatArray:
    """Scatter soft roundish dots; radii at 1600 pixels of width."""
    field = np.zeros(grid.shape, dtype=np.float32)
    for x, y, radius, height, squash, turn in generator.random((count, 6)):
        size = (radius_px[0] + radius**2 * (radius_px[1] - radius_px[0])) * grid.detail
        reach = int(3 * size) + 2
        column, row = x * grid.width, y * grid.height
        left, top = max(int(column) - reach, 0), max(int(row) - reach, 0)
        part = field[top : int(row) + reach, left : int(column) + reach]
        ys, xs = np.ogrid[: part.shape[0], : part.shape[1]]
        dx, dy = xs + left - column, ys + top - row
        cos, sin = np.cos(6.28 * turn), np.sin(6.28 * turn)
        u, v = cos * dx + sin * dy, (cos * dy - sin * dx) * (1 + 0.5 * squash)
        profile = ramp(1.35 - np.sqrt(u * u + v * v) / size, 0.0, 0.7)
        np.maximum(part, (strength[0] + height * (strength[1] - strength[0])) * profile, out=part)
    return field


def creases(generator: np.random.Generator, grid: Grid, texture: Texture, along_deg: float) -> FloatArray:
    """Give the relief of fine crossing skin lines and of a few long folds across the limb, in pixels."""
    total = np.zeros(grid.shape, dtype=np.float32)
    for turn, long, wide, deep in ((62, 11, 2.0, 0.5), (-58, 11, 2.0, 0.5), (90, 16, 2.8, 0.4), (8, 9, 2.4, 0.25)):
        wave = grain(generator, grid, long, wide, along_deg + turn)
        total -= deep * np.exp(-((wave / 0.35) ** 2))
    total += 0.22 * grain(generator, grid, 1.1, 1.1, 0) + 0.2 * grain(generator, grid, 3.5, 3.5, 0)
    total = total * (0.75 + 0.25 * clouds(generator, grid, 0.12, octaves=2))
    if texture.folds:
        total -= 2.2 * long_folds(generator, grid, texture.folds, along_deg)
    return texture.creases * grid.detail * blurred(total, 0.5 * grid.detail)


def long_folds(generator: np.random.Generator, grid: Grid, count: int, along_deg: float) -> FloatArray:
    """Draw a few wavering folds across the limb, as at a wrist or a neck."""
    x, y = grid.points()
    turn = np.radians(along_deg)
    along = x * np.cos(turn) + y * np.sin(turn) + 0.010 * clouds(generator, grid, 0.25, octaves=3)
    strength = ramp(clouds(generator, grid, 0.35, octaves=1), -0.9, 0.6)
    total = np.zeros(grid.shape, dtype=np.float32)
    low, high = float(along.min()), float(along.max())
    for place in low + (high - low) * generator.uniform(0.15, 0.85, count):
        total = np.maximum(total, np.exp(-(((along - place) / 0.0016) ** 2)) * strength)
    return total


def veins(generator: np.random.Generator, grid: Grid, along_deg: float) -> FloatArray:
    """Draw a few blurred bands that wander along the limb, 0-1."""
    wander = standardised(grain(generator, grid, 170, 50, along_deg) + 0.25 * clouds(generator, grid, 0.12, octaves=2))
    patchy = ramp(clouds(generator, grid, 0.3, octaves=2), -0.6, 0.9)
    return blurred((np.exp(-((wander / 0.17) ** 2)) * patchy).astype(np.float32), 5 * grid.detail)


def hairs(generator: np.random.Generator, grid: Grid, texture: Texture, along_deg: float) -> FloatArray:
    """Draw fine curved hairs that lie roughly along the limb, as the share of each pixel they cover."""
    canvas = np.zeros(grid.shape, dtype=np.uint8)
    fields = generator.random((texture.hairs, 5))
    lean = np.radians(along_deg) + 0.45 + 0.5 * generator.standard_normal(texture.hairs)
    steps = np.linspace(0, 1, 9)
    for (x, y, length, curl, depth), angle in zip(fields, lean, strict=True):
        bend = angle + 1.1 * (curl - 0.5) * steps
        stride = (10 + 34 * length) * grid.detail / steps.size
        xs = x * grid.width + np.cumsum(stride * np.cos(bend))
        ys = y * grid.height + np.cumsum(stride * np.sin(bend))
        line = np.rint(np.stack([xs, ys], axis=1) * 16).astype(np.int32)
        cv2.polylines(canvas, [line], False, int(255 * (0.35 + 0.65 * depth)), 1, cv2.LINE_AA, 4)
    return blurred(canvas.astype(np.float32) / 255, 0.35 * grid.detail) * np.float32(texture.hair_darkness)
