"""What whole parts cost: the nearest that the same shades come in any proportion, beside the recipe in whole parts.

From the whole parts on, the logarithms of the amounts take damped Newton steps down ΔE00², with the local ΔE00 metric
for its curvature; a step is kept only if ΔE00 falls, so the cost never comes out below zero.

References
----------
D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", Journal of the Society for
Industrial and Applied Mathematics 11 (1963) 431-441, doi 10.1137/0111030, for the damping.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00, local_metric
from tonematch.mix.dose import dose_slopes

ROUNDS = 30
ENOUGH = 1e-4  # ΔE00 that a further step must gain
NOTHING_LEFT = 1e-3  # ΔE00 that no proportion need improve on
NEAR = 1e-3  # of Lab, for the slope of ΔE00²
SMALLEST_SHARE = 1e-4  # of the largest amount; less of a shade is none
LARGEST_STEP = 1.5  # of a logarithm in one step
DAMPING = (1e-4, 1e4)  # to begin with, and where no step helps any more


@dataclass(frozen=True)
class Proportions:
    """The best proportions of a recipe's shades, and what whole parts cost against them.

    Parameters
    ----------
    shares
        Of each shade in the order of the recipe, together 1.
    delta_e00
        From the target, mixed so.
    cost_delta_e00
        By how much the whole parts are farther off; never below 0.
    """

    shares: tuple[float, ...]
    delta_e00: float
    cost_delta_e00: float


def best_proportions(target: ArrayLike, lab_of: Callable[[FloatArray], FloatArray], parts: ArrayLike) -> Proportions:
    """Find the best proportions of the shades of a recipe.

    Parameters
    ----------
    target
        Lab (3,), D65, 2°.
    lab_of
        Gives Lab (N, 3) of amounts (N, pots) of these shades.
    parts
        The recipe's whole parts (pots,), all above 0.
    """
    wanted = np.asarray(target, dtype=float)
    amounts = np.asarray(parts, dtype=float)
    lab = lab_of(amounts[None])[0]
    whole = best = float(delta_e00(wanted, lab))
    slopes, damping = dose_slopes(lab_of, amounts[None])[0], DAMPING[0]
    for _ in range(ROUNDS):
        if amounts.size == 1 or best < NOTHING_LEFT or damping > DAMPING[1]:
            break
        tried = _stepped(wanted, lab, slopes, amounts, damping)
        there = lab_of(tried[None])[0]
        error = float(delta_e00(wanted, there))
        if error >= best:
            damping *= 10
            continue
        gained, best, amounts, lab, damping = best - error, error, tried, there, damping / 10
        if gained < ENOUGH:
            break
        slopes = dose_slopes(lab_of, amounts[None])[0]
    shares = amounts / amounts.sum()
    return Proportions(tuple(float(share) for share in shares), best, whole - best)


def _stepped(
    target: FloatArray, lab: FloatArray, slopes: FloatArray, amounts: FloatArray, damping: float
) -> FloatArray:
    """Give the amounts (pots,) after a step down the slope of ΔE00², whose curvature the local metric gives."""
    axes = np.eye(3) * NEAR
    ahead, behind = delta_e00(target, lab + axes) ** 2, delta_e00(target, lab - axes) ** 2
    downhill = -slopes.T @ ((ahead - behind) / (4 * NEAR))
    normal = slopes.T @ local_metric((lab + target) / 2) @ slopes
    scale = np.trace(normal) / len(amounts) + 1e-12
    move = np.linalg.solve(normal + damping * scale * np.eye(len(amounts)), downhill)
    move *= min(1.0, LARGEST_STEP / max(float(np.abs(move).max()), 1e-12))
    tried = amounts * np.exp(move)
    return np.asarray(np.maximum(tried / tried.max(), SMALLEST_SHARE))
