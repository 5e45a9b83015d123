"""Every recipe within the limits, counted and enumerated: nothing is guessed, so the best is proved.

A recipe is a set of distinct shades with whole parts that share no common factor (2 + 2 is 1 + 1).
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, pairwise
from math import comb, gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.errors import NoMatchError

MOST_RECIPES = {3: 500_000_000, 4: 6_000_000_000}
"""By pots: more take longer than people wait and are refused with a hint; 120 shades, 4 of them in 12 parts make 4.0
billion."""

MOST_ENUMERATED = 5_000_000
"""The same where five pots and more are tried one by one."""

MOST_PARTS = 200
"""Parts nobody counts any more; also where counting the recipes themselves would take long."""

CHUNK_RECIPES = 8192
"""Recipes predicted at once: about 2 MB an array, so that memory stays flat and the cache is met."""


class Recipe(NamedTuple):
    """Shades by their place in the palette, ascending, with whole parts, and the ΔE00 predicted.

    No recipe within the limits is better than the best one listed by more than `proven_within_delta_e00`; 0 is exact.
    """

    shades: tuple[int, ...]
    parts: tuple[int, ...]
    delta_e00: float
    proven_within_delta_e00: float = 0.0


@cache
def compositions(pots: int, most_parts: int) -> NDArray[np.int64]:
    """List the ways to share at most so many whole parts among pots, each at least 1, without common factor.

    Ordered by total, so that the first of several equals takes fewest parts. Shape (N, pots).

    >>> compositions(2, 3).tolist()
    [[1, 1], [1, 2], [2, 1]]
    """
    rows = []
    for total in range(pots, most_parts + 1):
        for cuts in combinations(range(1, total), pots - 1):
            edges = (0, *cuts, total)
            parts = [high - low for low, high in pairwise(edges)]
            if gcd(*parts) == 1:
                rows.append(parts)
    listed = np.array(rows, dtype=np.int64).reshape(-1, pots)
    listed.flags.writeable = False
    return listed


@cache
def descending(pots: int, most_parts: int) -> NDArray[np.int64]:
    """List those of `compositions` whose parts do not ascend, filled up with zeros to (N, 4).

    >>> descending(2, 4).tolist()
    [[1, 1, 0, 0], [2, 1, 0, 0], [3, 1, 0, 0]]
    """
    parts = compositions(pots, most_parts)
    ordered = parts[(np.diff(parts, axis=1) <= 0).all(axis=1)]
    listed = np.ascontiguousarray(np.pad(ordered, ((0, 0), (0, 4 - pots))))
    listed.flags.writeable = False
    return listed


@cache
def count_compositions(pots: int, most_parts: int) -> int:
    """Count what `compositions` would list, without listing it.

    Of the sums to a total, those without common factor are all less those that are a multiple of a smaller one.
    """
    primitive: dict[int, int] = {}
    for total in range(pots, most_parts + 1):
        multiples = sum(primitive.get(divisor, 0) for divisor in range(1, total // 2 + 1) if total % divisor == 0)
        primitive[total] = comb(total - 1, pots - 1) - multiples
    return sum(primitive.values())


def count_recipes(shades: int, *, max_shades: int, max_parts: int) -> int:
    """Count the distinct recipes within the limits.

    >>> count_recipes(30, max_shades=3, max_parts=8)
    220285
    """
    sizes = range(1, min(shades, max_shades, max_parts) + 1)
    return sum(comb(shades, pots) * count_compositions(pots, max_parts) for pots in sizes)


def check_limits(shades: int, *, max_shades: int, max_parts: int) -> None:
    """Refuse limits that allow no recipe, or more than can be tried.

    Raises
    ------
    NoMatchError
        Naming what to raise or lower.
    """
    for name, value in (("shades in a recipe", max_shades), ("parts in a recipe", max_parts)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
            raise NoMatchError(
                f"The most {name} is {value!r}, which allows no recipe at all.",
                code="match.limits",
                hint="Give a whole number of 1 or more.",
            )
    if max_parts > MOST_PARTS or _too_many(shades, max_shades, max_parts):
        most = _most_recipes(min(shades, max_shades, max_parts))
        raise NoMatchError(
            f"{shades} shades, up to {max_shades} of them in up to {max_parts} parts, make more than "
            f"{most / 1e6:.0f} million recipes, too many to search.",
            code="match.too_many",
            hint=_what_to_lower(shades, max_shades, max_parts),
        )


def _most_recipes(pots: int) -> int:
    return MOST_ENUMERATED if pots > max(MOST_RECIPES) else MOST_RECIPES[max(pots, min(MOST_RECIPES))]


def _too_many(shades: int, max_shades: int, max_parts: int) -> bool:
    pots = min(shades, max_shades, max_parts)
    return count_recipes(shades, max_shades=pots, max_parts=max_parts) > _most_recipes(pots)


def _what_to_lower(shades: int, max_shades: int, max_parts: int) -> str:
    hints = []
    parts = _largest_within(max_parts, lambda value: _too_many(shades, max_shades, value))
    if parts:
        hints.append(f"at most {parts} parts")
    if max_parts <= MOST_PARTS:
        pots = _largest_within(max_shades, lambda value: _too_many(shades, value, max_parts))
        hints += [f"at most {pots} shade{'s' if pots > 1 else ''} in a recipe"] if pots else []
    hints.append("fewer shades to choose from")
    return "Try " + ", or ".join(hints) + "."


def _largest_within(given: int, too_many: Callable[[int], bool]) -> int:
    value = min(given, 100) - 1
    while value > 0 and too_many(value):
        value -= 1
    return value


def recipe_chunks(shades: int, *, pots: int, max_parts: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Walk through the recipes of so many pots as (sets (M, pots), parts (P, pots)), each set with all parts."""
    parts = compositions(pots, max_parts)
    at_once = max(1, CHUNK_RECIPES // len(parts))
    sets = combinations(range(shades), pots)
    while chunk := [chosen for _, chosen in zip(range(at_once), sets, strict=False)]:
        yield np.array(chunk, dtype=np.int64), parts


def enumerate_recipes(  # the limits of a search, each by its name
    shades: int,
    delta_e00: Callable[[NDArray[np.int64], NDArray[np.int64]], FloatArray],
    *,
    max_shades: int,
    max_parts: int,
    keep: int,
    tie: float,
) -> tuple[Recipe, ...]:
    """Try every recipe, one after the other; for few of them, and to test the faster search against.

    Parameters
    ----------
    shades
        How many there are to choose from.
    delta_e00
        Gives ΔE00 (M, P) for shade sets (M, pots), each in each of the parts (P, pots).
    max_shades, max_parts
        Limits of a recipe.
    keep
        How many sets of shades to come back with for each number of pots; of more pots only those that beat the last
        kept of fewer.
    tie
        ΔE00 within which the recipe of fewest parts stands beside the nearest.

    Raises
    ------
    NoMatchError
        If the limits allow nothing, or too much.
    """
    check_limits(shades, max_shades=max_shades, max_parts=max_parts)
    limit = np.inf
    best: list[Recipe] = []
    for pots in range(1, min(shades, max_shades, max_parts) + 1):
        found: list[Recipe] = []
        for sets, parts in recipe_chunks(shades, pots=pots, max_parts=max_parts):
            errors = delta_e00(sets, parts)
            nearest = errors.argmin(axis=1)
            least = errors[np.arange(len(sets)), nearest]
            simplest = (errors <= least[:, None] + tie).argmax(axis=1)
            for row in np.argsort(least, kind="stable")[:keep]:
                if least[row] > limit:
                    break
                names = tuple(sets[row].tolist())
                columns = dict.fromkeys((int(nearest[row]), int(simplest[row])))
                found += [
                    Recipe(names, tuple(parts[column].tolist()), float(errors[row, column])) for column in columns
                ]
            found = _of_best_sets(sorted(found, key=_order), keep)
        best += found
        least_of_sets = sorted({recipe.shades: recipe.delta_e00 for recipe in reversed(found)}.values())
        limit = min(limit, least_of_sets[keep - 1]) if len(least_of_sets) >= keep else limit
    return tuple(best)


def _order(recipe: Recipe) -> tuple[float, tuple[int, ...], int]:
    return recipe.delta_e00, recipe.shades, sum(recipe.parts)


def _of_best_sets(found: list[Recipe], keep: int) -> list[Recipe]:
    sets: set[tuple[int, ...]] = set()
    kept = []
    for recipe in found:
        if recipe.shades not in sets and len(sets) == keep:
            continue
        sets.add(recipe.shades)
        kept.append(recipe)
    return kept
