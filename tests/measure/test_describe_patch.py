"""How a patch stands out, in words, and how large it is."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.measure.description.contrast_words import (
    ASSUMED_DIAMETER_MM,
    JUST,
    contrast_doubt,
    larger_when_small,
    needed_contrast,
    visibility_of,
    words_for,
)
from tonematch.measure.description.describe import describe
from tonematch.measure.sample import sample_skin
from tonematch.thresholds import thresholds

LADDER = (
    "not visible",
    "just visible close up",
    "visible close up",
    "just visible at arm's length",
    "visible at arm's length",
    "visible across a table",
    "visible across a room",
)
AREA_SHARE = 0.08  # the corners given are those painted; the patch is found to within a pixel or so of its edge


def adrian(luminance: float, arcmin: float) -> float:
    """Give the luminance difference seen, by Adrian's law as printed, without its factors for time and age."""
    flux = np.log10(4.1925 * luminance**0.1556) + 0.1684 * luminance**0.5867
    field = 0.05946 * luminance**0.466
    return float((flux / arcmin + field) ** 2)


@pytest.mark.parametrize("arcmin", [5.0, 20.0, 60.0])
def test_small_patches_need_what_the_law_says(arcmin):
    """A patch that appears small needs as many times more contrast as Adrian's law gives at 33 cd/m2."""
    distance = 1.0
    diameter = 2000 * distance * float(np.tan(np.radians(arcmin / 60) / 2))
    expected = adrian(33.0, arcmin) / adrian(33.0, 1e9)
    assert larger_when_small(diameter, distance) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("lightness", "diameter"), [(70.0, 20.0), (30.0, 20.0), (55.0, 6.0)])
def test_more_contrast_is_seen_from_farther(lightness, diameter):
    """As contrast grows the words climb the ladder, step by step, and never fall back."""
    told = [words_for(contrast, lightness, diameter) for contrast in np.linspace(0, 90, 400)]
    places = [LADDER.index(words) for words in told]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(LADDER) - 1


def test_what_half_of_observers_notice_is_just_visible_close_up():
    """At the published threshold a large patch is just visible close up, and a little below it not at all."""
    for lightness in (70.0, 30.0):
        limit = thresholds(lightness).perceptible
        assert words_for(1.01 * limit, lightness, 1e4) == "just visible close up"
        assert words_for(0.99 * limit, lightness, 1e4) == "not visible"


def test_the_same_contrast_shows_less_on_dark_skin():
    """Eyes forgive more on dark skin: a faint patch is seen from farther on light skin."""
    assert words_for(2.6, 70.0, 20.0) == "just visible at arm's length"
    assert words_for(2.6, 35.0, 20.0) == "visible close up"


def test_a_small_patch_is_seen_from_less_far():
    """A patch of 3 mm is lost at a distance from which one of 3 cm shows."""
    assert "across a room" in words_for(13.0, 70.0, 30.0)
    assert "close up" in words_for(3.0, 70.0, 3.0)
    assert "arm's length" in words_for(3.0, 70.0, 30.0)


@given(st.floats(0, 60), st.floats(0, 10), st.floats(20, 80))
def test_the_uncertainty_spans_what_was_measured(contrast, doubt, lightness):
    """What the smallest contrast means is never above, and what the largest means never below, what was measured."""
    seen = visibility_of(contrast, doubt, lightness, 300.0)
    assert LADDER.index(seen.at_least) <= LADDER.index(seen.words) <= LADDER.index(seen.at_most)


def test_just_ends_where_it_says():
    """A step is just reached up to a fixed multiple of what it needs."""
    needed = needed_contrast(70.0, 20.0)["at arm's length"]
    assert words_for(needed * JUST * 0.99, 70.0, 20.0) == "just visible at arm's length"
    assert words_for(needed * JUST * 1.01, 70.0, 20.0) == "visible at arm's length"


def test_without_a_size_one_is_assumed_and_said():
    """Where the area is not known, a disc of 2 cm is reckoned with, and the answer says so."""
    unknown, known = visibility_of(5.0, 1.0, 60.0, None), visibility_of(5.0, 1.0, 60.0, 100 * np.pi)
    assert unknown.assumed_size
    assert unknown.diameter_mm == ASSUMED_DIAMETER_MM
    assert not known.assumed_size
    assert known.diameter_mm == pytest.approx(20.0)
    assert known.words == unknown.words


def test_a_contrast_is_surer_than_a_tone_unless_it_is_large():
    """What shifts both tones alike drops out; a large contrast keeps a share of itself."""
    assert contrast_doubt(3.0, 2.0) < 2.0
    assert contrast_doubt(40.0, 1.0) > contrast_doubt(3.0, 1.0)


@pytest.fixture(scope="module")
def passport_calibration(painted_photo):
    """Give the painted photo's calibration, its chart named a Passport."""
    return fit_calibration(read_chart(painted_photo, kind="passport"), painted_photo)


def test_a_painted_patch_is_described(painted_photo, passport_calibration):
    """A painted ellipse has its own area in mm2 and stands out from across a room."""
    told = describe(sample_skin(painted_photo, passport_calibration, patch=(640, 430)))
    assert told.patch is not None
    assert told.patch.area is not None
    reading = passport_calibration.reading
    mm_per_px = 15.0 * (5 + reading.kind.patch_width) / 360.0
    assert told.patch.area.mm2 == pytest.approx(np.pi * 70 * 50 * mm_per_px**2, rel=AREA_SHARE)
    assert not told.patch.darker
    assert told.patch.visibility.words == "visible across a room"
    assert not told.patch.visibility.assumed_size
    assert told.skin.ita_classes[0] in {"tan", "intermediate"}


def test_without_the_charts_size_there_is_no_area_and_a_reason(painted_photo):
    """A chart whose size was not told gives no area; the reason says what to do."""
    calibration = fit_calibration(read_chart(painted_photo), painted_photo)
    told = describe(sample_skin(painted_photo, calibration, patch=(640, 430)))
    assert told.patch is not None
    assert told.patch.area is None
    assert told.patch.visibility.assumed_size
    assert "name its kind" in told.patch.size_source


def test_skin_itself_has_no_patch_to_describe(painted_photo, passport_calibration):
    """Where skin itself is the target there is no patch, no contrast and no area."""
    told = describe(sample_skin(painted_photo, passport_calibration, skin=(760, 250)))
    assert told.patch is None
    assert told.skin.undertone.words


def test_a_darker_patch_is_told_to_be_darker(painter, painting):
    """A hyperpigmented patch is described as darker, and nothing of surrounding skin is said of it."""
    photo = painter(painting(patch_lab=(42.0, 13.0, 18.0)))
    calibration = fit_calibration(read_chart(photo, kind="passport"), photo)
    told = describe(sample_skin(photo, calibration, patch=(640, 430)))
    assert told.patch is not None
    assert told.patch.darker
    assert not {"ita_deg", "undertone", "monk", "pigments"} & set(vars(told.patch))


def test_a_description_survives_pickling(painted_photo, passport_calibration):
    """What the app keeps between runs comes back equal."""
    told = describe(sample_skin(painted_photo, passport_calibration, patch=(640, 430)))
    assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301  # our own bytes
