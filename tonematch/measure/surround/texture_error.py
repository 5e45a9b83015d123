"""How well a mean over textured skin is known: neighbouring pixels are alike, so they count for less than their number.

The variogram of the sampled skin is fitted by a nugget and an exponential; the variance of the mean is the mean
covariance over all pairs of places sampled. All in ΔE00: differences are weighed by the metric at the skin's colour.

References
----------
N. Cressie, Statistics for Spatial Data (1993), 2.4 and 3.1: variograms, and the variance of a mean of correlated
values.
"""

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.difference import local_metric

MOST_CELLS_A_SIDE = 72
FEWEST_IN_CELL = 3
FEWEST_CELLS = 12
BINS = 16
LONGEST_SHARE = 0.5  # of the region's extent: farther apart, few pairs are left
RANGES = np.geomspace(0.02, 0.35, 10)  # of the region's extent; a longer one cannot be told from a slope


def texture_error(lab: NDArray[np.float32], x: FloatArray, y: FloatArray) -> float:
    """Give the standard error, in ΔE00, of the mean of skin sampled at places.

    Parameters
    ----------
    lab
        (n, 3) of the pixels sampled.
    x, y
        (n,) their places, in any unit.
    """
    if len(lab) < FEWEST_CELLS * FEWEST_IN_CELL:
        return float(np.sqrt(_variance(lab) / max(1, len(lab))))
    sums, count = _cells(_weighed(lab), x, y)
    seen = count >= FEWEST_IN_CELL
    if int(seen.sum()) < FEWEST_CELLS:
        return float(np.sqrt(_variance(lab) / FEWEST_CELLS))
    means = np.where(seen[..., None], sums / np.maximum(count, 1)[..., None], 0.0)
    means[seen] -= means[seen].mean(axis=0)
    lag, pairs, half_square = _variogram(means, seen)
    extent = float(np.hypot(np.ptp(np.nonzero(seen)[0]), np.ptp(np.nonzero(seen)[1]))) + 1
    return float(np.sqrt(_mean_covariance(lag, pairs, half_square, extent, int(seen.sum()))))


def _weighed(lab: NDArray[np.float32]) -> FloatArray:
    """Turn Lab so that Euclidean distances are ΔE00 at the mean colour."""
    middle = np.median(lab, axis=0).astype(float)
    factor = np.linalg.cholesky(local_metric(middle))
    return np.asarray((lab - middle) @ factor)


def _variance(lab: NDArray[np.float32]) -> float:
    return float(_weighed(lab).var(axis=0).sum())


def _cells(values: FloatArray, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    side = max(float(np.ptp(x)), float(np.ptp(y)), 1e-6) / (MOST_CELLS_A_SIDE - 1)
    side = max(side, float(np.sqrt(np.ptp(x) * np.ptp(y) / len(x))) * 2)
    column, row = ((place - place.min()) / side for place in (x, y))
    across, down = int(column.max()) + 1, int(row.max()) + 1
    cell = row.astype(int) * across + column.astype(int)
    count = np.bincount(cell, minlength=down * across).reshape(down, across).astype(float)
    sums = [np.bincount(cell, part, down * across).reshape(down, across) for part in values.T]
    return np.stack(sums, axis=-1), count


def _variogram(means: FloatArray, seen: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give, for every shift of the grid: its length, the pairs of cells, and their summed half squared difference."""
    shape = (2 * seen.shape[0], 2 * seen.shape[1])

    def spectrum(field: FloatArray) -> NDArray[np.complex128]:
        return np.asarray(np.fft.rfft2(field, shape))

    mask = spectrum(seen.astype(float))
    squares = spectrum((means**2).sum(axis=-1))
    product = sum(np.abs(spectrum(means[..., k])) ** 2 for k in range(means.shape[-1]))
    pairs = np.rint(np.fft.irfft2(np.abs(mask) ** 2, shape))
    both = np.fft.irfft2((squares * mask.conj()).real, shape)
    half_square = both - np.fft.irfft2(product, shape)
    down, across = (np.fft.fftfreq(length, 1 / length) for length in shape)
    return np.hypot(down[:, None], across), pairs, half_square


def _mean_covariance(lag: FloatArray, pairs: FloatArray, half_square: FloatArray, extent: float, count: int) -> float:
    near = (pairs > 0) & (lag > 0) & (lag <= LONGEST_SHARE * extent)
    ring = np.minimum((lag[near] / (LONGEST_SHARE * extent) * BINS).astype(int), BINS - 1)
    weight: FloatArray = np.bincount(ring, pairs[near], BINS).astype(float)
    kept = weight > 0
    distance = np.bincount(ring, lag[near] * pairs[near], BINS)[kept] / weight[kept]
    gamma = np.bincount(ring, half_square[near], BINS)[kept] / weight[kept]
    best, answer = np.inf, 0.0
    for reach in RANGES * extent:
        rise = 1 - np.exp(-distance / reach)
        nugget, sill = _two_parts(rise, gamma, weight[kept])
        misfit = float((weight[kept] * (gamma - nugget - sill * rise) ** 2).sum())
        if misfit < best:
            covariance = sill * np.exp(-lag / reach)
            covariance[0, 0] += nugget
            best, answer = misfit, float((pairs * covariance).sum() / count**2)
    return answer


def _two_parts(rise: FloatArray, gamma: FloatArray, weight: FloatArray) -> tuple[float, float]:
    """Fit gamma = nugget + sill * rise, neither below nothing."""
    mean_rise, mean_gamma = np.average(rise, weights=weight), np.average(gamma, weights=weight)
    variance = np.average((rise - mean_rise) ** 2, weights=weight)
    slope = np.average((rise - mean_rise) * (gamma - mean_gamma), weights=weight) / max(variance, 1e-12)
    nugget = mean_gamma - slope * mean_rise
    if slope < 0:
        return float(mean_gamma), 0.0
    if nugget < 0:
        return 0.0, float(np.average(rise * gamma, weights=weight) / np.average(rise**2, weights=weight))
    return float(nugget), float(slope)
