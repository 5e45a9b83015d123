"""Pictures a person checks: the corrected photo, and the mix on the patch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tonematch.capture.photo import Photo
from tonematch.colour import FloatArray, lab_to_linear, lab_to_srgb
from tonematch.correct.calibration import Calibration
from tonematch.errors import RegionError
from tonematch.measure.sample import SkinSample
from tonematch.report.files import Pixels
from tonematch.report.legend import BAR
from tonematch.report.lettering import font_of
from tonematch.report.pattern import WHITE
from tonematch.report.shrink import block_mean, shrink_factor, srgb_pixels

Mask = NDArray[np.bool_]

ROWS_AT_ONCE = 256  # bounds the memory a large photo takes while it is converted
PREVIEW_SIDE_PX = 900
TEXTURE_PX = 1.5  # finer than this is texture that shows through a cream, coarser is colour that it hides
TEXTURE_LIMITS = (0.75, 1.25)  # beyond it is a misjudged border and no texture

REFUSED_CAPTION = "calibration refused: do not trust"


def corrected_srgb(photo: Photo, calibration: Calibration) -> Pixels:
    """Give the photo as the chart says it should look: (H, W, 3) encoded sRGB."""
    lab = calibration.lab(photo)
    bands = [
        np.rint(lab_to_srgb(lab[top : top + ROWS_AT_ONCE]) * 255).astype(np.uint8)
        for top in range(0, lab.shape[0], ROWS_AT_ONCE)
    ]
    return np.concatenate(bands)


def preview(photo: Photo, sample: SkinSample, mix_lab: Sequence[float]) -> Pixels:
    """Show the patch before and after the mix is on it, side by side.

    Each pixel is taken as so much skin and so much patch, times its own texture; the mix replaces what is under it and
    the texture stays. The edge is feathered on to the skin as a therapist would. An estimate for the eye, as good as
    the screen it is seen on.

    Raises
    ------
    RegionError
        When the sample has no patch to put the mix on.
    """
    if sample.patch is None:
        raise RegionError(
            "There is no patch to show the mix on: the skin itself was the target.",
            code="preview.no_patch",
            hint="Mark the patch with --patch x,y, or leave the preview out.",
        )
    rows, columns = _window(sample.patch_mask)
    factor = shrink_factor((rows.stop - rows.start, columns.stop - columns.start), PREVIEW_SIDE_PX)
    seen = lab_to_linear(sample.calibration.skin_lab_of(block_mean(photo.linear[rows, columns], factor)))
    before = np.clip(seen, 0, 1)
    height, width = before.shape[:2]
    cover = _feathered(sample.patch_mask[rows, columns][::factor, ::factor][:height, :width])[..., None]
    colours = np.array([sample.surrounding.lab, sample.patch.lab, mix_lab], dtype=float)
    skin, patch, mix = lab_to_linear(colours)
    beneath = skin + _share_of_patch(before, skin, patch)[..., None] * (patch - skin)
    texture = np.clip(before / np.maximum(beneath, 1e-4), *TEXTURE_LIMITS)
    after = before + cover * (texture * np.maximum(mix, 0) - before)
    refused = sample.verdict == "refuse"
    captions = ("as measured", REFUSED_CAPTION if refused else "with the mix (estimate)")
    return _side_by_side((srgb_pixels(before), srgb_pixels(after)), captions)


def _share_of_patch(light: FloatArray, skin: FloatArray, patch: FloatArray) -> FloatArray:
    """Tell how far each pixel lies on the way from skin to patch, 0-1, fine texture smoothed away."""
    way = patch - skin
    share = np.clip((light - skin) @ way / max(float(way @ way), 1e-9), 0, 1)
    grey = Image.fromarray(np.rint(share * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(TEXTURE_PX))
    return np.asarray(grey, dtype=np.float32) / 255


def _window(mask: Mask) -> tuple[slice, slice]:
    """Frame a mask with as much again around it."""
    y, x = np.nonzero(mask)
    margin = max(40, round(0.5 * max(np.ptp(y), np.ptp(x))))
    top, left = max(0, int(y.min()) - margin), max(0, int(x.min()) - margin)
    return slice(top, min(mask.shape[0], int(y.max()) + margin)), slice(left, min(mask.shape[1], int(x.max()) + margin))


def _feathered(mask: Mask) -> FloatArray:
    """Cover a mask fully and fade out beyond it, over about a twentieth of its size; 0-1."""
    radius = max(2, round(float(np.sqrt(mask.sum())) / 40))
    grey = Image.fromarray(np.where(mask, np.uint8(255), np.uint8(0))).filter(ImageFilter.MaxFilter(4 * radius + 1))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255


def _side_by_side(pictures: tuple[Pixels, Pixels], captions: tuple[str, str]) -> Pixels:
    height, width = pictures[0].shape[:2]
    gap, size = 6, max(14, width // 28)
    page = Image.new("RGB", (2 * width + gap, height + 2 * size), BAR)
    draw = ImageDraw.Draw(page)
    for left, picture, caption in zip((0, width + gap), pictures, captions, strict=True):
        page.paste(Image.fromarray(picture), (left, 0))
        draw.text((left + width // 2, height + size), caption, font=font_of(size), fill=WHITE, anchor="mm")
    return np.asarray(page)
