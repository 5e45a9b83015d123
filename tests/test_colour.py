"""Colour spaces: known values and round trips."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonematch.colour import (
    WHITE_D65,
    Lab,
    lab_from,
    lab_to_hex,
    lab_to_linear,
    lab_to_srgb,
    lab_to_xyz,
    linear_to_lab,
    linear_to_srgb,
    linear_to_xyz,
    srgb_to_lab,
    srgb_to_linear,
    xyz_to_lab,
    xyz_to_linear,
)

ROUNDING = 1e-9
SEAM = 1e-6  # sRGB's two branches meet to seven digits only
rgb = st.tuples(st.floats(-0.2, 1.5), st.floats(-0.2, 1.5), st.floats(-0.2, 1.5))
lab = st.tuples(st.floats(0, 100), st.floats(-80, 80), st.floats(-80, 80))


def test_white_is_white() -> None:
    """White in sRGB is the D65 white point and L 100."""
    assert linear_to_xyz([1.0, 1.0, 1.0]) == pytest.approx(WHITE_D65, abs=1e-6)
    assert srgb_to_lab([1.0, 1.0, 1.0]) == pytest.approx([100, 0, 0], abs=1e-4)


@pytest.mark.parametrize(
    ("srgb", "published"),
    [
        ((1, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 1, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 1), (32.30, 79.19, -107.86)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_primaries_have_their_published_lab(srgb: tuple[float, ...], published: tuple[float, ...]) -> None:
    """The primaries of sRGB have the Lab that is printed for them."""
    assert srgb_to_lab(np.array(srgb, dtype=float)) == pytest.approx(published, abs=0.02)


@given(rgb)
def test_srgb_turns_back(colour: tuple[float, ...]) -> None:
    """Decoding and encoding are inverse, below 0 and above 1 too."""
    assert linear_to_srgb(srgb_to_linear(colour)) == pytest.approx(colour, abs=SEAM)


@given(rgb)
def test_linear_turns_back_through_xyz(colour: tuple[float, ...]) -> None:
    """XYZ and back changes nothing."""
    assert xyz_to_linear(linear_to_xyz(colour)) == pytest.approx(colour, abs=ROUNDING)


@given(lab)
def test_lab_turns_back(colour: tuple[float, ...]) -> None:
    """XYZ, or linear light, and back changes nothing."""
    assert xyz_to_lab(lab_to_xyz(colour)) == pytest.approx(colour, abs=1e-7)
    assert linear_to_lab(lab_to_linear(colour)) == pytest.approx(colour, abs=1e-5)


def test_float32_stays_float32() -> None:
    """A photo does not double in memory on its way to Lab."""
    assert linear_to_lab(np.ones((2, 2, 3), dtype=np.float32)).dtype == np.float32


def test_lab_knows_chroma_and_hue() -> None:
    """Chroma is the distance from grey, hue the angle, 0-360."""
    assert Lab(50, 3, 4).chroma == 5
    assert Lab(50, 0, -1).hue_deg == 270
    assert lab_from(np.array([1, 2, 3])) == Lab(1, 2, 3)


def test_screen_colours_are_clipped() -> None:
    """What a screen cannot show is clipped, and hex has six digits."""
    assert lab_to_srgb([50, 120, -120]).min() >= 0
    assert lab_to_hex([0, 0, 0]) == "#000000"
