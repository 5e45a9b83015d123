"""Given recipes held against a target, best first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from numpy.typing import ArrayLike

from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.answer import Comparison, Match
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.given import place_recipe
from tonematch.mix.healing.aftermath import Aftermath, stated_powder
from tonematch.mix.judge import error_under, judge_recipe, ranks_tied
from tonematch.mix.lamp_choice import check_light
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.loop.advice import remarks_on_target
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.question import ask
from tonematch.mix.ranking import Prefer
from tonematch.mix.shelf import Shelf, shelf_findings, shelf_of


def compare_recipes(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    recipes: Sequence[Mapping[str, int]],
    *,
    over: ArrayLike | None = None,
    technique: str | None = None,
    coats: int | None = None,
    after: Aftermath | None = None,
    density: float | None = None,
) -> tuple[Match, ...]:
    """Hold given recipes against a target, best first, and say nothing else; see `hold_recipes`.

    No powder is reckoned with but what is given as `after`.
    """
    question = ask(target, palettes, over=over, technique=technique, coats=coats, after=after, density=density)
    found = [judge_recipe(question, *place_recipe(question.benches, recipe), rank=0) for recipe in recipes]
    return _ranked(found, DAYLIGHT, "nearest")


def hold_recipes(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    recipes: Sequence[Mapping[str, int]],
    *,
    over: ArrayLike | None = None,
    technique: str | None = None,
    coats: int | None = None,
    light: str = DAYLIGHT,
    prefer: Prefer = "nearest",
    after: Aftermath | None = None,
    density: float | None = None,
    uncertainty: float = 0.0,
    strengths: Strengths | None = None,
    in_stock_only: bool = False,
    on: date | None = None,
) -> Comparison:
    """Hold given recipes against a target, best first, and say what to watch out for.

    Parameters
    ----------
    recipes
        Whole parts by shade code, each recipe within one of the palettes.
    light, prefer
        What is best: under that light, or with ``"forgiving"`` by what is to be expected of uneven drops.
    target, palettes, over, technique, coats, after, density, uncertainty, strengths, on
        As for `tonematch.mix.suggest.suggest_recipes`.
    in_stock_only
        Leave out, and name, recipes that ask for pots which are not in stock or have gone out.

    Raises
    ------
    PaletteError
        If no palette has all codes of a recipe; it names codes near to the one that is missing.
    NoMatchError
        If a recipe is empty, its parts are not whole numbers of 1 or more, or no recipe can be made from stock.
    """
    shelf = shelf_of(palettes, strengths=strengths, in_stock_only=in_stock_only, on=on)
    question = ask(
        target,
        shelf.palettes_whole,
        over=over,
        technique=technique,
        coats=coats,
        after=stated_powder(shelf.palettes_whole, technique) if after is None else after,
        density=density,
        uncertainty=uncertainty,
        on=shelf.on,
    )
    found = [judge_recipe(question, *place_recipe(question.benches, recipe), rank=0) for recipe in recipes]
    usable, left_out = _usable(found, shelf)
    ranked = _ranked(usable, check_light(light, prefer), prefer)
    job = question.job
    return Comparison(
        target=job.target,
        over=job.over,
        technique=job.technique,
        coats=None if job.film is None or job.technique != "camouflage" else job.film.coats,
        recipes=ranked,
        findings=(
            *remarks_on_target(job.target),
            *(() if question.after is None else (question.after.finding,)),
            *(() if question.coats_unused is None else (question.coats_unused,)),
            *left_out,
            *shelf_findings(shelf, ranked),
        ),
        after=question.after,
        light=light,
        uncertainty_delta_e00=question.doubt,
        tied=ranks_tied(ranked, light),
    )


def _ranked(found: Sequence[Match], light: str, prefer: Prefer) -> tuple[Match, ...]:
    def order(match: Match) -> tuple[float, int, int]:
        error = match.expected_delta_e00 if prefer == "forgiving" else error_under(match, light)
        return error, match.pots, sum(match.parts.values())

    return tuple(replace(match, rank=rank) for rank, match in enumerate(sorted(found, key=order), 1))


def _usable(found: Sequence[Match], shelf: Shelf) -> tuple[list[Match], list[Finding]]:
    """Part recipes that can be made of what stands on the shelf from those that are told as left out."""
    there = {(palette.name, shade.code) for palette in shelf.palettes for shade in palette.shades}
    missing = {
        match.recipe: [part.shade.code for part in match.components if (part.palette, part.shade.code) not in there]
        for match in found
    }
    usable = [match for match in found if not missing[match.recipe]]
    left = [f"{recipe} (without {', '.join(codes)})" for recipe, codes in missing.items() if codes]
    if not usable:
        raise NoMatchError(
            f"No recipe can be made from what is in stock: {'; '.join(left)}.",
            code="compare.nothing_in_stock",
            hint="Compare without the limit to pots in stock, or replace those pots.",
        )
    told = f"Left out, because pots are not in stock or have gone out: {'; '.join(left)}."
    return usable, [Finding("compare.left_out", "warn", told, float(len(left)))] if left else []
