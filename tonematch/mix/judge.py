"""One recipe held against the target: everything there is to say of it."""

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np

from tonematch.colour import FloatArray, lab_from
from tonematch.difference import delta_e00
from tonematch.mix.answer import Component, Match
from tonematch.mix.dose import dose_slopes, expected_from_slopes
from tonematch.mix.film.coats import Coats, coats_of
from tonematch.mix.film.kubelka_munk import Mix, mixing_method
from tonematch.mix.grades import grade
from tonematch.mix.lights import DAYLIGHT, WORST, delta_e_by_light, metamerism_indices
from tonematch.mix.palettes.kit import stock_of
from tonematch.mix.palettes.shade import least_known
from tonematch.mix.proportions import best_proportions
from tonematch.mix.question import Question, mixed_constants
from tonematch.mix.ranking import Bench
from tonematch.mix.search.find import Recipe
from tonematch.mix.words import in_words, split
from tonematch.spectrum import reflectance_to_lab

NEAR_TIE = 0.3
"""ΔE00 between recipes that eyes rarely tell apart, well below what is perceptible on skin."""


def judge_recipe(question: Question, bench: Bench, recipe: Recipe, *, rank: int) -> Match:
    """Hold a recipe of a palette against the target of a question."""
    job, palette = question.job, bench.palette
    reflectance = np.array(bench.reflectance(np.array([recipe.shades]), np.array([recipe.parts]))[0, 0])
    fresh = lab_from(reflectance_to_lab(reflectance))
    shift = question.shift(fresh)
    predicted = lab_from(np.asarray(fresh) + shift)
    error = float(delta_e00(job.target, predicted))
    lights = delta_e_by_light(job.target_reflectance, reflectance, shift=shift)
    most_first = sorted(zip(recipe.shades, recipe.parts, strict=True), key=lambda entry: -entry[1])
    shades = [palette.shades[index] for index, _ in most_first]
    parts = np.array([[count for _, count in most_first]], dtype=float)
    mixed = bench.lab_of([index for index, _ in most_first])

    def lab_of(amounts: FloatArray) -> FloatArray:
        return mixed(amounts) + shift

    slopes = dose_slopes(lab_of, parts)
    expected = float(expected_from_slopes(job.target, np.array([predicted]), slopes)[0])
    return Match(
        rank=rank,
        components=tuple(
            Component(palette.name, shade, count, stock_of(shade, question.on))
            for shade, (_, count) in zip(shades, most_first, strict=True)
        ),
        predicted=Mix(predicted, reflectance, mixing_method(palette)),
        delta_e00=error,
        difference=split(job.target, predicted),
        in_words=in_words(job.target, predicted),
        grade=grade(error, job.target.L),
        lights=MappingProxyType(lights),
        worst_light=max(lights, key=lights.__getitem__),
        data=least_known(shades),
        expected_delta_e00=max(error, expected),
        metamerism=MappingProxyType(metamerism_indices(job.target_reflectance, reflectance)),
        proportions=best_proportions(job.target, lab_of, parts[0]),
        slopes=tuple((float(L), float(a), float(b)) for L, a, b in slopes[0].T),
        uncertainty_delta_e00=question.doubt,
        fresh=None if question.after is None else fresh,
        coats=_coats(question, bench, recipe, shift),
        parts_unit=palette.parts_unit,
        drop_ml=palette.drop_ml,
        proven_within_delta_e00=recipe.proven_within_delta_e00,
    )


def _coats(question: Question, bench: Bench, recipe: Recipe, shift: FloatArray) -> tuple[Coats, ...]:
    job = question.job
    if job.film is None or job.technique != "camouflage":
        return ()
    constants = mixed_constants(bench, recipe)
    return coats_of(constants, film=job.film, thickness=bench.thickness, target=job.target, shift=shift)


def error_under(match: Match, light: str) -> float:
    """Give the ΔE00 of a match under a light, or under its worst."""
    if light == DAYLIGHT:
        return match.delta_e00
    return match.worst_light_delta_e00 if light == WORST else match.lights[light]


def ranks_tied(matches: Sequence[Match], light: str = DAYLIGHT) -> tuple[int, ...]:
    """List the ranks that cannot be told from the first of a ranked list, that one included.

    A recipe ties where it is not farther off than the first by as much as the answer is uncertain, or by what eyes
    hardly tell apart where that is more. Empty where the first stands alone.
    """
    first = error_under(matches[0], light)
    near = max(NEAR_TIE, matches[0].uncertainty_delta_e00)
    tied = tuple(match.rank for match in matches if error_under(match, light) - first < near)
    return tied if len(tied) > 1 else ()
