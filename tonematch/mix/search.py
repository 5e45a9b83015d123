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

MOST_RECIPES = 5_000_000
"""More than this takes minutes and is refused with a hint; 30 shades, 3 of them in 8 parts make 220,285."""

MOST_PARTS = 200
"""Parts nobody counts any more; also where counting the recipes themselves would take long."""

CHUNK_RECIPES = 8192
"""Recipes predicted at once: about 2 MB an array, so that memory stays flat and the cache is met."""


class Recipe(NamedTuple):
    """Shades by their place in the palette, ascending, with whole parts, and the ΔE00 predicted."""

    shades: tuple[int, ...]
    parts: tuple[int, ...]
    delta_e00: float


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
    if max_parts > MOST_PARTS or count_recipes(shades, max_shades=max_shades, max_parts=max_parts) > MOST_RECIPES:
        raise NoMatchError(
            f"{shades} shades, up to {max_shades} of them in up to {max_parts} parts, make more than "
            f"{MOST_RECIPES / 1e6:.0f} million recipes, too many to try them all.",
            code="match.too_many",
            hint=_what_to_lower(shades, max_shades, max_parts),
        )


def _what_to_lower(shades: int, max_shades: int, max_parts: int) -> str:
    hints = []
    parts = _largest_within(max_parts, lambda value: count_recipes(shades, max_shades=max_shades, max_parts=value))
    if parts:
        hints.append(f"at most {parts} parts")
    if max_parts <= MOST_PARTS:
        pots = _largest_within(max_shades, lambda value: count_recipes(shades, max_shades=value, max_parts=max_parts))
        hints += [f"at most {pots} shade{'s' if pots > 1 else ''} in a recipe"] if pots else []
    hints.append("fewer shades to choose from")
    return "Try " + ", or ".join(hints) + "."


def _largest_within(given: int, count: Callable[[int], int]) -> int:
    value = min(given, 100) - 1
    while value > 0 and count(value) > MOST_RECIPES:
        value -= 1
    return value


def recipe_chunks(
    shades: int, *, max_shades: int, max_parts: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Walk through all recipes as (shade sets (M, pots), parts (P, pots)): each set goes with each row of parts."""
    for pots in range(1, min(shades, max_shades, max_parts) + 1):
        parts = compositions(pots, max_parts)
        at_once = max(1, CHUNK_RECIPES // len(parts))
        sets = combinations(range(shades), pots)
        while chunk := [chosen for _, chosen in zip(range(at_once), sets, strict=False)]:
            yield np.array(chunk, dtype=np.int64), parts


def best_recipes(  # noqa: PLR0913  # the limits of a search, each by its name
    shades: int,
    delta_e00: Callable[[NDArray[np.int64], NDArray[np.int64]], FloatArray],
    *,
    max_shades: int,
    max_parts: int,
    keep: int,
    tie: float,
) -> tuple[Recipe, ...]:
    """Find, for the best sets of shades, the nearest recipe and the simplest that ties with it.

    Parameters
    ----------
    shades
        How many there are to choose from.
    delta_e00
        Gives ΔE00 (M, P) for shade sets (M, pots), each in each of the parts (P, pots).
    max_shades, max_parts
        Limits of a recipe.
    keep
        How many sets of shades to come back with, best first.
    tie
        ΔE00 within which the recipe of fewest parts stands beside the nearest.

    Raises
    ------
    NoMatchError
        If the limits allow nothing, or too much.
    """
    check_limits(shades, max_shades=max_shades, max_parts=max_parts)
    found: list[Recipe] = []
    for sets, parts in recipe_chunks(shades, max_shades=max_shades, max_parts=max_parts):
        errors = delta_e00(sets, parts)
        nearest = errors.argmin(axis=1)
        least = errors[np.arange(len(sets)), nearest]
        simplest = (errors <= least[:, None] + tie).argmax(axis=1)
        limit = found[2 * keep - 1].delta_e00 if len(found) >= 2 * keep else np.inf
        for row in np.argsort(least, kind="stable")[:keep]:
            if least[row] > limit:
                break
            names = tuple(sets[row].tolist())
            columns = dict.fromkeys((int(nearest[row]), int(simplest[row])))
            found += [Recipe(names, tuple(parts[column].tolist()), float(errors[row, column])) for column in columns]
        found = sorted(found, key=lambda recipe: (recipe.delta_e00, len(recipe.shades), sum(recipe.parts)))
        found = _of_best_sets(found, keep)
    return tuple(found)


def _of_best_sets(found: list[Recipe], keep: int) -> list[Recipe]:
    sets: set[tuple[int, ...]] = set()
    kept = []
    for recipe in found:
        if recipe.shades not in sets and len(sets) == keep:
            continue
        sets.add(recipe.shades)
        kept.append(recipe)
    return kept
