"""Finding the patch, sampling the skin around it, and saying so when it cannot be done."""

import numpy as np
import pytest

from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.sample import sample_skin

CLICK = (640.0, 430.0)
NEAR = 1.0  # ΔE00 between what was painted and what is measured: rounding, noise and fit
PAINT_SHIFT = 2.5  # painted skin is paint, so the shift meant for real skin shows here as an error


@pytest.fixture(scope="module")
def calibration(painted_photo):
    """Calibrate the standard painted photo."""
    return fit_calibration(read_chart(painted_photo), painted_photo)


@pytest.fixture(scope="module")
def painted_patch():
    """Give the exact mask of the painted patch."""
    import cv2

    mask = np.zeros((700, 900), np.uint8)
    cv2.ellipse(mask, (640, 430), (70, 50), 20, 0, 360, 1, -1)
    return mask.astype(bool)


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    """Give intersection over union."""
    return float((one & other).sum() / (one | other).sum())


def test_one_click_finds_the_patch(painted_photo, calibration, painted_patch):
    """One click inside gives the painted outline."""
    sample = sample_skin(painted_photo, calibration, patch=CLICK)
    assert overlap(sample.patch_mask, painted_patch) > 0.95
    assert not (sample.patch_mask & sample.surround_mask).any()


def test_a_click_near_the_border_finds_the_same_patch(painted_photo, calibration, painted_patch):
    """Where inside the patch one clicks does not matter."""
    sample = sample_skin(painted_photo, calibration, patch=(595.0, 420.0))
    assert overlap(sample.patch_mask, painted_patch) > 0.95


def test_a_box_finds_the_same_patch(painted_photo, calibration, painted_patch):
    """A box drawn loosely around gives the painted outline."""
    sample = sample_skin(painted_photo, calibration, box=(740, 340, 545, 520))
    assert overlap(sample.patch_mask, painted_patch) > 0.93


def test_marks_agree_on_the_tone(painted_photo, calibration, painted_patch):
    """Click, box, mask and a place on the skin measure the same surrounding tone."""
    samples = [
        sample_skin(painted_photo, calibration, patch=CLICK),
        sample_skin(painted_photo, calibration, box=(545, 340, 740, 520)),
        sample_skin(painted_photo, calibration, patch_mask=painted_patch),
        sample_skin(painted_photo, calibration, skin=(800.0, 200.0)),
    ]
    tones = [np.array(sample.surrounding.lab) for sample in samples]
    assert max(float(delta_e00(tones[0], tone)) for tone in tones) < 0.3
    assert samples[3].patch is None
    assert samples[3].contrast_delta_e00 is None


def test_tone_is_what_was_painted(painted_photo, calibration):
    """Without the shift for real skin, the surround comes out as painted; with it, nearby."""
    sample = sample_skin(painted_photo, calibration, patch=CLICK)
    bare = calibration.lab_of(painted_photo.linear[sample.surround_mask])
    assert float(delta_e00((55.0, 12.0, 20.0), np.median(bare, axis=0))) < NEAR
    assert float(delta_e00((55.0, 12.0, 20.0), np.array(sample.surrounding.lab))) < PAINT_SHIFT


def test_skin_mask_is_taken_as_it_is(painted_photo, calibration):
    """Painted reference skin replaces the band."""
    mask = np.zeros((700, 900), bool)
    mask[100:200, 600:800] = True
    sample = sample_skin(painted_photo, calibration, patch=CLICK, skin_mask=mask)
    assert (sample.surround_mask == mask).all()
    alone = sample_skin(painted_photo, calibration, skin_mask=mask)
    assert alone.patch is None


@pytest.mark.parametrize("depth", [(24.0, 11.0, 13.0), (40.0, 15.0, 22.0), (70.0, 6.0, 12.0)])
def test_light_and_deep_skin_alike(painter, painting, depth):
    """Depth of skin plays no part in whether the patch is found."""
    lighter = (depth[0] + (14 if depth[0] > 60 else 35), 6.0, 9.0)
    photo = painter(painting(skin_lab=depth, patch_lab=lighter))
    sample = sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=CLICK)
    assert sample.patch_mask.sum() == pytest.approx(np.pi * 70 * 50, rel=0.06)


def test_a_darker_patch_is_found_too(painter, painting):
    """Hyperpigmented patches are found like depigmented ones."""
    photo = painter(painting(skin_lab=(65.0, 9.0, 17.0), patch_lab=(48.0, 13.0, 21.0)))
    sample = sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=CLICK)
    assert sample.patch_mask.sum() == pytest.approx(np.pi * 70 * 50, rel=0.06)
    assert sample.patch.lab.L < sample.surrounding.lab.L


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({"patch": (100.0, 600.0)}, "region.not_skin"),
        ({"patch": (250.0, 180.0)}, "region.on_chart"),
        ({"patch": (900.0, 10.0)}, "region.outside"),
        ({"patch": (-1.0, 10.0)}, "region.outside"),
        ({"patch": (560.0, 650.0)}, "patch.no_border"),
        ({"skin": (100.0, 600.0)}, "region.not_skin"),
        ({"box": (1000, 1000, 1100, 1100)}, "region.outside"),
        ({"box": (600, 400, 602, 402)}, "region.small"),
        ({"box": (560, 560, 660, 660)}, "patch.no_border"),
        ({}, "region.marks"),
        ({"patch": (640.0, 430.0), "skin": (800.0, 200.0)}, "region.marks"),
        ({"patch_mask": np.zeros((700, 900), bool)}, "region.empty"),
        ({"patch_mask": np.zeros((7, 9), bool)}, "region.mask_size"),
        ({"skin_mask": np.zeros((7, 9), bool)}, "region.mask_size"),
    ],
)
def test_what_cannot_be_measured_is_told(painted_photo, calibration, marks, code):
    """Each wrong mark has its own code, a sentence and a hint."""
    with pytest.raises(RegionError) as caught:
        sample_skin(painted_photo, calibration, **marks)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert caught.value.hint
