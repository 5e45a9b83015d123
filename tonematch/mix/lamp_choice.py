"""Recipes chosen for a lamp other than daylight, or for the lamp under which they fit least.

The search is for daylight. From the sets of shades that come nearest there, all their whole parts are tried under the
lamps. For the worst lamp that is proof wherever the last set kept is farther off in daylight than the best recipe found
is under its worst lamp, because daylight is one of the lamps; for one lamp alone it is proof where all sets were kept.
Otherwise the choice is said to be among the nearest.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.lights import DAYLIGHT, LIGHT_WORDS, WORST, errors_by_light
from tonematch.mix.question import Question
from tonematch.mix.ranking import TIE_DELTA_E00, Bench, Limits, Prefer, rank_recipes, will_do
from tonematch.mix.search.find import Recipe, compositions
from tonematch.spectrum import LIGHT_NAMES

SETS_KEPT = 600
"""Sets of shades nearest in daylight that are tried under the lamps; all pairs of 34 shades."""


class Chosen(NamedTuple):
    """Recipes in order, and what is to be said of how they were chosen."""

    ranked: list[tuple[Bench, Recipe]]
    finding: Finding


def check_light(light: str, prefer: Prefer = "nearest") -> str:
    """Give the name of a light back if it is one, or ``"worst"``, and goes with what is preferred.

    Raises
    ------
    NoMatchError
        Naming those there are, or where what uneven drops do is asked for under another light than daylight.
    """
    if light not in {*LIGHT_NAMES, WORST}:
        raise NoMatchError(
            f"There is no light '{light}'; known are {', '.join(LIGHT_NAMES)} and {WORST}.",
            code="match.light",
            hint=f"'{WORST}' chooses for the lamp under which a recipe fits least.",
        )
    if light != DAYLIGHT and prefer == "forgiving":
        raise NoMatchError(
            f"What uneven drops do is reckoned in daylight, and the light asked for is {light}.",
            code="match.prefer",
            hint="Ask for the most forgiving recipes, or for a light, not for both; every recipe tells both numbers.",
        )
    return light


def rank_for_light(question: Question, limits: Limits, light: str) -> Chosen:
    """Find the recipes that fit best under a light, or under their worst."""
    kept = rank_recipes(question.search, question.benches, replace(limits, top=max(SETS_KEPT, limits.top)))
    found = sorted(
        (_best_parts(question, bench, recipe, limits, light) for bench, recipe in kept), key=lambda entry: entry[0]
    )
    alone = next((entry for entry in found if len(entry[2].shades) == 1 and entry[0] <= will_do(question.job)), None)
    ranked = [] if alone is None else [(alone[1], alone[2])]
    left = [entry for entry in found if entry is not alone]
    while left and len(ranked) < limits.top:
        tied = [entry for entry in left if entry[0] <= left[0][0] + TIE_DELTA_E00]
        simplest = min(tied, key=lambda entry: (len(entry[2].shades), sum(entry[2].parts), entry[0]))
        ranked.append((simplest[1], simplest[2]))
        left = [entry for entry in left if entry is not simplest]
    farthest = max(recipe.delta_e00 for _, recipe in kept)
    proven = len(kept) < SETS_KEPT or (light == WORST and found[0][0] <= farthest - TIE_DELTA_E00)
    return Chosen(ranked, _finding(light, proven=proven))


def _best_parts(
    question: Question, bench: Bench, recipe: Recipe, limits: Limits, light: str
) -> tuple[float, Bench, Recipe]:
    parts = compositions(len(recipe.shades), limits.max_parts)
    seen = bench.reflectance(np.array([recipe.shades]), parts)[0]
    nearest = question.shift(question.search.target)
    errors = errors_by_light(question.job.target_reflectance, seen, shift=nearest)
    value = np.max(list(errors.values()), axis=0) if light == WORST else errors[light]
    best = int((value <= value.min() + 1e-9).argmax())
    return float(value[best]), bench, Recipe(recipe.shades, tuple(parts[best].tolist()), float(errors["D65"][best]))


def _finding(light: str, *, proven: bool) -> Finding:
    what = "the light under which each fits least" if light == WORST else LIGHT_WORDS[light]
    among = "of all within the limits" if proven else f"among the {SETS_KEPT} sets of shades nearest in daylight"
    text = f"The recipes are chosen for {what}, {among}. What is said of lamps other than daylight is an estimate."
    return Finding("match.chosen_light", "info", text)
