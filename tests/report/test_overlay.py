"""The overlay marks what was found where it was found, and explains what occurs and nothing else."""

from dataclasses import replace
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from tonematch.findings import Finding
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.left_out import REASONS, LeftOut, Reason
from tonematch.report.pictures.legend import BAR
from tonematch.report.pictures.overlay import REASON_WORDS, close_up, overlay
from tonematch.report.pictures.pattern import LEFT_OUT, ORANGE
from tonematch.report.pictures.shrink import block_mean, shrink_factor, srgb_pixels

REFUSAL = Finding("test.refused", "refuse", "This photo is refused.")
LABELS_PX = 900  # the longer side of the size at which the skin is measured
MARKED_BESIDE_PX = 20  # a cross takes a cell of six line widths, of which its region may cover a part


def with_left_out(case: SimpleNamespace, *reasons: Reason) -> tuple[SkinSample, np.ndarray]:
    """Give the case's sample with one square left out for each reason, side by side, and the squares' labels."""
    height, width = case.sample.patch_mask.shape
    scale = LABELS_PX / max(height, width)
    labels = np.zeros((round(height * scale), round(width * scale)), np.uint8)
    for place, reason in enumerate(reasons):
        labels[-60:-20, 20 + 80 * place : 60 + 80 * place] = REASONS.index(reason) + 1
    nothing = np.zeros_like(case.sample.surround_mask)
    return replace(case.sample, left_out=LeftOut(labels), surround_mask=nothing, patch_mask=nothing), labels


def photo_of(case: SimpleNamespace) -> np.ndarray:
    """Give the photo as the overlay shows it, without marks."""
    return srgb_pixels(block_mean(case.photo.linear, shrink_factor(case.photo.linear.shape, 1600)))


def test_overlay_is_the_photo_with_a_legend_below(case: SimpleNamespace) -> None:
    """Away from what was found the photo is unchanged, and the legend is added below it."""
    drawn, photo = overlay(case.photo, case.sample), photo_of(case)
    height, width = photo.shape[:2]
    assert drawn.dtype == np.uint8
    assert drawn.shape[1] == width
    assert drawn.shape[0] > height
    assert (drawn[-1] == BAR).all()
    same = (drawn[:height] == photo).all(axis=-1)
    assert same.mean() > 0.8
    assert not same.all()


def test_overlay_shrinks_to_what_is_asked_for(case: SimpleNamespace) -> None:
    """A large photo is drawn no larger than asked for."""
    assert overlay(case.photo, case.sample, longest_px=400).shape[1] <= 400


@pytest.mark.parametrize("reason", REASONS)
def test_what_was_left_out_is_marked_where_it_is(case: SimpleNamespace, reason: Reason) -> None:
    """Labels at the working size mark the same place of the photo, whatever size that is shown in."""
    sample, labels = with_left_out(case, reason)
    photo = photo_of(case)
    height, width = photo.shape[:2]
    changed = (overlay(case.photo, sample)[:height] != photo).any(axis=-1)
    region = cv2.resize((labels > 0).view(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
    below = slice(height - int(80 * height / labels.shape[0]), height)  # the chart lies above
    near = cv2.dilate(region.view(np.uint8), np.ones((2 * MARKED_BESIDE_PX + 1,) * 2, np.uint8)) > 0
    assert changed[below][near[below]].mean() > 0.05
    assert not changed[below][~near[below]].any()


def test_the_legend_grows_with_what_occurs(case: SimpleNamespace) -> None:
    """A sample without anything left out has no key for it; each reason that occurs has one."""
    shown = []
    for reasons in ((), REASONS[:4], REASONS):
        sample, _ = with_left_out(case, *reasons)
        shown.append(overlay(case.photo, sample, longest_px=500).shape[0])
    assert shown[0] < shown[1] < shown[2]


def test_every_reason_has_a_mark_and_words() -> None:
    """No reason can occur that the picture cannot show."""
    assert set(REASON_WORDS) == set(LEFT_OUT) == set(REASONS)


def test_close_up_shows_the_patch_larger(case: SimpleNamespace) -> None:
    """The close-up holds the patch and the skin sampled, and little else."""
    far, near = overlay(case.photo, case.sample, longest_px=800), close_up(case.photo, case.sample, longest_px=800)
    white = [(picture[: picture.shape[1] // 2] == 255).all(axis=-1).sum() for picture in (far, near)]
    assert near.shape[1] <= 800
    assert white[1] > white[0]


def test_a_refused_calibration_is_written_under_the_picture(case: SimpleNamespace) -> None:
    """A picture from a refused photo says so in a bright strip."""
    refused = replace(case.sample, findings=(*case.sample.findings, REFUSAL))
    height = photo_of(case).shape[0]
    assert (overlay(case.photo, refused)[height] == ORANGE).all()
    assert not (overlay(case.photo, case.sample)[height] == ORANGE).any()
