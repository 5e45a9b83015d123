"""The picture a person checks: what was taken for the patch, which skin was sampled, what was left out and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.measure.marked import Reference
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.left_out import LeftOut, Reason
from tonematch.report.files import Pixels
from tonematch.report.pictures.legend import Entry, Group, blob, field, specks, strands, with_legend
from tonematch.report.pictures.pattern import BLACK, CHART, LEFT_OUT, OUTLINE, SAMPLED, Colour, Mask, draw_mark
from tonematch.report.pictures.shrink import block_mean, shrink_factor, srgb_pixels

LONGEST_SIDE_PX = 1600
CLOSE_UP_PX = 1100
CLOSE_UP_MARGIN = 0.12  # of the longer side of what is marked
SMOOTH_FROM, SMOOTH_SIGMA, SMOOTH_LIMIT = 1.5, 0.5, 0.4
"""Labels enlarged by more than this show steps: blurred by half a label, a lone label still reaches the limit."""
MOST_ENLARGED = 4  # more shows blocks, not skin
LINE_SHARE, CLOSE_UP_LINE_SHARE = 1 / 480, 1 / 350  # of the longer side; the closer, the calmer
THINNEST_LINE_PX = 1.6
REFUSED_WARNING = "Calibration refused: do not trust the colours of this photo."

REASON_WORDS: Mapping[Reason, str] = MappingProxyType(
    {
        "transition": "border zone",
        "hair": "hair",
        "fleck": "freckles and moles",
        "shine": "shine",
        "shadow": "shadow",
        "other patch": "another patch",
        "unlike": "unlike the rest",
        "not skin": "not skin",
    }
)
"""Why skin was left out, in the words of the legend."""
FLECK_SHADE_WORDS = "freckles and moles (fleck shade)"
"""Where they are many enough to give a shade of their own, to be stippled."""

SAMPLED_WORDS: Mapping[Reference, str] = MappingProxyType(
    {
        "band": "skin that was sampled",
        "painted": "skin you painted, sampled",
        "skin": "skin that was sampled",
        "contralateral": "skin around the patch (the tone comes from the other photo)",
    }
)
"""The skin that was read, by where the surrounding tone comes from."""

DRAWN_IN_ORDER: tuple[Reason, ...] = (
    "not skin",
    "transition",
    "unlike",
    "shadow",
    "shine",
    "other patch",
    "hair",
    "fleck",
)
"""The quiet ones first, so that the thin and the small stay on top."""
EXAMPLES: Mapping[Reason, Callable[[int, int], Mask]] = MappingProxyType({"hair": strands, "fleck": specks})


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the photo at the size in which it is shown.

    Parameters
    ----------
    rows, columns
        Which rows and columns of the photo, as shares of its height and width, the picture's pixels lie on.
    picture
        (h, w, 3) encoded sRGB as photographed.
    """

    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    picture: Pixels

    def of(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Bring values over the whole photo, at any size, to this picture; each pixel takes the nearest."""
        rows, columns = (
            (shares * size).astype(int) for shares, size in zip((self.rows, self.columns), values.shape, strict=True)
        )
        return np.ascontiguousarray(values[np.ix_(rows, columns)])


def overlay(photo: Photo, sample: SkinSample, *, longest_px: int = LONGEST_SIDE_PX) -> Pixels:
    """Draw on the photo what was found: the chart, the patch, the skin sampled and what was left out, with a legend.

    Parameters
    ----------
    longest_px
        Larger photos are shrunk to fit.

    Returns
    -------
    Pixels
        (h, w, 3) encoded sRGB as photographed, with a legend below of what occurs in it.
    """
    return _marked(_part(photo, (slice(0, photo.height), slice(0, photo.width)), longest_px, 1), sample, LINE_SHARE)


def close_up(photo: Photo, sample: SkinSample, *, longest_px: int = CLOSE_UP_PX) -> Pixels:
    """Draw the same marks on the part of the photo that they are in, enlarged where that is small."""
    marked = sample.patch_mask | sample.surround_mask
    left, top, width, height = cv2.boundingRect(marked.view(np.uint8))
    margin = round(CLOSE_UP_MARGIN * max(width, height))
    rows = slice(max(0, top - margin), min(photo.height, top + height + margin))
    columns = slice(max(0, left - margin), min(photo.width, left + width + margin))
    return _marked(_part(photo, (rows, columns), longest_px, MOST_ENLARGED), sample, CLOSE_UP_LINE_SHARE)


def _part(photo: Photo, window: tuple[slice, slice], longest_px: int, most_enlarged: float) -> Part:
    """Shrink a part of the photo, or enlarge it, to a longer side of at most so many pixels."""
    light = photo.linear[window]
    picture = srgb_pixels(block_mean(light, shrink_factor(light.shape, longest_px)))
    enlarged = min(most_enlarged, longest_px / max(picture.shape[:2])) if max(light.shape[:2]) < longest_px else 1.0
    if enlarged > 1:
        picture = np.asarray(cv2.resize(picture, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_CUBIC))
    rows, columns = (
        (along.start + (np.arange(count) + 0.5) * (along.stop - along.start) / count) / size
        for along, count, size in zip(window, picture.shape[:2], (photo.height, photo.width), strict=True)
    )
    return Part(rows, columns, picture)


def _marked(part: Part, sample: SkinSample, line_share: float) -> Pixels:
    """Draw the marks, and the legend of those that occur."""
    picture = part.picture.copy()
    line_px = max(THINNEST_LINE_PX, max(picture.shape[:2]) * line_share)
    left_out = LeftOut(part.of(sample.left_out.labels).view(np.uint8))
    surround = part.of(sample.surround_mask).view(bool) & (left_out.labels == 0)
    patch = part.of(sample.patch_mask).view(bool)
    chart = _chart(sample, part)
    enlarged = len(part.rows) / (float(np.ptp(part.rows)) * sample.left_out.labels.shape[0])
    draw_mark(picture, surround, SAMPLED, line_px)
    for reason in DRAWN_IN_ORDER:
        draw_mark(picture, _smooth(left_out.of(reason), enlarged), LEFT_OUT[reason], line_px)
    draw_mark(picture, chart, CHART, line_px)
    draw_mark(picture, patch, OUTLINE, line_px)
    found = (
        (chart, Entry(CHART, "colour chart", blob)),
        (patch, Entry(OUTLINE, "patch", blob)),
        (surround, Entry(SAMPLED, SAMPLED_WORDS[sample.reference], field)),
    )
    words = dict(REASON_WORDS) | ({} if sample.flecks is None else {"fleck": FLECK_SHADE_WORDS})
    reasons = [Entry(LEFT_OUT[reason], words[reason], EXAMPLES.get(reason, field)) for reason in left_out.reasons()]
    return with_legend(
        picture,
        (
            Group("Read from the photo", tuple(entry for mask, entry in found if mask.any())),
            Group("Left out of the sample", tuple(reasons)),
        ),
        ground=_colour_of(part.picture[surround]),
        line_px=line_px,
        warning=REFUSED_WARNING if sample.verdict == "refuse" else "",
    )


def _smooth(mask: Mask, enlarged: float) -> Mask:
    """Take the steps out of a mask that was enlarged so many times."""
    if enlarged < SMOOTH_FROM or not mask.any():
        return mask
    blurred = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), SMOOTH_SIGMA * enlarged)
    return np.asarray(blurred > SMOOTH_LIMIT)


def _colour_of(pixels: Pixels) -> Colour:
    """Give the middle colour of pixels (n, 3)."""
    if not len(pixels):
        return BLACK
    red, green, blue = (round(float(value)) for value in np.median(pixels, axis=0))
    return red, green, blue


def _chart(sample: SkinSample, part: Part) -> Mask:
    """Give the chart's place in a part; a chart of which only a corner is to be seen is not worth a mark."""
    height, width = sample.patch_mask.shape
    corners = sample.calibration.reading.corners
    x, y = corners.mean(axis=0) / (width, height)
    mask = np.zeros((height, width), np.uint8)
    if part.columns[0] <= x <= part.columns[-1] and part.rows[0] <= y <= part.rows[-1]:
        cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), 1)
    return part.of(mask).view(bool)
