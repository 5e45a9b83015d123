"""Models that smooth in Lab what a simpler correction leaves over: a thin-plate spline and a Gaussian process.

References
----------
G. Wahba, Spline Models for Observational Data, SIAM 1990, doi 10.1137/1.9781611970128, for the smoothed spline.
C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning, MIT Press 2006, 2.2, for the process.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, lab_to_linear, linear_to_lab
from tonematch.correct.tone_affine import ToneAffine

SPLINE_SMOOTHING = 30.0
REACH = 30.0  # Lab units over which a residual is taken to spread
SIGNAL_VARIANCE, NOISE_VARIANCE = 2.0**2, 1.6**2
ROWS_AT_ONCE = 65_536

Kernel = Literal["thin plate", "squared exponential"]


@dataclass(frozen=True, eq=False)
class LabResidual:
    """A base correction, and a smooth change in Lab on top of it.

    Parameters
    ----------
    base
        The correction underneath.
    centres
        (n, 3) Lab where residuals were seen.
    weights
        (n, 3), of the kernel around each centre.
    trend
        (4, 3) constant and slopes of the change.
    kernel
        How influence falls with distance in Lab.
    """

    base: ToneAffine
    centres: FloatArray
    weights: FloatArray
    trend: FloatArray
    kernel: Kernel

    def apply(self, linear: ArrayLike) -> FloatArray:
        """Correct linear sRGB values (..., 3)."""
        seen = np.asarray(linear)
        flat = linear_to_lab(self.base.apply(seen)).reshape(-1, 3)
        changed = np.empty_like(flat)
        for first in range(0, len(flat), ROWS_AT_ONCE):
            rows = flat[first : first + ROWS_AT_ONCE]
            near = influence(rows, self.centres, self.kernel) @ self.weights
            changed[first : first + ROWS_AT_ONCE] = rows + near + self.trend[0] + rows @ self.trend[1:]
        return np.asarray(lab_to_linear(changed).reshape(seen.shape), dtype=seen.dtype)


def influence(lab: FloatArray, centres: FloatArray, kernel: Kernel) -> FloatArray:
    """Give the kernel between colours (m, 3) and centres (n, 3), as (m, n)."""
    distance = np.linalg.norm(lab[:, None, :] - centres[None, :, :], axis=-1)
    return np.asarray(-distance if kernel == "thin plate" else np.exp(-0.5 * (distance / REACH) ** 2))


def fit_spline(base: ToneAffine, measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> LabResidual:
    """Fit a smoothed thin-plate spline in Lab over a matrix."""
    centres = linear_to_lab(base.apply(measured))
    noise = np.diag(SPLINE_SMOOTHING / weights)
    trend = np.column_stack([np.ones(len(centres)), centres])
    system = np.block([[influence(centres, centres, "thin plate") + noise, trend], [trend.T, np.zeros((4, 4))]])
    wanted = np.concatenate([reference_lab - centres, np.zeros((4, 3))])
    solved = np.linalg.solve(system, wanted)
    return LabResidual(base, centres, solved[: len(centres)], solved[len(centres) :], "thin plate")


def fit_process(base: ToneAffine, measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> LabResidual:
    """Fit a Gaussian process in Lab to what the base leaves over."""
    centres = linear_to_lab(base.apply(measured))
    covariance = SIGNAL_VARIANCE * influence(centres, centres, "squared exponential") + np.diag(
        NOISE_VARIANCE / weights
    )
    solved = SIGNAL_VARIANCE * np.linalg.solve(covariance, reference_lab - centres)
    return LabResidual(base, centres, solved, np.zeros((4, 3)), "squared exponential")
