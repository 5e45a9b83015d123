"""The patch recoloured on its photo: the colour of the mix, the photo's own light, and nothing changed elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.colour import FloatArray, linear_to_lab, srgb_to_lab, srgb_to_linear
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.sample import SkinSample, sample_skin
from tonematch.report.pictures.recolour import Canvas, canvas_of, recoloured
from tonematch.report.pictures.shrink import block_mean

MEAN_DELTA_E00 = 0.4  # rounding to 8 bits twice, and a mean of light that is no mean of Lab
TRUTH_DELTA_E00 = 0.8  # beside a photo of the scene painted with the mix: the calibration's own error on two colours
BORDER_DELTA_E00 = 2.5  # along the border, where a pixel's share of two colours is told from its own light
SEEN_PX = 5  # 8 bits make grain of single pixels, stronger where a dark patch is lightened
LIGHT_SHARE = 0.03  # of the light falling on one side, as 8 bits tell it
INSIDE_PX = 15

DARK = {"skin_lab": (38.0, 14.0, 17.0), "patch_lab": (70.0, 9.0, 13.0)}
LIGHT = {"skin_lab": (66.0, 10.0, 16.0), "patch_lab": (80.0, 5.0, 9.0)}
DARKER_PATCH = {"skin_lab": (66.0, 10.0, 16.0), "patch_lab": (48.0, 14.0, 18.0)}
SCENES = pytest.mark.parametrize("colours", [DARK, LIGHT, DARKER_PATCH], ids=["dark skin", "light skin", "dark patch"])

Painter = Callable[[Any], Photo]
Paint = Callable[..., Any]


def measured(photo: Photo) -> SkinSample:
    """Measure the painted patch."""
    return sample_skin(photo, fit_calibration(read_chart(photo), photo), patch=(640, 430))


def inner(canvas: Canvas, sample: SkinSample) -> np.ndarray:
    """Mark what lies well inside the patch on a canvas of the whole photo."""
    mask = cv2.erode(sample.patch_mask.astype(np.uint8), np.ones((INSIDE_PX, INSIDE_PX), np.uint8)) > 0
    assert mask.shape == canvas.before.shape[:2]
    return np.asarray(mask)


@SCENES
def test_the_patch_takes_the_colour_of_the_mix(painter: Painter, painting: Paint, colours: dict[str, Any]) -> None:
    """Where it is wholly laid on, the patch's mean is the mix, on light skin as on dark, and for a darker patch too."""
    photo = painter(painting(**colours))
    sample = measured(photo)
    canvas = canvas_of(photo, sample, extent="photo")
    mix = (52.0, 13.0, 19.0)
    lab = srgb_to_lab(recoloured(canvas, mix) / 255)[inner(canvas, sample)]
    assert float(delta_e00(lab.mean(axis=0), mix)) < MEAN_DELTA_E00


@SCENES
def test_it_looks_as_the_scene_would_with_the_mix_in_it(
    painter: Painter, painting: Paint, colours: dict[str, Any]
) -> None:
    """The recoloured photo is the photo of the same scene painted with the mix, patch, border and skin alike."""
    plain = painter(painting(**colours))
    sample = measured(plain)
    mix = tuple(np.add(colours["skin_lab"], (1.0, -1.0, 1.0)))
    truth = canvas_of(painter(painting(**colours | {"patch_lab": mix})), sample, extent="photo").before
    shown = srgb_to_linear(recoloured(canvas_of(plain, sample, extent="photo"), mix) / 255)
    window = np.s_[350:510, 540:740]
    apart = delta_e00(*(linear_to_lab(block_mean(light[window], SEEN_PX)) for light in (truth, shown)))
    assert float(np.median(apart)) < TRUTH_DELTA_E00
    assert float(np.quantile(apart, 0.99)) < BORDER_DELTA_E00


def test_nothing_changes_outside_the_feather(case: SimpleNamespace) -> None:
    """Skin away from the patch is the same to the last bit, and all of it at no opacity."""
    canvas = canvas_of(case.photo, case.sample)
    shown = recoloured(canvas, (20.0, 30.0, -40.0))
    outside = canvas.cover[..., 0] == 0
    assert 0.2 < outside.mean() < 0.95
    assert np.array_equal(shown[outside], canvas.picture[outside])
    assert not np.array_equal(shown, canvas.picture)
    assert np.array_equal(recoloured(canvas, (20.0, 30.0, -40.0), opacity=0), canvas.picture)


def test_the_edge_is_feathered(case: SimpleNamespace) -> None:
    """From the patch outwards the cover falls from all to nothing without a step."""
    canvas = canvas_of(case.photo, case.sample)
    cover = canvas.cover[..., 0]
    steps = np.abs(np.diff(cover, axis=1)).max()
    assert cover.max() == pytest.approx(1)
    assert cover.min() == 0
    assert steps < 0.25


def test_opacity_lies_between(case: SimpleNamespace) -> None:
    """At half opacity each pixel lies between what it was and what it becomes."""
    canvas = canvas_of(case.photo, case.sample)
    none, half, full = (recoloured(canvas, (40, 12, 14), opacity=share).astype(int) for share in (0, 0.5, 1))
    assert ((half >= np.minimum(none, full)) & (half <= np.maximum(none, full))).all()
    assert np.abs(half - none).max() > 5
    assert np.abs(half - full).max() > 5


def test_the_photos_own_light_stays(painter: Painter, painting: Paint) -> None:
    """A patch lit less on one side is so with the mix on it too, by the same share."""
    photo = painter(painting())
    sample = measured(photo)
    falling = np.linspace(1.0, 0.8, 140)[:, None]
    linear = photo.linear.copy()
    linear[430 - 50 : 430 + 50, 570:710] *= falling[None]
    lit = replace(photo, linear=linear)
    canvas = canvas_of(lit, sample, extent="photo")
    after = srgb_to_linear(recoloured(canvas, (55.0, 12.0, 20.0)) / 255)

    def fallen(light: FloatArray) -> FloatArray:
        left, right = (light[420:440, x : x + 6].mean(axis=(0, 1)) for x in (600, 674))
        return np.asarray(right / left)

    assert fallen(canvas.before).max() < 0.95
    assert fallen(after) == pytest.approx(fallen(canvas.before), abs=LIGHT_SHARE)


def test_a_canvas_needs_a_patch(case: SimpleNamespace) -> None:
    """Where skin itself was the target there is nothing to put a mix on."""
    with pytest.raises(RegionError, match="no patch to show the mix on"):
        canvas_of(case.photo, replace(case.sample, patch=None))
