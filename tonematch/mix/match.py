"""From a target and palettes to ranked recipes, each with its difference in numbers and in words."""

from collections.abc import Sequence
from datetime import date

from numpy.typing import ArrayLike

from tonematch.colour import lab_from
from tonematch.findings import Finding
from tonematch.mix.answer import Component, Match, Suggestions, Unreachable
from tonematch.mix.compare import compare_recipes
from tonematch.mix.film.constants import opaque_reflectance
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.judge import error_under, judge_recipe, ranks_tied
from tonematch.mix.lamp_choice import check_light, rank_for_light
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.loop.advice import Subject, advise
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.question import Question, ask, mixed_constants
from tonematch.mix.ranking import Bench, Limits, Prefer, rank_recipes
from tonematch.mix.reach import out_of_reach
from tonematch.mix.search.find import Recipe
from tonematch.spectrum import reflectance_to_lab

__all__ = ["Component", "Match", "Suggestions", "Unreachable", "compare_recipes", "find_matches", "match_target"]


def find_matches(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    *,
    over: ArrayLike | None = None,
    max_shades: int = 2,
    max_parts: int = 8,
    technique: str | None = None,
    coats: int | None = None,
    top: int = 10,
    light: str = DAYLIGHT,
    prefer: Prefer = "nearest",
    after: Aftermath | None = None,
    density: float | None = None,
) -> tuple[Match, ...]:
    """Find the best recipes for a target; see `match_target` for the parameters and for all there is to say."""
    question = ask(target, palettes, over=over, technique=technique, coats=coats, after=after, density=density)
    ranked, _ = _rank(question, Limits(max_shades, max_parts, top, prefer), check_light(light, prefer))
    return tuple(judge_recipe(question, *found, rank=rank) for rank, found in enumerate(ranked, 1))


def match_target(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    *,
    over: ArrayLike | None = None,
    max_shades: int = 2,
    max_parts: int = 8,
    technique: str | None = None,
    coats: int | None = None,
    top: int = 10,
    light: str = DAYLIGHT,
    prefer: Prefer = "nearest",
    after: Aftermath | None = None,
    density: float | None = None,
    uncertainty: float = 0.0,
    on: date | None = None,
) -> Suggestions:
    """Find the best recipes for a target and say what to watch out for.

    Parameters
    ----------
    target
        Lab of the surrounding skin, D65, 2°, specular excluded.
    palettes
        At least one; a recipe stays within one palette, as product lines are not made to be mixed.
    over
        Lab of the patch. For camouflage the recipe is then chosen as a film over it; pigment is predicted opaque unless
        a density is given.
    max_shades, max_parts
        How many pots a recipe may take, and how many whole parts in all.
    technique
        ``"camouflage"`` or ``"dermatography"``; by default what the palettes are for.
    coats
        Thin coats of cream, 2 where not said; counts only with `over`.
    top
        How many recipes to list, each of another set of shades.
    light
        The lamp the recipes are chosen for, or ``"worst"`` for the one under which each fits least.
    prefer
        ``"forgiving"`` puts those first that uneven drops harm least.
    after
        Powder or healing to reckon with: the recipe is chosen so that it looks right afterwards.
    density
        Of implanted pigment, as the contrast ratio of its layer: 0.5 lets half the contrast beneath through.
    uncertainty
        ΔE00 within which the target is known in 95 of 100 cases, as a photo's sample says; 0 for exact numbers.
    on
        The day the pots are to be used; today by default.

    Returns
    -------
    Suggestions
        Recipes by ΔE00; those within 0.05 of each other by fewer pots, then fewer parts.

    Raises
    ------
    NoMatchError
        If the target is no colour, or the limits allow no recipe or too many.
    """
    question = ask(
        target,
        palettes,
        over=over,
        technique=technique,
        coats=coats,
        after=after,
        density=density,
        uncertainty=uncertainty,
        on=on,
    )
    job = question.job
    ranked, findings = _rank(question, Limits(max_shades, max_parts, top, prefer), check_light(light, prefer))
    matches = tuple(judge_recipe(question, *found, rank=rank) for rank, found in enumerate(ranked, 1))
    return Suggestions(
        target=job.target,
        over=job.over,
        technique=job.technique,
        coats=None if job.film is None or job.technique != "camouflage" else job.film.coats,
        matches=matches,
        nearest_single=_nearest_single(question, matches),
        unreachable=out_of_reach(question, matches[0]),
        findings=(*advise(_subject(question, *ranked[0], matches, light)), *findings),
        after=after,
        light=light,
        uncertainty_delta_e00=question.doubt,
        tied=ranks_tied(matches, light),
        max_shades=max_shades,
        max_parts=max_parts,
        palettes=tuple(palette.name for palette in palettes),
    )


def _rank(question: Question, limits: Limits, light: str) -> tuple[list[tuple[Bench, Recipe]], list[Finding]]:
    findings = [] if question.after is None else [question.after.finding]
    findings += [] if question.coats_unused is None else [question.coats_unused]
    findings += [_one_line(len(question.benches))] if len(question.benches) > 1 else []
    if light == DAYLIGHT:
        return rank_recipes(question.search, question.benches, limits), findings
    chosen = rank_for_light(question, limits, light)
    return chosen.ranked, [*findings, chosen.finding]


def _one_line(palettes: int) -> Finding:
    text = (
        f"{palettes} palettes were searched; each recipe stays within one of them, because product lines are not made "
        "to be mixed with each other."
    )
    return Finding("match.one_line", "info", text, float(palettes))


def _nearest_single(question: Question, matches: Sequence[Match]) -> Match:
    listed = next((match for match in matches if len(match.components) == 1), None)
    if listed is not None:
        return listed
    bench, recipe = rank_recipes(question.search, question.benches, Limits(1, 1, 1))[0]
    return judge_recipe(question, bench, recipe, rank=0)


def _subject(question: Question, bench: Bench, recipe: Recipe, matches: Sequence[Match], light: str) -> Subject:
    best = matches[0]
    opaque = reflectance_to_lab(opaque_reflectance(*mixed_constants(bench, recipe)))
    fresh = best.predicted.lab if best.fresh is None else best.fresh
    return Subject(
        target=question.job.target,
        technique=question.job.technique,
        coats=question.job.film.coats if question.job.film is not None and best.coats else None,
        coat_assumed=bench.palette.coat_thickness is None,
        best_lab=fresh,
        best_opaque=lab_from(opaque),
        delta_e00s=tuple(error_under(match, light) for match in matches),
        lights=best.lights,
        data=best.data,
        method=best.predicted.method,
        coats_needed=best.coats_needed,
        healed=question.after is not None and question.job.technique == "dermatography",
    )
