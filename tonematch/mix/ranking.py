"""A checked question, palettes made ready for it, and the recipes that answer it best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.dose import expected_delta_e00
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import (
    Film,
    coat_thickness,
    film_over,
    mix_constants,
    mixing_constants,
    reflectance_of,
)
from tonematch.mix.film.recover import checked_lab, recover_reflectance
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.search.compile import is_compiled
from tonematch.mix.search.find import Recipe, check_limits, count_recipes, enumerate_recipes
from tonematch.spectrum import reflectance_to_lab
from tonematch.thresholds import thresholds

TIE_DELTA_E00 = 0.05
"""Nearer than this nobody tells two recipes apart; the one of fewer pots, then fewer parts, stands first."""

MOST_ENUMERATED = 20_000
"""Recipes that NumPy tries one by one in less time than it takes to load the compiled search."""

FORGIVING_POOL = 100
"""Sets of shades among which the most forgiving recipes are sought; doses off by 8 % blur what lies beyond."""

POTS_COMPILED = 4
"""Pots the compiled search can take; more are enumerated."""

DEFAULT_COATS = 2
MOST_COATS = 10
MOST_TOP = 1000


Prefer = Literal["nearest", "forgiving"]


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

    def lab_of(self, shades: Sequence[int]) -> Callable[[FloatArray], FloatArray]:
        """Give the function from amounts (N, pots) of these shades to the Lab (N, 3) of their mixes."""
        k, s = self.constants.k[list(shades)], self.constants.s[list(shades)]

        def lab_of(amounts: FloatArray) -> FloatArray:
            shares = amounts / amounts.sum(axis=1, keepdims=True)
            mixed = Constants(shares @ k, shares @ s)
            return reflectance_to_lab(reflectance_of(mixed, film=self.film, thickness=self.thickness))

        return lab_of


@dataclass(frozen=True)
class Limits:
    """How many shades and whole parts a recipe may have, how many recipes are wanted, and which stand first.

    ``"nearest"`` orders by ΔE00 as mixed exactly, ``"forgiving"`` by the ΔE00 to expect of uneven drops. The nearest
    are proven; the most forgiving are chosen among the `FORGIVING_POOL` nearest sets of each number of pots.
    """

    max_shades: int
    max_parts: int
    top: int
    prefer: Prefer = "nearest"


def make_job(
    target: ArrayLike, palettes: Sequence[Palette], over: ArrayLike | None, technique: str | None, coats: int | None
) -> Job:
    """Check a question.

    Raises
    ------
    NoMatchError
        Naming the value that is wrong.
    """
    if not palettes:
        raise NoMatchError("No palette is given.", code="match.no_palette", hint="Name at least one palette.")
    _check_names([palette.name for palette in palettes])
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


def _check_names(names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise NoMatchError(
            f"Two of the palettes are called '{twice}'.",
            code="match.palette_twice",
            hint="Give each palette once; where they are two files, give each a name of its own.",
        )


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


def make_bench(palette: Palette, job: Job) -> Bench:
    """Make a palette ready for a job."""
    thickness = coat_thickness(palette) if job.film else 0.0
    return Bench(palette, mixing_constants(palette), thickness, job.film)


def rank_recipes(job: Job, benches: Sequence[Bench], limits: Limits) -> list[tuple[Bench, Recipe]]:
    """Find the best recipes over all palettes, each within one of them, each of another set of shades.

    Raises
    ------
    NoMatchError
        If the limits allow no recipe, or too many.
    """
    top = limits.top
    if isinstance(top, bool) or not isinstance(top, int | np.integer) or not 1 <= top <= MOST_TOP:
        raise NoMatchError(f"{top!r} recipes are asked for, expected 1 to {MOST_TOP}.", code="match.top")
    for bench in benches:
        check_limits(len(bench.palette.shades), max_shades=limits.max_shades, max_parts=limits.max_parts)
    forgiving = limits.prefer == "forgiving"
    keep = max(top, FORGIVING_POOL) if forgiving else top
    pool = [(bench, recipe) for bench in benches for recipe in _best(job, bench, limits, keep)]
    values = [expected_error(job, bench, recipe) if forgiving else recipe.delta_e00 for bench, recipe in pool]
    return _distinct(job, list(zip(values, pool, strict=True)), top)


def expected_error(job: Job, bench: Bench, recipe: Recipe) -> float:
    """Give the ΔE00 to expect of a recipe whose drops are uneven; see `tonematch.mix.dose`."""
    return float(expected_delta_e00(job.target, bench.lab_of(recipe.shades), [recipe.parts])[0])


def _best(job: Job, bench: Bench, limits: Limits, keep: int) -> tuple[Recipe, ...]:
    shades = len(bench.palette.shades)
    wanted = {"max_shades": limits.max_shades, "max_parts": limits.max_parts}
    if not _is_compiled_for(shades, **wanted):
        return enumerate_recipes(shades, _errors(job, bench), **wanted, keep=keep, tie=TIE_DELTA_E00)
    from tonematch.mix.search.best import best_recipes, make_optics  # noqa: PLC0415  # numba waits until it pays

    film = bench.film
    optics = make_optics(
        bench.constants,
        substrate=None if film is None else film.substrate,
        thickness=0.0 if film is None else bench.thickness * film.coats,
    )
    return best_recipes(optics, job.target, **wanted, keep=keep, tie=TIE_DELTA_E00)


def _is_compiled_for(shades: int, *, max_shades: int, max_parts: int) -> bool:
    pots = min(shades, max_shades, max_parts)
    return pots <= POTS_COMPILED and count_recipes(shades, max_shades=max_shades, max_parts=max_parts) > MOST_ENUMERATED


def must_prepare(palettes: Sequence[Palette], *, max_shades: int, max_parts: int) -> bool:
    """Tell whether a search will first compile itself, which takes some seconds once on a computer."""
    large = any(
        _is_compiled_for(len(palette.shades), max_shades=max_shades, max_parts=max_parts) for palette in palettes
    )
    return large and not is_compiled()


def _errors(job: Job, bench: Bench) -> Callable[[NDArray[np.int64], NDArray[np.int64]], FloatArray]:
    def errors(sets: NDArray[np.int64], parts: NDArray[np.int64]) -> FloatArray:
        return delta_e00(job.target, reflectance_to_lab(bench.reflectance(sets, parts)))

    return errors


def _distinct(job: Job, pool: list[tuple[float, tuple[Bench, Recipe]]], top: int) -> list[tuple[Bench, Recipe]]:
    """Order recipes by a value, simplest first among ties, one for each set of shades; a single pot that will do leads.

    `pool` holds (value, (bench, recipe)).
    """
    left = sorted(pool, key=lambda entry: entry[0])
    alone = [entry for entry in left if len(entry[1][1].shades) == 1 and entry[1][1].delta_e00 <= will_do(job)]
    chosen = [entry[1] for entry in alone[:1]]
    left = [entry for entry in left if entry[1] not in chosen]
    while left and len(chosen) < top:
        tied = [entry for entry in left if entry[0] <= left[0][0] + TIE_DELTA_E00]
        _, (bench, recipe) = min(tied, key=_simplicity)
        chosen.append((bench, recipe))
        left = [entry for entry in left if entry[1][0] is not bench or entry[1][1].shades != recipe.shades]
    return chosen


def _simplicity(entry: tuple[float, tuple[Bench, Recipe]]) -> tuple[int, int, float]:
    value, (_, recipe) = entry
    return len(recipe.shades), sum(recipe.parts), value


def will_do(job: Job) -> float:
    """Give the ΔE00 within which a single pot stands first: what is not perceptible on skin of this depth."""
    return thresholds(job.target.L).perceptible
