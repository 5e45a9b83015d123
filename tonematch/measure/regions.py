"""Masks: grow, shrink, take apart and fill; all on the view's pixels."""

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def disc_kernel(radius: int) -> NDArray[np.uint8]:
    """Give a round structuring element."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), dtype=np.uint8)


def grown(mask: Mask, radius: int) -> Mask:
    """Widen a mask all round."""
    return cv2.dilate(mask.astype(np.uint8), disc_kernel(radius)).astype(bool)


def shrunk(mask: Mask, radius: int) -> Mask:
    """Narrow a mask all round, except where the picture cuts it off."""
    return cv2.erode(mask.astype(np.uint8), disc_kernel(radius), borderValue=1).astype(bool)


def opened(mask: Mask, radius: int) -> Mask:
    """Take away what is thinner than a disc."""
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, disc_kernel(radius)).astype(bool)


def parts_of(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Take a mask apart: give every pixel its part's number, 0 outside, and each part's area; corners connect."""
    labels, parts = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)[1:3]
    return np.asarray(labels, dtype=np.int32), np.asarray(parts[:, cv2.CC_STAT_AREA], dtype=np.int32)


def without_holes(mask: Mask) -> Mask:
    """Fill every hole."""
    outlines = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    filled = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, 1, -1)
    return filled.astype(bool)


def distance_from(mask: Mask) -> NDArray[np.float32]:
    """Give each pixel's distance to a mask, 0 inside it; infinite where the mask is empty."""
    if not mask.any():
        return np.full(mask.shape, np.inf, np.float32)
    return np.asarray(cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5), dtype=np.float32)


def depth_inside(mask: Mask) -> NDArray[np.float32]:
    """Give each pixel's distance to the outline of the mask it lies in; the picture's edge is no outline."""
    padded = np.pad(mask, 1, mode="edge").astype(np.uint8)
    return np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1], dtype=np.float32)


def window_of(mask: Mask, margin: int) -> tuple[slice, slice]:
    """Give the rows and columns that frame a mask with a margin around it."""
    left, top, width, height = cv2.boundingRect(mask.astype(np.uint8))
    rows = slice(max(0, top - margin), min(mask.shape[0], top + height + margin))
    return rows, slice(max(0, left - margin), min(mask.shape[1], left + width + margin))


def overlap(one: Mask, other: Mask) -> float:
    """Give intersection over union, 0-1."""
    return float((one & other).sum() / max(1, (one | other).sum()))
