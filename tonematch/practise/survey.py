"""How hard an exercise is, counted over every recipe within its limits, and the best of them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from tonematch.mix.search.find import check_limits, count_recipes, recipe_chunks
from tonematch.practise.easel import Easel
from tonematch.thresholds import thresholds

Level = Literal["easy", "medium", "hard"]
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")

FEW_WITHIN = 1 / 100
"""Share of recipes within tolerance below which an exercise of two pots is hard; our own choice, near the median of
the bundled exercises that no single pot answers (`scripts/make_exercises.py` prints it)."""

MOST_SURVEYED = 600_000  # recipes that are counted one by one in about two seconds


@dataclass(frozen=True)
class Survey:
    """What every recipe within an exercise's limits comes to.

    Parameters
    ----------
    recipes
        How many distinct ones there are.
    within
        How many of them differ from the target by no more than half of observers accept on skin of its depth.
    best
        The nearest of all: whole parts by shade code. Of equals the one of fewest pots, then fewest parts.
    best_delta_e00, single_delta_e00
        ΔE00 of that one, and of the nearest single pot.
    pots_needed
        Fewest pots with which a recipe comes within tolerance; None where none does.
    """

    recipes: int
    within: int
    best: Mapping[str, int]
    best_delta_e00: float
    single_delta_e00: float
    pots_needed: int | None

    @property
    def share_within(self) -> float:
        """Share of the recipes that lie within tolerance, 0-1."""
        return self.within / self.recipes

    @property
    def level(self) -> Level:
        """Say how hard it is: easy if a single pot will do, hard if few recipes will or two pots do not."""
        if self.pots_needed == 1:
            return "easy"
        if self.pots_needed == 2 and self.share_within >= FEW_WITHIN:
            return "medium"
        return "hard"


def survey(easel: Easel) -> Survey:
    """Try every recipe within an exercise's limits.

    Raises
    ------
    NoMatchError
        If the limits allow nothing, or more than can be tried one by one.
    """
    exercise, shades = easel.exercise, easel.palette.shades
    limits = {"max_shades": exercise.max_shades, "max_parts": exercise.max_parts}
    check_limits(len(shades), **limits)
    tolerance = thresholds(exercise.target.L).acceptable
    within = 0
    needed: int | None = None
    best: tuple[float, tuple[int, ...], tuple[int, ...]] = (np.inf, (), ())
    single = np.inf
    for pots in range(1, min(len(shades), exercise.max_shades, exercise.max_parts) + 1):
        for sets, parts in recipe_chunks(len(shades), pots=pots, max_parts=exercise.max_parts):
            errors = easel.errors(sets, parts)
            here = int((errors <= tolerance).sum())
            within += here
            needed = pots if needed is None and here else needed
            row, column = np.unravel_index(int(errors.argmin()), errors.shape)
            least = float(errors[row, column])
            if least < best[0]:
                best = (least, tuple(sets[row].tolist()), tuple(parts[column].tolist()))
        single = best[0] if pots == 1 else single
    codes = {shades[index].code: count for index, count in zip(best[1], best[2], strict=True)}
    return Survey(count_recipes(len(shades), **limits), within, codes, best[0], single, needed)


def can_survey(shades: int, *, max_shades: int, max_parts: int) -> bool:
    """Tell whether the recipes of a palette are few enough to be tried one by one."""
    return count_recipes(shades, max_shades=max_shades, max_parts=max_parts) <= MOST_SURVEYED


def survey_json(found: Survey) -> dict[str, Any]:
    """Write a survey down."""
    return {
        "recipes": found.recipes,
        "within": found.within,
        "best": dict(found.best),
        "best_delta_e00": round(found.best_delta_e00, 4),
        "single_delta_e00": round(found.single_delta_e00, 4),
        "pots_needed": found.pots_needed,
    }


def survey_from(written: Mapping[str, Any]) -> Survey:
    """Read a survey back; `KeyError`, `TypeError` or `ValueError` where it is none."""
    needed = written["pots_needed"]
    return Survey(
        recipes=int(written["recipes"]),
        within=int(written["within"]),
        best={str(code): int(count) for code, count in dict(written["best"]).items()},
        best_delta_e00=float(written["best_delta_e00"]),
        single_delta_e00=float(written["single_delta_e00"]),
        pots_needed=None if needed is None else int(needed),
    )
