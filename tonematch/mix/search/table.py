"""A palette that is asked again: its recipes sorted into cells of Lab once, so that more targets take milliseconds.

The first question about a palette is scanned; the second builds the table, which takes a few times as long as a scan
and 4 bytes a recipe; from then on only cells near the target are visited. Tables of the last two questions are kept.
"""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.cells import BLOCK, DIGITS, Cells, Grid, bits_of, sort_in
from tonematch.mix.search.difference import lanes_to_lab
from tonematch.mix.search.hands import HANDS, shared_out
from tonematch.mix.search.optics import Optics, add_lanes

FEWEST, MOST = 20_000, 60_000_000
"""Recipes below which a scan is as quick, and above which a table would take more than 240 MB."""

MOST_TABLES = 4
"""Tables kept: two palettes, of two and of three pots each."""

RIM = 1.0  # Lab left free around the shades; mixes lie mostly between them, and what lies beyond is kept in the rim
FINEST, COARSEST = 0.5, 4.0
FINEST_SPLIT = 4  # pieces of a cell along a* and along b*, told in a recipe's number as far as it has digits to spare
RECIPES_A_CELL = 30.0  # wanted on average, where a cell's bound costs as much as a few of its recipes

_tables: OrderedDict[bytes, Cells | None] = OrderedDict()
_lock = Lock()


def table_for(optics: Optics, families: NDArray[np.int64], pots: int, recipes: int) -> Cells | None:
    """Give the table of a palette that was asked before, built if need be, or None where scanning is better."""
    if pots not in {2, 3} or not FEWEST <= recipes <= MOST or len(families) << 3 * bits_of(len(optics.k)) > 2**DIGITS:
        return None
    key = _key(optics, families)
    with _lock:
        asked_before = key in _tables
        if not asked_before:
            _tables[key] = None
        elif _tables[key] is None:
            _tables[key] = build(optics, families, pots, recipes)
        _tables.move_to_end(key)
        while len(_tables) > MOST_TABLES:
            _tables.popitem(last=False)
        return _tables[key]


def forget() -> None:
    """Let go of all tables, and of which palettes were asked before."""
    with _lock:
        _tables.clear()


def _key(optics: Optics, families: NDArray[np.int64]) -> bytes:
    whole = sha256(np.float64(optics.thickness).tobytes())
    for array in (optics.k, optics.s, optics.ground, families):
        whole.update(repr(array.shape).encode())
        whole.update(array.tobytes())
    return whole.digest()


def _grid(optics: Optics, families: int, recipes: int) -> Grid:
    row = optics.lane_k.shape[1]
    xyz, lab = np.empty((3, row), np.float32), np.empty((3, row), np.float32)
    corners = []
    for shade in range(len(optics.k)):
        add_lanes(optics, optics.rows_k[shade], optics.rows_s[shade], 1, 2, 0, xyz)
        lanes_to_lab(xyz, 0, lab)
        corners += [lab.min(axis=1), lab.max(axis=1)]
    low, high = np.min(corners, axis=0) - RIM, np.max(corners, axis=0) + RIM
    edge = float(np.clip(np.cbrt(np.prod(high - low) / recipes * RECIPES_A_CELL), FINEST, COARSEST))
    shape = np.ceil((high - low) / edge).astype(np.int64)
    spare = DIGITS - 3 * bits_of(len(optics.k)) - bits_of(families)
    return Grid(low.astype(np.float64), edge, shape, min(FINEST_SPLIT, 2 ** (spare // 2)))


def build(optics: Optics, families: NDArray[np.int64], pots: int, recipes: int) -> Cells:
    """Sort all recipes of so many pots into cells: once to count them, once to put them where they belong."""
    grid = _grid(optics, len(families), recipes)
    shape = tuple(grid.shape)
    counts = np.zeros((HANDS, int(np.prod(shape))), dtype=np.int64)
    numbers = np.empty(0, dtype=np.uint32)

    def sort_some(jobs: Iterable[int]) -> None:
        for hand in jobs:
            for outer in range(hand, len(optics.k), HANDS):
                sort_in(optics, families, pots, outer, grid, counts[hand], numbers)

    shared_out(sort_some, HANDS)
    of_cells = counts.sum(axis=0)
    starts = np.concatenate([[0], np.cumsum(of_cells)])
    counts = starts[:-1] + np.cumsum(counts, axis=0) - counts
    numbers = np.empty(starts[-1], dtype=np.uint32)
    shared_out(sort_some, HANDS)
    padded = np.zeros([-(-size // BLOCK) * BLOCK for size in shape], dtype=np.int64)
    padded[: shape[0], : shape[1], : shape[2]] = of_cells.reshape(shape)
    across = [size // BLOCK for size in padded.shape]
    blocks = padded.reshape(across[0], BLOCK, across[1], BLOCK, across[2], BLOCK).sum(axis=(1, 3, 5)).ravel()
    return Cells(grid, starts, numbers, blocks)
