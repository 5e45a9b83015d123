"""Pictures a person checks: the corrected photo, what was sampled, and the mix on the patch."""

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
from tonematch.report.lettering import font_of
from tonematch.report.shrink import block_mean, shrink_factor, srgb_pixels

Mask = NDArray[np.bool_]

ROWS_AT_ONCE = 256  # bounds the memory a large photo takes while it is converted
LONGEST_SIDE_PX = 1600
PREVIEW_SIDE_PX = 900
TEXTURE_PX = 1.5  # finer than this is texture that shows through a cream, coarser is colour that it hides
TEXTURE_LIMITS = (0.75, 1.25)  # beyond it is a misjudged border and no texture

REFUSED_CAPTION = "calibration refused: do not trust"

BLACK = (0, 0, 0)
WHITE = (255, 255, 255)
BAR = (32, 32, 32)
# Okabe and Ito's colours for all kinds of colour vision; each also has its own kind of line.
ORANGE = (240, 178, 30)
SKY_BLUE = (86, 200, 255)


def corrected_srgb(photo: Photo, calibration: Calibration) -> Pixels:
    """Give the photo as the chart says it should look: (H, W, 3) encoded sRGB."""
    lab = calibration.lab(photo)
    bands = [
        np.rint(lab_to_srgb(lab[top : top + ROWS_AT_ONCE]) * 255).astype(np.uint8)
        for top in range(0, lab.shape[0], ROWS_AT_ONCE)
    ]
    return np.concatenate(bands)


def overlay(photo: Photo, sample: SkinSample, *, longest_px: int = LONGEST_SIDE_PX) -> Pixels:
    """Draw on the photo what was found: the chart, the patch, and the skin that was sampled, with a legend.

    Parameters
    ----------
    longest_px
        Larger photos are shrunk to fit.

    Returns
    -------
    Pixels
        (h, w, 3) encoded sRGB as photographed, with a legend bar below.
    """
    factor = shrink_factor(photo.linear.shape, longest_px)
    small = srgb_pixels(block_mean(photo.linear, factor))
    height, width = small.shape[:2]
    line = max(2, round(max(height, width) / 450))
    picture = Image.fromarray(small)
    surround = sample.surround_mask[::factor, ::factor][:height, :width]
    patch = sample.patch_mask[::factor, ::factor][:height, :width]
    _dot(picture, surround, spacing=max(10, 5 * line), radius=max(1.6, 0.7 * line))
    if sample.patch is not None:
        _outline(picture, patch, line)
    corners = [(float(x) / factor, float(y) / factor) for x, y in sample.calibration.reading.corners]
    _polygon(picture, corners, line)
    entries = [("line", ORANGE, "colour chart"), ("dots", SKY_BLUE, "skin that was sampled")]
    if sample.patch is not None:
        entries.insert(1, ("line", WHITE, "patch"))
    if sample.verdict == "refuse":
        entries.append(("line", BAR, REFUSED_CAPTION))
    return _with_legend(picture, entries)


def _dot(picture: Image.Image, mask: Mask, *, spacing: int, radius: float) -> None:
    """Mark a mask by a staggered grid of dots, so that the skin stays visible between them."""
    draw = ImageDraw.Draw(picture)
    height, width = mask.shape
    for row, y in enumerate(range(spacing // 2, height, spacing)):
        for x in range(spacing // 2 + (row % 2) * spacing // 2, width, spacing):
            if mask[y, x]:
                draw.circle((x, y), radius + 1, fill=BLACK)
                draw.circle((x, y), radius, fill=SKY_BLUE)


def _outline(picture: Image.Image, mask: Mask, line: int) -> None:
    """Run a white line in a black casing around a mask, just outside it."""
    grey = Image.fromarray(np.where(mask, np.uint8(255), np.uint8(0)))

    def grown(by: int) -> Image.Image:
        return grey.filter(ImageFilter.MaxFilter(2 * by + 1)) if by else grey

    for colour, inner, outer in ((BLACK, 0, line + 2), (WHITE, 1, line + 1)):
        ring = np.asarray(grown(outer)) > np.asarray(grown(inner))
        picture.paste(colour, mask=Image.fromarray(np.where(ring, np.uint8(255), np.uint8(0))))


def _polygon(picture: Image.Image, corners: Sequence[tuple[float, float]], line: int) -> None:
    draw = ImageDraw.Draw(picture)
    ring = [*corners, corners[0], corners[1]]
    draw.line(ring, fill=BLACK, width=line + 3, joint="curve")
    draw.line(ring, fill=ORANGE, width=line, joint="curve")


def _with_legend(picture: Image.Image, entries: Sequence[tuple[str, tuple[int, int, int], str]]) -> Pixels:
    """Put a bar below the picture that says what each line means, in as many rows as it takes."""
    size = max(13, round(picture.width / 60))
    font = font_of(size)
    key, gap = 2 * size, size
    rows: list[list[tuple[int, str, tuple[int, int, int], str]]] = [[]]
    x = gap
    for kind, colour, text in entries:
        taken = key + gap // 2 + round(font.getlength(text)) + gap
        if rows[-1] and x + taken > picture.width:
            rows.append([])
            x = gap
        rows[-1].append((x, kind, colour, text))
        x += taken + gap
    bar = Image.new("RGB", (picture.width, (2 * len(rows)) * size + size // 2), BAR)
    draw = ImageDraw.Draw(bar)
    for index, row in enumerate(rows):
        middle = round((2 * index + 1.25) * size)
        for left, kind, colour, text in row:
            if kind == "line":
                draw.line([(left, middle), (left + key, middle)], fill=colour, width=max(2, size // 5))
            else:
                for step in range(4):
                    centre = (left + key * (step + 0.5) / 4, middle)
                    draw.circle(centre, size / 7, fill=colour)
            draw.text((left + key + gap // 2, middle), text, font=font, fill=WHITE, anchor="lm")
    return np.concatenate([np.asarray(picture), np.asarray(bar)])


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
