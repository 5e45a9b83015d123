"""What whole parts cost against the best proportions of the same shades."""

import numpy as np
import pytest
from scipy.optimize import minimize

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00
from tonematch.mix.film.constants import opaque_reflectance
from tonematch.mix.film.kubelka_munk import mixing_constants
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.proportions import best_proportions
from tonematch.spectrum import reflectance_to_lab

REACHED = ((58.0, 12.0, 19.0), (40.0, 12.0, 16.0), (66.0, 9.0, 17.0))
AS_GOOD = 0.01  # ΔE00 by which the refinement may stop short of a general optimiser; a thirtieth of what eyes see
FAR = (70.0, 0.0, 5.0)
FAR_AS_GOOD = 0.15  # the same for a target far out of reach, where one shade of three should vanish; 0.09 in a trial


def mixer(palette: str, codes: list[str]):
    """Give the function from amounts of these shades to Lab."""
    loaded = load_palette(palette)
    constants = mixing_constants(loaded)
    places = [[shade.code for shade in loaded.shades].index(code) for code in codes]
    k, s = constants.k[places], constants.s[places]

    def lab_of(amounts: FloatArray) -> FloatArray:
        return reflectance_to_lab(opaque_reflectance(amounts @ k, amounts @ s))

    return lab_of


def least(target: tuple[float, ...], lab_of, pots: int) -> float:
    """Give the least ΔE00 that a general optimiser finds from several starts."""

    def error(shares: FloatArray) -> float:
        return float(delta_e00(target, lab_of(np.maximum(shares, 0)[None] + 1e-12)[0]))

    dice = np.random.default_rng(1)
    whole = {"type": "eq", "fun": lambda shares: shares.sum() - 1}
    starts = [np.full(pots, 1 / pots), *dice.dirichlet(np.ones(pots), 4)]
    return min(
        error(minimize(error, start, method="SLSQP", bounds=[(0, 1)] * pots, constraints=whole).x) for start in starts
    )


@pytest.mark.parametrize("palette", ["generic-camouflage", "iron-oxide-tinters"])
def test_as_good_as_a_general_optimiser(palette: str) -> None:
    """From whole parts the refinement comes as near as SLSQP from several starts, and never farther than they are."""
    for target in (*REACHED, FAR):
        for match in find_matches(target, [load_palette(palette)], max_shades=3, top=3):
            found = match.proportions
            lab_of = mixer(palette, list(match.parts))
            assert found.delta_e00 == pytest.approx(
                float(delta_e00(target, lab_of(np.array([found.shares]))[0])), abs=1e-6
            )
            assert sum(found.shares) == pytest.approx(1)
            assert found.cost_delta_e00 == pytest.approx(match.delta_e00 - found.delta_e00, abs=1e-6)
            assert match.rounding_cost >= 0
            allowed = FAR_AS_GOOD if target == FAR else AS_GOOD
            assert found.delta_e00 <= least(target, lab_of, match.pots) + allowed


def test_coarse_parts_cost_and_fine_ones_hardly() -> None:
    """The same two shades in 3 parts are farther from their best proportion than in 39."""
    lab_of = mixer("iron-oxide-tinters", ["W", "Y2"])
    target = lab_of(np.array([[0.59, 0.41]]))[0]
    coarse, fine = best_proportions(target, lab_of, [2, 1]), best_proportions(target, lab_of, [23, 16])
    assert coarse.shares[0] == pytest.approx(0.59, abs=0.005)
    assert coarse.cost_delta_e00 > 10 * fine.cost_delta_e00


def test_one_pot_costs_nothing() -> None:
    """A single pot has but one proportion."""
    (match,) = find_matches((90, 0, 0), [load_palette("generic-camouflage")], max_shades=1, top=1)
    assert match.proportions.shares == (1.0,)
    assert match.rounding_cost == 0
