"""The colour along the way from the patch, across its border, into the surrounding skin, and where it has settled.

Skin next to a patch is not yet surrounding skin: a depigmented patch fades out over a zone of lighter skin, and some
have a darker rim. The band sampled starts where the profile has settled, wherever that is.

References
----------
V. Brazzelli et al., 2008, on the lighter skin next to vitiligo lesions.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray

STEP_PX = 1.5
MOST_PX = 15_000
FEWEST_IN_RING = 12
SETTLED_SHARE = 0.04  # of the contrast that may be left where the band starts
SETTLED_FLOOR, ACROSS_FLOOR = 0.7, 0.9  # Lab units, along the way from skin to patch and across it
NOISE_SD = 2.5
OUTER_SHARE = 0.4  # from this share of the last ring's distance on, rings tell how the skin goes on
RUN = 4  # rings in a row that must have settled
NEAREST_PX = 2.0  # lens and sharpening smear the border itself
FARTHEST_SHARE = 0.6  # of the way to the last ring: a band must be left


@dataclass(frozen=True, eq=False)
class BorderProfile:
    """Median colour by distance from the patch's border.

    Parameters
    ----------
    distance_px
        (n,) rising, in pixels of the full photo; negative inside the patch, 0 at its border.
    lab
        (n, 3) median Lab of the skin at that distance.
    spread
        (n, 3) robust standard deviation there.
    settled_px
        Where the colour has settled to that of the surrounding skin: the band sampled starts here.
    ends_px
        Where the band sampled ends.
    """

    distance_px: FloatArray
    lab: FloatArray
    spread: FloatArray
    settled_px: float
    ends_px: float

    def __post_init__(self) -> None:
        for array in (self.distance_px, self.lab, self.spread):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


@dataclass(frozen=True, eq=False)
class Rings:
    """Skin by its distance from a border: distances (n,), median Lab (n, 3) and its robust deviation (n, 3)."""

    distance: FloatArray
    lab: FloatArray
    spread: FloatArray


def rings_of(lab: NDArray[np.float32], distance: NDArray[np.float32]) -> Rings:
    """Sort pixels into rings.

    Parameters
    ----------
    lab, distance
        (m, 3) and (m,) of the pixels; rings are `STEP_PX` wide in the unit of the distance.
    """
    every = len(distance) // MOST_PX + 1
    lab, distance = lab[::every], distance[::every]
    ring = np.floor(distance / STEP_PX).astype(int)
    order = np.argsort(ring, kind="stable")
    numbers, starts = np.unique(ring[order], return_index=True)
    parts = np.split(lab[order].astype(float), starts[1:])
    kept = [index for index, part in enumerate(parts) if len(part) >= FEWEST_IN_RING]
    middle = [np.median(parts[index], axis=0) for index in kept]
    spread = [1.4826 * np.median(np.abs(parts[index] - of), axis=0) for index, of in zip(kept, middle, strict=True)]
    return Rings((numbers[kept] + 0.5) * STEP_PX, np.reshape(middle, (-1, 3)), np.reshape(spread, (-1, 3)))


def settled_from(rings: Rings) -> float:
    """Find the distance from which on the colour is that of the skin farther out.

    Parameters
    ----------
    rings
        Of both sides of the border, in even light.
    """
    outside = rings.distance > 0
    distance, tones = rings.distance[outside], rings.lab[outside]
    if len(distance) < 2 * RUN:
        return NEAREST_PX
    farther = distance >= OUTER_SHARE * distance[-1]
    # Light that falls off with the distance goes on falling; a transition ends. So a line is taken off, not a constant.
    line = np.polynomial.polynomial.polyfit(distance[farther], tones[farther], 1)
    usual = line[0] + distance[:, None] * line[1]
    inside = rings.lab[rings.distance < -NEAREST_PX]
    step = (np.median(inside, axis=0) if len(inside) else tones[0]) - np.median(tones[farther], axis=0)
    contrast = float(np.linalg.norm(step))
    apart = tones - usual
    along = apart @ (step / max(contrast, 1e-6))
    across = np.linalg.norm(apart - along[:, None] * step / max(contrast, 1e-6), axis=1)
    noise = [1.4826 * float(np.median(np.abs(values[farther]))) for values in (along, across)]
    settled = np.abs(along) <= max(SETTLED_SHARE * contrast, SETTLED_FLOOR, NOISE_SD * noise[0])
    settled &= across <= max(ACROSS_FLOOR, NOISE_SD * noise[1])
    settled |= distance >= FARTHEST_SHARE * distance[-1]
    settled &= distance >= NEAREST_PX
    run = np.convolve(settled, np.ones(RUN), "valid") >= RUN
    first = distance[np.argmax(run)] if run.any() else FARTHEST_SHARE * distance[-1]
    return float(first) + STEP_PX / 2
