"""What lies beside skin, read in the skin's own light."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tonematch.bundled import stripe_photos
from tonematch.capture.photo import Photo, read_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.measure.beside import read_beside
from tonematch.measure.sample import sample_skin
from tonematch.measure.strokes import Stroke, painted

STRIPE, SKIN = (640.0, 430.0), (760.0, 200.0)
RESIDUAL_DELTA_E = 0.5  # of a difference read in 8 bits through a camera's curve; 0.3 at most of what is tried here

BARE_DELTA_E = 2.0  # of the bare patch in the bundled sample; 1.1 as measured


def spot(photo: Photo, at: tuple[float, float], radius: float = 12.0) -> np.ndarray:
    """Give a round region of a photo."""
    return painted((photo.height, photo.width), [Stroke("add", (at,), radius)])


@pytest.mark.parametrize(
    ("skin", "stripe"),
    [
        ((62, 11, 19), (58, 12, 20)),
        ((52, 13, 18), (54, 12, 18)),
        ((38, 12, 17), (41, 12, 16)),
        ((70, 9, 16), (70, 9, 16)),
    ],
)
def test_a_difference_is_read_whole(
    painter: Callable[[Any], Photo], painting: Callable[..., Any], skin: tuple[float, ...], stripe: tuple[float, ...]
) -> None:
    """A stripe that is darker, lighter or the same is as far from the skin as it was painted."""
    photo = painter(painting(skin_lab=skin, patch_lab=stripe))
    calibration = fit_calibration(read_chart(photo), photo)
    sample = sample_skin(photo, calibration, skin_mask=spot(photo, SKIN))
    stripe_there = read_beside(photo, sample, sample_skin(photo, calibration, skin_mask=spot(photo, STRIPE)))
    apart = float(delta_e00(sample.surrounding.lab, stripe_there.surrounding.lab))
    assert apart == pytest.approx(float(delta_e00(skin, stripe)), abs=RESIDUAL_DELTA_E)


def test_a_bare_patch_is_read_in_the_skins_light() -> None:
    """By itself a bare patch passes for skin in strong light; beside skin it has its own colour and no such finding."""
    path = stripe_photos()[0]
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    photo = read_photo(path)
    calibration = fit_calibration(read_chart(photo), photo)
    skin = sample_skin(photo, calibration, skin_mask=spot(photo, truth["surrounding"]["skin_click"]))
    alone = sample_skin(photo, calibration, skin_mask=spot(photo, truth["patch"]["click"]))
    there = read_beside(photo, skin, alone)
    assert any(finding.code.startswith("light.") for finding in alone.findings)
    assert not any(finding.code.startswith("light.") for finding in there.findings)
    assert float(delta_e00(truth["patch"]["lab"], there.surrounding.lab)) < BARE_DELTA_E
    assert float(delta_e00(truth["patch"]["lab"], alone.surrounding.lab)) > 2 * BARE_DELTA_E
