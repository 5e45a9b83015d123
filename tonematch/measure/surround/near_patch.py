"""The skin that belongs to a patch: connected with it, away from the limb's edge, with its distance from the patch."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.correct.view import View
from tonematch.measure.patch.found import FoundPatch
from tonematch.measure.regions import distance_from, grown, parts_of, window_of, without_holes

REACH_RADII, LEAST_REACH_PX = 1.7, 70
EDGE_SHARE, EDGE_LEAST_PX, EDGE_MOST_PX = 0.10, 3.0, 7.0  # mixed pixels and the steep flank, in radii of the patch
HOLE_PX = 90  # smaller gaps in the skin are moles, glints and hairs, not the end of the limb
BRIDGE_PX = 3


@dataclass(frozen=True, eq=False)
class NearPatch:
    """The part of a view around a patch; all arrays are of the window's shape.

    Parameters
    ----------
    window
        Rows and columns of the view.
    lab
        (h, w, 3) float32.
    distance
        (h, w) float32 in pixels of the view: from the patch's outline, negative inside.
    skin
        (h, w) bool: connected with the patch, not the patch itself, away from chart, cloth and the limb's edge.
    patch, others
        (h, w) bool: the patch with its islands, and other patches.
    radius
        Of a disc of the patch's area, in pixels of the view.
    centre
        Column and row of the patch's middle in the window.
    """

    window: tuple[slice, slice]
    lab: NDArray[np.float32]
    distance: NDArray[np.float32]
    skin: NDArray[np.bool_]
    patch: NDArray[np.bool_]
    others: NDArray[np.bool_]
    radius: float
    centre: tuple[float, float]


def near_patch(view: View, patch: FoundPatch) -> NearPatch:
    """Cut out what lies around a patch, and tell which of it is skin of the same limb.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    patch
        The patch, not empty.
    """
    radius = float(np.sqrt(np.count_nonzero(patch.mask) / np.pi))
    window = window_of(patch.mask, int(max(REACH_RADII * radius, LEAST_REACH_PX)))
    mask = without_holes(patch.mask[window])
    others = patch.others[window] & ~mask
    distance = distance_from(mask) - distance_from(~mask)
    seen = view.skin[window]
    skin = _connected(_off_the_edge(seen | mask | others, radius), mask) & seen & ~mask & ~others
    rows, columns = np.nonzero(mask)
    centre = float(columns.mean()), float(rows.mean())
    return NearPatch(window, view.lab[window], distance, skin, mask, others, radius, centre)


def large_parts(mask: NDArray[np.bool_], least_px: float) -> NDArray[np.bool_]:
    """Keep the connected parts of a mask that have at least so many pixels."""
    labels, areas = parts_of(mask)
    kept = areas >= least_px
    kept[0] = False
    return np.asarray(kept[labels])


def _off_the_edge(skin: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    margin = float(np.clip(EDGE_SHARE * radius, EDGE_LEAST_PX, EDGE_MOST_PX))
    return np.asarray(distance_from(large_parts(~skin, HOLE_PX)) > margin)


def _connected(skin: NDArray[np.bool_], patch: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels = cv2.connectedComponents((skin | patch).view(np.uint8), connectivity=4)[1]
    touching = np.unique(labels[grown(patch, BRIDGE_PX)])
    return np.asarray(np.isin(labels, touching[touching > 0]))
