"""The values the pages pass around, and the texts they show."""

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tonematch.bundled import sample_photos
from tonematch.capture.photo import Photo, read_photo
from tonematch.ui.preview import LONGEST_PX, preview_of
from tonematch.ui.words import guide as guide_words
from tonematch.ui.words import marker as marker_words
from tonematch.ui.words import match as words

AVOIDED = ("diagnos", "detect vitiligo", "treat", "normal skin", "flesh", "nude", "perfect match", "monitor")


@pytest.mark.parametrize("shape", [(4001, 3001), (1275, 1700), (700, 900)])
def test_a_preview_is_small_and_keeps_the_shape(shape: tuple[int, int], painted_photo: Photo) -> None:
    """No preview is longer than the limit, and none is stretched."""
    photo = replace(painted_photo, linear=np.full((*shape, 3), 0.2, np.float32), clipped=np.zeros(shape, bool))
    preview = preview_of(photo)
    assert max(preview.width, preview.height) == min(LONGEST_PX, max(shape))
    assert preview.width / preview.height == pytest.approx(shape[1] / shape[0], rel=0.002)


def test_a_wide_gamut_photo_is_shown_in_srgb() -> None:
    """The preview of a Display P3 photo carries no profile and shows the grey of the chart's white as grey."""
    path = next(path for path in sample_photos() if "display-p3" in path.name)
    preview = preview_of(read_photo(path))
    shown = Image.open(io.BytesIO(preview.jpeg))
    assert "icc_profile" not in shown.info
    assert shown.size == (preview.width, preview.height)


def test_wide_colours_do_not_wrap_around(painter: Callable[..., Photo], painting: type) -> None:
    """Colours beyond sRGB are clipped to its edge."""
    photo = painter(painting())
    linear = photo.linear.copy()
    linear[:] = (1.4, -0.2, 0.5)
    shown = np.asarray(Image.open(io.BytesIO(preview_of(replace(photo, linear=linear)).jpeg)))
    assert shown[..., 0].min() > 245
    assert shown[..., 1].max() < 12


def test_words_that_promise_too_much_are_avoided() -> None:
    """No text of the app speaks of judging health, or calls one skin the usual one."""
    said = " ".join(
        str(value)
        for page in (words, marker_words, guide_words)
        for name, value in vars(page).items()
        if name.isupper()
    ).lower()
    assert not [word for word in AVOIDED if word in said]


def test_a_small_share_is_not_called_nothing() -> None:
    """Shares are whole percent; one that would round to nothing is told as less than one."""
    assert [words.share(value) for value in (0.0, 0.004, 0.014, 0.5)] == [
        *("less than 1 %", "less than 1 %"),
        *("1 %", "50 %"),
    ]
