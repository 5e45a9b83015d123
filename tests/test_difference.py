"""CIEDE2000 against print and against two other libraries."""

from pathlib import Path

import numpy as np
import pytest
from colormath.color_diff_matrix import delta_e_cie2000
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000

from tonematch.difference import delta_e00, difference

PAIRS = np.loadtxt(Path(__file__).parent / "golden" / "ciede2000_sharma.csv", delimiter=",", skiprows=1)
PRINTED = 0.5e-4  # half of the last digit printed
ROUNDING = 1e-6
OTHER_MEAN_HUE = 1e-3  # libraries differ in how they average opposite hues, by less than this off the seam
lab = st.tuples(st.floats(0, 100), st.floats(-80, 80), st.floats(-80, 80))
skin = st.tuples(st.floats(20, 90), st.floats(1, 25), st.floats(3, 35))


def test_published_pairs() -> None:
    """Sharma's 34 pairs come out to the four decimals printed, both ways round."""
    first, second, printed = PAIRS[:, :3], PAIRS[:, 3:6], PAIRS[:, 6]
    assert len(PAIRS) == 34
    assert np.abs(delta_e00(first, second) - printed).max() <= PRINTED + ROUNDING
    assert np.abs(delta_e00(second, first) - printed).max() <= PRINTED + ROUNDING


def test_agrees_with_colormath_matrix_form() -> None:
    """The matrix form of colormath gives the same on the published pairs; its scalar form fails with this numpy."""
    for row in PAIRS:
        theirs = float(delta_e_cie2000(row[:3], row[None, 3:6])[0])
        assert float(delta_e00(row[:3], row[3:6])) == pytest.approx(theirs, abs=OTHER_MEAN_HUE)


@given(skin, skin)
def test_agrees_with_colormath_on_skin(first: tuple[float, ...], second: tuple[float, ...]) -> None:
    """On skin colours colormath's matrix form and ours are the same."""
    theirs = float(delta_e_cie2000(np.array(first), np.array([second]))[0])
    assert float(delta_e00(first, second)) == pytest.approx(theirs, abs=ROUNDING)


@given(skin, skin)
def test_agrees_with_scikit_image_on_skin(first: tuple[float, ...], second: tuple[float, ...]) -> None:
    """On skin colours scikit-image and ours are the same."""
    theirs = float(deltaE_ciede2000(np.array(first), np.array(second)))
    assert float(delta_e00(first, second)) == pytest.approx(theirs, abs=ROUNDING)


@given(lab, lab)
def test_symmetric_and_never_negative(first: tuple[float, ...], second: tuple[float, ...]) -> None:
    """The order of two colours does not matter, and no difference is below zero."""
    assert float(delta_e00(first, second)) == pytest.approx(float(delta_e00(second, first)), abs=ROUNDING)
    assert float(delta_e00(first, second)) >= 0


@given(lab)
def test_no_difference_to_itself(colour: tuple[float, ...]) -> None:
    """A colour does not differ from itself."""
    assert float(delta_e00(colour, colour)) == 0


@given(skin, skin)
def test_parts_add_up(first: tuple[float, ...], second: tuple[float, ...]) -> None:
    """Squares of lightness, chroma and hue add up to the square of ΔE00 where blue's rotation term is away."""
    parts = difference(first, second)
    assert float(parts.dL**2 + parts.dC**2 + parts.dH**2) == pytest.approx(
        float(parts.total**2), rel=1e-4, abs=ROUNDING
    )


def test_parts_have_the_promised_sign() -> None:
    """Lighter, stronger and yellower than the reference are positive."""
    assert difference([60, 12, 18], [62, 12, 18]).dL > 0
    assert difference([60, 12, 18], [60, 14, 21]).dC > 0
    assert difference([60, 12, 18], [60, 10, 19.5]).dH > 0


def test_arrays_broadcast() -> None:
    """One colour is compared with many at once."""
    assert delta_e00([60, 12, 18], PAIRS[:, :3]).shape == (34,)
