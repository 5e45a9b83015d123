"""The patch at the photo's own size: its outline drawn anew on the photo's own pixels."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import Calibration
from tonematch.correct.view import View
from tonematch.measure.patch.border import Border, log_of
from tonematch.measure.patch.found import FoundPatch
from tonematch.measure.patch.other_light import within_skin
from tonematch.measure.regions import Mask, grown, parts_of, window_of

MARGIN_PX = 4  # how far beyond the outline seen in the view the border may lie
MEDIAN_PX, CALM_PX = 2.7, 1.1  # in pixels of the view: hairs go, borders stay
MOST_PX = 1_000_000  # of the window; a larger patch is drawn a little coarser, and smoothly enlarged
STEPS_A_UNIT = 127.0  # of share in a byte, over -0.5 to 1.5
LEAST_IN_CORE = 0.01


def at_full_size(photo: Photo, calibration: Calibration, view: View, found: FoundPatch) -> NDArray[np.bool_]:
    """Give the mask of a patch at the photo's size.

    Parameters
    ----------
    photo, calibration
        The photo and its calibration.
    view
        The photo at working size, in which the patch was found.
    found
        The patch there.

    Returns
    -------
    (H, W) bool
    """
    if found.border is None or view.full_shape == view.skin.shape:
        return view.enlarge(found.mask)
    full = np.zeros(view.full_shape, bool)
    near = grown(found.mask, MARGIN_PX)
    rows, columns = window_of(near, 1)
    down, across = view.full_shape[0] / view.skin.shape[0], view.full_shape[1] / view.skin.shape[1]
    top, left = math.floor(rows.start * down), math.floor(columns.start * across)
    bottom, right = (
        min(full.shape[0], math.ceil(rows.stop * down)),
        min(full.shape[1], math.ceil(columns.stop * across)),
    )
    part = photo.linear[top:bottom, left:right]
    factor = math.ceil(math.sqrt(part.shape[0] * part.shape[1] / MOST_PX))
    light = (calibration.correction.apply(_averaged(part, factor)) * view.gains).astype(np.float32)
    share = _calm_share(light, found.border, (left, top), factor, across)
    size = (right - left, bottom - top)
    if factor > 1:
        share = np.asarray(cv2.resize(share, size, interpolation=cv2.INTER_LINEAR))
    changed = (share > 0.5) & _enlarged(near & (within_skin(view) | found.mask), (rows, columns), size)
    full[top:bottom, left:right] = _same_parts(changed, _enlarged(found.mask, (rows, columns), size))
    return full


def _averaged(part: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    size = (math.ceil(part.shape[1] / factor), math.ceil(part.shape[0] / factor))
    return part if factor == 1 else np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _calm_share(
    light: NDArray[np.float32], border: Border, origin: tuple[int, int], factor: int, pixels_a_view_pixel: float
) -> NDArray[np.float32]:
    x = (origin[0] + (np.arange(light.shape[1], dtype=np.float32) + 0.5) * factor - 0.5)[None, :]
    y = (origin[1] + (np.arange(light.shape[0], dtype=np.float32) + 0.5) * factor - 0.5)[:, None]
    share = border.share(log_of(light), x, y)
    unit = pixels_a_view_pixel / factor
    coded = np.clip((share + 0.5) * STEPS_A_UNIT, 0, 255).astype(np.uint8)
    coded = np.asarray(cv2.medianBlur(coded, 2 * max(1, round(MEDIAN_PX * unit / 2 - 0.5)) + 1))
    calm = cv2.GaussianBlur(coded.astype(np.float32), (0, 0), max(0.8, CALM_PX * unit))
    return np.asarray(calm / np.float32(STEPS_A_UNIT) - np.float32(0.5))


def _enlarged(mask: Mask, window: tuple[slice, slice], size: tuple[int, int]) -> Mask:
    return cv2.resize(mask[window].astype(np.uint8), size, interpolation=cv2.INTER_NEAREST).astype(bool)


def _same_parts(changed: Mask, core: Mask) -> Mask:
    """Keep the parts that the patch seen in the view consists of; what only now came apart at a thread stays too."""
    labels, areas = parts_of(changed)
    shared = np.bincount(labels[core], minlength=len(areas))
    shared[0] = 0
    kept = shared > max(1.0, LEAST_IN_CORE * core.sum())
    return np.asarray(kept[labels])
