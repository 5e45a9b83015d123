"""What lies beside skin, read in the skin's own light."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.beside import tone_beside
from tonematch.measure.sample import sample_skin
from tonematch.measure.strokes import Stroke, painted

STRIPE, SKIN = (640.0, 430.0), (760.0, 200.0)
RESIDUAL_DELTA_E = 0.5  # of a difference read in 8 bits through a camera's curve; 0.3 at most of what is tried here


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
    tone = tone_beside(photo, sample, spot(photo, STRIPE))
    apart = float(delta_e00(sample.surrounding.lab, tone.lab))
    assert apart == pytest.approx(float(delta_e00(skin, stripe)), abs=RESIDUAL_DELTA_E)


def test_a_region_of_nothing_is_told(painted_photo: Photo) -> None:
    """An empty region has no tone."""
    calibration = fit_calibration(read_chart(painted_photo), painted_photo)
    sample = sample_skin(painted_photo, calibration, skin_mask=spot(painted_photo, SKIN))
    with pytest.raises(RegionError):
        tone_beside(painted_photo, sample, np.zeros((painted_photo.height, painted_photo.width), bool))
