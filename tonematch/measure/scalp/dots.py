"""Find what kind of dots stand on a scalp: darker or lighter than the skin, how large, and whether they are told apart.

Each size and either sign is tried: places where a band-passed picture peaks are taken for dots, and what dots there,
all of one blurred shape, explain of the picture's fine structure is its score. Real dots explain most of it. Texture,
pores and noise are explained equally badly by dark and by light dots.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray

SIZES_PX = (0.6, 0.85, 1.2, 1.7, 2.4, 3.4)
"""Gaussian sigmas of the shapes tried; a disc of radius r is nearest to one of r / sqrt(2)."""
SHAPE = (0.55, 0.85, 1.3, 2.0, 3.0)
"""Sigmas, in sizes, whose sum makes up the shape of a dot: its core, its blur, and the halo of sharpening."""
NARROWEST_PX = 0.45
BAND = 1.6  # ratio of the two blurs of a difference of Gaussians
COARSE_PX = 12.0
GLANCE_PX = 200
FAINTEST_SHARE = 0.25  # of the strong peaks: fainter ones are noise and pores


class Kind(NamedTuple):
    """A kind of dots: its score 0-1, the sigma of its shape in pixels, and whether it is darker than the skin."""

    explained: float
    size_px: float
    darker: bool


class Peaks(NamedTuple):
    """Local maxima: columns, rows and heights, (n,) each."""

    x: NDArray[np.intp]
    y: NDArray[np.intp]
    height: NDArray[np.float32]


def blurred(field: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    """Blur (H, W) or (H, W, 3) by a Gaussian, mirrored at the rim."""
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT), dtype=np.float32)


def dot_signal(lightness: NDArray[np.float32], kind: Kind) -> NDArray[np.float32]:
    """Give a field (H, W) that is high at the middles of dots of a kind."""
    signal = blurred(lightness, kind.size_px * BAND) - blurred(lightness, kind.size_px)
    return signal if kind.darker else -signal


def peaks_of(field: NDArray[np.float32], reach_px: float) -> Peaks:
    """List the maxima of a field (H, W) that are highest within a reach."""
    side = max(3, 2 * round(reach_px) + 1)
    highest = cv2.dilate(field, np.ones((side, side), np.uint8))
    y, x = np.nonzero((field >= highest) & (field > 1e-6))
    return Peaks(x, y, field[y, x])


def shapes_at(strengths: NDArray[np.float32], size_px: float) -> list[NDArray[np.float32]]:
    """Spread point strengths (H, W) to the Gaussians of `SHAPE`, each of height 1 for a strength of 1."""
    sigmas = [max(size_px * ratio, NARROWEST_PX) for ratio in SHAPE]
    return [blurred(strengths, sigma) * np.float32(2 * np.pi * sigma**2) for sigma in sigmas]


def likeliest_kinds(lightness: NDArray[np.float32]) -> tuple[Kind, Kind]:
    """Give the best kind of dots, and the best kind of the other sign.

    Parameters
    ----------
    lightness
        (H, W) L*; its middle is looked at.
    """
    height, width = lightness.shape
    top, left = max(0, (height - GLANCE_PX) // 2), max(0, (width - GLANCE_PX) // 2)
    part = np.ascontiguousarray(lightness[top : top + GLANCE_PX, left : left + GLANCE_PX])
    fine = part - blurred(part, COARSE_PX)
    tried = [_scored(fine, size, darker=darker) for darker in (True, False) for size in SIZES_PX]
    best = max(tried)
    return best, max(kind for kind in tried if kind.darker != best.darker)


def _scored(fine: NDArray[np.float32], size_px: float, *, darker: bool) -> Kind:
    kind = Kind(0.0, size_px, darker)
    peaks = peaks_of(dot_signal(fine, kind), max(0.75, 0.7 * size_px))
    total = float((fine**2).mean())
    if peaks.height.size < 3 or total == 0:
        return kind
    strong = float(np.quantile(peaks.height, 0.95))
    kept = peaks.height > FAINTEST_SHARE * strong
    strengths = np.zeros(fine.shape, np.float32)
    strengths[peaks.y[kept], peaks.x[kept]] = peaks.height[kept] / strong
    design = np.stack([np.ones_like(fine), *shapes_at(strengths, size_px)], axis=-1).reshape(fine.size, -1)
    missed = fine.reshape(-1, 1) - design @ least_squares(design, fine.reshape(-1, 1))
    return kind._replace(explained=1 - float((missed**2).mean()) / total)


def least_squares(design: FloatArray, seen: FloatArray, *, robust_rounds: int = 0) -> FloatArray:
    """Solve design (n, k) for seen (n, c), giving (k, c); with rounds, rows that fit badly count less (Huber 1964)."""
    rows, values = design.astype(float), seen.astype(float)
    weights = np.ones((len(rows), 1))
    solved = _weighted(rows, values, weights)
    for _ in range(robust_rounds):
        missed = values - rows @ solved
        scale = 1.4826 * np.median(np.abs(missed), axis=0) + 1e-9
        far = np.linalg.norm(missed / scale, axis=1, keepdims=True) / np.sqrt(values.shape[1])
        weights = 1 / np.maximum(1, far / 1.5)
        solved = _weighted(rows, values, weights)
    return solved


def _weighted(rows: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    weighed = rows * weights
    normal = weighed.T @ rows
    normal[np.diag_indices(len(normal))] += 1e-9 * np.trace(normal)
    return np.asarray(np.linalg.solve(normal, weighed.T @ values))
