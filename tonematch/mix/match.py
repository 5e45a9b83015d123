"""From a target and palettes to ranked recipes, each with its difference in numbers and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.advice import advise
from tonematch.mix.constants import Constants
from tonematch.mix.grades import Grade, grade
from tonematch.mix.kubelka_munk import (
    Film,
    Mix,
    checked_amount,
    coat_thickness,
    film_over,
    mix_constants,
    mixing_constants,
    mixing_method,
    reflectance_of,
    shade_index,
)
from tonematch.mix.lights import delta_e_by_light
from tonematch.mix.recover import checked_lab, recover_reflectance
from tonematch.mix.search import Recipe, best_recipes, check_limits
from tonematch.mix.shade import Origin, Palette, Shade
from tonematch.mix.words import Parts, in_words, missing_direction, split
from tonematch.spectrum import reflectance_to_lab

TIE_DELTA_E00 = 0.05
"""Nearer than this nobody tells two recipes apart; the one of fewer pots, then fewer parts, stands first."""

FAR_DELTA_E00 = 3.0
"""Beyond this the best recipe is told to be out of reach; just about what is still accepted on dark skin."""

DEFAULT_COATS = 2
MOST_COATS = 10
MOST_TOP = 1000
CERTAINTY: tuple[Origin, ...] = ("measured", "modelled", "swatch")


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


@dataclass(frozen=True, eq=False)
class Job:
    """A checked question: the target, what lies beneath, and how the shades are used."""

    target: Lab
    target_reflectance: FloatArray
    over: Lab | None
    technique: str
    film: Film | None


@dataclass(frozen=True, eq=False)
class Bench:
    """A palette made ready for a job: K and S of all shades, and how thick a coat of them is."""

    palette: Palette
    constants: Constants
    thickness: float
    film: Film | None

    def reflectance(self, sets: NDArray[np.int64], parts: NDArray[np.int64]) -> FloatArray:
        """Predict shade sets (M, pots), each in each of the parts (P, pots): (M, P, 31)."""
        mixed = mix_constants(self.constants, sets, parts)
        return reflectance_of(mixed, film=self.film, thickness=self.thickness)


def find_matches(
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
    job = _job(target, palettes, over, technique, coats)
    return _ranked(job, palettes, max_shades, max_parts, top)


def match_target(
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
    job = _job(target, palettes, over, technique, coats)
    matches = _ranked(job, palettes, max_shades, max_parts, top)
    single = next((match for match in matches if len(match.components) == 1), None)
    single = single or _ranked(job, palettes, 1, 1, 1, first_rank=0)[0]
    return Suggestions(
        target=job.target,
        over=job.over,
        technique=job.technique,
        coats=None if job.film is None else job.film.coats,
        matches=matches,
        nearest_single=single,
        unreachable=_unreachable(job, matches[0]),
        findings=tuple(_findings(job, palettes, matches)),
    )


def compare_recipes(
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
    job = _job(target, palettes, over, technique, coats)
    benches = [_bench(palette, job) for palette in palettes]
    found = []
    for recipe in recipes:
        bench, shades = _place(benches, recipe)
        parts = tuple(_whole(code, amount) for code, amount in recipe.items())
        found.append(_match(job, bench, Recipe(shades, parts, 0.0), 0))
    found.sort(key=lambda match: (match.delta_e00, len(match.components), sum(match.parts.values())))
    return tuple(_with_rank(match, rank) for rank, match in enumerate(found, 1))


def _job(
    target: ArrayLike, palettes: Sequence[Palette], over: ArrayLike | None, technique: str | None, coats: int | None
) -> Job:
    if not palettes:
        raise NoMatchError("No palette is given.", code="match.no_palette", hint="Name at least one palette.")
    wanted = lab_from(checked_lab(target))
    beneath = None if over is None else lab_from(checked_lab(over, "patch"))
    chosen = _technique(palettes, technique)
    layers = DEFAULT_COATS if coats is None else coats
    if isinstance(layers, bool) or not isinstance(layers, int | np.integer) or not 1 <= layers <= MOST_COATS:
        raise NoMatchError(
            f"{layers!r} coats are asked for, expected 1 to {MOST_COATS}.",
            code="match.coats",
            hint="One to three thin coats are usual.",
        )
    film = film_over(beneath, int(layers)) if beneath is not None and chosen == "camouflage" else None
    return Job(wanted, recover_reflectance(wanted), beneath, chosen, film)


def _technique(palettes: Sequence[Palette], technique: str | None) -> str:
    known = sorted({palette.technique for palette in palettes})
    if technique is None:
        if len(known) > 1:
            raise NoMatchError(
                "The palettes are for different techniques, camouflage and dermatography.",
                code="match.technique",
                hint="Say which one is meant.",
            )
        return known[0]
    if technique not in {"camouflage", "dermatography"}:
        raise NoMatchError(
            f"The technique is '{technique}', expected camouflage or dermatography.", code="match.technique"
        )
    return technique


def _bench(palette: Palette, job: Job) -> Bench:
    thickness = coat_thickness(palette) if job.film else 0.0
    return Bench(palette, mixing_constants(palette), thickness, job.film)


def _ranked(
    job: Job, palettes: Sequence[Palette], max_shades: int, max_parts: int, top: int, *, first_rank: int = 1
) -> tuple[Match, ...]:
    if isinstance(top, bool) or not isinstance(top, int | np.integer) or not 1 <= top <= MOST_TOP:
        raise NoMatchError(f"{top!r} recipes are asked for, expected 1 to {MOST_TOP}.", code="match.top")
    benches = [_bench(palette, job) for palette in palettes]
    for bench in benches:
        check_limits(len(bench.palette.shades), max_shades=max_shades, max_parts=max_parts)
    pool: list[tuple[Bench, Recipe]] = []
    for bench in benches:

        def errors(sets: NDArray[np.int64], parts: NDArray[np.int64], bench: Bench = bench) -> FloatArray:
            return delta_e00(job.target, reflectance_to_lab(bench.reflectance(sets, parts)))

        count = len(bench.palette.shades)
        best = best_recipes(count, errors, max_shades=max_shades, max_parts=max_parts, keep=top + 20, tie=TIE_DELTA_E00)
        pool += [(bench, recipe) for recipe in best]
    chosen = _distinct(pool, top)
    return tuple(_match(job, bench, recipe, rank) for rank, (bench, recipe) in enumerate(chosen, first_rank))


def _distinct(pool: list[tuple[Bench, Recipe]], top: int) -> list[tuple[Bench, Recipe]]:
    """Order recipes by ΔE00, simplest first among ties, one for each set of shades."""
    left = sorted(pool, key=lambda entry: entry[1].delta_e00)
    chosen: list[tuple[Bench, Recipe]] = []
    while left and len(chosen) < top:
        limit = left[0][1].delta_e00 + TIE_DELTA_E00
        tied = [entry for entry in left if entry[1].delta_e00 <= limit]
        bench, recipe = min(tied, key=lambda entry: (len(entry[1].shades), sum(entry[1].parts), entry[1].delta_e00))
        chosen.append((bench, recipe))
        left = [entry for entry in left if entry[0] is not bench or entry[1].shades != recipe.shades]
    return chosen


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


def _place(benches: Sequence[Bench], recipe: Mapping[str, int]) -> tuple[Bench, tuple[int, ...]]:
    """Find the palette that has all codes of a recipe; the error of the nearest one speaks if none has."""
    if not recipe:
        raise NoMatchError("A recipe is empty.", code="recipe.empty", hint="Name at least one shade and its parts.")

    def known(bench: Bench) -> int:
        return len(
            {shade.code.casefold() for shade in bench.palette.shades} & {str(code).casefold() for code in recipe}
        )

    bench = max(benches, key=known)
    return bench, tuple(shade_index(bench.palette, code) for code in recipe)


def _whole(code: str, amount: float) -> int:
    number = checked_amount(code, amount)
    if number != int(number):
        raise NoMatchError(
            f"The recipe gives {amount:g} parts of {code}, expected a whole number.",
            code="recipe.parts",
            hint="Multiply all parts until they are whole.",
        )
    return int(number)


def _unreachable(job: Job, best: Match) -> Unreachable | None:
    if best.delta_e00 <= FAR_DELTA_E00:
        return None
    direction = missing_direction(job.target, best.predicted.lab)
    text = (
        f"The target is out of reach: the nearest recipe misses it by ΔE00 {best.delta_e00:.1f}. The target is "
        f"{direction} than anything these shades make; a shade that lies {direction} is missing."
    )
    return Unreachable(best.delta_e00, direction, text)


def _findings(job: Job, palettes: Sequence[Palette], matches: Sequence[Match]) -> list[Finding]:
    best = matches[0]
    bench = next(_bench(palette, job) for palette in palettes if palette.name == best.components[0].palette)
    opaque = None
    if job.film is not None:
        codes = [shade.code for shade in bench.palette.shades]
        sets = np.array([[codes.index(component.shade.code) for component in best.components]])
        parts = np.array([[component.parts for component in best.components]])
        bare = Bench(bench.palette, bench.constants, 0.0, None)
        opaque = lab_from(reflectance_to_lab(bare.reflectance(sets, parts)[0, 0]))
    return advise(
        target=job.target,
        technique=job.technique,
        coats=None if job.film is None else job.film.coats,
        best_lab=best.predicted.lab,
        best_opaque=opaque,
        delta_e00s=[match.delta_e00 for match in matches],
        lights=best.lights,
        data=best.data,
        method=best.predicted.method,
        assumed_coat=job.film is not None and bench.palette.coat_thickness is None,
    )
