"""What else near a patch differs from the surrounding skin as the patch does: more patches, satellites."""

import numpy as np
from numpy.typing import NDArray

from tonematch.correct.view import View
from tonematch.measure.patch.border import fit_border, log_of
from tonematch.measure.patch.settle import GAP, GAP_PX, MOST_FITTED, Settled
from tonematch.measure.regions import Mask, distance_from, grown, opened, window_of

REACH, REACH_PX = 2.2, 45.0  # in radii of the patch, and at least in view pixels: what the band of skin may take in
UNCHANGED = 0.35
APART_PX = 2
THINNEST_PX = 2
MOST_OF_SKIN = 0.5  # of the skin near the patch; more is shading that the surface does not follow


def others_like(view: View, settled: Settled) -> tuple[Mask, NDArray[np.float32]]:
    """Look farther around a patch.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    settled
        The patch.

    Returns
    -------
    others, share
        (h, w) bool where something like the patch is; (h, w) float32 share of change near the patch, 0-1.
    """
    mask = settled.mask
    radius = float(np.sqrt(mask.sum() / np.pi))
    reach = max(REACH * radius, REACH_PX)
    window = window_of(mask, int(reach) + 2)
    here, skin = mask[window], view.skin[window]
    outside = distance_from(here)
    log_light = log_of(view.light[window])
    x = view.x_of(np.arange(window[1].start, window[1].stop)).astype(np.float32)[None, :]
    y = view.y_of(np.arange(window[0].start, window[0].stop)).astype(np.float32)[:, None]
    share = settled.border.share(log_light, x, y)
    plain = skin & (outside > GAP_PX + GAP * radius) & (outside <= reach) & (share < UNCHANGED)
    used = plain | here
    rows, columns = np.nonzero(used)
    step = len(rows) // MOST_FITTED + 1
    rows, columns = rows[::step], columns[::step]
    whole = np.zeros(mask.shape, np.float32)
    if plain.sum() > 6 * THINNEST_PX:
        wider = fit_border(
            log_light[rows, columns].astype(float),
            x[0, columns].astype(float),
            y[rows, 0].astype(float),
            here[rows, columns].astype(float),
        )
        share = wider.share(log_light, x, y)
    whole[window] = np.where(skin | here, np.clip(share, 0, 1), 0)
    changed = np.zeros(mask.shape, bool)
    changed[window] = (share > 0.5) & skin & (outside > APART_PX) & (outside <= reach)
    changed = opened(changed, THINNEST_PX)
    if changed.sum() > MOST_OF_SKIN * skin.sum():
        changed = np.zeros(mask.shape, bool)
    return grown(changed, 1) & view.skin & ~mask, whole
