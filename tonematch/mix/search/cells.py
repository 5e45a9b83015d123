"""Recipes of a palette sorted by where their Lab lies, inside compiled code: filling the cells, and asking them.

Each recipe of 2 or 3 pots is one number; all numbers of a cell lie side by side. A question visits cells from the
nearest by their lower bound (`bounds.box_bound`) and stops at the first beyond the limit, so nothing that counts
is left out. A cell at the rim of the grid holds whatever lies beyond it, and is as wide as that.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.bounds import box_bound
from tonematch.mix.search.compile import compiled, compiled_fast
from tonematch.mix.search.difference import MARGIN, exact_difference, lab_root, lanes_to_lab
from tonematch.mix.search.optics import BANDS, add_lanes
from tonematch.mix.search.scan import add_base, fill_box
from tonematch.mix.search.shortlist import MOST_POTS, weigh

BLOCK = 8
"""Cells along each edge of a block, which is bounded first."""

ROUGH = 0.02
"""Lab by which single precision may put a recipe beyond its cell, rounded up."""

MOST_VISITED = 100_000
"""Recipes after which a scan is the quicker way."""

FAR = 1000.0  # Lab that nothing reaches: where the cells at the rim end


class Grid(NamedTuple):
    """Cells of Lab: the lowest corner (3,), the edge of a cell, and how many cells along each axis (3,)."""

    low: NDArray[np.float64]
    edge: float
    shape: NDArray[np.int64]


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
    counting = len(recipes) == 0
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
            number = ((family * count + outer) * count + second) * count
            for lane in range(first, count):
                if lane == outer or (pots == 3 and lane == second):
                    continue
                cell = cell_of(grid, lab[0, lane], lab[1, lane], lab[2, lane])
                if not counting:
                    recipes[next_free[cell]] = number + lane
                next_free[cell] += 1


@compiled_fast
def _rough_xyz(optics: Any, shades: Any, parts: Any, box: Any, xyz: Any) -> bool:
    """Fill XYZ of an opaque recipe in single precision and tell whether it lies in the box of what is of interest."""
    one, two = np.float32(1), np.float32(2)
    p0, p1, p2 = np.float32(parts[0]), np.float32(parts[1]), np.float32(parts[2])
    k0, k1, k2 = optics.rows_k[shades[0]], optics.rows_k[shades[1]], optics.rows_k[shades[2]]
    s0, s1, s2 = optics.rows_s[shades[0]], optics.rows_s[shades[1]], optics.rows_s[shades[2]]
    w = optics.lane_weights
    x = y = z = np.float32(0)
    for band in range(BANDS):
        k = p0 * k0[band] + p1 * k1[band] + p2 * k2[band]
        s = p0 * s0[band] + p1 * s1[band] + p2 * s2[band]
        seen = one * s / (s + two * (k + np.sqrt(k * (k + two * s))))
        x += w[band, 0] * seen
        y += w[band, 1] * seen
        z += w[band, 2] * seen
    xyz[0], xyz[1], xyz[2] = x, y, z
    return bool(
        (x >= box[0, 0]) & (x <= box[0, 1]) & (y >= box[1, 0]) & (y <= box[1, 1]) & (z >= box[2, 0]) & (z <= box[2, 1])
    )


@compiled
def _may_count(optics: Any, target: Any, limit: float, shades: Any, parts: Any, box: Any, xyz: Any) -> bool:
    """Tell, in single precision and so with a margin, whether a recipe can be within the limit; a film always may."""
    if optics.thickness > 0.0:
        return True
    if not _rough_xyz(optics, shades, parts, box, xyz):
        return False
    fx, fy, fz = lab_root(xyz[0]), lab_root(xyz[1]), lab_root(xyz[2])
    return exact_difference(target, 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)) <= limit + MARGIN


@compiled
def _region_bound(target: Any, grid: Any, i: int, j: int, k: int, cells: int) -> float:
    """Bound a cube of cells from (i, j, k), widened for single precision and open at the rim of the grid."""
    edges = np.empty((3, 2))
    for axis, at in enumerate((i, j, k)):
        low, high = grid.low[axis] + at * grid.edge, grid.low[axis] + (at + cells) * grid.edge
        edges[axis, 0] = -FAR if at == 0 else low - ROUGH
        edges[axis, 1] = FAR if at + cells >= grid.shape[axis] else high + ROUGH
    return box_bound(
        target, max(edges[0, 0], -1.0), min(edges[0, 1], 200.0), edges[1, 0], edges[1, 1], edges[2, 0], edges[2, 1]
    )


@compiled
def _ask_cell(optics: Any, target: Any, shortlist: Any, families: Any, pots: int, numbers: Any, box: Any) -> None:
    count = len(optics.k)
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    xyz = np.empty(3)
    for number in numbers:
        rest = np.int64(number)
        shades[pots - 1] = rest % count
        rest //= count
        second = rest % count
        rest //= count
        shades[0] = rest % count
        if pots == 3:
            shades[1] = second
        parts[:] = families[rest // count]
        if _may_count(optics, target, shortlist.limit[0], shades, parts, box, xyz):
            weigh(optics, target, shortlist, shades, parts, pots)
            if shortlist.limit[0] < box[3, 0]:
                fill_box(target, shortlist.limit[0], box)


@compiled
def ask(optics: Any, target: Any, shortlist: Any, families: Any, pots: int, cells: Any) -> bool:
    """Enter the best sets of exactly so many pots into a list, cells nearest first, and tell whether that was all.

    Where bounds are weak, as for hues opposite the palette's, it gives up after `MOST_VISITED` recipes.
    """
    grid = cells.grid
    box = np.empty((4, 2))
    fill_box(target, shortlist.limit[0], box)
    across = (grid.shape + BLOCK - 1) // BLOCK
    bounds = np.full(len(cells.blocks), np.inf)
    for block in range(len(bounds)):
        if cells.blocks[block] > 0:
            i, j, k = block // (across[1] * across[2]), block // across[2] % across[1], block % across[2]
            bounds[block] = _region_bound(target, grid, i * BLOCK, j * BLOCK, k * BLOCK, BLOCK)
    visited = 0
    for block in np.argsort(bounds):
        if bounds[block] > shortlist.limit[0] or bounds[block] == np.inf:
            break
        visited += _ask_block(optics, target, shortlist, families, pots, cells, block, box)
        if visited > MOST_VISITED:
            return False
    return True


@compiled
def _ask_block(
    optics: Any, target: Any, shortlist: Any, families: Any, pots: int, cells: Any, block: int, box: Any
) -> int:
    """Ask the cells of one block, nearest first, and give how many recipes that were."""
    grid, starts = cells.grid, cells.starts
    across = (grid.shape + BLOCK - 1) // BLOCK
    i, j, k = block // (across[1] * across[2]), block // across[2] % across[1], block % across[2]
    bounds, places = np.empty(BLOCK**3), np.empty(BLOCK**3, np.int64)
    found = 0
    for x in range(i * BLOCK, min((i + 1) * BLOCK, grid.shape[0])):
        for y in range(j * BLOCK, min((j + 1) * BLOCK, grid.shape[1])):
            for z in range(k * BLOCK, min((k + 1) * BLOCK, grid.shape[2])):
                cell = (x * grid.shape[1] + y) * grid.shape[2] + z
                if starts[cell + 1] > starts[cell]:
                    bounds[found], places[found] = _region_bound(target, grid, x, y, z, 1), cell
                    found += 1
    visited = 0
    for at in np.argsort(bounds[:found]):
        if bounds[at] > shortlist.limit[0] or visited > MOST_VISITED:
            break
        numbers = cells.recipes[starts[places[at]] : starts[places[at] + 1]]
        _ask_cell(optics, target, shortlist, families, pots, numbers, box)
        visited += len(numbers)
    return visited
