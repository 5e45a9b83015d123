"""Four pots out of a large palette: too many recipes to try them all, so the best found comes with a proof of its size.

First every recipe of four that contains one of the best sets of three is tried. Nothing is nearer than ΔE00 0, so a
recipe within `NEAR` proves itself. Otherwise all beginnings of a recipe, its two largest parts, are given a lower bound
(`bounds`) and worked off from the lowest; a beginning with a third shade is left out if its own bound is within
`NEAR` of the best. What is found then lies within `NEAR` of the optimum. If the work allotted ends before, the lowest
bound left says how near it is proven to be.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.bounds import fill_reflectance, seen_bound
from tonematch.mix.search.compile import compiled
from tonematch.mix.search.find import Recipe
from tonematch.mix.search.hands import HANDS, shared_out
from tonematch.mix.search.optics import BANDS, Optics, add_lanes, exact_xyz
from tonematch.mix.search.scan import add_base, make_lanes, scan_row, sift
from tonematch.mix.search.shortlist import MOST_POTS, Shortlist, empty_shortlist, enter

NEAR = 0.05
"""ΔE00 within which the best of four pots is proven; nobody sees so little."""

NODES_A_ROUND = 512
ROWS_ALLOTTED = 200_000
"""Rows of mixes each thread tries before the proof is given up: about half a second."""


@compiled
def extend(optics: Any, target: Any, shortlist: Any, three: Any, most_parts: int) -> None:
    """Try every recipe of four that contains these three shades."""
    lanes = make_lanes(optics, target, shortlist.limit[0])
    base = np.empty((2, BANDS), np.float32)
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    shades[:3] = three
    for one in range(1, most_parts - 2):
        for two in range(1, most_parts - 1 - one):
            for more in range(1, most_parts - one - two):
                parts[0], parts[1], parts[2] = one, two, more
                fixed = one + two + more
                add_base(optics, shades, parts, 4, base)
                for last in range(1, most_parts - fixed + 1):
                    parts[3] = last
                    add_lanes(optics, base[0], base[1], last, fixed + last, 0, lanes[0])
                    sift(optics, target, shortlist, lanes, 0, shades, parts, 4)


@compiled
def _bound(optics: Any, target: Any, at: Any, extremes: Any, base: Any, parts: int, left: int, seen: Any) -> float:
    fill_reflectance(optics, extremes, base, parts, left, seen)
    return seen_bound(optics, target, at, seen)


@compiled
def bound_beginnings(optics: Any, target: Any, at: Any, extremes: Any, pairs: Any, first: int, bounds: Any) -> None:
    """Fill the bounds (shades, pairs) of recipes whose largest part is of shade `first`.

    Parameters
    ----------
    pairs
        (P, 3): the two largest parts, and how many more there may be.
    """
    base, seen = np.empty((2, BANDS), np.float32), np.empty((2, BANDS))
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    shades[0] = first
    for second in range(len(optics.k)):
        shades[1] = second
        for pair in range(len(pairs)):
            bounds[second, pair] = np.inf
            if second == first or (pairs[pair, 0] == pairs[pair, 1] and second < first):
                continue
            parts[:2] = pairs[pair, :2]
            add_base(optics, shades, parts, 3, base)
            bounds[second, pair] = _bound(optics, target, at, extremes, base, parts[0] + parts[1], pairs[pair, 2], seen)


@compiled
def expand(optics: Any, target: Any, at: Any, extremes: Any, shortlist: Any, node: Any, best: float) -> int:
    """Try the recipes of one beginning that can beat the best by more than `NEAR`; give the rows that took.

    Parameters
    ----------
    node
        (5,): two shades, their parts, and how many more parts there may be.
    """
    lanes = make_lanes(optics, target, shortlist.limit[0])
    base, seen = np.empty((2, BANDS), np.float32), np.empty((2, BANDS))
    shades, parts = np.zeros(MOST_POTS, np.int64), np.zeros(MOST_POTS, np.int64)
    shades[:2], parts[:2] = node[:2], node[2:4]
    rows = 0
    for third in range(len(optics.k)):
        shades[2] = third
        for more in range(1, min(parts[1], node[4] - 1) + 1):
            parts[2] = more
            if third == shades[0] or third == shades[1] or (parts[1] == parts[2] and third < shades[1]):
                continue
            fixed = parts[0] + parts[1] + parts[2]
            left = min(parts[2], node[4] - parts[2])
            add_base(optics, shades, parts, 4, base)
            rows += 1
            if _bound(optics, target, at, extremes, base, fixed, left, seen) > min(best, shortlist.errors[0]) - NEAR:
                continue
            for last in range(1, left + 1):
                parts[3] = last
                scan_row(optics, target, shortlist, lanes, base, shades, parts, 4)
                rows += 1
    return rows


def best_fours(
    optics: Optics,
    target: NDArray[np.float64],
    shortlist: Shortlist,
    triples: Sequence[tuple[int, ...]],
    nearest: Recipe,
    most_parts: int,
) -> float:
    """Enter the best sets of four into a list, and give the ΔE00 by which any recipe could still be better.

    Parameters
    ----------
    triples
        Sets of three to begin with, best first.
    nearest
        The best recipe of fewer pots.
    """
    for triple in triples:
        extend(optics, target, shortlist, np.array(triple), most_parts)
    best = min(nearest.delta_e00, float(shortlist.errors[0]))
    if best <= NEAR:
        return best
    at = np.empty(3)
    exact_xyz(optics, np.array(nearest.shades), np.array(nearest.parts), len(nearest.shades), at)
    nodes, bounds = _beginnings(optics, target, at, most_parts, best - NEAR)
    return _work_off(optics, target, at, shortlist, nodes, bounds, best)


def _extremes(optics: Optics) -> NDArray[np.float64]:
    ratio = optics.k / optics.s
    return np.array([edge(axis=0) for values in (optics.k, optics.s, ratio) for edge in (values.min, values.max)])


def _beginnings(
    optics: Optics, target: NDArray[np.float64], at: NDArray[np.float64], most_parts: int, below: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """List the beginnings with bounds below a ΔE00, lowest first: (N, 5) and (N,)."""
    pairs = np.array(
        [
            (large, small, min(2 * small, most_parts - large - small))
            for large in range(1, most_parts)
            for small in range(1, large + 1)
            if large + small + 2 <= most_parts
        ]
    )
    extremes = _extremes(optics)
    count = len(optics.k)
    bounds = np.empty((count, count, len(pairs)))

    def bound_some(jobs: Iterable[int]) -> None:
        for first in jobs:
            bound_beginnings(optics, target, at, extremes, pairs, first, bounds[first])

    shared_out(bound_some, count)
    promising = np.flatnonzero(bounds.ravel() < below)
    order = promising[np.argsort(bounds.ravel()[promising], kind="stable")]
    first, second, pair = np.unravel_index(order, bounds.shape)
    return np.column_stack([first, second, pairs[pair]]), bounds.ravel()[order]


def _work_off(
    optics: Optics,
    target: NDArray[np.float64],
    at: NDArray[np.float64],
    shortlist: Shortlist,
    nodes: NDArray[np.int64],
    bounds: NDArray[np.float64],
    best: float,
) -> float:
    """Expand beginnings in rounds, the same work for the same hand whatever the machine, and give the gap left."""
    extremes = _extremes(optics)
    rows = np.zeros(HANDS, dtype=np.int64)
    for start in range(0, len(nodes), NODES_A_ROUND):
        if bounds[start] > best - NEAR:
            break
        if rows.max() > ROWS_ALLOTTED:
            return best - float(bounds[start])
        _round(optics, target, at, shortlist, nodes[start : start + NODES_A_ROUND], best, extremes, rows)
        best = min(best, float(shortlist.errors[0]))
        if best <= NEAR:
            return best
    return min(best, NEAR)


def _round(
    optics: Optics,
    target: NDArray[np.float64],
    at: NDArray[np.float64],
    shortlist: Shortlist,
    nodes: NDArray[np.int64],
    best: float,
    extremes: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> None:
    hands = [empty_shortlist(len(shortlist.sets), shortlist.limit.copy()) for _ in range(HANDS)]

    def expand_some(jobs: Iterable[int]) -> None:
        for hand in jobs:
            for node in nodes[hand::HANDS]:
                rows[hand] += expand(optics, target, at, extremes, hands[hand], node, best)

    shared_out(expand_some, HANDS)
    for mine in hands:
        for code, error in zip(mine.sets, mine.errors, strict=True):
            if code:
                enter(shortlist, code, error)
