"""What lies beneath: a cloth or a table, as a pattern of light and dark."""

import numpy as np

from scripts.render.noise import Grid, clouds, grain
from tonematch.colour import FloatArray


def weave(generator: np.random.Generator, grid: Grid) -> FloatArray:
    """Give a woven cloth: two crossing sets of threads, uneven, with soft folds."""
    x, y = grid.points()
    turn = np.radians(generator.uniform(-15, 15))
    sway = 0.0015 * clouds(generator, grid, 0.15, octaves=2)
    u = x * np.cos(turn) + y * np.sin(turn) + sway
    v = y * np.cos(turn) - x * np.sin(turn) + sway
    threads = 0.06 * np.sin(2 * np.pi * u * 300) + 0.06 * np.sin(2 * np.pi * v * 300)
    uneven = 0.05 * grain(generator, grid, 14, 0.9, float(np.degrees(turn)))
    uneven += 0.05 * grain(generator, grid, 14, 0.9, float(np.degrees(turn)) + 90)
    folds = 0.10 * grain(generator, grid, 260, 45, generator.uniform(0, 180))
    return np.asarray(1 + threads + uneven + folds + 0.03 * clouds(generator, grid, 0.02), dtype=np.float32)


def towelling(generator: np.random.Generator, grid: Grid) -> FloatArray:
    """Give a towel: short loops in loose rows, and folds."""
    loops = 0.16 * grain(generator, grid, 2.6, 1.7, 20) + 0.07 * grain(generator, grid, 5, 2.2, 100)
    folds = 0.07 * grain(generator, grid, 300, 60, generator.uniform(0, 180))
    return np.asarray(np.clip(1 + loops + folds, 0.3, 1.8), dtype=np.float32)


def paper(generator: np.random.Generator, grid: Grid) -> FloatArray:
    """Give examination-couch paper: nearly smooth, with a few soft creases."""
    fibres = 0.008 * grain(generator, grid, 1.5, 1.5, 0)
    crumple = np.zeros(grid.shape, dtype=np.float32)
    for _ in range(3):
        field = grain(generator, grid, 220, 50, generator.uniform(0, 180))
        crumple += 0.022 * np.tanh(field / 0.25) - 0.02 * np.exp(-((field / 0.03) ** 2))
    return np.asarray(1 + fibres + crumple, dtype=np.float32)


def laminate(generator: np.random.Generator, grid: Grid) -> FloatArray:
    """Give a table top: a faint speckle."""
    speckle = 0.035 * grain(generator, grid, 1.2, 1.2, 0) + 0.03 * grain(generator, grid, 5, 4, 30)
    return np.asarray(1 + speckle + 0.015 * clouds(generator, grid, 0.3), dtype=np.float32)


PATTERNS = {"weave": weave, "towelling": towelling, "paper": paper, "laminate": laminate}
