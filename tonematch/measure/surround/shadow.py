"""Tell cast shadow from pigment: shadow darkens all colours alike, pigment takes blue more than red.

A shadow also covers more than a fleck does, and fades at its edge, so its fringe is left out with it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.filters import threshold_otsu

from tonematch.colour import FloatArray
from tonematch.measure.regions import distance_from
from tonematch.measure.surround.near_patch import large_parts

DARKER_LOG = 0.13
FRINGE_LOG, FRINGE_PX = 0.045, 14
SHADE_SHARE = 0.6  # of the darkening that pigment would not explain
DARKER_PER_YELLOWER = 1.83  # melanin's darkening for the blue it takes against red, in logarithms, see `light_at`
SMOOTHED_PX = 9
LEAST_SHARE = 0.01  # of the skin looked at
LEAST_PX = 60
LIT_SHARE = 0.2  # of the skin must lie in the light, to be taken for what is lit
TWO_LEVELS_LOG = 0.18
TWO_LEVELS = 0.8  # share of the variance that two levels explain; an even slope has 0.75


def cast_shadow(light: NDArray[np.float32], skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the shadow that falls on part of the skin.

    Parameters
    ----------
    light
        (h, w, 3) corrected linear light, smoothed of hairs.
    skin
        (h, w) bool: skin of one tone, as far as it is known.

    Returns
    -------
    bool array (h, w)
        The shadow with its fringe.
    """
    if np.count_nonzero(skin) < LEAST_PX:
        return np.zeros(skin.shape, bool)
    logarithm = np.log(np.maximum(light, 1e-3))
    level = _smoothed(logarithm.mean(axis=-1), skin)
    blue_red = _smoothed(logarithm[..., 2] - logarithm[..., 0], skin)
    lit = _lit(level[skin], blue_red[skin])
    darker = level - np.median(level[skin][lit])
    by_shade = darker - DARKER_PER_YELLOWER * (blue_red - np.median(blue_red[skin][lit]))
    deep = skin & (darker < -DARKER_LOG) & (by_shade < SHADE_SHARE * darker)
    core = large_parts(deep, max(LEAST_PX, LEAST_SHARE * np.count_nonzero(skin)))
    return np.asarray(core | ((distance_from(core) <= FRINGE_PX) & (darker < -FRINGE_LOG)))


def _smoothed(values: NDArray[np.float32], skin: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Average over neighbouring skin, so that what borders on it does not reach in."""
    size = (SMOOTHED_PX, SMOOTHED_PX)
    weight = cv2.blur(skin.astype(np.float32), size)
    return np.asarray(cv2.blur(np.where(skin, values, np.float32(0)), size) / np.maximum(weight, 1e-3))


def _lit(level: FloatArray, blue_red: FloatArray) -> NDArray[np.bool_]:
    """Choose the pixels in full light: all of them, or the lighter of two levels that differ as shade does."""
    everything = np.ones(len(level), bool)
    if np.ptp(level) < TWO_LEVELS_LOG:
        return everything
    lighter = level > threshold_otsu(level)
    share = float(lighter.mean())
    gap = float(np.median(level[lighter]) - np.median(level[~lighter]))
    explained = share * (1 - share) * (level[lighter].mean() - level[~lighter].mean()) ** 2 / level.var()
    by_pigment = DARKER_PER_YELLOWER * float(np.median(blue_red[lighter]) - np.median(blue_red[~lighter]))
    if share < LIT_SHARE or gap < TWO_LEVELS_LOG or explained < TWO_LEVELS or gap - by_pigment < SHADE_SHARE * gap:
        return everything
    return np.asarray(lighter)
