"""Whether this really is the stated chart, and which way round it lies.

Geometry alone cannot tell: a keyboard, a window or another maker's chart can show a grid of squares too. So the 24
colours read are explained by the best simple camera (one affine map from encoded camera values to encoded reference
values) in each of the eight ways a chart can lie; the right chart the right way round leaves a small remainder.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, lab_to_linear, linear_to_lab, linear_to_srgb, srgb_to_linear
from tonematch.difference import delta_e00

ROBUST_ROUNDS = 6
OUTLIER = 12.0  # ΔE00 from which a single patch is not explained: covered, in glare, or another colour


@dataclass(frozen=True, eq=False)
class Explanation:
    """How well the colours read are explained as a chart lying one way.

    Parameters
    ----------
    turn
        Indices (4,) that put the candidate's corners into the order of corner patches.
    residuals
        (patches,) ΔE00 each patch is off after the fit.
    """

    turn: tuple[int, int, int, int]
    residuals: FloatArray

    @property
    def cost(self) -> float:
        """Mean ΔE00 of the better three quarters of the patches: a covered patch or two does not count."""
        kept = np.sort(self.residuals)[: round(0.75 * self.residuals.size)]
        return float(kept.mean())

    @property
    def unexplained(self) -> NDArray[np.intp]:
        """Indices of the patches that do not show their colour at all."""
        return np.flatnonzero(self.residuals > OUTLIER)


TURNS: tuple[tuple[int, int, int, int], ...] = (
    (0, 1, 2, 3),
    (1, 2, 3, 0),
    (2, 3, 0, 1),
    (3, 0, 1, 2),
    (1, 0, 3, 2),
    (0, 3, 2, 1),
    (3, 2, 1, 0),
    (2, 1, 0, 3),
)
"""Every order of corners: four turns, and four more seen in a mirror."""


def explain(measured: FloatArray, reference_lab: FloatArray, *, places: FloatArray | None = None) -> FloatArray:
    """Fit the simple camera robustly and give what stays unexplained.

    Parameters
    ----------
    measured
        (patches, 3) linear sRGB as photographed.
    reference_lab
        (patches, 3) what the same patches of the stated chart are known to be.
    places
        (patches, 2) where they lie on the chart, to allow for a veil of stray light that grows evenly across it;
        None for even light.

    Returns
    -------
    array of shape (patches,)
        ΔE00 between each patch as explained and its reference.
    """
    inputs = np.concatenate([linear_to_srgb(measured), np.ones((len(measured), 1))], axis=1)
    if places is not None:
        inputs = np.concatenate([inputs, places - places.mean(axis=0)], axis=1)
    wanted = linear_to_srgb(lab_to_linear(reference_lab))
    weights: FloatArray = np.ones(len(measured))
    residuals: FloatArray = np.zeros(len(measured))
    for _ in range(ROBUST_ROUNDS):
        root = np.sqrt(weights)[:, None]
        camera = np.linalg.lstsq(inputs * root, wanted * root, rcond=None)[0]
        explained = srgb_to_linear(np.clip(inputs @ camera, 0, 1.2))
        residuals = delta_e00(reference_lab, linear_to_lab(explained))
        weights = 1 / (1 + (residuals / 5.0) ** 2)
    return residuals
