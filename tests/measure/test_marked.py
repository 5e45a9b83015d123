"""Marks on a photo become regions: outlines at full size, mending by brush, and light of another colour."""

import pickle
from dataclasses import replace

import cv2
import numpy as np
import pytest

from tonematch.chart.corners import read_chart
from tonematch.colour import lab_to_linear
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.regions import overlap
from tonematch.measure.sample import sample_skin
from tonematch.measure.skin_marks import SkinMarks
from tonematch.measure.strokes import Stroke

CLICK = (640.0, 430.0)
OUTLINE = 0.985  # overlap at full size: the painted ellipse of 70 x 50 has 3 % of its pixels on its outline
ENLARGED = 2
CLASSIC_2014_PITCH_MM = 45.5
PITCH_DOUBT = 0.02  # the painted chart is drawn in a little, so its sides differ by as much


@pytest.fixture(scope="module")
def calibration(painted_photo):
    """Calibrate the standard painted photo."""
    return fit_calibration(read_chart(painted_photo), painted_photo)


@pytest.fixture(scope="module")
def painted_patch():
    """Give the exact mask of the painted patch."""
    mask = np.zeros((700, 900), np.uint8)
    cv2.ellipse(mask, (640, 430), (70, 50), 20, 0, 360, 1, -1)
    return mask.astype(bool)


def enlarged(photo):
    """Give the photo with every pixel four times, as a camera of finer grain would."""
    linear = np.repeat(np.repeat(photo.linear, ENLARGED, axis=0), ENLARGED, axis=1)
    clipped = np.repeat(np.repeat(photo.clipped, ENLARGED, axis=0), ENLARGED, axis=1)
    return replace(photo, linear=linear, clipped=clipped)


def test_the_outline_is_drawn_at_the_photo_s_own_size(painted_photo, painted_patch):
    """A photo larger than the view gets its outline from its own pixels."""
    large = enlarged(painted_photo)
    calibration = fit_calibration(read_chart(large), large)
    mask = sample_skin(large, calibration, patch=(2 * CLICK[0], 2 * CLICK[1])).patch_mask
    truth = np.repeat(np.repeat(painted_patch, ENLARGED, axis=0), ENLARGED, axis=1)
    assert mask.shape == truth.shape
    assert overlap(mask, truth) > OUTLINE


@pytest.mark.parametrize(
    "marks",
    [
        {"stroke": [(610.0, 425.0), (640.0, 430.0), (670.0, 435.0)]},
        {"lighter_in": (500.0, 300.0, 860.0, 600.0)},
        {"box": (545.0, 340.0, 740.0, 520.0)},
    ],
)
def test_every_way_of_marking_finds_the_same_patch(painted_photo, calibration, painted_patch, marks):
    """A stroke, a region and a box give the outline that a click gives."""
    assert overlap(sample_skin(painted_photo, calibration, **marks).patch_mask, painted_patch) > OUTLINE - 0.02


def test_a_region_without_what_is_asked_for(painted_photo, calibration):
    """Asked for a darker area where only a lighter one is, it says so."""
    with pytest.raises(RegionError, match="No darker area stands out") as refused:
        sample_skin(painted_photo, calibration, darker_in=(500.0, 300.0, 860.0, 600.0))
    assert refused.value.code == "patch.no_border"


def test_a_brush_mends_the_patch(painted_photo, calibration):
    """Strokes add to the patch found and take from it, and the rest of it stays."""
    strokes = (
        Stroke("add", ((760.0, 430.0), (770.0, 430.0)), 12.0),
        Stroke("remove", ((600.0, 420.0),), 8.0),
    )
    found = sample_skin(painted_photo, calibration, patch=CLICK).patch_mask
    mended = sample_skin(painted_photo, calibration, patch=CLICK, retouch=strokes).patch_mask
    assert mended[430, 765]
    assert not mended[420, 600]
    assert found[420, 600]
    away = np.ones_like(found)
    away[400:460, 580:790] = False
    assert (mended == found)[away].all()


def test_a_patch_painted_from_nothing(painted_photo, calibration):
    """Strokes alone are the patch, and the surrounding skin comes out as from a click."""
    painted = sample_skin(painted_photo, calibration, retouch=[Stroke("add", ((620.0, 425.0), (660.0, 435.0)), 40.0)])
    clicked = sample_skin(painted_photo, calibration, patch=CLICK)
    assert painted.patch_mask[430, 640]
    assert float(delta_e00(painted.surrounding.lab, clicked.surrounding.lab)) < 0.3


def test_a_patch_brushed_away_is_told(painted_photo, calibration):
    """When strokes leave nothing of the patch, that is said."""
    with pytest.raises(RegionError, match="nothing of it is left") as refused:
        sample_skin(painted_photo, calibration, patch=CLICK, retouch=[Stroke("remove", (CLICK,), 120.0)])
    assert refused.value.code == "region.empty"


@pytest.mark.parametrize(
    ("marks", "reference"),
    [
        ({"patch": CLICK}, "band"),
        ({"skin": (540.0, 620.0)}, "skin"),
        ({"patch": CLICK, "skin_mask": "painted"}, "painted"),
        ({"skin_mask": "painted"}, "painted"),
    ],
)
def test_the_sample_says_where_its_tone_comes_from(painted_photo, calibration, marks, reference):
    """The band, the skin clicked on and a painted area are told apart."""
    area = np.zeros((700, 900), bool)
    area[560:660, 500:620] = True
    given = {name: area if mark == "painted" else mark for name, mark in marks.items()}
    sample = sample_skin(painted_photo, calibration, **given)
    assert sample.reference == reference
    assert (sample.profile is not None) == (reference == "band")
    assert (sample.patch is None) == ("patch" not in marks)


def test_the_sample_carries_its_own_error(painted_photo, calibration):
    """The standard error from texture is far below the spread, and inside the whole uncertainty."""
    tone = sample_skin(painted_photo, calibration, patch=CLICK).surrounding
    assert 0 < tone.standard_error_delta_e00 < max(tone.spread)
    assert tone.uncertainty_delta_e00 > 1.9 * tone.standard_error_delta_e00


def test_sectors_surround_the_patch(painted_photo, calibration):
    """Skin all around gives eight directions, alike where the skin is even."""
    sectors = sample_skin(painted_photo, calibration, patch=CLICK).sectors
    assert [sector.direction_deg for sector in sectors] == [45.0 * index for index in range(8)]
    assert max(sector.from_whole_delta_e00 for sector in sectors) < 0.5


def test_scale_from_a_chart_whose_size_is_known(painted_photo):
    """A chart of known size gives the millimetres of a pixel."""
    reading = read_chart(painted_photo, kind="classic24-2014")
    sample = sample_skin(painted_photo, fit_calibration(reading, painted_photo), patch=CLICK)
    pitch_px = np.linalg.norm(reading.corners[1] - reading.corners[0]) / (5 + reading.kind.patch_width)
    assert sample.mm_per_px == pytest.approx(CLASSIC_2014_PITCH_MM / pitch_px, rel=PITCH_DOUBT)


def test_no_scale_from_a_chart_of_unknown_size(painted_photo, calibration):
    """Found automatically, a chart may have several sizes, and no scale is made up."""
    assert sample_skin(painted_photo, calibration, patch=CLICK).mm_per_px is None


def lit_by(photo, gains, from_y):
    """Light the lower part of a photo, away from the chart, by light of another colour."""
    linear = photo.linear.copy()
    ramp = np.clip((np.arange(linear.shape[0]) - from_y + 30) / 60, 0, 1)[:, None, None].astype(np.float32)
    linear *= 1 + ramp * (np.array(gains, np.float32) - 1)
    return replace(photo, linear=linear)


def test_a_patch_in_light_of_another_colour(painted_photo, painted_patch):
    """Where bluish light makes skin look like no skin, the patch clicked on is found all the same."""
    photo = lit_by(painted_photo, (0.76, 1.0, 1.35), 350)
    calibration = fit_calibration(read_chart(photo), photo)
    view = calibration.view(photo)
    assert not view.skin[view.place(CLICK)[1], view.place(CLICK)[0]]
    assert overlap(sample_skin(photo, calibration, patch=CLICK).patch_mask, painted_patch) > 0.95


def test_cloth_is_no_skin_in_light_of_another_colour(painted_photo):
    """A grey cloth is not turned to skin by assuming a light."""
    linear = painted_photo.linear.copy()
    linear[350:, :400] = lab_to_linear(np.array((70.0, 1.0, -5.0)))
    photo = replace(painted_photo, linear=linear)
    with pytest.raises(RegionError) as refused:
        sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=(200.0, 550.0))
    assert refused.value.code == "region.not_skin"


@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"patch": CLICK, "box": (1.0, 1.0, 50.0, 50.0)},
        {"stroke": [CLICK], "skin": CLICK},
        {"lighter_in": (1.0, 1.0, 50.0, 50.0), "darker_in": (1.0, 1.0, 50.0, 50.0)},
        {"skin": CLICK, "retouch": [Stroke("add", (CLICK,), 5.0)]},
    ],
)
def test_marks_that_contradict_each_other(marks):
    """No mark, two ways at once, or a brush without a patch are refused in words."""
    with pytest.raises(RegionError) as refused:
        SkinMarks(**marks)
    assert refused.value.code == "region.marks"


def test_a_patch_larger_than_the_picture(painted_photo):
    """Where a patch leaves the picture on two sides, its size is not guessed."""
    linear = painted_photo.linear.copy()
    linear[480:, 470:] = lab_to_linear(np.array((75.0, 7.0, 10.0)))
    photo = replace(painted_photo, linear=linear)
    with pytest.raises(RegionError, match="runs off the picture") as refused:
        sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=(700.0, 620.0))
    assert refused.value.code == "patch.beyond_frame"
    assert "farther away" in refused.value.hint


def test_no_skin_around_the_patch(painted_photo):
    """A patch with cloth all around has nothing to be compared with."""
    linear = painted_photo.linear.copy()
    cloth = lab_to_linear(np.array((60.0, -8.0, -18.0)))
    kept = np.zeros(linear.shape[:2], np.uint8)
    cv2.ellipse(kept, (640, 430), (74, 54), 20, 0, 360, 1, -1)
    linear[kept == 0] = np.where(np.arange(900)[None, :, None] >= 470, cloth, linear)[kept == 0]
    photo = replace(painted_photo, linear=linear.astype(np.float32))
    with pytest.raises(RegionError) as refused:
        sample_skin(photo, fit_calibration(read_chart(photo), photo), patch_mask=kept.astype(bool))
    assert refused.value.code == "surround.too_small"


def test_a_sample_survives_being_stored(painted_photo, calibration):
    """Pickled and loaded, a sample says the same, and its arrays are still read-only."""
    sample = sample_skin(painted_photo, calibration, patch=CLICK)
    again = pickle.loads(pickle.dumps(sample))  # noqa: S301  # our own bytes
    assert again.surrounding == sample.surrounding
    assert (again.patch_mask == sample.patch_mask).all()
    assert not again.patch_mask.flags.writeable
    assert not again.left_out.labels.flags.writeable
    assert dict(again.calibration.compared) == dict(sample.calibration.compared)
