"""From a target and palettes to ranked recipes, each with its difference in numbers and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.findings import Finding
from tonematch.mix.advice import Subject, advise
from tonematch.mix.constants import opaque_reflectance
from tonematch.mix.grades import Grade, grade
from tonematch.mix.kubelka_munk import Mix, mix_constants, mixing_method
from tonematch.mix.lights import delta_e_by_light
from tonematch.mix.ranking import Bench, Job, Limits, make_bench, make_job, place_recipe, rank_recipes
from tonematch.mix.search import Recipe
from tonematch.mix.shade import Origin, Palette, Shade
from tonematch.mix.words import Parts, in_words, missing_direction, split
from tonematch.spectrum import reflectance_to_lab

FAR_DELTA_E00 = 3.0
"""Beyond this the best recipe is told to be out of reach; just about what is still accepted on dark skin."""


@dataclass(frozen=True)
class Component:
    """A shade of a named palette with its whole parts."""

    palette: str
    shade: Shade
    parts: int


@dataclass(frozen=True, eq=False)
class Match:
    """One recipe held against the target.

    Parameters
    ----------
    rank
        1 is best; 0 where a recipe is not in the list, as the nearest single shade may be.
    components
        Most parts first.
    predicted
        The mix, opaque or over the patch.
    delta_e00, difference
        Of the mix from the target under D65; positive parts: lighter, stronger, yellower than the target.
    in_words, grade
        The same in words.
    lights
        ΔE00 under each lamp; beyond D65 an estimate, because the target's reflectance is recovered.
    worst_light
        The lamp with the largest.
    data
        How the least well known of its shades is known.
    """

    rank: int
    components: tuple[Component, ...]
    predicted: Mix
    delta_e00: float
    difference: Parts
    in_words: str
    grade: Grade
    lights: Mapping[str, float]
    worst_light: str
    data: Origin

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"lights": dict(self.lights)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    @property
    def parts(self) -> dict[str, int]:
        """Whole parts by shade code."""
        return {component.shade.code: component.parts for component in self.components}

    @property
    def recipe(self) -> str:
        """Such as ``"3 Fair 1 cool + 1 Fair 1 warm"``."""
        return " + ".join(f"{component.parts} {component.shade.name}" for component in self.components)


@dataclass(frozen=True)
class Unreachable:
    """How far and in which direction the target lies beyond everything the palettes can mix."""

    by_delta_e00: float
    direction: str
    text: str


@dataclass(frozen=True, eq=False)
class Suggestions:
    """Everything to say about a target: ranked recipes, the nearest single shade, and what to watch out for."""

    target: Lab
    over: Lab | None
    technique: str
    coats: int | None
    matches: tuple[Match, ...]
    nearest_single: Match
    unreachable: Unreachable | None
    findings: tuple[Finding, ...]


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
) -> tuple[Match, ...]:
    """Find the best recipes for a target; see `match_target` for the parameters and for all there is to say."""
    job = make_job(target, palettes, over, technique, coats)
    benches = [make_bench(palette, job) for palette in palettes]
    ranked = rank_recipes(job, benches, Limits(max_shades, max_parts, top))
    return tuple(_match(job, bench, recipe, rank) for rank, (bench, recipe) in enumerate(ranked, 1))


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
) -> Suggestions:
    """Find the best recipes for a target and say what to watch out for.

    Parameters
    ----------
    target
        Lab of the surrounding skin, D65, 2°, specular excluded.
    palettes
        At least one; a recipe stays within one palette, as product lines are not made to be mixed.
    over
        Lab of the patch. For camouflage the recipe is then chosen as a film over it; pigment is predicted opaque.
    max_shades, max_parts
        How many pots a recipe may take, and how many whole parts in all.
    technique
        ``"camouflage"`` or ``"dermatography"``; by default what the palettes are for.
    coats
        Thin coats of cream, 2 where not said; counts only with `over`.
    top
        How many recipes to list, each of another set of shades.

    Returns
    -------
    Suggestions
        Recipes by ΔE00; those within 0.05 of each other by fewer pots, then fewer parts.

    Raises
    ------
    NoMatchError
        If the target is no colour, or the limits allow no recipe or too many.
    """
    job = make_job(target, palettes, over, technique, coats)
    benches = [make_bench(palette, job) for palette in palettes]
    ranked = rank_recipes(job, benches, Limits(max_shades, max_parts, top))
    matches = tuple(_match(job, bench, recipe, rank) for rank, (bench, recipe) in enumerate(ranked, 1))
    return Suggestions(
        target=job.target,
        over=job.over,
        technique=job.technique,
        coats=None if job.film is None else job.film.coats,
        matches=matches,
        nearest_single=_nearest_single(job, benches, matches),
        unreachable=_unreachable(job, matches[0]),
        findings=tuple(advise(_subject(job, *ranked[0], matches))),
    )


def compare_recipes(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    recipes: Sequence[Mapping[str, int]],
    *,
    over: ArrayLike | None = None,
    technique: str | None = None,
    coats: int | None = None,
) -> tuple[Match, ...]:
    """Hold given recipes against a target, best first.

    Parameters
    ----------
    target, palettes, over, technique, coats
        As for `match_target`.
    recipes
        Whole parts by shade code, each recipe within one of the palettes.

    Raises
    ------
    PaletteError
        If no palette has all codes of a recipe; it names codes near to the one that is missing.
    NoMatchError
        If a recipe is empty, or its parts are not whole numbers of 1 or more.
    """
    job = make_job(target, palettes, over, technique, coats)
    benches = [make_bench(palette, job) for palette in palettes]
    found = [_match(job, *place_recipe(benches, recipe), rank=0) for recipe in recipes]
    found.sort(key=lambda match: (match.delta_e00, len(match.components), sum(match.parts.values())))
    return tuple(_with_rank(match, rank) for rank, match in enumerate(found, 1))


def _match(job: Job, bench: Bench, recipe: Recipe, rank: int) -> Match:
    sets, parts = np.array([recipe.shades]), np.array([recipe.parts])
    reflectance = np.array(bench.reflectance(sets, parts)[0, 0])
    mix = Mix(lab_from(reflectance_to_lab(reflectance)), reflectance, mixing_method(bench.palette))
    error = float(delta_e00(job.target, mix.lab))
    lights = delta_e_by_light(job.target_reflectance, reflectance)
    palette = bench.palette
    components = [
        Component(palette.name, palette.shades[index], count)
        for index, count in zip(recipe.shades, recipe.parts, strict=True)
    ]
    return Match(
        rank=rank,
        components=tuple(sorted(components, key=lambda component: -component.parts)),
        predicted=mix,
        delta_e00=error,
        difference=split(job.target, mix.lab),
        in_words=in_words(job.target, mix.lab),
        grade=grade(error, job.target.L),
        lights=MappingProxyType(lights),
        worst_light=max(lights, key=lights.__getitem__),
        data=palette.data,
    )


def _with_rank(match: Match, rank: int) -> Match:
    return Match(**{**match.__dict__, "rank": rank})


def _nearest_single(job: Job, benches: Sequence[Bench], matches: Sequence[Match]) -> Match:
    listed = next((match for match in matches if len(match.components) == 1), None)
    if listed is not None:
        return listed
    bench, recipe = rank_recipes(job, benches, Limits(1, 1, 1))[0]
    return _match(job, bench, recipe, rank=0)


def _unreachable(job: Job, best: Match) -> Unreachable | None:
    if best.delta_e00 <= FAR_DELTA_E00:
        return None
    direction = missing_direction(job.target, best.predicted.lab)
    text = (
        f"The target is out of reach: the nearest recipe misses it by ΔE00 {best.delta_e00:.1f}. The target is "
        f"{direction} than anything these shades make; a shade that lies {direction} is missing."
    )
    return Unreachable(best.delta_e00, direction, text)


def _subject(job: Job, bench: Bench, recipe: Recipe, matches: Sequence[Match]) -> Subject:
    sets, parts = np.array([recipe.shades]), np.array([recipe.parts])
    opaque = opaque_reflectance(*mix_constants(bench.constants, sets, parts))[0, 0]
    return Subject(
        target=job.target,
        technique=job.technique,
        coats=None if job.film is None else job.film.coats,
        coat_assumed=bench.palette.coat_thickness is None,
        best_lab=matches[0].predicted.lab,
        best_opaque=lab_from(reflectance_to_lab(opaque)),
        delta_e00s=tuple(match.delta_e00 for match in matches),
        lights=matches[0].lights,
        data=matches[0].data,
        method=matches[0].predicted.method,
    )
