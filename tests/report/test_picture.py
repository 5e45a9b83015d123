"""Pictures a person checks: right size, right colours, readable marks."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tonematch.colour import lab_to_srgb, srgb_to_lab
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.report.pictures.picture import corrected_srgb, preview

ONE_STEP_DELTA_E00 = 0.6  # what rounding to 8 bits costs, in the dark
PREVIEW_DELTA_E00 = 2.0  # texture and shading stay, so the patch is not one colour


def test_corrected_picture_shows_the_calibrated_colours(case: SimpleNamespace) -> None:
    """A pixel of the corrected picture has the Lab that the calibration gives it."""
    corrected = corrected_srgb(case.photo, case.sample.calibration)
    assert corrected.shape == case.photo.linear.shape
    row, column = np.argwhere(case.sample.surround_mask)[0]
    lab = case.sample.calibration.lab_of(case.photo.linear[row, column])
    assert float(delta_e00(lab, srgb_to_lab(corrected[row, column] / 255))) < ONE_STEP_DELTA_E00


def test_preview_brings_the_patch_to_the_mix(case: SimpleNamespace) -> None:
    """After, the middle of the patch has the colour of the mix; before, that of the patch."""
    mix = case.suggestions.matches[0].predicted.lab
    shown = preview(case.photo, case.sample, mix)
    half = (shown.shape[1] - 6) // 2
    bar = 2 * max(14, half // 28)
    before, after = shown[:-bar, :half] / 255, shown[:-bar, half + 6 :] / 255
    inside = (np.abs(before - lab_to_srgb(case.sample.patch.lab)) < 0.04).all(axis=-1)
    assert inside.any()
    assert float(delta_e00(np.median(srgb_to_lab(after[inside]), axis=0), mix)) < PREVIEW_DELTA_E00
    assert np.array_equal(before[0], after[0])


def test_preview_needs_a_patch(case: SimpleNamespace) -> None:
    """Where skin itself was the target there is nothing to put the mix on."""
    bare = replace(case.sample, patch=None)
    with pytest.raises(RegionError, match="no patch to show the mix on"):
        preview(case.photo, bare, (50, 10, 15))
