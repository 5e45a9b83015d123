"""Rough regions around a place: all that is joined to it and differs from its colour by less than a limit.

As the limit rises the region grows, stays a while at each border it meets, and runs on (the idea of maximally stable
regions). Each standstill is worth a closer look.

References
----------
J. Matas, O. Chum, M. Urban, T. Pajdla, Robust wide-baseline stereo from maximally stable extremal regions, Image and
Vision Computing 22 (2004) 761-767, doi 10.1016/j.imavis.2004.02.006.
"""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.correct.view import View
from tonematch.measure.regions import Mask, grown, overlap, shrunk, without_holes

LIMITS = (1.0, 1.4, 1.9, 2.5, 3.2, 4.0, 5.0, 6.2, 7.6, 9.2, 11.0, 13.2, 16.0, 19.5, 24.0)  # Lab units, by a quarter
COARSE = 2  # view pixels a pixel here
CALM_PX = 1.5
SMALLEST_PX = 12
LARGEST_SHARE = 0.6  # of all skin in the photo; more is the limb
LEAST_SKIN_AROUND = 0.5
FAINTEST = 0.5
OTHERWISE = 0.7  # overlap above which two regions are the same
MOST = 4


def rough_regions(view: View, colours: Sequence[FloatArray], places: Iterable[tuple[int, int]]) -> tuple[Mask, ...]:
    """Give the regions worth a closer look, those of the sharpest outline first.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    colours
        Lab (3,) that the patch may have; the nearest counts.
    places
        (column, row) in the view that the patch contains.
    """
    lab = view.lab[::COARSE, ::COARSE]
    skin, free = view.skin[::COARSE, ::COARSE], ~view.chart[::COARSE, ::COARSE]
    away = np.min([np.linalg.norm(lab - colour.astype(np.float32), axis=-1) for colour in colours], axis=0)
    away = cv2.GaussianBlur(away, (0, 0), CALM_PX)
    seeds = [(row // COARSE, column // COARSE) for column, row in places]
    judged: list[tuple[float, Mask]] = []
    for limit in LIMITS:
        region = _joined((away < limit) & free, seeds)
        if SMALLEST_PX <= region.sum() <= LARGEST_SHARE * skin.sum():
            judged.append((_sharpness(lab, skin, region), region))
    judged.sort(key=lambda pair: -pair[0])
    distinct: list[Mask] = []
    for sharpness, region in judged:
        if sharpness > FAINTEST and all(overlap(region, other) < OTHERWISE for other in distinct):
            distinct.append(region)
    height, width = view.skin.shape
    return tuple(
        cv2.resize(region.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST).astype(bool)
        for region in distinct[:MOST]
    )


def _joined(near: Mask, seeds: Sequence[tuple[int, int]]) -> Mask:
    labels = cv2.connectedComponents(near.astype(np.uint8), connectivity=4)[1]
    wanted = {int(labels[seed]) for seed in seeds} - {0}
    return without_holes(np.isin(labels, list(wanted))) if wanted else np.zeros(near.shape, bool)


def _sharpness(lab: NDArray[np.float32], skin: Mask, region: Mask) -> float:
    """Weigh the step across a region's outline against the scatter on either side; 0 where skin is not around it."""
    rim = grown(region, 4) & ~grown(region, 2)
    outside = rim & skin
    if outside.sum() < max(LEAST_SKIN_AROUND * rim.sum(), 10):
        return 0.0
    edge = region & ~shrunk(region, 4)
    inside = edge & shrunk(region, 1)
    within, around = lab[inside if inside.sum() > 10 else edge], lab[outside]
    middle_in, middle_out = np.median(within, axis=0), np.median(around, axis=0)
    scatter = np.median(np.abs(within - middle_in), axis=0).sum() + np.median(np.abs(around - middle_out), axis=0).sum()
    return float(np.linalg.norm(middle_in - middle_out) / (1 + 0.25 * scatter))
