"""How the light differs between chart and skin, from what the photo itself shows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.correct.light_at import BLOOD, MELANIN, light_at
from tonematch.difference import delta_e00
from tonematch.measure.sample import sample_skin

SKIN = np.array([0.35, 0.20, 0.13])
AWAY = np.array([1.2, 0.0])
CLICK = (640.0, 430.0)


def slopes(strength: float, red: float, blue: float) -> np.ndarray:
    """Give slopes of the light along x only, per chart width."""
    return np.array([[strength, 0.0], [red, 0.0], [blue, 0.0]])


def test_equal_skin_and_flat_chart_change_nothing():
    """The same skin colour in both places and an evenly lit chart leave everything as it is."""
    light = light_at(SKIN, SKIN, slopes(0, 0, 0), away=AWAY)
    assert np.allclose(light.gains, 1)
    assert light.other_colour < 0.1


def test_a_lamp_seen_by_both_witnesses_is_taken_back():
    """Skin turned red towards a lamp, and a chart that reddens the same way, are undone by more than two thirds."""
    change = np.array([0.35, 0.0, -0.30])
    here = SKIN * np.exp(change)
    light = light_at(SKIN, here, slopes(0, change[0] / AWAY[0], change[2] / AWAY[0]), away=AWAY)
    left = np.log(here * light.gains / SKIN)
    assert light.other_colour > 0.9
    assert np.abs(left[[0, 2]]).max() < np.abs(change[[0, 2]]).max() / 3


@settings(deadline=None)
@given(st.floats(-0.15, 0.15), st.floats(-0.06, 0.06))
def test_other_skin_is_not_taken_for_other_light(melanin, blood):
    """Skin that differs by melanin or blood, under an even chart, is not said to be lit in another colour."""
    here = SKIN * np.exp(melanin * MELANIN + blood * BLOOD)
    light = light_at(SKIN, here, slopes(0, 0, 0), away=AWAY)
    assert light.other_colour < 0.5
    assert np.abs(np.log(light.gains)).max() <= 0.6 * np.abs(np.log(here / SKIN)).max() + 1e-6


@given(st.floats(-0.5, 0.5))
def test_weaker_light_is_never_overdone(strength):
    """A change in strength is taken back in part, in the right direction, never beyond."""
    light = light_at(SKIN, SKIN * np.exp(strength), slopes(strength / AWAY[0], 0, 0), away=AWAY)
    assert abs(light.strength_log) <= abs(strength) + 1e-6
    assert light.strength_log * strength <= 1e-9


def two_lamps(linear: np.ndarray) -> np.ndarray:
    """Photograph with a lamp on the right that adds red and takes blue, more and more so."""
    across = np.linspace(0, 1, linear.shape[1])[None, :, None]
    return np.asarray(linear * 0.8 * np.exp(across * np.array([0.35, 0.0, -0.45])))


@pytest.fixture(scope="module")
def lamp_sample(painter, painting):
    """Sample painted skin under two lamps, the chart on skin of its own so that both witnesses are there."""
    photo = painter(painting(camera=two_lamps, skin_from_x=0))
    return sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=CLICK)


def test_mixed_light_is_found_and_said(lamp_sample):
    """The finding names the cause, and the verdict of the sample warns."""
    assert "light.other_on_skin" in {finding.code for finding in lamp_sample.findings}
    assert lamp_sample.verdict == "warn"


def test_mixed_light_is_taken_back(lamp_sample, painter, painting):
    """The tone comes at least a third nearer to that in even light than without taking the light back."""
    even = painter(painting(camera=lambda linear: linear * 0.8, skin_from_x=0))
    wanted = sample_skin(even, fit_calibration(read_chart(even), even), patch=CLICK).surrounding.lab
    photo = painter(painting(camera=two_lamps, skin_from_x=0))
    bare = lamp_sample.calibration.skin_lab_of(photo.linear[lamp_sample.surround_mask])
    before = float(delta_e00(wanted, np.median(bare, axis=0)))
    after = float(delta_e00(wanted, np.array(lamp_sample.surrounding.lab)))
    assert after < before * 2 / 3


def test_skin_lab_sees_the_light_at_the_place(lamp_sample, painter, painting):
    """Skin Lab for a place agrees with the sample taken there."""
    photo = painter(painting(camera=two_lamps, skin_from_x=0))
    lab = lamp_sample.calibration.skin_lab(photo, at=CLICK)
    there = np.median(lab[lamp_sample.surround_mask], axis=0)
    assert float(delta_e00(lamp_sample.surrounding.lab, there)) < 1.5
