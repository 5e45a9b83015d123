"""Find the patch inside a box drawn around it, or the lighter or darker area somewhere in a larger region."""

import math
from typing import Literal

import numpy as np
from skimage.filters import threshold_otsu

from tonematch.colour import FloatArray
from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.measure.patch.click import FAINTEST, found_from, stands_out
from tonematch.measure.patch.found import FoundPatch
from tonematch.measure.patch.other_light import within_skin
from tonematch.measure.patch.settle import SMALLEST_PX, Choice, Settled, settle
from tonematch.measure.regions import Mask, grown, opened, parts_of

MARGIN_SHARE, MARGIN_PX = 0.15, 6
FEWEST_AROUND_PX = 60
LEAST_PART = 0.1  # of the largest part's area; smaller ones in the box are mottling
BOX_FAINTEST_SHARE = 0.5  # a box says more than a click
SURFACE_ROUNDS = 5
UNLIKE_LOG = 0.05
MOST_OF_REGION = 0.6

Kind = Literal["lighter", "darker"]
Box = tuple[float, float, float, float]


def box_in(view: View, box: Box) -> Mask:
    """Give the pixels of the view inside a box (x0, y0, x1, y1) of the photo, any two opposite corners.

    Raises
    ------
    RegionError
        When the box lies outside the photo or is too small to hold a patch.
    """
    height, width = view.full_shape
    xs, ys = sorted((box[0], box[2])), sorted((box[1], box[3]))
    if xs[0] >= width or ys[0] >= height or xs[1] < 0 or ys[1] < 0:
        raise RegionError(
            f"The box lies outside the photo of {width} x {height} pixels.",
            code="region.outside",
            hint="Give x0,y0,x1,y1 in pixels of the upright photo.",
        )
    left, top = view.place((xs[0], ys[0]))
    right, bottom = view.place((xs[1], ys[1]))
    if right - left < 4 or bottom - top < 4:
        raise RegionError(
            "The box is too small to hold a patch.", code="region.small", hint="Draw it around the patch."
        )
    inside = np.zeros(view.skin.shape, bool)
    inside[top : bottom + 1, left : right + 1] = True
    return inside


def find_patch_in_box(view: View, box: Box) -> FoundPatch:
    """Find the patch, or the several patches, inside a box drawn around them.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    box
        x0, y0, x1, y1 in pixels of the full photo, any two opposite corners.

    Raises
    ------
    RegionError
        When the box is empty, outside the photo, has no skin around it, or holds nothing that stands out from that.
    """
    inside = box_in(view, box)
    rows, columns = np.nonzero(inside.any(axis=1))[0], np.nonzero(inside.any(axis=0))[0]
    margin = max(MARGIN_PX, math.ceil(MARGIN_SHARE * max(len(rows), len(columns))))
    around = grown(inside, margin) & ~inside & view.skin
    if around.sum() < FEWEST_AROUND_PX:
        raise RegionError(
            "There is no skin to be seen around the box.",
            code="region.no_skin",
            hint="Draw the box closer around the patch, or take the photo from farther away.",
        )
    free = inside & within_skin(view)
    away = np.linalg.norm(view.lab - np.median(view.lab[around], axis=0), axis=-1)
    settled = _settled_within(view, away, free, FAINTEST * BOX_FAINTEST_SHARE)
    if settled is None:
        raise RegionError(
            "Nothing in the box stands out from the skin around it.",
            code="patch.no_border",
            hint="Draw the box closer around the patch, or paint the patch by brush.",
        )
    return found_from(view, settled)


def find_differing_in(view: View, region: Box, kind: Kind) -> FoundPatch:
    """Find the lighter, or the darker, area of the skin in a region.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    region
        x0, y0, x1, y1 in pixels of the full photo: a stretch of skin with the patch somewhere in it.
    kind
        Whether to look for what is lighter or what is darker than most of the skin there.

    Raises
    ------
    RegionError
        When the region shows too little skin, or nothing that differs so.
    """
    inside = box_in(view, region)
    free = inside & view.skin
    if free.sum() < FEWEST_AROUND_PX:
        raise RegionError(
            "There is no skin to be seen in the region.",
            code="region.no_skin",
            hint="Draw the region over skin that holds the patch.",
        )
    above = _above_surface(view, free)
    settled = _settled_within(view, above if kind == "lighter" else -above, free, FAINTEST)
    if settled is None or settled.border.darker != (kind == "darker") or _is_most(settled.mask, free):
        raise RegionError(
            f"No {kind} area stands out in the region.",
            code="patch.no_border",
            hint="Draw the region closer around the patch, or mark the patch itself by a click or a brush.",
        )
    return found_from(view, settled)


def _is_most(mask: Mask, free: Mask) -> bool:
    return bool(mask.sum() > MOST_OF_REGION * free.sum())


def _settled_within(view: View, away: FloatArray, free: Mask, faintest: float) -> Settled | None:
    levels = away[free]
    if levels.size < SMALLEST_PX or np.ptp(levels) <= 0:
        return None
    start = _large_parts(opened(free & (away > threshold_otsu(np.minimum(levels, np.percentile(levels, 99)))), 1))
    settled = settle(view, start, _within(free), free)
    if settled is None or not stands_out(settled, faintest):
        return None
    return settled


def _within(free: Mask) -> Choice:
    def choose(changed: Mask, window: tuple[slice, slice]) -> Mask:
        return _large_parts(changed & free[window])

    return choose


def _large_parts(mask: Mask) -> Mask:
    labels, areas = parts_of(mask)
    areas[0] = 0
    kept = (areas >= SMALLEST_PX) & (areas >= LEAST_PART * areas.max())
    return np.asarray(kept[labels])


def _above_surface(view: View, free: Mask) -> FloatArray:
    """Give how much lighter than a smooth surface through most of the skin each pixel is, in log luminance."""
    rows, columns = np.nonzero(free)
    light = np.log(np.maximum(view.light.mean(axis=-1), 1e-3))
    x, y = columns / view.skin.shape[1] - 0.5, rows / view.skin.shape[0] - 0.5
    terms = np.column_stack([np.ones(len(x)), x, y, x * x, x * y, y * y])
    seen, weights = light[free].astype(float), np.ones(len(x))
    for _ in range(SURFACE_ROUNDS):
        found = np.linalg.lstsq(terms * weights[:, None], seen * weights, rcond=None)[0]
        weights = 1 / (1 + ((seen - terms @ found) / UNLIKE_LOG) ** 2)
    above = np.zeros(free.shape)
    above[free] = seen - terms @ found
    return above
