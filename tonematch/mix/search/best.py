"""From a palette's K and S to the proven best sets of shades for a target: which way of searching, and how many hands.

Few recipes are simply enumerated elsewhere. More are scanned (`scan`), on two threads; where the same palette is
asked again they are sorted into cells once (`table`), so that a further target takes milliseconds. Four pots out
of a large palette are too many even for that: `four` proves how near to the best it came.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.mix.film.constants import Constants, to_inside
from tonematch.mix.search.ask import ask
from tonematch.mix.search.compile import mark_compiled
from tonematch.mix.search.find import Recipe, compositions, count_compositions, count_recipes, descending
from tonematch.mix.search.four import best_fours
from tonematch.mix.search.hands import shared_out
from tonematch.mix.search.optics import BANDS, LANES, ROW, Optics
from tonematch.mix.search.scan import scan
from tonematch.mix.search.shortlist import MOST_POTS, Shortlist, empty_shortlist, errors_of_set, merged, shades_of
from tonematch.mix.search.table import table_for
from tonematch.spectrum import band_weights

WORTH_A_THREAD = 500_000
"""Recipes from which a second thread pays."""

TRIPLES = 80
"""Best sets of three that a fourth shade is added to where not all of four are scanned."""

MOST_SCANNED = 100_000_000
"""Four-pot recipes that are tried one by one; more are bounded."""


def make_optics(constants: Constants, *, substrate: ArrayLike | None = None, thickness: float = 0.0) -> Optics:
    """Make K and S (shades, 31) ready for compiled code, opaque or as a film over a substrate (31,) as seen bare."""
    k = np.ascontiguousarray(constants.k, dtype=np.float64)
    s = np.ascontiguousarray(constants.s, dtype=np.float64)
    weights = band_weights() / band_weights().sum(axis=0)
    lanes = np.minimum(np.arange(-(-len(k) // LANES) * LANES), len(k) - 1)
    ground = np.zeros(k.shape[1]) if substrate is None else to_inside(substrate)
    return Optics(
        k=k,
        s=s,
        weights=np.ascontiguousarray(weights),
        rows_k=_filled_up(k, 1.0),
        rows_s=_filled_up(s, 1.0),
        row_weights=_filled_up(np.asarray(weights.T), 0.0),
        row_ground=_filled_up(ground, 0.0),
        lane_k=np.ascontiguousarray(k[lanes].T, dtype=np.float32),
        lane_s=np.ascontiguousarray(s[lanes].T, dtype=np.float32),
        ground=np.ascontiguousarray(ground, dtype=np.float64),
        thickness=float(thickness) if substrate is not None else 0.0,
    )


def _filled_up(rows: NDArray[np.floating[Any]], value: float) -> NDArray[np.float32]:
    """Put bands that count for nothing at the end of rows (..., 31), in single precision."""
    ends = [(0, 0)] * (rows.ndim - 1) + [(0, ROW - BANDS)]
    return np.ascontiguousarray(np.pad(rows, ends, constant_values=value), dtype=np.float32)


def best_recipes(  # the limits of a search, each by its name
    optics: Optics, target: ArrayLike, *, max_shades: int, max_parts: int, keep: int, tie: float
) -> tuple[Recipe, ...]:
    """Find, for the best sets of shades of each number of pots, the nearest recipe and the simplest that ties with it.

    Parameters
    ----------
    target
        Lab, D65, 2°.
    max_shades, max_parts
        Limits of a recipe; at most four shades.
    keep, tie
        As for `search.enumerate_recipes`.
    """
    wanted = np.array(target, dtype=np.float64)
    limit = np.array([np.inf])
    shades = len(optics.k)
    pots = min(shades, max_shades, max_parts)
    bounded = pots == MOST_POTS and count_recipes(shades, max_shades=pots, max_parts=max_parts) > MOST_SCANNED
    found: list[Recipe] = []
    for count in range(1, pots + 1 - bounded):
        most = max(keep, TRIPLES) if bounded else keep
        sets = _stage(optics, wanted, limit, count, max_parts, most)
        found += [recipe for code in sets for recipe in _refine(optics, wanted, code, max_parts, tie)]
    gap = 0.0
    if bounded:
        shortlist = empty_shortlist(keep, limit)
        beginning = sorted(found, key=lambda recipe: recipe.delta_e00)
        triples = dict.fromkeys(recipe.shades for recipe in beginning if len(recipe.shades) == MOST_POTS - 1)
        gap = best_fours(optics, wanted, shortlist, list(triples), beginning[0], max_parts)
        sets = merged([shortlist], keep)
        found += [recipe for code in sets for recipe in _refine(optics, wanted, code, max_parts, tie)]
    mark_compiled()
    return tuple(recipe._replace(proven_within_delta_e00=gap) for recipe in found)


def _stage(
    optics: Optics, target: NDArray[np.float64], limit: NDArray[np.float64], pots: int, max_parts: int, keep: int
) -> list[int]:
    """Find the best sets of exactly so many pots, those beyond the limit left out."""
    families = descending(pots, max_parts if pots > 1 else 1)
    shades = len(optics.k)

    def scan_some(jobs: Iterable[int]) -> Shortlist:
        mine = empty_shortlist(keep, limit)
        for first in jobs:
            scan(optics, target, mine, families, pots, first, shades)
        return mine

    recipes = math.comb(shades, pots) * count_compositions(pots, max_parts)
    table = table_for(optics, families, pots, recipes)
    if table is not None:
        mine = empty_shortlist(keep, limit)
        if ask(optics, target, mine, families, pots, table):
            return merged([mine], keep)
    if recipes < WORTH_A_THREAD:
        mine = empty_shortlist(keep, limit)
        scan(optics, target, mine, families, pots, 0, 1)
        return merged([mine], keep)
    return merged(shared_out(scan_some, shades), keep)


def _refine(optics: Optics, target: NDArray[np.float64], code: int, max_parts: int, tie: float) -> list[Recipe]:
    """Give the nearest recipe of a set, and the simplest that ties with it."""
    shades = shades_of(code)
    parts = compositions(len(shades), max_parts if len(shades) > 1 else 1)
    errors = errors_of_set(optics, target, np.array(shades), parts, tie)
    least = int(errors.argmin())
    simplest = int((errors <= errors[least] + tie).argmax())
    return [Recipe(shades, tuple(parts[row].tolist()), float(errors[row])) for row in dict.fromkeys((least, simplest))]
