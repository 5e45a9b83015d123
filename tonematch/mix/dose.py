"""What uneven drops make of a recipe: the ΔE00 to expect when every dose is a little off.

Doses that scatter independently move the mix in Lab by a normal vector around its nominal place, so ΔE00² is a
quadratic form in normals. Its mean and variance are known exactly; a gamma distribution with these two gives the mean
of its square root in closed form.

References
----------
F. E. Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946)
110-114, doi 10.2307/3002019, for the fit by two moments.
"""

from collections.abc import Callable
from math import lgamma

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00, local_metric

DROP_SCATTER = 0.08
"""Standard deviation of one dose as a share of it: drops of one bottle differ by about so much (project brief)."""

STEP = 1e-3  # share of a dose for the derivative; Lab bends little over it
SURE = 1e-12  # variance of ΔE00² below which nothing scatters


def expected_delta_e00(
    target: ArrayLike,
    lab_of: Callable[[NDArray[np.float64]], FloatArray],
    parts: ArrayLike,
    *,
    scatter: ArrayLike = DROP_SCATTER,
) -> FloatArray:
    """Give the ΔE00 from the target to expect of recipes whose doses scatter.

    Parameters
    ----------
    target
        Lab (3,), D65, 2°.
    lab_of
        Gives Lab (N, 3) of amounts (N, pots), row by row of the same shades as `parts`.
    parts
        (N, pots), all above 0.
    scatter
        Standard deviation of a dose as a share of it, one number or one a pot; doses scatter independently.

    Returns
    -------
    array of shape (N,)
        Never below 0; equal to the nominal ΔE00 where nothing scatters, as in a recipe of a single pot.
    """
    amounts = np.asarray(parts, dtype=np.float64)
    return expected_from_slopes(target, lab_of(amounts), dose_slopes(lab_of, amounts), scatter=scatter)


def dose_slopes(lab_of: Callable[[NDArray[np.float64]], FloatArray], parts: ArrayLike) -> FloatArray:
    """Give how Lab moves with each dose: (N, 3, pots), for a dose that grows by its own size.

    `lab_of` and `parts` are as for `expected_delta_e00`.
    """
    amounts = np.asarray(parts, dtype=np.float64)
    return np.stack([_move(lab_of, amounts, pot) for pot in range(amounts.shape[1])], axis=-1)


def expected_from_slopes(
    target: ArrayLike, nominal: FloatArray, slopes: FloatArray, *, scatter: ArrayLike = DROP_SCATTER
) -> FloatArray:
    """Give the ΔE00 to expect (N,) of mixes at these nominal Lab (N, 3) with these slopes (N, 3, pots)."""
    wanted = np.broadcast_to(np.asarray(target, dtype=float), nominal.shape)
    moves = slopes * np.asarray(scatter, dtype=float)
    spread = moves @ np.swapaxes(moves, -1, -2)
    metric = local_metric(nominal)
    away = (nominal - wanted)[..., None]
    turned = metric @ spread
    mean = delta_e00(wanted, nominal) ** 2 + np.trace(turned, axis1=-2, axis2=-1)
    pull = (np.swapaxes(away, -1, -2) @ turned @ metric @ away)[..., 0, 0]
    variance = 2 * np.trace(turned @ turned, axis1=-2, axis2=-1) + 4 * pull
    return np.array([_mean_root(float(m), float(v)) for m, v in zip(mean, variance, strict=True)])


def _move(lab_of: Callable[[NDArray[np.float64]], FloatArray], amounts: FloatArray, pot: int) -> FloatArray:
    """Give the change of Lab (N, 3) for a dose of one pot that grows by its own size."""
    more, less = np.array(amounts, dtype=np.float64), np.array(amounts, dtype=np.float64)
    more[:, pot] *= 1 + STEP
    less[:, pot] *= 1 - STEP
    return np.asarray((lab_of(more) - lab_of(less)) / (2 * STEP))


def _mean_root(mean: float, variance: float) -> float:
    """Give the mean of the root of a gamma variable of this mean and variance."""
    if variance <= SURE * max(mean * mean, SURE):
        return float(np.sqrt(max(mean, 0.0)))
    shape = mean * mean / variance
    return float(np.sqrt(mean / shape) * np.exp(lgamma(shape + 0.5) - lgamma(shape)))
