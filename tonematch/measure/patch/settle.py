"""Turn a rough region into the patch: fit the border to it, take what has more than half changed, and so on in turn.

A region that reproduces itself has settled. How sharply it then stands out from the skin around it, and whether skin
lies all around it, tells patches from mottled skin, and from the limb against its background.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.correct.view import View
from tonematch.measure.patch.border import Border, fit_border, log_of
from tonematch.measure.regions import Mask, depth_inside, distance_from, grown, shrunk, window_of

ROUNDS = 6
SETTLED = 0.995  # overlap of two rounds that counts as the same region
REACH, REACH_PX = 0.9, 18.0  # how far around the region is looked at: in radii of a disc of its area, and at least
GAP, GAP_PX = 0.04, 2.0  # what is left out on either side of the outline, for the border's own width
CALM_PX = 1.0
FEWEST_OUTSIDE_PX, FEWEST_INSIDE_PX = 60, 20
SMALLEST_PX = 30
MOST_FITTED = 6_000
RIM_PX = 6
LEAST_SKIN_AROUND = 0.5

Choice = Callable[[Mask, tuple[slice, slice]], Mask]
"""Given what has changed in a window of the view, say which of it is the patch."""


@dataclass(frozen=True, eq=False)
class Settled:
    """A region that reproduces itself.

    Parameters
    ----------
    mask
        (h, w) bool, in the view.
    share
        (h, w) float32 of change; 0 beyond what was looked at.
    border
        The border fitted to it.
    distinctness
        How sharply the region stands out, in standard deviations; skin that is not all around it takes from it.
    """

    mask: Mask
    share: NDArray[np.float32]
    border: Border
    distinctness: float


def settle(view: View, start: Mask, choose: Choice, allowed: Mask) -> Settled | None:
    """Settle a region from a rough start.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    start
        (h, w) bool, roughly the patch.
    choose
        Which of what has changed belongs to the patch.
    allowed
        (h, w) bool, where the patch may lie at all.

    Returns
    -------
    Settled or None
        None where the region melts away, or too little skin is left to compare it with.
    """
    mask = start & allowed
    last: tuple[Mask, Border, NDArray[np.float32]] | None = None
    for _ in range(ROUNDS):
        found = _round(view, mask, choose, allowed)
        if found is None:
            return None
        same = _alike(found[0], mask)
        mask, last = found[0], found
        if same:
            break
    if last is None:
        return None
    mask, border, share = last
    return Settled(mask, share, border, _distinctness(view.skin, mask, share, border))


def _alike(one: Mask, other: Mask) -> bool:
    return bool((one & other).sum() > SETTLED * (one | other).sum())


def _round(view: View, mask: Mask, choose: Choice, allowed: Mask) -> tuple[Mask, Border, NDArray[np.float32]] | None:
    area = int(mask.sum())
    if area < SMALLEST_PX:
        return None
    radius = float(np.sqrt(area / np.pi))
    reach = max(REACH * radius, REACH_PX)
    window = window_of(mask, int(reach) + 4)
    here, skin = mask[window], view.skin[window]
    outside, inside = distance_from(here), depth_inside(here)
    gap = GAP_PX + GAP * radius
    around = skin & (outside > gap) & (outside <= reach)
    within = here & (inside > min(gap, 0.3 * float(inside.max())))
    if around.sum() < FEWEST_OUTSIDE_PX or within.sum() < FEWEST_INSIDE_PX:
        return None
    log_light = log_of(view.light[window])
    rows, columns = np.nonzero(around | within)
    step = len(rows) // MOST_FITTED + 1
    rows, columns = rows[::step], columns[::step]
    x, y = view.x_of(columns + window[1].start), view.y_of(rows + window[0].start)
    border = fit_border(log_light[rows, columns].astype(float), x, y, here[rows, columns].astype(float))
    every_x = view.x_of(np.arange(window[1].start, window[1].stop)).astype(np.float32)
    every_y = view.y_of(np.arange(window[0].start, window[0].stop)).astype(np.float32)
    share_here = border.share(log_light, every_x[None, :], every_y[:, None]).astype(np.float32)
    calm = cv2.GaussianBlur(share_here, (0, 0), CALM_PX)
    changed = (calm > 0.5) & allowed[window] & (outside <= reach)
    chosen = choose(changed, window)
    if chosen.sum() < SMALLEST_PX:
        return None
    whole = np.zeros(mask.shape, bool)
    whole[window] = chosen
    share = np.zeros(mask.shape, np.float32)
    share[window] = np.where(allowed[window], calm, 0)
    return whole, border, share


def _distinctness(skin: Mask, mask: Mask, share: NDArray[np.float32], border: Border) -> float:
    rim = grown(mask, RIM_PX) & ~grown(mask, RIM_PX // 3)
    outside = rim & skin
    if outside.sum() < max(LEAST_SKIN_AROUND * rim.sum(), FEWEST_INSIDE_PX):
        return 0.0
    inner = mask & ~shrunk(mask, RIM_PX) & shrunk(mask, RIM_PX // 3)
    inside = inner if inner.sum() >= FEWEST_INSIDE_PX / 2 else mask
    jump = float(np.median(share[inside]) - np.median(share[outside]))
    unchanged = float((share[outside] < 0.4).mean())
    skin_around = float(outside.sum() / max(1, rim.sum()))
    return border.separation * max(0.0, min(jump, 1.0)) * unchanged * skin_around
