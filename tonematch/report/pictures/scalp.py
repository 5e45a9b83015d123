"""A picture to check a scalp by: the stretch looked at as photographed, beside what each pixel was taken for."""

import numpy as np
from PIL import Image, ImageDraw

from tonematch.capture.photo import Photo
from tonematch.measure.scalp.tone import BETWEEN, DOT, NOT_LOOKED_AT, SKIN, ScalpTone
from tonematch.report.files import Pixels
from tonematch.report.pictures.lettering import font_of, wrapped
from tonematch.report.pictures.shrink import srgb_pixels

PANEL_PX = 720
SMALLEST_TEXT_PX = 15
GAP_PX = 8
BAR = (32, 32, 32)
WHITE = (255, 255, 255)
MEANINGS: dict[int, tuple[tuple[int, int, int], str]] = {
    SKIN: ((235, 235, 235), "taken for skin"),
    DOT: ((0, 60, 110), "taken for a dot of hair or pigment"),
    BETWEEN: ((240, 178, 30), "skin and dot in one pixel: taken apart"),
    NOT_LOOKED_AT: (BAR, "not looked at"),
}
"""Light, dark, and orange between: told apart by lightness alone, whatever colours an eye can see."""


def scalp_picture(photo: Photo, scalp: ScalpTone) -> Pixels:
    """Draw the stretch of scalp looked at, and beside it what was taken for skin and what for dots.

    Returns
    -------
    Pixels
        (h, w, 3) encoded sRGB, with a legend bar below.
    """
    left, top, factor = scalp.window
    height, width = scalp.labels.shape
    part = photo.linear[top : top + height * factor : factor, left : left + width * factor : factor]
    enlarge = max(1, PANEL_PX // max(height, width))
    flat = np.zeros((height, width, 3), np.uint8)
    for label, (colour, _) in MEANINGS.items():
        flat[scalp.labels == label] = colour
    seen = _enlarged(srgb_pixels(part[:height, :width]), enlarge)
    told = _enlarged(flat, enlarge)
    gap = np.full((seen.shape[0], GAP_PX, 3), BAR, np.uint8)
    picture = np.concatenate([seen, gap, told], axis=1)
    present = [label for label in MEANINGS if (scalp.labels == label).any()]
    return np.concatenate([picture, _legend(picture.shape[1], present)])


def _enlarged(pixels: Pixels, times: int) -> Pixels:
    return np.asarray(np.repeat(np.repeat(pixels, times, axis=0), times, axis=1))


def _legend(width: int, labels: list[int]) -> Pixels:
    size = max(SMALLEST_TEXT_PX, width // 70)
    texts = [wrapped(MEANINGS[label][1], size, width - 5 * size) for label in labels]
    bar = Image.new("RGB", (width, round(1.6 * size) * sum(map(len, texts)) + size), BAR)
    draw = ImageDraw.Draw(bar)
    y = size // 2
    for label, lines in zip(labels, texts, strict=True):
        draw.rectangle((size, y, 3 * size, y + size), fill=MEANINGS[label][0], outline=WHITE)
        for line in lines:
            draw.text((4 * size, y + size // 2), line, font=font_of(size), fill=WHITE, anchor="lm")
            y += round(1.6 * size)
    return np.asarray(bar)
