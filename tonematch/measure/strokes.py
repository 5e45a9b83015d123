"""Brush strokes that mend a patch that was found, or paint an area of skin to compare with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.errors import RegionError

FRACTION_BITS = 4  # OpenCV draws on a grid of sixteenths of a pixel
LARGEST_RADIUS_PX = 5000.0  # beyond it OpenCV's lines run out of whole numbers; no photo needs such a brush


@dataclass(frozen=True)
class Stroke:
    """A line painted with a round brush.

    Parameters
    ----------
    kind
        Whether the brush adds to the mask or takes from it.
    points
        Places (x, y) the brush went through, in pixels of the upright full-size photo; a single one is a dab.
    radius_px
        Half the breadth of the brush, in the same pixels.

    Raises
    ------
    RegionError
        When there is no point, one is not a finite number, or the radius is none a brush can have.
    """

    kind: Literal["add", "remove"]
    points: tuple[tuple[float, float], ...]
    radius_px: float

    def __post_init__(self) -> None:
        if self.kind not in ("add", "remove"):
            raise RegionError(
                f'A brush stroke adds or removes; "{self.kind}" is neither.',
                code="stroke.kind",
                hint="Give each stroke the kind add or remove.",
            )
        if not self.points:
            raise RegionError(
                "A brush stroke has no point.", code="stroke.empty", hint="Draw it through at least one place."
            )
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise RegionError(
                "A brush stroke goes through a place that is not a finite number.",
                code="stroke.not_finite",
                hint="Give x and y in pixels of the upright photo.",
            )
        if not 0 < self.radius_px <= LARGEST_RADIUS_PX:
            raise RegionError(
                f"A brush cannot have a radius of {self.radius_px:g} pixels.",
                code="stroke.radius",
                hint=f"Choose a radius above 0 and up to {LARGEST_RADIUS_PX:g} pixels of the photo.",
            )


def with_strokes(mask: NDArray[np.bool_], strokes: Sequence[Stroke]) -> NDArray[np.bool_]:
    """Paint strokes into a mask, one after the other, so that a later one wins where two cross.

    Parameters
    ----------
    mask
        (H, W) bool at the photo's full size; it is left as it is.
    strokes
        In the order in which they were drawn.

    Returns
    -------
    (H, W) bool

    Raises
    ------
    RegionError
        When a stroke goes through a place outside the photo.

    Examples
    --------
    >>> dab = Stroke("add", ((10.0, 10.0),), 2.0)
    >>> int(with_strokes(np.zeros((20, 20), bool), [dab]).sum())
    13
    """
    sheet = mask.astype(np.uint8)
    for stroke in strokes:
        _check_inside(stroke.points, mask.shape, "A brush stroke")
        _paint(sheet, stroke)
    return sheet.view(np.bool_)


def painted(shape: tuple[int, int], strokes: Sequence[Stroke]) -> NDArray[np.bool_]:
    """Give the area that strokes paint on an empty sheet of a photo's height and width, (H, W) bool.

    Raises
    ------
    RegionError
        When a stroke goes through a place outside the photo, or nothing is painted in the end.
    """
    area = with_strokes(np.zeros(shape, bool), strokes)
    if not area.any():
        raise RegionError(
            "Nothing is painted.", code="stroke.nothing", hint="Paint over the skin to compare with, then go on."
        )
    return area


def outlined(shape: tuple[int, int], outline: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """Give the area within a closed line on a photo of this height and width, (H, W) bool.

    Raises
    ------
    RegionError
        When the line leaves the photo, or has fewer than three points.

    Examples
    --------
    >>> int(outlined((20, 20), [(4, 4), (8, 4), (8, 8), (4, 8)]).sum())
    25
    """
    if len(outline) < 3:
        raise RegionError(
            "An outline needs three points or more.", code="stroke.outline", hint="Draw it around the patch."
        )
    _check_inside(outline, shape, "The outline")
    sheet = np.zeros(shape, np.uint8)
    places = np.rint(np.array(outline) * (1 << FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(sheet, [places.reshape(-1, 1, 2)], (1,), shift=FRACTION_BITS)
    return sheet.view(np.bool_)


def _check_inside(points: Sequence[tuple[float, float]], shape: tuple[int, ...], what: str) -> None:
    height, width = shape[:2]
    for x, y in points:
        if not (0 <= x < width and 0 <= y < height):
            raise RegionError(
                f"{what} goes through ({x:g}, {y:g}), outside the photo of {width} x {height} pixels.",
                code="stroke.outside",
                hint="Keep it on the photo; the rim of a brush may reach over the edge.",
            )


def _paint(sheet: NDArray[np.uint8], stroke: Stroke) -> None:
    value = int(stroke.kind == "add")
    grid = 1 << FRACTION_BITS
    places = np.rint(np.array(stroke.points) * grid).astype(np.int32)
    breadth = max(1, round(2 * stroke.radius_px))
    cv2.polylines(
        sheet, [places.reshape(-1, 1, 2)], isClosed=False, color=value, thickness=breadth, shift=FRACTION_BITS
    )
    for x, y in (places[0].tolist(), places[-1].tolist()):
        cv2.circle(sheet, (x, y), round(stroke.radius_px * grid), value, -1, shift=FRACTION_BITS)
