"""Points follow the thresholds: full marks for no difference, fewer for more, and fixed ones at the thresholds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.mix.grades import grade
from tonematch.mix.words import Parts
from tonematch.practise.points import AT_PERCEPTIBLE, FULL, points, verdicts
from tonematch.thresholds import thresholds

DEPTHS = st.floats(10, 90)
DIFFERENCES = st.floats(0, 100)
ROUNDING = 1e-9  # double precision


@settings(deadline=None)
@given(DIFFERENCES, DEPTHS)
def test_points_are_bounded(delta_e00: float, lightness: float) -> None:
    """No blend gets less than nothing or more than everything."""
    assert 0 <= points(delta_e00, lightness) <= FULL


@settings(deadline=None)
@given(DIFFERENCES, DIFFERENCES, DEPTHS)
def test_a_larger_difference_never_gets_more(one: float, other: float, lightness: float) -> None:
    """Points fall as the difference grows, on skin of any depth."""
    near, far = sorted((one, other))
    assert points(near, lightness) >= points(far, lightness)


@settings(deadline=None)
@given(DEPTHS)
def test_no_difference_gets_everything(lightness: float) -> None:
    """A blend that is the target gets 100."""
    assert points(0.0, lightness) == FULL


@settings(deadline=None)
@given(DEPTHS)
def test_points_at_the_thresholds(lightness: float) -> None:
    """What half accept gets 50, what half notice gets 90, however deep the skin is."""
    limit = thresholds(lightness)
    assert points(limit.acceptable, lightness) == pytest.approx(FULL / 2, abs=ROUNDING)
    assert points(limit.perceptible, lightness) == pytest.approx(AT_PERCEPTIBLE, abs=ROUNDING)


@settings(deadline=None)
@given(st.floats(0.01, 10), DEPTHS)
def test_points_agree_with_the_grade(delta_e00: float, lightness: float) -> None:
    """Excellent is 90 points and more, poor is less than 50."""
    got, word = points(delta_e00, lightness), grade(delta_e00, lightness)
    assert (got >= AT_PERCEPTIBLE - ROUNDING) or word != "excellent"
    assert (got < FULL / 2 + ROUNDING) == (word == "poor") or got == pytest.approx(FULL / 2, abs=ROUNDING)


def test_the_same_difference_counts_less_on_dark_skin() -> None:
    """Eyes forgive more there, and so do points."""
    assert points(2.0, 30) > points(2.0, 70)


def test_each_part_is_called_by_its_side() -> None:
    """Depth, undertone and chroma are right within what is perceptible, else named by their side."""
    assert verdicts(Parts(dL=1.0, dC=-1.0, dH=-1.0), 70) == ("too light", "too red", "too grey")
    assert verdicts(Parts(dL=-1.0, dC=1.0, dH=1.0), 70) == ("too dark", "too yellow", "too vivid")
    assert verdicts(Parts(dL=1.0, dC=-1.0, dH=1.0), 30) == ("right", "right", "right")
