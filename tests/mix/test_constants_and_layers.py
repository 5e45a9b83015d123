"""Kubelka-Munk, opaque and as a film."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonematch.mix.film.constants import (
    Constants,
    constants_from_let_down,
    k_over_s,
    opaque_reflectance,
    to_inside,
    to_outside,
)
from tonematch.mix.film.layers import contrast_ratio, film_reflectance, thickness_for_contrast

TIGHT = 1e-9  # the formulas are closed, only rounding is left
share = st.floats(0.001, 0.999)
constant = st.floats(0.001, 100)


def test_inside_reflectance_of_a_published_kind_of_example() -> None:
    """K/S of 0.5 reflects 0.38197 inside (1.5 - sqrt 1.25), and half of that and less is thrown back at the surface."""
    assert to_inside(opaque_reflectance([0.5], [1.0]))[0] == pytest.approx(1.5 - np.sqrt(1.25), abs=TIGHT)
    assert to_outside([0.5])[0] == pytest.approx(0.25 / 0.75)


@given(share)
def test_surface_correction_turns_back(reflectance: float) -> None:
    """Inside and outside are inverse of each other and keep 0-1."""
    assert float(to_outside(to_inside(reflectance))) == pytest.approx(reflectance, abs=TIGHT)
    assert 0 <= float(to_outside(reflectance)) <= 1


@given(share)
def test_k_over_s_turns_back(reflectance: float) -> None:
    """An opaque layer of the K/S found reflects what it was found from."""
    assert float(opaque_reflectance(k_over_s(reflectance), 1.0)) == pytest.approx(reflectance, abs=2e-4)


@given(constant, constant, st.floats(0.05, 0.95))
def test_let_down_gives_back_known_constants(k: float, s: float, part: float) -> None:
    """K and S come back from a masstone and a let-down that were computed from them."""
    white = Constants(np.full(31, 0.001), np.ones(31))
    masstone = opaque_reflectance(np.full(31, k), np.full(31, s))
    let_down = opaque_reflectance(part * k + (1 - part) * white.k, part * s + (1 - part) * white.s)
    if k_over_s(masstone)[0] < 1.2 * k_over_s(let_down)[0] or masstone[0] < 1e-3:
        return
    found = constants_from_let_down(masstone, let_down, parts=(part, 1 - part), white=white)
    assert found.k == pytest.approx(np.full(31, k), rel=1e-3)
    assert found.s == pytest.approx(np.full(31, s), rel=1e-3)


@given(constant, constant, share)
def test_no_film_shows_the_substrate(k: float, s: float, ground: float) -> None:
    """A film of thickness zero is not there."""
    assert float(film_reflectance(k, s, thickness=0.0, substrate=ground)) == pytest.approx(ground, abs=TIGHT)


@given(st.floats(0.01, 10), st.floats(0.01, 10), share)
def test_thick_film_is_opaque(k: float, s: float, ground: float) -> None:
    """A film of endless thickness hides the substrate."""
    film = float(film_reflectance(k, s, thickness=1e5, substrate=ground))
    assert film == pytest.approx(float(opaque_reflectance(k, s)), abs=1e-4)


@given(st.floats(0.01, 5), st.floats(0.1, 5), st.floats(0.01, 2))
def test_two_coats_are_one_of_double_thickness(k: float, s: float, thickness: float) -> None:
    """A coat over a coat is a film of both, when the surface between them is left out of account."""
    once = film_reflectance(k, s, thickness=thickness, substrate=0.5)
    twice = film_reflectance(k, s, thickness=thickness, substrate=once)
    assert float(twice) == pytest.approx(
        float(film_reflectance(k, s, thickness=2 * thickness, substrate=0.5)), abs=1e-7
    )


def test_contrast_ratio_grows_to_one_and_thickness_is_found() -> None:
    """Thicker hides more, and the thickness for a contrast ratio has that ratio."""
    k, s = np.full(31, 0.1), np.ones(31)
    ratios = [float(contrast_ratio(k, s, thickness=x)) for x in (0.1, 1.0, 10.0, 1000.0)]
    assert ratios == sorted(ratios)
    assert ratios[-1] == pytest.approx(1, abs=1e-4)
    found = thickness_for_contrast(k, s, ratio=0.9)
    assert float(contrast_ratio(k, s, thickness=found)) == pytest.approx(0.9, abs=1e-6)
