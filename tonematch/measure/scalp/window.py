"""The stretch of scalp that is looked at: where it lies in the photo, its pixels, and how much finer the photo is."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.measure.patch.click import colour_at

SIDE_PX = 480  # enough for hundreds of dots, and quick
DISC_SHARE = 0.07  # of the photo's long side: radius of the disc about a place
SMALLEST_DISC_PX = 60.0
SMOOTHING_PX = 3.0  # of the view: dots melt together, borders of patches stay
ALIKE = 6.0  # Lab units from the place; farther is another skin
FEWEST_PX = 1600
MOST_OF_OTHER = 0.2


class Window(NamedTuple):
    """A square of the photo: its left and top, and how many pixels of the photo make one here, along a side."""

    left: int
    top: int
    factor: int


@dataclass(frozen=True, eq=False)
class Scalp:
    """A stretch of scalp at working size.

    Parameters
    ----------
    window
        Where it lies.
    linear
        (h, w, 3) float32 linear light as photographed; outside the region, what is usual inside.
    inside
        (h, w) bool, the region.
    at
        Its place (x, y) in the photo.
    """

    window: Window
    linear: NDArray[np.float32]
    inside: NDArray[np.bool_]
    at: tuple[float, float]

    def __post_init__(self) -> None:
        self.linear.flags.writeable = False
        self.inside.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def scalp_region(
    view: View,
    *,
    skin: tuple[float, float] | None,
    box: tuple[float, float, float, float] | None,
    skin_mask: NDArray[np.bool_] | None,
) -> NDArray[np.bool_]:
    """Turn a place, a box or a mask to the region of the photo that is meant, (H, W) bool.

    Raises
    ------
    RegionError
        When not exactly one is given, it lies outside the photo or on the chart, or holds too few pixels.
    """
    if sum(mark is not None for mark in (skin, box, skin_mask)) != 1:
        raise RegionError(
            "Mark the scalp in exactly one way: a place on it, a box, or a mask.",
            code="region.marks",
            hint="On the command line: one of --skin, --box, --skin-mask.",
        )
    height, width = view.full_shape
    if skin_mask is not None:
        if skin_mask.shape != view.full_shape:
            raise RegionError(
                f"The skin mask is not {width} x {height} pixels, the size of the upright photo.",
                code="region.mask_size",
                hint="Paint it over the photo as it shows on the screen, and keep its size.",
            )
        region = skin_mask.copy()
    elif box is not None:
        region = np.zeros(view.full_shape, bool)
        x0, x1 = sorted((max(0, round(box[0])), max(0, round(box[2]))))
        y0, y1 = sorted((max(0, round(box[1])), max(0, round(box[3]))))
        region[y0:y1, x0:x1] = True
    elif skin is not None:
        region = _disc_of_one_tone(view, skin)
    on_chart = view.enlarge(view.chart)
    marked = cv2.countNonZero(region.view(np.uint8))
    region &= ~on_chart
    left = cv2.countNonZero(region.view(np.uint8))
    if marked - left > MOST_OF_OTHER * marked:
        raise RegionError(
            "A good part of the place marked is the colour chart.",
            code="region.on_chart",
            hint="Mark the scalp beside it.",
        )
    if left < FEWEST_PX:
        raise RegionError(
            f"The place marked holds {left} pixels; at least {FEWEST_PX} are needed to tell dots from skin.",
            code="region.small",
            hint="Mark a larger stretch of scalp, or go closer with the camera.",
        )
    return region


def _disc_of_one_tone(view: View, at: tuple[float, float]) -> NDArray[np.bool_]:
    """Give the disc about a place, without what lies beyond a border between skins."""
    colour_at(view, at)
    disc = np.zeros(view.full_shape, np.uint8)
    radius = round(max(DISC_SHARE * max(view.full_shape), SMALLEST_DISC_PX))
    cv2.circle(disc, (round(at[0]), round(at[1])), radius, 1, -1)
    smooth = cv2.GaussianBlur(view.lab, (0, 0), SMOOTHING_PX)
    column, row = view.place(at)
    alike = np.asarray(np.linalg.norm(smooth - smooth[row, column], axis=-1) < ALIKE)
    return disc.astype(bool) & view.enlarge(alike)


def look_at(photo: Photo, region: NDArray[np.bool_], factor: int) -> Scalp:
    """Cut the scalp out of the photo about the middle of a region, `factor` pixels averaged to one."""
    moments = cv2.moments(region.view(np.uint8), binaryImage=True)
    at = (moments["m10"] / moments["m00"], moments["m01"] / moments["m00"])
    left, top, width, height = cv2.boundingRect(region.view(np.uint8))
    side = SIDE_PX * factor
    x, across = _span(left, width, at[0], side, factor)
    y, down = _span(top, height, at[1], side, factor)
    part = slice(y, y + down), slice(x, x + across)
    size = (across // factor, down // factor)
    linear = np.array(cv2.resize(photo.linear[part], size, interpolation=cv2.INTER_AREA), dtype=np.float32)
    covered = cv2.resize(region[part].view(np.uint8) * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    inside = np.asarray(covered > 250)
    linear[~inside] = np.median(linear[inside], axis=0) if inside.any() else 0
    return Scalp(Window(x, y, factor), linear, inside, at)


def _span(start: int, length: int, middle: float, side: int, factor: int) -> tuple[int, int]:
    """Keep at most `side` of a span about its middle, in whole multiples of the factor."""
    kept = min(length, side)
    first = min(max(round(middle - kept / 2), start), start + length - kept)
    return first, max(kept - kept % factor, factor)
