"""Pictures a person checks: the corrected photo, and the mix on the patch."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from tonematch.capture.photo import Photo
from tonematch.colour import lab_to_srgb
from tonematch.correct.calibration import Calibration
from tonematch.measure.sample import SkinSample
from tonematch.report.files import Pixels
from tonematch.report.pictures.legend import BAR
from tonematch.report.pictures.lettering import font_of
from tonematch.report.pictures.pattern import WHITE
from tonematch.report.pictures.recolour import canvas_of, recoloured

ROWS_AT_ONCE = 256  # bounds the memory a large photo takes while it is converted
REFUSED_CAPTION = "calibration refused: do not trust"


def corrected_srgb(photo: Photo, calibration: Calibration) -> Pixels:
    """Give the photo as the chart says it should look: (H, W, 3) encoded sRGB."""
    lab = calibration.lab(photo)
    bands = [
        np.rint(lab_to_srgb(lab[top : top + ROWS_AT_ONCE]) * 255).astype(np.uint8)
        for top in range(0, lab.shape[0], ROWS_AT_ONCE)
    ]
    return np.concatenate(bands)


def preview(photo: Photo, sample: SkinSample, mix_lab: Sequence[float], *, opacity: float = 1.0) -> Pixels:
    """Show the patch before and after the mix is on it, side by side; see `tonematch.report.pictures.recolour`.

    Raises
    ------
    RegionError
        When the sample has no patch to put the mix on.
    """
    canvas = canvas_of(photo, sample)
    refused = sample.verdict == "refuse"
    captions = ("as measured", REFUSED_CAPTION if refused else "with the mix (estimate)")
    return _side_by_side((canvas.picture, recoloured(canvas, mix_lab, opacity=opacity)), captions)


def _side_by_side(pictures: tuple[Pixels, Pixels], captions: tuple[str, str]) -> Pixels:
    height, width = pictures[0].shape[:2]
    gap, size = 6, max(14, width // 28)
    page = Image.new("RGB", (2 * width + gap, height + 2 * size), BAR)
    draw = ImageDraw.Draw(page)
    for left, picture, caption in zip((0, width + gap), pictures, captions, strict=True):
        page.paste(Image.fromarray(picture), (left, 0))
        draw.text((left + width // 2, height + size), caption, font=font_of(size), fill=WHITE, anchor="mm")
    return np.asarray(page)
