"""Recovered reflectance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.film.recover import recover_reflectance
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

HIT = 0.01  # Lab distance promised


@settings(deadline=None)
@given(st.floats(20, 92), st.floats(1, 20), st.floats(3, 26))
def test_recovered_skin_hits_its_lab(L: float, a: float, b: float) -> None:
    """Whatever is like skin, up to depigmented, is hit exactly with a reflectance within 0-1."""
    # The lighter a surface, the less room for colour below a reflectance of 1.
    lab = (L, min(a, L / 3, 1.6 * (100 - L)), min(b, L / 2, 1.6 * (100 - L)))
    reflectance = recover_reflectance(lab)
    assert np.abs(reflectance_to_lab(reflectance) - lab).max() < HIT
    assert 0 <= reflectance.min() <= reflectance.max() <= 1


@pytest.mark.parametrize("lab", [(0, 0, 0), (100, 0, 0), (92, 1, 4), (50, 40, -60), (53.2, 80, 67), (60, -40, 30)])
def test_other_colours_are_hit_too(lab: tuple[float, float, float]) -> None:
    """Black, white, and colours no skin has fall back on something smooth."""
    assert np.abs(reflectance_to_lab(recover_reflectance(lab)) - lab).max() < HIT


def test_recovered_skin_is_like_measured_skin_under_other_lamps() -> None:
    """Under a bulb the recovered skin is within ΔE00 0.6 of the measured on average."""
    measured = np.array(read_table("skin_spectra")["reflectance"])[::8]
    recovered = np.array([recover_reflectance(lab) for lab in reflectance_to_lab(measured)])
    errors = delta_e00(reflectance_to_lab(measured, light="A"), reflectance_to_lab(recovered, light="A"))
    assert errors.mean() < 0.6


@pytest.mark.parametrize(
    ("lab", "sentence"),
    [
        ((140, 0, 0), "The target has L 140, expected 0 to 100."),
        ((50, float("nan"), 0), "expected three numbers L, a, b."),
        ("skin", "The target is 'skin', expected three numbers L, a, b."),
        ((50, 10), "expected three numbers L, a, b."),
        ((50, 200, 0), "expected -128 to 128."),
        ((95, 30, 10), "No matt surface has the colour L 95, a 30, b 10."),
    ],
)
def test_what_is_no_colour_is_told(lab: object, sentence: str) -> None:
    """A Lab that is none, or that nothing can have, is refused with a sentence."""
    with pytest.raises(NoMatchError) as caught:
        recover_reflectance(lab)  # type: ignore[arg-type]
    assert sentence in str(caught.value)
