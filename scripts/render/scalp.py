"""What stands on a shaved or cropped scalp: dots of stubble or pigment, and strands of hair, as shares of each pixel.

Dots are drawn by the area of the pixel they cover, so that one finer than a pixel keeps its weight. Follicles stand
apart from each other more evenly than chance would have it, which a jittered triangular grid imitates. Spectra of hair
and pigment are modelled by two numbers each: reflectance at 550 nm, and how steeply it rises towards red.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from scripts.render.noise import Grid
from tonematch.colour import FloatArray
from tonematch.spectrum import BANDS_NM

HairColour = Literal["black", "pigment", "brown", "red-blond", "blond", "grey", "white"]
HAIR: dict[HairColour, tuple[float, float]] = {
    "black": (0.030, 0.25),
    "pigment": (0.055, 0.05),
    "brown": (0.060, 0.60),
    "red-blond": (0.15, 0.80),
    "blond": (0.27, 0.55),
    "grey": (0.32, 0.10),
    "white": (0.58, 0.12),
}
"""Reflectance at 550 nm, and the logarithm it gains per 100 nm; modelled. Pigment is carbon black under skin."""
JITTER = 0.38  # of the distance between follicles
MISSING = 0.12  # share of the places of the grid that stay empty
TURNS = 9


@dataclass(frozen=True)
class Stubble:
    """What stands on the scalp.

    Parameters
    ----------
    mm_per_px
        Scale of the picture.
    colour
        One of `HAIR`.
    second_colour, second_share
        Another colour that some of the dots have, as on a greying head.
    density_per_cm2
        Dots per square centimetre.
    diameter_mm
        Smallest and largest.
    length_mm
        Of strands that lie flat; 0 leaves bare dots.
    """

    mm_per_px: float
    colour: HairColour = "black"
    second_colour: HairColour | None = None
    second_share: float = 0.0
    density_per_cm2: float = 80.0
    diameter_mm: tuple[float, float] = (0.25, 0.45)
    length_mm: float = 0.0


@dataclass(frozen=True, eq=False)
class DrawnStubble:
    """Stubble as drawn.

    Parameters
    ----------
    coverage, second
        Share of each pixel (H, W) that the first and the second colour cover; together at most 1.
    centres
        (n, 2) x and y of the dots, or of the roots of strands.
    diameters_px
        (n,).
    """

    coverage: FloatArray
    second: FloatArray
    centres: FloatArray
    diameters_px: FloatArray


def hair_spectrum(colour: HairColour) -> FloatArray:
    """Give the reflectance (31,) of hair or pigment of a colour."""
    level, rise = HAIR[colour]
    return np.minimum(level * np.exp(rise * (BANDS_NM - 550) / 100), 0.9)


def draw_stubble(generator: np.random.Generator, grid: Grid, stubble: Stubble) -> DrawnStubble:
    """Scatter dots, or roots with strands, over the whole frame."""
    spacing = 10 * np.sqrt(2 / np.sqrt(3) * (1 - MISSING) / stubble.density_per_cm2) / stubble.mm_per_px
    centres = _scattered(generator, grid, float(spacing))
    diameters = generator.uniform(*stubble.diameter_mm, len(centres)) / stubble.mm_per_px
    of_second = generator.random(len(centres)) < stubble.second_share
    first, second = (np.zeros(grid.shape, np.float32) for _ in range(2))
    draw = _strands if stubble.length_mm else _discs
    draw(generator, first, centres[~of_second], diameters[~of_second], stubble)
    draw(generator, second, centres[of_second], diameters[of_second], stubble)
    return DrawnStubble(first, np.minimum(second, 1 - first), centres, diameters)


def with_stubble(bare: FloatArray, drawn: DrawnStubble, stubble: Stubble, weights: FloatArray) -> FloatArray:
    """Lay stubble on signals (H, W, 9)."""
    first = (hair_spectrum(stubble.colour) @ weights).astype(np.float32)
    second = (hair_spectrum(stubble.second_colour or stubble.colour) @ weights).astype(np.float32)
    skin = (1 - drawn.coverage - drawn.second)[..., None] * bare
    return np.asarray(skin + drawn.coverage[..., None] * first + drawn.second[..., None] * second)


def _scattered(generator: np.random.Generator, grid: Grid, spacing: float) -> FloatArray:
    rows = int(grid.height / (spacing * np.sqrt(3) / 2)) + 3
    columns = int(grid.width / spacing) + 3
    row, column = np.mgrid[-1 : rows - 1, -1 : columns - 1]
    x = (column + 0.5 * (row % 2)) * spacing
    y = row * spacing * np.sqrt(3) / 2
    places = np.stack([x, y], axis=-1).reshape(-1, 2) + generator.uniform(-JITTER, JITTER, (x.size, 2)) * spacing
    inside = (places >= 0).all(axis=1) & (places < [grid.width, grid.height]).all(axis=1)
    return np.asarray(places[inside & (generator.random(len(places)) >= MISSING)])


def _discs(
    generator: np.random.Generator, canvas: FloatArray, centres: FloatArray, diameters: FloatArray, stubble: Stubble
) -> None:
    """Draw round dots, each no rounder than hair cut at a slant."""
    del stubble
    squash = generator.uniform(0.8, 1.0, len(centres))
    for (x, y), diameter, flat in zip(centres, diameters, squash, strict=True):
        reach = int(diameter / 2 + 2) + 1
        left, top = max(int(x) - reach, 0), max(int(y) - reach, 0)
        part = canvas[top : int(y) + reach + 1, left : int(x) + reach + 1]
        ys, xs = np.ogrid[: part.shape[0], : part.shape[1]]
        distance = np.hypot(xs + left + 0.5 - x, (ys + top + 0.5 - y) / flat)
        disc = np.clip(diameter / 2 + 0.5 - distance, 0, 1)
        weight = np.pi / 4 * diameter**2 * flat / max(float(disc.sum()), 1e-6)
        covered = np.minimum(disc * min(weight, 1.0) if diameter < TURNS else disc, 1)
        part[:] = 1 - (1 - part) * (1 - covered)


def _strands(
    generator: np.random.Generator, canvas: FloatArray, centres: FloatArray, diameters: FloatArray, stubble: Stubble
) -> None:
    """Draw strands that lie roughly one way, as combed hair does."""
    drawn = np.zeros(canvas.shape, np.uint8)
    length = stubble.length_mm / stubble.mm_per_px
    steps = np.linspace(0, 1, TURNS)
    leaning = generator.uniform(0, 2 * np.pi)
    for (x, y), diameter in zip(centres, diameters, strict=True):
        angle = leaning + 0.35 * generator.standard_normal() + 0.8 * (generator.random() - 0.5) * steps
        stride = length * generator.uniform(0.6, 1.2) / TURNS
        line = np.stack([x + np.cumsum(stride * np.cos(angle)), y + np.cumsum(stride * np.sin(angle))], axis=1)
        width = max(1, round(diameter))
        shade = int(255 * min(1.0, diameter / width))
        one = np.rint(line * 16).astype(np.int32)
        cv2.polylines(drawn, [one], False, shade, width, cv2.LINE_AA, 4)
    np.maximum(canvas, drawn.astype(np.float32) / 255, out=canvas)
