"""Find regular grids of evenly coloured patches in a picture, whatever their colours.

Patches are regions without edges inside and with edges around; those of like size are strung together neighbour by
neighbour, so that a grid seen in steep perspective is followed too, and a missing patch or two does not stop it.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.chart.layout import project
from tonematch.colour import FloatArray

EDGE_LEVELS = (10, 20, 40, 70)
"""Steps between neighbouring pixels, in 255ths of the stretched picture, from which they are an edge."""
SMALL_LEVELS = (15, 40)
BEYOND, SMALL_BEYOND = 0.1, 0.001
SMALLEST_AREA_PX, SMALL_AREA_PX, LARGEST_SHARE = 9, 1600, 0.06
SOLID = (0.80, 1.25)  # area over that of a parallelogram with the same second moments: 1 for one, 1.05 for an ellipse
LONGEST_SIDE_RATIO = 4.0
MOST_BLOBS = 2500
LIKE_AREA = 2.3  # neighbours differ in area by less than this factor
REACH = (0.85, 2.3)  # distance to a neighbour over the patch's own side: the gap is between nothing and broad
SQUARE_SINE = 0.8  # of the angle between the two first steps
SLANTS = tuple(
    np.array([[1.0, along, 0], [down, 1, 0], [0, 0, 1]]) for along, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
)
"""A patch that runs into its neighbour misleads about the first steps: the grid may then be strung slantwise."""
OFF_PREDICTED = 0.25  # of the step to the next patch
FEWEST_STRUNG = 6
MANY_STRUNG = 12  # a grid this large is told from its first patch on; a smaller one may be the wrong way across
MOST_STRUNG = 400


@dataclass(frozen=True, eq=False)
class Blobs:
    """Evenly coloured regions from left to right: centres (n, 2) in pixels, areas (n,), spread of each (n, 2, 2)."""

    centres: FloatArray
    areas: FloatArray
    spreads: FloatArray


@dataclass(frozen=True, eq=False)
class Lattice:
    """A regular grid: whole-number places (n, 2) as column, row, the centres seen there (n, 2), and the perspective."""

    places: NDArray[np.intp]
    centres: FloatArray
    homography: FloatArray


def stretched(picture: NDArray[np.uint8], *, beyond: float = BEYOND) -> NDArray[np.uint8]:
    """Stretch each channel to the full range, so that a dark photo or a coloured light hides no edge.

    Parameters
    ----------
    beyond
        Percentage of pixels at either end that may be clipped; a small chart must not be among them.
    """
    step = max(1, min(picture.shape[:2]) // 300)
    low, high = np.percentile(picture[::step, ::step].reshape(-1, 3), [beyond, 100 - beyond], axis=0)
    values = (np.arange(256)[:, None] - low) / np.maximum(high - low, 24) * 255
    table = np.clip(values, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, table[None]), dtype=np.uint8)


def find_blobs(
    picture: NDArray[np.uint8], *, levels: tuple[int, ...] = EDGE_LEVELS, largest_px: float = np.inf
) -> Blobs:
    """Find evenly coloured, solid regions in a stretched picture (h, w, 3).

    Parameters
    ----------
    levels
        Steps of edges to try, see `EDGE_LEVELS`.
    largest_px
        Area from which a region is left aside.
    """
    kernel = np.ones((3, 3), np.uint8)
    gradient = cv2.morphologyEx(cv2.medianBlur(picture, 3), cv2.MORPH_GRADIENT, kernel).max(axis=-1)
    largest = min(largest_px, LARGEST_SHARE * gradient.size)
    found = [_solid_regions((gradient < level).astype(np.uint8), largest) for level in levels]
    centres = np.concatenate([blobs.centres for blobs in found])
    areas = np.concatenate([blobs.areas for blobs in found])
    kept = _distinct(centres, areas)
    kept = kept[np.argsort(centres[kept, 0])]
    return Blobs(centres[kept], areas[kept], np.concatenate([blobs.spreads for blobs in found])[kept])


def _solid_regions(even: NDArray[np.uint8], largest_px: float) -> Blobs:
    count, labels, stats, centres = cv2.connectedComponentsWithStats(even, connectivity=4)
    area = stats[:, cv2.CC_STAT_AREA].astype(float)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    usable = (area >= SMALLEST_AREA_PX) & (area <= largest_px) & (area > 0.3 * width * height)
    usable &= np.maximum(width, height) < 6 * np.minimum(width, height)
    usable[0] = False
    number = np.full(count, -1, np.int32)
    number[usable] = np.arange(usable.sum())
    rows, columns = np.nonzero(usable[labels])
    own = number[labels[rows, columns]]
    area, centres = area[usable], centres[usable]
    x, y = columns - centres[own, 0], rows - centres[own, 1]
    size = len(area)
    xx, yy, xy = (
        np.bincount(own, product, size) / area + unit
        for product, unit in ((x * x, 1 / 12), (y * y, 1 / 12), (x * y, 0))
    )
    solidity = area / (12 * np.sqrt(np.maximum(xx * yy - xy**2, 1e-9)))
    middle, apart = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
    long_ratio = np.sqrt((middle + apart) / np.maximum(middle - apart, 1e-9))
    solid = (solidity > SOLID[0]) & (solidity < SOLID[1]) & (long_ratio < LONGEST_SIDE_RATIO)
    spreads = np.stack([xx, xy, xy, yy], axis=-1).reshape(-1, 2, 2)
    return Blobs(centres[solid], area[solid], spreads[solid])


def _distinct(centres: FloatArray, areas: FloatArray) -> NDArray[np.intp]:
    order = np.argsort(-areas)[:MOST_BLOBS]
    kept: list[int] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for index in order.tolist():
        x, y = centres[index]
        side = float(np.sqrt(areas[index]))
        cell = (int(x // 8), int(y // 8))
        near = [
            other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells.get((cell[0] + dx, cell[1] + dy), ())
        ]
        if any(
            abs(centres[other, 0] - x) + abs(centres[other, 1] - y) < 0.3 * side + 1
            and areas[other] < 2.5 * areas[index]
            for other in near
        ):
            continue
        cells.setdefault(cell, []).append(index)
        kept.append(index)
    return np.array(kept, dtype=np.intp)


def find_lattices(blobs: Blobs) -> list[Lattice]:
    """Give the grids that blobs can be strung together to, the largest first."""
    used = np.zeros(len(blobs.areas), bool)
    found: list[Lattice] = []
    for seed in np.argsort(-blobs.areas).tolist():
        if used[seed]:
            continue
        members = _string(blobs, seed)
        if len(members) < FEWEST_STRUNG:
            continue
        if len(members) >= MANY_STRUNG:
            used[list(members.values())] = True
        lattice = _fitted(blobs, members)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: -len(lattice.places))


def _string(blobs: Blobs, seed: int) -> dict[tuple[int, int], int]:
    steps = _first_steps(blobs, seed)
    if steps is None:
        return {}
    members = {(0, 0): seed}
    taken = {seed}
    queue = [((0, 0), steps[0], steps[1])]
    while queue and len(members) < MOST_STRUNG:
        (column, row), along, down = queue.pop(0)
        here = blobs.centres[members[column, row]]
        for place, step in (
            ((column + 1, row), along),
            ((column - 1, row), -along),
            ((column, row + 1), down),
            ((column, row - 1), -down),
        ):
            if place in members:
                continue
            other = _at(blobs, here + step, step, blobs.areas[members[column, row]])
            if other is None or other in taken:
                continue
            seen = blobs.centres[other] - here
            members[place] = other
            taken.add(other)
            if place[0] != column:
                queue.append((place, seen * (place[0] - column), down))
            else:
                queue.append((place, along, seen * (place[1] - row)))
    return members


def _first_steps(blobs: Blobs, seed: int) -> tuple[FloatArray, FloatArray] | None:
    """Pick two neighbours across two sides of the patch, told in the patch's own frame, where it is a square."""
    reach = REACH[1] * float(np.sqrt(12 * np.trace(blobs.spreads[seed])))
    start, stop = np.searchsorted(blobs.centres[:, 0], blobs.centres[seed, 0] + np.array([-reach, reach]))
    away = blobs.centres[start:stop] - blobs.centres[seed]
    square = np.linalg.inv(np.linalg.cholesky(blobs.spreads[seed])) / np.sqrt(12)
    own = away @ square.T
    distance = np.hypot(own[:, 0], own[:, 1])
    ratio = blobs.areas[start:stop] / blobs.areas[seed]
    near = (distance > REACH[0]) & (distance < REACH[1]) & (ratio < LIKE_AREA) & (ratio > 1 / LIKE_AREA)
    order = np.flatnonzero(near)
    if order.size < 2:
        return None
    order = order[np.argsort(distance[order])]
    first = own[order[0]]
    for index in order[1:].tolist():
        if distance[index] > 1.4 * distance[order[0]]:
            return None
        sine = (first[0] * own[index, 1] - first[1] * own[index, 0]) / (distance[order[0]] * distance[index])
        if abs(sine) > SQUARE_SINE:
            return away[order[0]], away[index]
    return None


def _at(blobs: Blobs, place: FloatArray, step: FloatArray, area: float) -> int | None:
    reach = OFF_PREDICTED * 1.3 * float(np.hypot(step[0], step[1]))
    start, stop = np.searchsorted(blobs.centres[:, 0], place[0] + np.array([-reach, reach])).tolist()
    if start == stop:
        return None
    away = np.abs(blobs.centres[start:stop] - place).sum(axis=1)
    areas = blobs.areas[start:stop]
    away = np.where((areas < LIKE_AREA * area) & (areas > area / LIKE_AREA), away, np.inf)
    nearest = int(np.argmin(away))
    return start + nearest if away[nearest] < reach else None


def _fitted(blobs: Blobs, members: dict[tuple[int, int], int]) -> Lattice | None:
    places = np.array(list(members))
    own = list(members.values())
    centres = blobs.centres[own]
    if np.ptp(places[:, 0]) < 1 or np.ptp(places[:, 1]) < 1:
        return None
    step = np.linalg.norm(centres - centres[0], axis=1).max() / max(1.0, float(np.abs(places - places[0]).max()))
    homography, inliers = cv2.findHomography(places.astype(float), centres, cv2.RANSAC, max(1.0, 0.12 * step))
    if homography is None or inliers is None or int(inliers.sum()) < FEWEST_STRUNG:
        return None
    kept = inliers.ravel() > 0
    places, centres = places[kept], centres[kept]
    slant = min(SLANTS, key=lambda one: _crookedness(homography @ one, places @ _flat(one).T, blobs.spreads[own][kept]))
    upright = np.rint(places @ _flat(slant).T).astype(np.intp)
    grid = homography.astype(float) @ slant
    if not np.isfinite(project(grid, upright.astype(float))).all():
        return None
    return Lattice(upright, centres, grid)


def _flat(slant: FloatArray) -> FloatArray:
    """Give the two by two matrix from slanted places to upright ones."""
    return np.asarray(np.linalg.inv(slant)[:2, :2])


def _crookedness(homography: FloatArray, places: FloatArray, spreads: FloatArray) -> float:
    """Tell how far the steps of a grid are from the two sides of its patches: 0 for right-angled and equal."""
    here = project(homography, places)
    along, down = (project(homography, places + one) - here for one in np.eye(2))
    square = np.linalg.inv(spreads)
    lengths = [
        np.einsum("ni,nij,nj->n", one, square, other) for one, other in ((along, along), (down, down), (along, down))
    ]
    cosine = np.abs(lengths[2]) / np.sqrt(lengths[0] * lengths[1])
    return float(np.median(cosine + 0.5 * np.abs(np.log(lengths[0] / lengths[1]))))
