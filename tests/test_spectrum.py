"""From reflectance to Lab."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonematch.colour import WHITE_D65
from tonematch.difference import delta_e00
from tonematch.reference import read_table
from tonematch.spectrum import LIGHT_NAMES, band_weights, reflectance_to_lab

PRINTED_SPREAD = 2.0  # charts differ from the printed values by about this; the spectra are a mean of 30 charts
# Classic 24 before November 2014, L*a*b* D50 as X-Rite printed them: patches 1, 2 (skins), 13-16, 19 and 24.
PRINTED_D50 = {
    0: (37.986, 13.555, 14.059),
    1: (65.711, 18.13, 17.81),
    12: (28.778, 14.179, -50.297),
    13: (55.261, -38.342, 31.37),
    14: (42.101, 53.378, 28.19),
    15: (81.733, 4.039, 79.819),
    18: (96.539, -0.425, 1.186),
    23: (20.461, -0.079, -0.973),
}


@pytest.mark.parametrize("light", LIGHT_NAMES)
def test_perfect_diffuser_is_white_under_every_light(light: str) -> None:
    """Reflectance 1 is L 100 without colour, whatever the lamp."""
    assert reflectance_to_lab(np.ones(31), light=light) == pytest.approx([100, 0, 0], abs=1e-9)


def test_d65_white_point() -> None:
    """The weights of D65 sum to the published white point to three decimals."""
    assert band_weights().sum(axis=0) == pytest.approx(WHITE_D65, abs=1e-3)


@given(st.floats(0.001, 1))
def test_grey_is_without_colour(reflectance: float) -> None:
    """Flat reflectance has the lightness of its luminance and neither a nor b."""
    lab = reflectance_to_lab(np.full(31, reflectance))
    assert lab[1:] == pytest.approx([0, 0], abs=1e-9)
    assert float(lab[0]) == pytest.approx(116 * np.cbrt(reflectance) - 16 if reflectance > 216 / 24389 else lab[0])


def test_chart_is_near_its_printed_values() -> None:
    """ColorChecker spectra under D50 come within ΔE00 2 of the values printed for the chart."""
    spectra = np.array(read_table("classic24")["reflectance"])
    for patch, printed in PRINTED_D50.items():
        assert float(delta_e00(reflectance_to_lab(spectra[patch], light="D50"), printed)) < PRINTED_SPREAD


def test_weights_are_read_only() -> None:
    """A cached table cannot be changed by a caller."""
    with pytest.raises(ValueError, match="read-only"):
        band_weights()[0] = 0
