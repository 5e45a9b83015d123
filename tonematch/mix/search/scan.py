"""The fused scan: every recipe of so many pots, filtered in single precision, decided in double.

Why the result is proven: each recipe within the limits is visited, except those whose parts share a factor, which are
the same mix in fewer parts. One is let go only if its XYZ lies outside a box that holds every colour within the limit,
or if its lower bound of ΔE00 exceeds the limit by more than single precision can err. What is left is computed in
double precision by the formulas of the core. The limit is the ΔE00 of the last set kept, so it never falls below what
the final list holds.

Parts descend from the first shade to the last, so that the shade added last, for which all shades are tried side by
side, takes the fewest.
"""

from typing import Any

import numpy as np

from tonematch.colour import LAB_EPSILON, LAB_KAPPA
from tonematch.mix.search.compile import compiled, compiled_fast
from tonematch.mix.search.difference import MARGIN, count_below, lanes_bound, lanes_to_lab
from tonematch.mix.search.optics import BANDS, add_lanes
from tonematch.mix.search.shortlist import MOST_POTS, weigh

SLACK = 1e-5
"""Share by which the box is widened for single precision in XYZ, whose rounding is a few in ten million."""

UNROTATED = 0.99999
"""What the rotation term leaves of the a,b difference where both colours have b above 0: hues 95° and more from 275."""

ROTATED = 0.13
"""The same at its worst: 1 - sin 60°, rounded down."""


@compiled
def _lightness_reach(lightness: float, limit: float, sign: float) -> float:
    """Give how far L* may lie above or below within a ΔE00; the weighted difference grows all the way."""
    low, high = 0.0, 200.0
    for _ in range(40):
        middle = (low + high) / 2
        away = (lightness + sign * middle / 2 - 50) ** 2
        if middle / (1 + 0.015 * away / np.sqrt(20 + away)) <= limit:
            low = middle
        else:
            high = middle
    return high


@compiled
def chroma_reach(target: Any, limit: float) -> float:
    """Give how far a*, b* may lie from the target's within a ΔE00.

    From ΔE00² >= share (Δa'² + Δb'²) / S_C², S_H <= S_C, and C' of the mix no more than the target's and the distance.
    """
    chroma = np.hypot(1.5 * target[1], target[2])
    reach = np.inf
    for share in (ROTATED, UNROTATED):
        under = np.sqrt(share) - 0.0225 * limit
        if under > 0 and (share == ROTATED or target[2] > reach):
            reach = min(reach, limit * (1 + 0.045 * chroma) / under)
    return reach


@compiled
def _ratio(root: float) -> float:
    """Invert f(X/Xn)."""
    cube = root * root * root
    return cube if cube > LAB_EPSILON else (116 * root - 16) / LAB_KAPPA


@compiled
def fill_box(target: Any, limit: float, box: Any) -> None:
    """Fill the least and the largest XYZ, relative to the white, of colours within a ΔE00 of the target.

    The box is (4, 2); its last row remembers the ΔE00.
    """
    box[3, 0] = limit
    low_l = target[0] - _lightness_reach(target[0], limit, -1.0)
    high_l = target[0] + _lightness_reach(target[0], limit, 1.0)
    reach = chroma_reach(target, limit)
    low, high = (low_l + 16) / 116, (high_l + 16) / 116
    box[1, 0], box[1, 1] = _ratio(low), _ratio(high)
    box[0, 0], box[0, 1] = -1.0, 10.0
    box[2, 0], box[2, 1] = -1.0, 10.0
    if reach < 200:
        box[0, 0], box[0, 1] = _ratio(low + (target[1] - reach) / 500), _ratio(high + (target[1] + reach) / 500)
        box[2, 0], box[2, 1] = _ratio(low - (target[2] + reach) / 200), _ratio(high - (target[2] - reach) / 200)
    for axis in range(3):
        box[axis, 0] -= SLACK * (abs(box[axis, 0]) + 0.01)
        box[axis, 1] += SLACK * (abs(box[axis, 1]) + 0.01)


@compiled_fast
def count_within(xyz: Any, first: int, box: Any) -> int:
    """Count the mixes of XYZ (3, lanes) that lie in the box."""
    x0, x1 = np.float32(box[0, 0]), np.float32(box[0, 1])
    y0, y1 = np.float32(box[1, 0]), np.float32(box[1, 1])
    z0, z1 = np.float32(box[2, 0]), np.float32(box[2, 1])
    count = np.int32(0)
    rows_x, rows_y, rows_z = xyz[0, first:], xyz[1, first:], xyz[2, first:]
    for lane in range(len(rows_x)):
        x, y, z = rows_x[lane], rows_y[lane], rows_z[lane]
        inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1) & (z >= z0) & (z <= z1)
        count += np.int32(inside)
    return int(count)


@compiled
def sift(optics: Any, target: Any, shortlist: Any, lanes: Any, first: int, shades: Any, parts: Any, pots: int) -> None:
    """Weigh the mixes of a row of lanes that can still be of interest."""
    xyz, lab, bound, box = lanes
    if count_within(xyz, first, box) == 0:
        return
    lanes_to_lab(xyz, first, lab)
    limit = shortlist.limit[0] + MARGIN
    lanes_bound(target, lab, first, bound)
    if count_below(bound, first, limit * limit) == 0:
        return
    for lane in range(first, len(optics.k)):
        limit = shortlist.limit[0] + MARGIN
        if bound[lane] <= limit * limit:
            shades[pots - 1] = lane
            weigh(optics, target, shortlist, shades, parts, pots)
    if shortlist.limit[0] < box[3, 0]:
        fill_box(target, shortlist.limit[0], box)


@compiled
def make_lanes(optics: Any, target: Any, limit: float) -> Any:
    """Make room for a row: XYZ, Lab, bounds, and the box of what is of interest."""
    count = optics.lane_k.shape[1]
    box = np.empty((4, 2))
    fill_box(target, limit, box)
    return np.empty((3, count), np.float32), np.empty((3, count), np.float32), np.empty(count, np.float32), box


@compiled
def add_base(optics: Any, shades: Any, parts: Any, pots: int, base: Any) -> None:
    """Fill K and S (2, 31) of all shades but the last."""
    k, s = base[0], base[1]
    k[:] = s[:] = np.float32(0)
    for pot in range(pots - 1):
        share = np.float32(parts[pot])
        row_k, row_s = optics.rows_k[shades[pot]], optics.rows_s[shades[pot]]
        for band in range(BANDS):
            k[band] += share * row_k[band]
            s[band] += share * row_s[band]


@compiled
def scan_row(
    optics: Any, target: Any, shortlist: Any, lanes: Any, base: Any, shades: Any, parts: Any, pots: int
) -> None:
    """Try all shades in the last place of a recipe; where the last two parts are equal, only later ones."""
    total = 0
    for pot in range(pots):
        total += parts[pot]
    first = 0
    if pots > 1 and parts[pots - 1] == parts[pots - 2]:
        first = (shades[pots - 2] + 1) // 8 * 8
    if first < len(optics.k):
        add_lanes(optics, base[0], base[1], parts[pots - 1], total, first, lanes[0])
        sift(optics, target, shortlist, lanes, first, shades, parts, pots)


@compiled
def scan(optics: Any, target: Any, shortlist: Any, families: Any, pots: int, start: int, stride: int) -> None:
    """Try every recipe of 1 to 4 pots whose first shade is `start`, `start` + `stride` and so on.

    Parameters
    ----------
    families
        (N, 4) descending parts without common factor; see `search.descending`.
    """
    count = len(optics.k)
    lanes = make_lanes(optics, target, shortlist.limit[0])
    base = np.empty((2, BANDS), np.float32)
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    for outer in range(start, count if pots > 1 else start + 1, stride):
        for family in range(len(families)):
            parts[:] = families[family]
            for second in range(_after(outer, pots > 2 and parts[0] == parts[1]), count if pots > 2 else 1):
                for third in range(_after(second, pots > 3 and parts[1] == parts[2]), count if pots > 3 else 1):
                    shades[0], shades[1], shades[2] = outer, second, third
                    if _distinct(shades, pots - 1):
                        add_base(optics, shades, parts, pots, base)
                        scan_row(optics, target, shortlist, lanes, base, shades, parts, pots)


@compiled
def _after(shade: int, equal: bool) -> int:  # noqa: FBT001  # compiled code has no keywords
    """Give where a place begins: after the shade before it where both have the same parts and order says nothing."""
    return shade + 1 if equal else 0


@compiled
def _distinct(shades: Any, count: int) -> bool:
    """Tell whether no shade stands in the base twice."""
    for later in range(1, count):
        for earlier in range(later):
            if shades[later] == shades[earlier]:
                return False
    return True
