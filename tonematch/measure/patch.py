"""Find the patch that differs from the skin around it, from one click or a box.

The border is looked for in windows of growing size around the click. In each, colours are split by how far they lie
from the colour clicked on, and the part around the click is a candidate. A candidate counts only when skin, not
background, lies all around it; among those the one with the sharpest contrast across its border is taken. When there is
none, that is said, rather than letting the region run over the limb.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.filters import threshold_multiotsu, threshold_otsu

from tonematch.colour import FloatArray
from tonematch.correct.gamut import could_be_skin
from tonematch.correct.view import View
from tonematch.difference import delta_e00
from tonematch.errors import RegionError

SEED_RADIUS_PX = 4
WINDOW_RADII_PX = (24, 36, 54, 80, 120, 180, 260, 380)
SMALLEST_AREA_PX = 60
LARGEST_SHARE = 0.72  # of the window's skin; more means the region has run over the skin
BORDER_PX = 4
ROOM_PX = 2 * BORDER_PX + 2
SKIN_AROUND_SHARE = 0.6
FAINTEST_DELTA_E = 1.6
BOX_HINT = "Mark the patch with a box around it (--box), or take a photo in more even light."


@dataclass(frozen=True, eq=False)
class Candidate:
    """A region that may be the patch, and the contrast across its border."""

    mask: NDArray[np.bool_]
    contrast: float


def colour_at(view: View, at: tuple[float, float]) -> FloatArray:
    """Give the median Lab (3,) around a place clicked on.

    Raises
    ------
    RegionError
        When the place is outside the photo, on the chart, or shows a colour no skin has.
    """
    height, width = view.full_shape
    if not (0 <= at[0] < width and 0 <= at[1] < height):
        raise RegionError(
            f"The place ({at[0]:g}, {at[1]:g}) lies outside the photo of {width} x {height} pixels.",
            code="region.outside",
            hint="Give x from the left and y from the top, in pixels of the upright photo.",
        )
    column, row = view.place(at)
    if view.chart[row, column]:
        raise RegionError(
            f"The place ({at[0]:g}, {at[1]:g}) lies on the colour chart.",
            code="region.on_chart",
            hint="Click on the skin.",
        )
    disc = _disc(view.skin.shape, (column, row), SEED_RADIUS_PX)
    colour: FloatArray = np.median(view.lab[disc], axis=0).astype(float)
    if not could_be_skin(colour):
        L, a, b = colour
        raise RegionError(
            f"The place ({at[0]:g}, {at[1]:g}) does not show skin: its colour is L* {L:.0f}, a* {a:.0f}, b* {b:.0f}.",
            code="region.not_skin",
            hint="Click on the skin; if you did, the light there is too bright, too dark or too coloured to tell.",
        )
    return colour


def _disc(shape: tuple[int, ...], centre: tuple[int, int], radius: int) -> NDArray[np.bool_]:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.circle(mask, centre, radius, 1, -1)
    return mask.astype(bool)


def find_patch(view: View, at: tuple[float, float]) -> NDArray[np.bool_]:
    """Find the patch clicked on.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    at
        A place (x, y) inside the patch, in pixels of the full photo.

    Returns
    -------
    bool array of the view's shape

    Raises
    ------
    RegionError
        When the place is not skin, or no border can be told.
    """
    seed = colour_at(view, at)
    column, row = view.place(at)
    distance = np.linalg.norm(view.lab - seed.astype(np.float32), axis=-1)
    candidates: list[tuple[Candidate, tuple[slice, slice]]] = []
    for radius in WINDOW_RADII_PX:
        around = _square(view.skin.shape, (column, row), radius + ROOM_PX)
        top, left = around[0].start, around[1].start
        near, skin, lab = distance[around], view.skin[around], view.lab[around]
        place = (column - left, row - top)
        inner = np.zeros(skin.shape, bool)
        inner[_square(skin.shape, place, radius)] = True
        looked_at = skin & inner
        if looked_at.sum() < SMALLEST_AREA_PX:
            continue
        for threshold in _thresholds(near[looked_at]):
            candidate = _candidate(lab, skin, looked_at & (near < threshold), inner, place)
            if candidate is not None:
                candidates.append((candidate, around))
    if not candidates:
        raise RegionError(
            f"I cannot tell where the patch at ({at[0]:g}, {at[1]:g}) ends: no border with other skin stands out.",
            code="patch.no_border",
            hint=BOX_HINT,
        )
    best, around = max(candidates, key=lambda pair: pair[0].contrast)
    patch = np.zeros(view.skin.shape, bool)
    patch[around] = best.mask
    return patch


def _square(shape: tuple[int, ...], centre: tuple[int, int], radius: int) -> tuple[slice, slice]:
    column, row = centre
    rows = slice(max(0, row - radius), min(shape[0], row + radius + 1))
    return rows, slice(max(0, column - radius), min(shape[1], column + radius + 1))


def _thresholds(distances: NDArray[np.float32]) -> list[float]:
    sampled = np.minimum(distances, np.float32(np.percentile(distances, 99)))
    if np.ptp(sampled) < 1:
        return []
    levels = [float(threshold_otsu(sampled))]
    if np.unique(sampled).size > 3:
        levels.extend(float(level) for level in threshold_multiotsu(sampled, classes=3, nbins=128))
    return [level for level in sorted(set(levels)) if level > 0.8]


def _candidate(
    lab: NDArray[np.float32],
    skin: NDArray[np.bool_],
    near: NDArray[np.bool_],
    inner: NDArray[np.bool_],
    place: tuple[int, int],
) -> Candidate | None:
    labels = cv2.connectedComponents(near.astype(np.uint8), connectivity=4)[1]
    label = labels[place[1], place[0]]
    if label == 0:
        return None
    region = _without_holes(_opened(labels == label, place))
    area = int(region.sum())
    if area < SMALLEST_AREA_PX or area > LARGEST_SHARE * (skin & inner).sum() or (_grown(region, 2) & ~inner).any():
        return None
    outside = _grown(region, 2 * BORDER_PX) & ~_grown(region, BORDER_PX)
    inside = region & ~_shrunk(region, 2 * BORDER_PX) & _shrunk(region, BORDER_PX)
    skin_outside = outside & skin
    if skin_outside.sum() < max(SKIN_AROUND_SHARE * outside.sum(), 20):
        return None
    if inside.sum() < 10:
        inside = region
    contrast = _contrast(lab[inside], lab[skin_outside])
    return Candidate(region, contrast) if contrast > FAINTEST_DELTA_E else None


def _contrast(inside: NDArray[np.float32], outside: NDArray[np.float32]) -> float:
    middle_in, middle_out = np.median(inside, axis=0), np.median(outside, axis=0)
    spread = np.median(np.abs(inside - middle_in), axis=0).sum() + np.median(np.abs(outside - middle_out), axis=0).sum()
    return float(delta_e00(middle_in, middle_out)) / (1 + 0.25 * float(spread))


def find_patch_in_box(view: View, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Find the patch inside a box drawn around it.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    box
        x0, y0, x1, y1 in pixels of the full photo, any two opposite corners.

    Raises
    ------
    RegionError
        When the box is empty, outside the photo, or holds nothing that stands out from the skin around it.
    """
    height, width = view.full_shape
    left, right = sorted((max(0.0, min(box[0], box[2])), min(width - 1.0, max(box[0], box[2]))))
    top, bottom = sorted((max(0.0, min(box[1], box[3])), min(height - 1.0, max(box[1], box[3]))))
    if (
        min(box[0], box[2]) >= width
        or min(box[1], box[3]) >= height
        or max(box[0], box[2]) < 0
        or max(box[1], box[3]) < 0
    ):
        raise RegionError(
            f"The box lies outside the photo of {width} x {height} pixels.",
            code="region.outside",
            hint="Give x0,y0,x1,y1 in pixels of the upright photo.",
        )
    (left_px, top_px), (right_px, bottom_px) = view.place((left, top)), view.place((right, bottom))
    if right_px - left_px < 4 or bottom_px - top_px < 4:
        raise RegionError(
            "The box is too small to hold a patch.", code="region.small", hint="Draw it around the patch."
        )
    inside = np.zeros(view.skin.shape, bool)
    inside[top_px : bottom_px + 1, left_px : right_px + 1] = True
    margin = max(4, math.ceil(0.15 * max(right_px - left_px, bottom_px - top_px)))
    around = _grown(inside, margin) & ~inside & view.skin
    if around.sum() < 30:
        raise RegionError(
            "There is no skin to be seen around the box.",
            code="region.no_skin",
            hint="Draw the box closer around the patch.",
        )
    usual = np.median(view.lab[around], axis=0)
    distance = np.linalg.norm(view.lab - usual, axis=-1)
    candidates = inside & ~view.chart
    levels = _thresholds(distance[candidates]) or [np.inf]
    different = candidates & (distance > levels[0 if len(levels) < 3 else 1])
    labels, parts = cv2.connectedComponentsWithStats(_opened(different).astype(np.uint8), connectivity=8)[1:3]
    large = [i for i in range(1, len(parts)) if parts[i][4] >= max(SMALLEST_AREA_PX / 2, 0.1 * parts[1:, 4].max())]
    region = _without_holes(np.isin(labels, large)) & inside
    if not large or _contrast(view.lab[region], view.lab[around]) < FAINTEST_DELTA_E / 2:
        raise RegionError(
            "Nothing in the box stands out from the skin around it.",
            code="patch.no_border",
            hint="Draw the box closer around the patch, or mark the patch by a mask.",
        )
    return region


def _kernel(radius: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), dtype=np.uint8)


def _grown(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    return cv2.dilate(mask.astype(np.uint8), _kernel(radius)).astype(bool)


def _shrunk(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    return cv2.erode(mask.astype(np.uint8), _kernel(radius), borderValue=1).astype(bool)


def _opened(mask: NDArray[np.bool_], keep: tuple[int, int] | None = None) -> NDArray[np.bool_]:
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _kernel(2))
    if keep is None:
        return opened.astype(bool)
    labels = cv2.connectedComponents(opened, connectivity=4)[1]
    label = labels[keep[1], keep[0]]
    return np.asarray(labels == label) if label else mask


def _without_holes(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    outlines = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    filled = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, 1, -1)
    return filled.astype(bool)
