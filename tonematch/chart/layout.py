"""Lay the chart's grid of patches exactly over the photo.

Patch centres are found one by one in a straightened picture, and a perspective is fitted to them robustly: makers'
charts differ in how wide the gaps between patches are, but not in the regular pitch of their centres.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.chart.kinds import ChartKind
from tonematch.colour import FloatArray, linear_to_srgb

PITCH_PX = 36
MARGIN = 1.2  # pitches of surroundings kept around the grid while looking for patches
CORE = 0.3  # of the pitch, the square a patch's own colour is read from
EDGE = 0.35  # of the way from patch colour to the colour between patches still counts as patch
FEWEST_PATCHES = 0.4  # share of the patches


def project(homography: FloatArray, points: FloatArray) -> FloatArray:
    """Map points (..., 2) through a perspective (3, 3)."""
    homogeneous = np.concatenate([points, np.ones_like(points[..., :1])], axis=-1) @ homography.T
    mapped: FloatArray = homogeneous[..., :2] / homogeneous[..., 2:]
    return mapped


def grid_from_corners(corners: FloatArray, kind: ChartKind, *, width: float | None = None) -> FloatArray:
    """Give the perspective from grid units (pitches from the first patch's centre) to pixels.

    Parameters
    ----------
    corners
        (4, 2) outer corners of the patch field, in the order of the corner patches.
    kind
        The chart's layout.
    width
        Patch width in pitches; None for what the maker makes.
    """
    return cv2.getPerspectiveTransform(_field(kind, width).astype(np.float32), corners.astype(np.float32)).astype(float)


def corners_from_grid(homography: FloatArray, kind: ChartKind, *, width: float | None = None) -> FloatArray:
    """Give the outer corners (4, 2) of the patch field in pixels; the inverse of `grid_from_corners`."""
    return project(homography, _field(kind, width))


def _field(kind: ChartKind, width: float | None) -> FloatArray:
    half = (kind.patch_width if width is None else width) / 2
    centres = kind.patch_centres
    (left, top), (right, bottom) = centres.min(axis=0) - half, centres.max(axis=0) + half
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def straighten(
    linear: NDArray[np.float32], homography: FloatArray, kind: ChartKind, *, margin: float
) -> NDArray[np.float32]:
    """Cut the chart out of the photo as if seen from straight above, at `PITCH_PX` a pitch, encoded sRGB.

    Small charts are enlarged by this, large ones averaged down.
    """
    to_pixels = np.array([[1 / PITCH_PX, 0, -margin - 0.5], [0, 1 / PITCH_PX, -margin - 0.5], [0, 0, 1]])
    size = (round((kind.columns + 2 * margin) * PITCH_PX), round((kind.rows + 2 * margin) * PITCH_PX))
    matrix = homography @ to_pixels
    edge = project(matrix, np.array([[0.0, 0.0], [size[0], 0], size, [0, size[1]]]))
    low = np.clip(np.floor(edge.min(axis=0)) - 4, 0, np.array(linear.shape[1::-1]) - 1).astype(int)
    high = np.clip(np.ceil(edge.max(axis=0)) + 5, low + 1, linear.shape[1::-1]).astype(int)
    source: NDArray[Any] = linear[low[1] : high[1], low[0] : high[0]]
    matrix = np.array([[1.0, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ matrix
    shrink = max(1.0, _pixels_a_pitch(homography, kind) / PITCH_PX / 1.5)
    if shrink > 1:
        small = cv2.resize(source, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
        scale = np.array(small.shape[1::-1]) / np.array(source.shape[1::-1])
        matrix = np.array([[scale[0], 0, scale[0] / 2 - 0.5], [0, scale[1], scale[1] / 2 - 0.5], [0, 0, 1]]) @ matrix
        source = small
    cut = cv2.warpPerspective(
        source, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=(-1, -1, -1)
    )
    return linear_to_srgb(np.clip(cut, 0, 1)).astype(np.float32)


def _pixels_a_pitch(homography: FloatArray, kind: ChartKind) -> float:
    middle = kind.patch_centres.mean(axis=0)
    around = project(homography, middle + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    return float(np.linalg.norm(around[1:] - around[0], axis=1).mean())


def refine_grid(
    linear: NDArray[np.float32], homography: FloatArray, kind: ChartKind
) -> tuple[FloatArray, float] | None:
    """Sharpen a rough grid by the edges of the patches themselves.

    Returns
    -------
    (homography, width) or None
        The perspective from grid units to pixels and the patches' width in pitches; None when too few
        patches show their edges there.
    """
    picture = straighten(linear, homography, kind, margin=MARGIN)
    centres, widths, seen = [], [], []
    for centre in kind.patch_centres:
        box = _patch_box(picture, (centre + MARGIN + 0.5) * PITCH_PX)
        if box is None:
            continue
        left, top, width, height = box
        centres.append((np.array([left + width / 2, top + height / 2]) / PITCH_PX) - MARGIN - 0.5)
        widths.append((width + height) / 2 / PITCH_PX)
        seen.append(centre)
    fewest = max(4, round(FEWEST_PATCHES * len(kind.patch_names)))
    if len(seen) < fewest:
        return None
    correction, inliers = cv2.findHomography(np.array(seen), np.array(centres), cv2.RANSAC, 0.06)
    if correction is None or inliers is None or int(inliers.sum()) < fewest:
        return None
    width = float(np.median(np.array(widths)[inliers.ravel() > 0]))
    return homography @ correction.astype(float), min(width, 1.0)


def _patch_box(picture: NDArray[np.float32], centre_px: FloatArray) -> tuple[float, float, float, float] | None:
    reach = round(0.85 * PITCH_PX)
    x, y = (round(v) for v in centre_px.tolist())
    window = picture[y - reach : y + reach + 1, x - reach : x + reach + 1]
    if window.shape[:2] != (2 * reach + 1, 2 * reach + 1):
        return None
    half = round(CORE * PITCH_PX / 2)
    core = window[reach - half : reach + half + 1, reach - half : reach + half + 1].reshape(-1, 3)
    own = np.median(core, axis=0)
    distance = np.linalg.norm(window - own, axis=-1)
    noise = float(np.median(np.linalg.norm(core - own, axis=-1)))
    ring = round(0.5 * PITCH_PX)
    between = np.concatenate(
        [distance[reach - ring, :], distance[reach + ring, :], distance[:, reach - ring], distance[:, reach + ring]]
    )
    threshold = max(EDGE * float(np.median(between)), 4 * noise)
    if float(np.median(between)) < 0.06:
        return None
    labels, parts = cv2.connectedComponentsWithStats((distance < threshold).astype(np.uint8), connectivity=4)[1:3]
    label = int(labels[reach, reach])
    if label == 0:
        return None
    left, top, width, height, area = (float(v) for v in parts[label])
    plausible = min(width, height) > 0.5 * PITCH_PX and max(width, height) < 1.12 * PITCH_PX
    if not plausible or area < 0.8 * width * height:
        return None
    return left + x - reach, top + y - reach, width, height
