"""Skin is not paint: what a correction fitted to a painted chart still gets wrong on skin, learned and taken back.

Cameras do not see as the eye does, so a map that fits the chart's paints is off for skin, whose spectrum no paint has:
by a constant part, and by a part that shows in how the 24 patches themselves are missed. Both were learned from
simulated photos of measured skin and measured paint (`scripts/train_paint_to_skin.py`; the table names its sources):
the joint mean and covariance of the patches' residuals z and of the coefficients G of the error on skin. For a photo
at hand G is read off by conditioning on its z, trusting z the less the larger it is: real photos hold more than the
simulation knows.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray
from tonematch.difference import local_metric
from tonematch.reference import read_table

RESIDUAL_LIMIT = 12.0
SHIFT_LIMIT = 7.0
NOISE_FLOOR = 0.6
NOISE_SHARE = 0.7
CENTRE = np.array([48.0, 13.0, 17.0])
SCALE = np.array([14.0, 4.0, 4.0])
DOMAIN_LOW, DOMAIN_HIGH = np.array([18.0, 1.0, 3.0]), np.array([84.0, 22.0, 30.0])
"""Lab of the simulated skins, a little widened; beyond it the shift is held at its edge value."""
TERMS = 7


@dataclass(frozen=True, eq=False)
class SkinShift:
    """What to add to the Lab of skin after a correction fitted to paint.

    Parameters
    ----------
    coefficients
        (7, 3): the shift of (L, a, b) along 1, l, a, b, l², la, lb, where l, a, b are centred and scaled.
    """

    coefficients: FloatArray

    def apply(self, lab: ArrayLike) -> FloatArray:
        """Correct the Lab (..., 3) of skin."""
        values = np.asarray(lab)
        shift = skin_terms(values) @ self.coefficients.astype(values.dtype)
        return np.asarray(values + np.clip(shift, -SHIFT_LIMIT, SHIFT_LIMIT))


NO_SHIFT = SkinShift(np.zeros((TERMS, 3)))


def skin_terms(lab: FloatArray) -> FloatArray:
    """Give the seven terms (..., 7) the shift is made of."""
    held = np.clip(lab, DOMAIN_LOW.astype(lab.dtype), DOMAIN_HIGH.astype(lab.dtype))
    scaled = (held - CENTRE.astype(lab.dtype)) / SCALE.astype(lab.dtype)
    L, a, b = scaled[..., 0], scaled[..., 1], scaled[..., 2]
    return np.stack([np.ones_like(L), L, a, b, L * L, L * a, L * b], axis=-1)


def weighted_residuals(patches_lab: FloatArray, reference_lab: FloatArray) -> FloatArray:
    """Give the patches' residuals z (patches, 3), reference minus estimate, in units of ΔE00."""
    root = np.linalg.cholesky(local_metric(reference_lab)).transpose(0, 2, 1)
    residuals = np.einsum("pij,pj->pi", root, reference_lab - patches_lab)
    return np.asarray(np.clip(residuals, -RESIDUAL_LIMIT, RESIDUAL_LIMIT))


class Learned(NamedTuple):
    """What was learned from simulated photos: means and covariances of residuals (72,) and coefficients (21,)."""

    residual_mean: FloatArray
    coefficient_mean: FloatArray
    residual_covariance: FloatArray
    cross_covariance: FloatArray


@cache
def _learned() -> Learned:
    table = read_table("paint_to_skin")
    return Learned(*(np.array(table[name]) for name in Learned._fields))


def learned_for(patches: int) -> bool:
    """Tell whether the shift was learned for charts of so many patches: the Classic's 24."""
    return 3 * patches == _learned().residual_mean.size


def shift_given(learned: Learned, residuals: FloatArray, kept: NDArray[np.bool_]) -> SkinShift:
    """Condition what was learned on the residuals (72,) of one photo, as far as they are kept (72,)."""
    off = (residuals - learned.residual_mean)[kept]
    noise = max(NOISE_FLOOR, NOISE_SHARE * float(np.sqrt(np.mean(off**2))))
    spread = learned.residual_covariance[np.ix_(kept, kept)] + noise**2 * np.eye(int(kept.sum()))
    coefficients = learned.coefficient_mean + learned.cross_covariance[:, kept] @ np.linalg.solve(spread, off)
    return SkinShift(coefficients.reshape(TERMS, 3))


def read_skin_shift(patches_lab: FloatArray, reference_lab: FloatArray, usable: NDArray[np.bool_]) -> SkinShift:
    """Read the shift off the way a photo's 24 patches are missed.

    Parameters
    ----------
    patches_lab, reference_lab
        (24, 3) Lab of the patches as corrected and as known.
    usable
        (24,) which patches count.
    """
    return shift_given(_learned(), weighted_residuals(patches_lab, reference_lab).ravel(), np.repeat(usable, 3))
