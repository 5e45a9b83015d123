"""Several shots of the same skin: their median, how well they repeat, and an uncertainty that is kept."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonematch.chart.corners import read_chart
from tonematch.colour import Lab, lab_from
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.findings import Finding
from tonematch.measure.repeat import MEDIAN_LOSS, combine_repeats, combined_uncertainty
from tonematch.measure.sample import sample_skin

SKIN = np.array([55.0, 12.0, 20.0])
LEAST_COVERAGE = 0.935  # of an interval of 95 %, give or take the trials


@pytest.fixture(scope="module")
def one_shot(painted_photo):
    """Measure the standard painted photo."""
    return sample_skin(painted_photo, fit_calibration(read_chart(painted_photo), painted_photo), patch=(640.0, 430.0))


@pytest.fixture
def shot(one_shot):
    """Give the maker of shots that say what they are told to."""

    def make(lab, *, uncertainty=2.0, patch=(75.0, 7.0, 10.0), findings=()):
        return dataclasses.replace(
            one_shot,
            surrounding=dataclasses.replace(one_shot.surrounding, lab=lab_from(lab), uncertainty_delta_e00=uncertainty),
            patch=None if patch is None else dataclasses.replace(one_shot.patch, lab=lab_from(patch)),
            findings=tuple(findings),
        )

    return make


def test_the_median_is_taken_of_each_coordinate(shot):
    """Three shots give the middle L, a and b, of skin and patch."""
    labs = [(54.0, 12.0, 21.0), (55.0, 11.0, 20.0), (56.0, 13.0, 19.0)]
    together = combine_repeats([shot(lab, patch=(lab[0] + 20, 7.0, 10.0)) for lab in labs])
    assert together.surrounding == Lab(55.0, 12.0, 20.0)
    assert together.patch == Lab(75.0, 7.0, 10.0)
    assert together.shots == 3
    distances = [float(delta_e00(SKIN, np.array(lab))) for lab in labs]
    assert together.distances_delta_e00 == pytest.approx(distances)
    assert together.repeatability_delta_e00 == pytest.approx(math.sqrt(np.mean(np.square(distances))))


def test_real_shots_of_one_scene_repeat(painter, painting, one_shot):
    """Three photos of one scene with other noise and marks agree closely, and are no less sure together."""
    shots = [one_shot]
    for noise, click in ((0.004, (630.0, 420.0)), (0.006, (650.0, 440.0))):
        photo = painter(painting(noise=noise))
        shots.append(sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=click))
    together = combine_repeats(shots)
    assert together.repeatability_delta_e00 < 0.5
    alone = np.median([each.surrounding.uncertainty_delta_e00 for each in shots])
    assert together.uncertainty_delta_e00 <= alone


def test_one_shot_is_itself(shot):
    """A single shot comes back with its own uncertainty."""
    alone = combine_repeats([shot(SKIN, uncertainty=1.7)])
    assert alone.surrounding == lab_from(SKIN)
    assert alone.uncertainty_delta_e00 == 1.7
    assert alone.repeatability_delta_e00 == 0
    assert alone.findings == ()


def test_no_shot_is_refused():
    """Nothing cannot be combined."""
    with pytest.raises(RegionError, match="no shot") as caught:
        combine_repeats([])
    assert caught.value.code == "repeat.none"
    assert caught.value.hint


def test_a_patch_is_given_only_when_all_have_one(shot):
    """Where a shot has no patch there is none to combine."""
    assert combine_repeats([shot(SKIN), shot(SKIN, patch=None)]).patch is None


def test_an_outlier_is_named(shot):
    """The shot that lies apart is named by its number, does not move the median much, and lowers the trust."""
    labs = [SKIN, SKIN + np.array([0.4, 0.1, 0]), SKIN + np.array([9, -2, 3]), SKIN - np.array([0.3, 0, 0.2])]
    together = combine_repeats([shot(lab) for lab in labs])
    assert [finding.code for finding in together.findings] == ["repeat.outlier"]
    assert "Shot 3 " in together.findings[0].text
    assert together.findings[0].value > together.findings[0].limit
    assert float(delta_e00(SKIN, np.array(together.surrounding))) < 0.5
    assert together.verdict == "warn"


def test_small_differences_are_no_outliers(shot):
    """A shot that nobody could tell from the others is none, even if the others are identical."""
    assert combine_repeats([shot(SKIN), shot(SKIN), shot(SKIN + np.array([1.0, 0, 0]))]).findings == ()


def test_two_shots_that_disagree_are_told(shot):
    """Of two shots far apart neither can be called wrong."""
    together = combine_repeats([shot(SKIN), shot(SKIN + np.array([7, 0, 0]))])
    assert [finding.code for finding in together.findings] == ["repeat.disagree"]
    assert combine_repeats([shot(SKIN), shot(SKIN + np.array([2, 0, 0]))]).findings == ()


def test_findings_are_given_once_and_as_their_worst(shot):
    """What every shot says is said once; where the shots differ in severity, the worst stands."""
    mild, grave = Finding("light.uneven", "info", "A little."), Finding("light.uneven", "refuse", "Very.")
    other = Finding("skin.shine", "warn", "Shiny.")
    together = combine_repeats([shot(SKIN, findings=[mild, other]), shot(SKIN, findings=[grave, other])])
    assert together.findings == (grave, other)
    assert together.verdict == "refuse"


@given(st.floats(0.3, 6), st.lists(st.floats(0, 3), min_size=2, max_size=12))
def test_what_shots_share_stays(alone, distances):
    """However many shots, at least what they share remains; and shots that do not scatter teach nothing."""
    together = combined_uncertainty(alone, np.array(distances))
    assert together >= alone * math.sqrt(0.5) * 0.999
    assert combined_uncertainty(alone, np.zeros(len(distances))) == pytest.approx(alone)


def test_the_random_part_shrinks_as_documented():
    """Nine shots of known scatter give the documented formula's number, below that of one shot."""
    distances = np.full(9, 0.5)
    scatter = 9 * 0.25 / 8
    expected = math.sqrt(4 - 1.6**2 * scatter + MEDIAN_LOSS * 4 * scatter / 9)
    assert combined_uncertainty(2.0, distances) == pytest.approx(expected)
    assert combined_uncertainty(2.0, distances) < 2.0


@pytest.mark.parametrize("shots", [2, 3, 5, 9])
@pytest.mark.parametrize("random_share", [0.2, 0.5, 0.8])
def test_the_interval_covers_the_truth(shots, random_share):
    """Where single shots know their own error, the truth lies inside the combined interval as often as promised."""
    generator = np.random.default_rng(round(100 * random_share) + shots)
    scale = np.array([1.0, 0.9, 1.1])
    trials = 3000
    shared = generator.normal(0, math.sqrt(1 - random_share), (trials, 1, 3)) * scale
    seen = SKIN + shared + generator.normal(0, math.sqrt(random_share), (trials, shots, 3)) * scale
    alone = float(np.percentile(delta_e00(SKIN, seen), 95))
    middle = np.median(seen, axis=1)
    distances = np.asarray(delta_e00(middle[:, None], seen))
    widths = np.array([combined_uncertainty(alone, each) for each in distances])
    inside = float((delta_e00(SKIN, middle) <= widths).mean())
    assert inside > LEAST_COVERAGE
    assert float(np.mean(widths)) < (1.0 if shots > 4 else 1.2) * alone
