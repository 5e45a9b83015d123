"""Where around the patch the surrounding skin is sampled, and the robust tone of what is sampled.

Skin next to a depigmented patch is itself lighter, so the band starts where the colour has settled, which is found from
the profile across the border. What is not the usual skin there (hairs, moles, shine, shadow) is trimmed.

References
----------
V. Brazzelli et al., 2008, on the lighter skin next to vitiligo lesions.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.correct.view import View
from tonematch.errors import RegionError

STEP_PX = 2.0
SETTLED_SHARE = 0.08  # of the contrast; below it the profile counts as settled
SETTLED_FLOOR = 0.7  # Lab units, so that faint patches are not chased into noise
NEAREST, FARTHEST_START = 0.08, 0.7  # start of the band, in radii of a disc of the patch's area
WIDTH = 0.55
NARROWEST_PX = 6.0
FEWEST_PX = 150
FEWEST_IN_RING = 12
TRIM_SD = 2.5
TRIM_ROUNDS = 4
TRIM_FLOOR = 0.5  # Lab units: JPEG makes neighbouring pixels equal, which must not pass for even skin


def distance_outside(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Give each pixel's distance to a mask, 0 inside it."""
    return np.asarray(cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5), dtype=np.float32)


def surround_of(view: View, patch: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the band of skin around the patch.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    patch
        (h, w) bool, not empty.

    Returns
    -------
    bool array of the view's shape

    Raises
    ------
    RegionError
        When there is too little skin around the patch.
    """
    distance = distance_outside(patch)
    radius = float(np.sqrt(patch.sum() / np.pi))
    start = _settled_at(view, patch, distance, radius)
    end = start + max(WIDTH * radius, NARROWEST_PX)
    band = view.skin & (distance > start) & (distance <= end)
    for _ in range(4):
        if band.sum() >= FEWEST_PX:
            break
        end += max(0.3 * radius, NARROWEST_PX)
        band = view.skin & (distance > start) & (distance <= end)
    if band.sum() < FEWEST_PX:
        raise RegionError(
            "There is too little skin to be seen around the patch to tell its tone.",
            code="surround.too_small",
            hint="Take the photo from a little farther away, or paint the skin to compare with (--skin-mask).",
        )
    return band


def _settled_at(view: View, patch: NDArray[np.bool_], distance: NDArray[np.float32], radius: float) -> float:
    nearest, farthest = max(NEAREST * radius, 1.5), FARTHEST_START * radius
    within = view.skin & (distance > nearest) & (distance <= farthest + WIDTH * radius + STEP_PX)
    colours, steps = view.lab[within], ((distance[within] - nearest) / STEP_PX).astype(int)
    rings = [(nearest + STEP_PX * step, colours[steps == step]) for step in np.unique(steps).tolist()]
    profile = [(low, np.median(ring, axis=0)) for low, ring in rings if len(ring) >= FEWEST_IN_RING]
    if len(profile) < 3:
        return nearest
    outer = np.median([tone for low, tone in profile if low >= 0.5 * farthest] or [profile[-1][1]], axis=0)
    contrast = float(np.linalg.norm(np.median(view.lab[patch], axis=0) - outer))
    limit = max(SETTLED_SHARE * contrast, SETTLED_FLOOR)
    unsettled = [low for low, tone in profile if low < farthest and np.linalg.norm(tone - outer) > limit]
    return float(min(max(unsettled, default=nearest) + STEP_PX, max(farthest, nearest)))


def usual_tone(lab: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Trim what is unlike the rest, and give the tone of what remains.

    Parameters
    ----------
    lab
        (n, 3) Lab of the pixels.

    Returns
    -------
    kept, centre, spread
        Which pixels were kept (n,), their median (3,), and their robust standard deviation (3,).
    """
    kept = np.ones(len(lab), bool)
    centre, spread = np.zeros(3), np.zeros(3)
    for _ in range(TRIM_ROUNDS):
        values = lab[kept].astype(float)
        centre = np.median(values, axis=0)
        spread = 1.4826 * np.median(np.abs(values - centre), axis=0)
        keep = (np.abs(lab - centre) <= TRIM_SD * np.maximum(spread, TRIM_FLOOR)).all(axis=1)
        if (keep == kept).all():
            break
        kept = keep
    return kept, centre, spread
