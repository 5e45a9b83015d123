"""The compiled search against enumeration, recipe by recipe."""

from typing import NamedTuple

import numpy as np
import pytest

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import Film, mix_constants, mixing_constants, reflectance_of
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.mix.search.find import Recipe, enumerate_recipes
from tonematch.spectrum import reflectance_to_lab

TIE = 0.05
ROUNDING = 1e-9  # ΔE00 by which sums in another order may differ; measured at 1e-13
REACHABLE = (
    *((58, 12, 19), (40, 12, 16), (66, 9, 17), (33, 9, 10), (50, 14, 20), (62, 6, 12), (45, 9, 14)),
    *((55, 10, 17), (61, 11, 18), (48, 12, 18), (37, 10, 14), (64, 8, 15), (53, 11, 16), (43, 11, 17)),
)
UNREACHABLE = ((90, 2, 5), (60, 40, 10), (30, -20, -30), (50, 0, 0), (0, 0, 0), (55, -30, 40), (55, 25, -25))


class Question(NamedTuple):
    """A palette and what it lies on."""

    constants: Constants
    film: Film | None
    thickness: float

    def errors(self, target: tuple[float, ...], sets: np.ndarray, parts: np.ndarray) -> FloatArray:
        """Give ΔE00 by the formulas of the core."""
        mixed = mix_constants(self.constants, sets, parts)
        seen = reflectance_of(mixed, film=self.film, thickness=self.thickness)
        return delta_e00(target, reflectance_to_lab(seen))

    def enumerated(self, target: tuple[float, ...], shades: int, parts: int, keep: int) -> list[Recipe]:
        """Try every recipe."""
        count = len(self.constants.k)
        found = enumerate_recipes(
            count, lambda s, p: self.errors(target, s, p), max_shades=shades, max_parts=parts, keep=keep, tie=TIE
        )
        return in_order(found)

    def searched(self, target: tuple[float, ...], shades: int, parts: int, keep: int) -> list[Recipe]:
        """Search."""
        ground = None if self.film is None else self.film.substrate
        coats = 1 if self.film is None else self.film.coats
        optics = make_optics(self.constants, substrate=ground, thickness=self.thickness * coats)
        return in_order(best_recipes(optics, target, max_shades=shades, max_parts=parts, keep=keep, tie=TIE))


def in_order(recipes: tuple[Recipe, ...]) -> list[Recipe]:
    """Sort recipes so that rounding does not change their order."""
    return sorted(recipes, key=lambda recipe: (round(recipe.delta_e00, 9), recipe.shades))


def blended(count: int, *, film: bool) -> Question:
    """Give random blends of the bundled creams as a palette, opaque or thin over a light patch."""
    creams = mixing_constants(load_palette("generic-camouflage"))
    shares = np.random.default_rng(count).dirichlet(np.full(24, 0.1), count)
    ground = Film(np.linspace(0.4, 0.7, 31), 2) if film else None
    return Question(Constants(shares @ creams.k, shares @ creams.s), ground, 0.4 if film else 0.0)


@pytest.mark.parametrize("film", [False, True], ids=["opaque", "film"])
@pytest.mark.parametrize("target", [*REACHABLE, *UNREACHABLE])
@pytest.mark.parametrize(("shades", "pots", "parts"), [(17, 3, 8), (9, 4, 7), (40, 2, 9)])
def test_search_is_enumeration(target: tuple[float, ...], shades: int, pots: int, parts: int, film: bool) -> None:  # noqa: FBT001
    """The same ranked list as by trying all, in and out of reach, opaque and as a film."""
    question = blended(shades, film=film)
    expected = question.enumerated(target, pots, parts, keep=7)
    found = question.searched(target, pots, parts, keep=7)
    assert [recipe[:2] for recipe in found] == [recipe[:2] for recipe in expected]
    assert [recipe.delta_e00 for recipe in found] == pytest.approx([r.delta_e00 for r in expected], abs=ROUNDING)
    assert all(recipe.proven_within_delta_e00 == 0.0 for recipe in found)


def test_equal_shades_keep_their_order() -> None:
    """Of recipes that are equal, the one of earlier shades comes first, however often it is asked for."""
    one = blended(12, film=False)
    twice = Question(Constants(np.tile(one.constants.k, (2, 1)), np.tile(one.constants.s, (2, 1))), None, 0.0)
    runs = [twice.searched((58, 12, 19), 3, 8, keep=5) for _ in range(3)]
    assert runs[0] == runs[1] == runs[2]
    assert all(shade < 12 for shade in runs[0][0].shades)
