"""Find what is finer than skin tone: flecks such as freckles and moles, hairs, and glints.

All stand out from the skin just around them. Hairs are long and thin, lighter or darker than the skin; flecks are
compact, darker, and browner than shade would make them; glints are compact and lighter.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import LUMINANCE, FloatArray

STEPS_PER_LOG = 160.0  # of the 8 bits in which the window's median is quick
WINDOW_SHARE = 0.008  # of the photo's long side, half the window: wider than a fleck, narrower than shading
LEAST_HALF_WINDOW_PX, MOST_HALF_WINDOW_PX = 5, 30
OUT_SD, OUT_LOG = 2.8, 0.045
ROUGH_SHARE = 0.02  # of the photo's long side, half the window in which roughness is judged
ROUGH_CLIP = 4.0  # of the usual roughness: single marks must not raise it
MEAN_OF_NORMAL = 0.7979  # mean absolute value of a normal deviate, the root of 2/π
HAIR_LOG, FLECK_LOG, GLINT_LOG = 0.08, 0.09, 0.08  # fainter is the grain of skin: pores and creases
FAINT_SHARE = 0.45  # of the threshold: a fleck's flanks, left out with its middle
THIN = 0.28  # area over squared length: less is a hair
HAIR_LENGTH_PX = 7
FLECK_LEAST_PX = 4
BROWNER_LOG = 0.10  # blue lost against red, of the darkening: pigment loses some 0.5, shade nothing
BODY_SHARE, CORE_SHARE = 0.5, 0.8  # of a fleck's depth: where it is more fleck than skin, and where its shade is read
LABELS_FROM = 1


@dataclass(frozen=True, eq=False)
class Marks:
    """Where fine marks lie, (h, w) bool each.

    Parameters
    ----------
    hair, fleck, glint
        With their blurred flanks.
    body, core
        Of the flecks: without the flanks, and the middle where the shade is read.
    flecks
        How many there are.
    """

    hair: NDArray[np.bool_]
    fleck: NDArray[np.bool_]
    glint: NDArray[np.bool_]
    body: NDArray[np.bool_]
    core: NDArray[np.bool_]
    flecks: int


def find_marks(linear: NDArray[np.float32], inside: NDArray[np.bool_], long_side_px: float) -> Marks:
    """Find flecks, hairs and glints on skin.

    Parameters
    ----------
    linear
        (h, w, 3) linear light as photographed.
    inside
        (h, w) bool: the skin that matters.
    long_side_px
        Of the whole photo, in pixels here.
    """
    level = np.log(np.maximum(linear @ LUMINANCE.astype(np.float32), 1e-4))
    out = level - _around(level, inside, long_side_px)
    threshold = np.maximum(OUT_SD * _roughness(out, inside, long_side_px), np.float32(OUT_LOG))
    yellower = np.log(np.maximum(linear[..., 0], 1e-4) / np.maximum(linear[..., 2], 1e-4))
    yellower -= np.float32(np.median(yellower[inside]))
    dark = _dark_marks(out, inside, threshold, yellower)
    thin, glint = _light_marks(out, inside, threshold)
    return Marks(dark.hair | thin, dark.fleck, glint, dark.body, dark.core, dark.flecks)


def _around(level: NDArray[np.float32], inside: NDArray[np.bool_], long_side_px: float) -> NDArray[np.float32]:
    half = int(np.clip(WINDOW_SHARE * long_side_px, LEAST_HALF_WINDOW_PX, MOST_HALF_WINDOW_PX))
    usual = float(np.median(level[inside]))
    coarse = np.clip((level - usual) * STEPS_PER_LOG + 128, 0, 255).astype(np.uint8)
    coarse[~cv2.dilate(inside.view(np.uint8), np.ones((2 * half + 1,) * 2, np.uint8)).astype(bool)] = 128
    median = cv2.medianBlur(coarse, 2 * half + 1).astype(np.float32)
    # Eight bits are coarse beside a faint fleck, so the steps are smoothed away.
    return np.asarray((cv2.blur(median, (half, half)) - 128) / STEPS_PER_LOG + usual)


def _roughness(out: NDArray[np.float32], inside: NDArray[np.bool_], long_side_px: float) -> NDArray[np.float32]:
    """Give how rough the skin is around each pixel: creases and pores here must not pass for flecks and hairs."""
    usual = 1.4826 * float(np.median(np.abs(out[inside])))
    wide = 2 * int(ROUGH_SHARE * long_side_px) + 1
    held = np.where(inside, np.minimum(np.abs(out), ROUGH_CLIP * usual), 0).astype(np.float32)
    mean = cv2.blur(held, (wide, wide)) / np.maximum(cv2.blur(inside.astype(np.float32), (wide, wide)), 1e-3)
    return np.maximum(mean / MEAN_OF_NORMAL, usual).astype(np.float32)


def _dark_marks(
    out: NDArray[np.float32],
    inside: NDArray[np.bool_],
    threshold: NDArray[np.float32],
    yellower: NDArray[np.float32],
) -> Marks:
    faint = inside & (out < -FAINT_SHARE * threshold)
    labels, parts = _parts(faint)
    at, depth = labels[faint], -out[faint]
    deepest = _largest(at, depth, len(parts))
    sharpest = _largest(at, depth / threshold[faint], len(parts))
    weight = np.bincount(at, depth, len(parts))
    browner = np.bincount(at, yellower[faint], len(parts)) / np.maximum(weight, 1e-6)
    stands_out = sharpest > 1
    area = parts[:, cv2.CC_STAT_AREA]
    length = np.hypot(parts[:, cv2.CC_STAT_WIDTH], parts[:, cv2.CC_STAT_HEIGHT])
    thin = stands_out & (area < THIN * length**2) & (length >= HAIR_LENGTH_PX)
    compact = stands_out & ~thin & (area >= FLECK_LEAST_PX) & (browner > BROWNER_LOG) & (deepest > FLECK_LOG)
    relative = np.zeros(out.shape, np.float32)
    relative[faint] = np.where(compact[at], depth / np.maximum(deepest[at], 1e-6), 0)
    hair = inside & (thin & (deepest > HAIR_LOG))[labels] & (labels >= LABELS_FROM)
    fleck = inside & compact[labels] & (labels >= LABELS_FROM)
    glint = np.zeros(out.shape, bool)
    return Marks(hair, fleck, glint, relative > BODY_SHARE, relative > CORE_SHARE, int(compact.sum()))


def _light_marks(
    out: NDArray[np.float32], inside: NDArray[np.bool_], threshold: NDArray[np.float32]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    bright = inside & (out > threshold)
    labels, parts = _parts(bright)
    length = np.hypot(parts[:, cv2.CC_STAT_WIDTH], parts[:, cv2.CC_STAT_HEIGHT])
    area = parts[:, cv2.CC_STAT_AREA]
    highest = _largest(labels[bright], out[bright], len(parts))
    thin = (area < THIN * length**2) & (length >= HAIR_LENGTH_PX) & (highest > HAIR_LOG)
    glint = ~thin & (area >= FLECK_LEAST_PX) & (highest > GLINT_LOG)
    thin[0] = glint[0] = False
    return np.asarray(thin[labels]), np.asarray(glint[labels])


def _parts(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Take a mask apart: number its connected parts, and give OpenCV's measures of each."""
    labels, parts = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)[1:3]
    return np.asarray(labels, dtype=np.int32), np.asarray(parts, dtype=np.int32)


def _largest(at: NDArray[np.int32], values: FloatArray, count: int) -> FloatArray:
    largest = np.zeros(count)
    np.maximum.at(largest, at, values)
    return largest
