"""Swatches show the colours they are asked for, as large as they are asked for."""

import numpy as np
import pytest

from tonematch.colour import lab_to_srgb
from tonematch.report.pictures.swatch import MID_GREY, fleck_swatch, split_swatch

BASE, FLECK = (60.0, 10.0, 18.0), (40.0, 12.0, 18.0)
SHARE_OFF = 0.005  # of the area: what the borders of pixels cost


def test_swatch_has_target_and_mix_without_a_gap() -> None:
    """Target left, mix right, touching, on mid-grey."""
    swatch = split_swatch((60, 10, 18), (40, 10, 18), width_px=200)
    assert swatch.shape == (100, 200, 3)
    assert (swatch[0, 0] == MID_GREY).all()
    assert (swatch[50, 99] == np.rint(lab_to_srgb([60.0, 10, 18]) * 255)).all()
    assert (swatch[50, 100] == np.rint(lab_to_srgb([40.0, 10, 18]) * 255)).all()


@pytest.mark.parametrize("share", [0.0, 0.08, 0.4, 1.0])
def test_flecks_cover_their_share(share: float) -> None:
    """Base, then fleck, then the base stippled with as much fleck as there is on the skin."""
    swatch = fleck_swatch(BASE, FLECK, share, width_px=300)
    base, fleck = (np.rint(lab_to_srgb(np.array(lab)) * 255) for lab in (BASE, FLECK))
    assert (swatch[0] == MID_GREY).all()
    assert (swatch[50, 99] == base).all()
    assert (swatch[50, 100] == fleck).all()
    assert (swatch[50, 199] == fleck).all()
    stippled = swatch[12:-12, 200:288]
    is_fleck, is_base = (stippled == fleck).all(axis=-1), (stippled == base).all(axis=-1)
    assert (is_fleck | is_base).all()
    assert abs(float(is_fleck.mean()) - share) < SHARE_OFF
