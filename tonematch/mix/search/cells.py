"""Recipes of a palette sorted by where their Lab lies, inside compiled code.

Each recipe of 2 or 3 pots is one number; all numbers of a cell lie side by side, and `ask` finds the nearest. A cell at
the rim of the grid holds whatever lies beyond it, and is as wide as that.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.compile import compiled
from tonematch.mix.search.difference import lanes_to_lab
from tonematch.mix.search.optics import BANDS, add_lanes
from tonematch.mix.search.scan import add_base
from tonematch.mix.search.shortlist import MOST_POTS

BLOCK = 8
"""Cells along each edge of a block, which is bounded first."""

DIGITS = 32
"""Binary digits of a recipe's number: piece of the cell, parts, first shade, second shade, last shade."""


class Grid(NamedTuple):
    """Cells of Lab: the lowest corner (3,), the edge of a cell, how many cells along each axis (3,), pieces of a cell.

    A cell is cut into `split` times `split` pieces along a*, b*, which recipes know by their number.
    """

    low: NDArray[np.float64]
    edge: float
    shape: NDArray[np.int64]
    split: int


class Cells(NamedTuple):
    """All recipes of so many pots: where each cell begins (cells + 1,), recipes (N,), and per block how many."""

    grid: Grid
    starts: NDArray[np.int64]
    recipes: NDArray[np.uint32]
    blocks: NDArray[np.int64]


@compiled
def _place(value: float, low: float, edge: float, count: int) -> int:
    return min(max(int((value - low) / edge), 0), count - 1) if value > low else 0


@compiled
def cell_of(grid: Any, L: float, a: float, b: float) -> int:
    """Give the number of the cell a Lab lies in; cells of a block do not lie together."""
    i = _place(L, grid.low[0], grid.edge, grid.shape[0])
    j = _place(a, grid.low[1], grid.edge, grid.shape[1])
    k = _place(b, grid.low[2], grid.edge, grid.shape[2])
    return int((i * grid.shape[1] + j) * grid.shape[2] + k)


@compiled
def _piece_of(grid: Any, a: float, b: float) -> int:
    """Give the piece of its cell a recipe lies in; at the rim of the grid it means nothing."""
    i = int((a - grid.low[1]) / grid.edge % 1.0 * grid.split)
    j = int((b - grid.low[2]) / grid.edge % 1.0 * grid.split)
    return int(min(i, grid.split - 1) * grid.split + min(j, grid.split - 1))


@compiled
def bits_of(count: int) -> int:
    """Give how many binary digits tell one of so many."""
    bits = 1
    while 1 << bits < count:
        bits += 1
    return bits


@compiled
def sort_in(optics: Any, families: Any, pots: int, outer: int, grid: Any, next_free: Any, recipes: Any) -> None:
    """Put all recipes whose first shade is `outer` into their cells, or count them where `recipes` is empty.

    Parameters
    ----------
    next_free
        (cells,) the next free place of each cell, moved on; or its count, raised.
    """
    count = len(optics.k)
    row = optics.lane_k.shape[1]
    xyz, lab = np.empty((3, row), np.float32), np.empty((3, row), np.float32)
    base = np.empty((2, BANDS), np.float32)
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    shades[0] = outer
    counting, bits = len(recipes) == 0, bits_of(count)
    above = 3 * bits + bits_of(len(families))
    for family in range(len(families)):
        parts[:] = families[family]
        total, last = parts.sum(), parts[pots - 1]
        begin = outer + 1 if pots == 3 and parts[0] == parts[1] else 0
        for second in range(begin, count if pots == 3 else 1):
            if pots == 3 and second == outer:
                continue
            shades[1] = second
            first = shades[pots - 2] + 1 if last == parts[pots - 2] else 0
            if first >= count:
                continue
            add_base(optics, shades, parts, pots, base)
            add_lanes(optics, base[0], base[1], last, total, first // 8 * 8, xyz)
            lanes_to_lab(xyz, first // 8 * 8, lab)
            number = ((family << bits | outer) << bits | second) << bits
            for lane in range(first, count):
                if lane == outer or (pots == 3 and lane == second):
                    continue
                cell = cell_of(grid, lab[0, lane], lab[1, lane], lab[2, lane])
                if not counting:
                    piece = _piece_of(grid, lab[1, lane], lab[2, lane])
                    recipes[next_free[cell]] = piece << above | number | lane
                next_free[cell] += 1


@compiled
def read_recipe(number: int, bits: int, pots: int, families: Any, shades: Any, parts: Any) -> None:
    """Fill shades and parts (4,) of a recipe from its number."""
    every = (1 << bits) - 1
    shades[pots - 1] = number & every
    if pots == 3:
        shades[1] = number >> bits & every
    shades[0] = number >> 2 * bits & every
    parts[:] = families[number >> 3 * bits & (1 << bits_of(len(families))) - 1]
