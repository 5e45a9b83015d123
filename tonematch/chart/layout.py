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
NOMINAL_WIDTH = 0.86  # patch width in pitches on a Classic; used where no patch shows its own edges
CORE = 0.3  # of the pitch, the square a patch's own colour is read from
EDGE = 0.35  # of the way from patch colour to the colour between patches still counts as patch
FEWEST_PATCHES = 10


def project(homography: FloatArray, points: FloatArray) -> FloatArray:
    """Map points (..., 2) through a perspective (3, 3)."""
    homogeneous = np.concatenate([points, np.ones_like(points[..., :1])], axis=-1) @ homography.T
    mapped: FloatArray = homogeneous[..., :2] / homogeneous[..., 2:]
    return mapped


def grid_from_corners(corners: FloatArray, kind: ChartKind, *, width: float = NOMINAL_WIDTH) -> FloatArray:
    """Give the perspective from grid units (pitches from the first patch's centre) to pixels.

    Parameters
    ----------
    corners
        (4, 2) outer corners of the patch field, in the order of the corner patches.
    kind
        The chart's layout.
    width
        Patch width in pitches.
    """
    return cv2.getPerspectiveTransform(_field(kind, width).astype(np.float32), corners.astype(np.float32)).astype(float)


def corners_from_grid(homography: FloatArray, kind: ChartKind, *, width: float) -> FloatArray:
    """Give the outer corners (4, 2) of the patch field in pixels; the inverse of `grid_from_corners`."""
    return project(homography, _field(kind, width))


def _field(kind: ChartKind, width: float) -> FloatArray:
    half = width / 2
    right, bottom = kind.columns - 1 + half, kind.rows - 1 + half
    return np.array([[-half, -half], [right, -half], [right, bottom], [-half, bottom]])


def straighten(
    linear: NDArray[np.float32], homography: FloatArray, kind: ChartKind, *, margin: float
) -> NDArray[np.float32]:
    """Cut the chart out of the photo as if seen from straight above, at `PITCH_PX` a pitch, encoded sRGB."""
    to_pixels = np.array([[1 / PITCH_PX, 0, -margin - 0.5], [0, 1 / PITCH_PX, -margin - 0.5], [0, 0, 1]])
    size = (round((kind.columns + 2 * margin) * PITCH_PX), round((kind.rows + 2 * margin) * PITCH_PX))
    matrix = homography @ to_pixels
    shrink = max(1.0, _pixels_a_pitch(homography) / PITCH_PX / 1.5)
    source: NDArray[Any] = linear
    if shrink > 1:
        source = cv2.resize(linear, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
        matrix = np.diag([source.shape[1] / linear.shape[1], source.shape[0] / linear.shape[0], 1.0]) @ matrix
    cut = cv2.warpPerspective(
        source, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=(-1, -1, -1)
    )
    return linear_to_srgb(np.clip(cut, 0, 1)).astype(np.float32)


def _pixels_a_pitch(homography: FloatArray) -> float:
    corner = project(homography, np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    return float(np.linalg.norm(corner[1:] - corner[0], axis=1).mean())


def refine_grid(
    linear: NDArray[np.float32], homography: FloatArray, kind: ChartKind
) -> tuple[FloatArray, float] | None:
    """Sharpen a rough grid by the edges of the patches themselves.

    Returns
    -------
    (homography, width) or None
        The perspective from grid units to pixels and the patches' width in pitches; None when fewer than
        `FEWEST_PATCHES` patches show their edges there.
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
    if len(seen) < FEWEST_PATCHES:
        return None
    correction, inliers = cv2.findHomography(np.array(seen), np.array(centres), cv2.RANSAC, 0.06)
    if correction is None or inliers is None or int(inliers.sum()) < FEWEST_PATCHES:
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
