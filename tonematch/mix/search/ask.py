"""Asking a palette's cells for the recipes nearest a target, inside compiled code.

A question visits cells from the nearest by their lower bound (`bounds`) and stops at the first beyond the limit, so
nothing that counts is left out. Lightness and colour are bounded apart, because their squares add up: what was found
for a column of a*, b* serves all cells above each other. Where a column matters its pieces are bounded too, and a
recipe is only mixed if its piece can be within the limit.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.bounds import colour_bound, lightness_bound
from tonematch.mix.search.cells import BLOCK, bits_of, read_recipe
from tonematch.mix.search.compile import compiled
from tonematch.mix.search.difference import MARGIN, lanes_bound, lanes_to_lab
from tonematch.mix.search.optics import one_mix
from tonematch.mix.search.scan import count_within, fill_box
from tonematch.mix.search.shortlist import MOST_POTS, weigh

AT_ONCE = 64
"""Recipes looked at side by side."""

ROUGH = 0.02
"""Lab by which single precision may put a recipe beyond its cell, rounded up."""

MOST_VISITED = 100_000
"""Recipes, or a tenth of all if that is more, after which a scan is the quicker way."""

FAR = 1000.0  # Lab that nothing reaches: where the cells at the rim end


@compiled
def _edges(grid: Any, axis: int, at: int, cells: int) -> tuple[float, float]:
    """Give the ends of so many cells along an axis, widened for single precision and open at the rim of the grid."""
    low, high = grid.low[axis] + at * grid.edge - ROUGH, grid.low[axis] + (at + cells) * grid.edge + ROUGH
    return -FAR if at == 0 else low, FAR if at + cells >= grid.shape[axis] else high


@compiled
def _region_lightness(target: Any, grid: Any, at: int, cells: int) -> float:
    low, high = _edges(grid, 0, at, cells)
    return lightness_bound(target, max(low, -1.0), min(high, 200.0))


@compiled
def _region_colour(target: Any, grid: Any, j: int, k: int, cells: int) -> float:
    a0, a1 = _edges(grid, 1, j, cells)
    b0, b1 = _edges(grid, 2, k, cells)
    return colour_bound(target, a0, a1, b0, b1)


@compiled
def _look_closely(target: Any, grid: Any, j: int, k: int, pieces: Any) -> None:
    """Fill the bounds of the pieces of a column of cells; one at the rim is not cut."""
    a0, a1 = _edges(grid, 1, j, 1)
    b0, b1 = _edges(grid, 2, k, 1)
    if min(a0, b0) == -FAR or max(a1, b1) == FAR:
        pieces[:] = colour_bound(target, a0, a1, b0, b1)
        return
    width = grid.edge / grid.split
    for piece in range(len(pieces)):
        a, b = a0 + piece // grid.split * width, b0 + piece % grid.split * width
        pieces[piece] = colour_bound(target, a, a + width + 2 * ROUGH, b, b + width + 2 * ROUGH)


class Heap(NamedTuple):
    """Recipes to be looked at side by side: their numbers, how many (1,), and room for XYZ, Lab, bounds and the box."""

    numbers: NDArray[np.int64]
    filled: NDArray[np.int64]
    xyz: NDArray[np.float32]
    lab: NDArray[np.float32]
    bound: NDArray[np.float32]
    box: NDArray[np.float64]


@compiled
def _weigh_heap(optics: Any, target: Any, shortlist: Any, families: Any, pots: int, heap: Any) -> None:
    """Weigh those of the heap that can be within the limit, told in single precision, and empty it."""
    bits = bits_of(len(optics.k))
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    for lane in range(heap.filled[0]):
        read_recipe(heap.numbers[lane], bits, pots, families, shades, parts)
        one_mix(optics, shades, parts, heap.xyz[:, lane])
    if count_within(heap.xyz, 0, heap.box) > 0:
        lanes_to_lab(heap.xyz, 0, heap.lab)
        lanes_bound(target, heap.lab, 0, heap.bound)
        for lane in range(heap.filled[0]):
            limit = shortlist.limit[0] + MARGIN
            if heap.bound[lane] <= limit * limit:
                read_recipe(heap.numbers[lane], bits, pots, families, shades, parts)
                weigh(optics, target, shortlist, shades, parts, pots)
        if shortlist.limit[0] < heap.box[3, 0]:
            fill_box(target, shortlist.limit[0], heap.box)
    heap.filled[0] = 0


class View(NamedTuple):
    """The grid as a target sees it: ΔE00 by slab of L*, and by column of a*, b*; the squares of both add up to a bound.

    `colour` is -1 for columns nobody looked at, and `pieces` (columns, split²) is filled where `close` says so.
    """

    light: NDArray[np.float64]
    colour: NDArray[np.float64]
    pieces: NDArray[np.float64]
    close: NDArray[np.bool_]


@compiled
def ask(optics: Any, target: Any, shortlist: Any, families: Any, pots: int, cells: Any) -> bool:
    """Enter the best sets of exactly so many pots into a list, cells nearest first, and tell whether that was all.

    It gives up after `MOST_VISITED` recipes, as many as take about as long as a scan.
    """
    grid = cells.grid
    box = np.empty((4, 2))
    fill_box(target, shortlist.limit[0], box)
    numbers, xyz, lab = (
        np.empty(AT_ONCE, np.int64),
        np.ones((3, AT_ONCE), np.float32),
        np.empty((3, AT_ONCE), np.float32),
    )
    heap = Heap(numbers, np.zeros(1, np.int64), xyz, lab, np.empty(AT_ONCE, np.float32), box)
    light = np.array([_region_lightness(target, grid, slab, 1) for slab in range(grid.shape[0])])
    columns = grid.shape[1] * grid.shape[2]
    view = View(light, np.full(columns, -1.0), np.empty((columns, grid.split**2)), np.zeros(columns, np.bool_))
    across = (grid.shape + BLOCK - 1) // BLOCK
    bounds = np.full(len(cells.blocks), np.inf)
    for square in range(across[1] * across[2]):
        j, k = square // across[2], square % across[2]
        of_colour = _region_colour(target, grid, j * BLOCK, k * BLOCK, BLOCK)
        for i in range(across[0]):
            block = i * across[1] * across[2] + square
            if cells.blocks[block] > 0:
                bounds[block] = np.hypot(light[i * BLOCK : (i + 1) * BLOCK].min(), of_colour)
    visited = 0
    for block in np.argsort(bounds):
        if bounds[block] > shortlist.limit[0] or bounds[block] == np.inf:
            break
        visited += _ask_block(optics, target, shortlist, families, pots, cells, block, heap, view)
        if visited > max(MOST_VISITED, len(cells.recipes) // 10):
            return False
    return True


@compiled
def _open_block(target: Any, limit: float, cells: Any, block: int, view: Any, bounds: Any, places: Any) -> int:
    """Fill bounds and numbers of the cells of a block that can be of interest, and give how many there are."""
    grid, starts = cells.grid, cells.starts
    across = (grid.shape + BLOCK - 1) // BLOCK
    columns = grid.shape[1] * grid.shape[2]
    i, j, k = block // (across[1] * across[2]), block // across[2] % across[1], block % across[2]
    found = 0
    for y in range(j * BLOCK, min((j + 1) * BLOCK, grid.shape[1])):
        for z in range(k * BLOCK, min((k + 1) * BLOCK, grid.shape[2])):
            column = y * grid.shape[2] + z
            if view.colour[column] < 0.0:
                view.colour[column] = _region_colour(target, grid, y, z, 1)
            if view.colour[column] > limit:
                continue
            for x in range(i * BLOCK, min((i + 1) * BLOCK, grid.shape[0])):
                cell = x * columns + column
                bound = np.hypot(view.light[x], view.colour[column])
                if bound <= limit and starts[cell + 1] > starts[cell]:
                    bounds[found], places[found] = bound, cell
                    found += 1
    return found


@compiled
def _ask_block(
    optics: Any, target: Any, shortlist: Any, families: Any, pots: int, cells: Any, block: int, heap: Any, view: Any
) -> int:
    """Ask the cells of one block, nearest first, and give how many recipes that were."""
    grid, starts = cells.grid, cells.starts
    above = 3 * bits_of(len(optics.k)) + bits_of(len(families))
    columns = grid.shape[1] * grid.shape[2]
    bounds, places = np.empty(BLOCK**3), np.empty(BLOCK**3, np.int64)
    found = _open_block(target, shortlist.limit[0], cells, block, view, bounds, places)
    visited = 0
    for at in np.argsort(bounds[:found]):
        if bounds[at] > shortlist.limit[0]:
            break
        slab, column = places[at] // columns, places[at] % columns
        pieces = view.pieces[column]
        if not view.close[column]:
            view.close[column] = True
            _look_closely(target, grid, column // grid.shape[2], column % grid.shape[2], pieces)
            view.colour[column] = pieces.min()
        if np.hypot(view.light[slab], view.colour[column]) > shortlist.limit[0]:
            continue
        reach = shortlist.limit[0] ** 2 - view.light[slab] ** 2
        numbers = cells.recipes[starts[places[at]] : starts[places[at] + 1]]
        visited += len(numbers)
        for number in numbers:
            if pieces[number >> above] ** 2 <= reach:
                heap.numbers[heap.filled[0]] = number
                heap.filled[0] += 1
                if heap.filled[0] == AT_ONCE:
                    _weigh_heap(optics, target, shortlist, families, pots, heap)
                    reach = shortlist.limit[0] ** 2 - view.light[slab] ** 2
    _weigh_heap(optics, target, shortlist, families, pots, heap)
    return visited
