"""Targets that the best recipe misses: by the limits asked for, or because a pigment is missing."""

import numpy as np

from tonematch.mix.answer import Match, Unreachable
from tonematch.mix.missing_pigment import missing_pigment
from tonematch.mix.proportions import best_proportions
from tonematch.mix.question import Question
from tonematch.mix.words import missing_direction

FAR_DELTA_E00 = 3.0
"""Beyond this the best recipe is told to be out of reach; just about what is still accepted on dark skin."""

WORTH_MORE = 0.5
"""Share of the miss that must fall away with more shades and finer parts for the limits to be what is in the way."""


def out_of_reach(question: Question, best: Match) -> Unreachable | None:
    """Say how far and in which direction a target lies beyond the best recipe, and what would help; None where near."""
    missed = best.delta_e00
    if missed <= FAR_DELTA_E00:
        return None
    direction = missing_direction(question.job.target, best.predicted.lab)
    freely = _freely_mixed(question)
    if freely <= missed * (1 - WORTH_MORE):
        text = (
            f"Within these limits the target is out of reach: the nearest recipe misses it by ΔE00 {missed:.1f}. The "
            f"target is {direction} than that. The same shades come to about ΔE00 {max(freely, 0.1):.1f} where more "
            "of them, or more parts, are allowed in a recipe."
        )
        return Unreachable(missed, direction, text, freely_delta_e00=freely)
    pigment = missing_pigment(question.search.target, best.predicted.reflectance)
    missing = (
        f"a shade that lies {direction} is missing"
        if pigment is None
        else f"more {pigment.name} ({pigment.colour_index}) is missing, or a shade that lies {direction}"
    )
    text = (
        f"The target is out of reach: the nearest recipe misses it by ΔE00 {missed:.1f}. The target is {direction} "
        f"than anything these shades make; {missing}."
    )
    return Unreachable(missed, direction, text, pigment, min(missed, freely))


def _freely_mixed(question: Question) -> float:
    """Give the ΔE00 of the nearest that all shades of one palette come to in any proportions, as far as it is found."""
    return min(
        best_proportions(question.search.target, bench.lab_of(range(len(shades))), np.ones(len(shades))).delta_e00
        for bench in question.benches
        if (shades := bench.palette.shades)
    )
