"""Correction models: each takes what the camera saw of the chart and gives a map to what the chart really is.

Every model is a `Correction`: a tone curve per channel, then a 3 x 3 matrix and an offset, linear light in and out.
`CORRECTION_MODELS` lists them; `calibration.py` chooses per photo by the error on patches held out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, lab_to_linear, linear_to_lab, linear_to_srgb, srgb_to_linear
from tonematch.difference import local_metric

CLIPPED_WEIGHT = 0.05
DARK_FLOOR = 0.03  # least squares in linear light weighs by 1 / (Y + this), so that dark patches count as the eye sees
SHARED_CURVE_SD = 0.3
CHANNEL_CURVE_SD = 0.15
OFFSET_SD = 0.008
HUBER_DELTA_E = 2.0
CURVE_KNOTS = 1024


def _identity() -> FloatArray:
    return np.eye(3)


@dataclass(frozen=True, eq=False)
class Correction:
    """Linear light as photographed to linear light as under D65.

    Parameters
    ----------
    curve
        (3, 3): for each channel the strengths c1, c2, c3 of three bends of the encoded value e: e(1-e), e(1-e)(1-2e)
        and 4e³(1-e).
    matrix
        (3, 3), applied to the bent values after decoding.
    offset
        (3,), added last.
    """

    curve: FloatArray = field(default_factory=lambda: np.zeros((3, 3)))
    matrix: FloatArray = field(default_factory=_identity)
    offset: FloatArray = field(default_factory=lambda: np.zeros(3))

    def apply(self, linear: ArrayLike) -> FloatArray:
        """Correct linear sRGB values (..., 3)."""
        seen = np.asarray(linear)
        straight = seen if not self.curve.any() else self._straighten(seen)
        matrix, offset = self.matrix.astype(seen.dtype), self.offset.astype(seen.dtype)
        return np.asarray(straight @ matrix.T + offset)

    def _straighten(self, seen: FloatArray) -> FloatArray:
        if seen.size <= 3 * CURVE_KNOTS:
            return straighten(linear_to_srgb(seen), self.curve)
        # A table over the square root of light is 4 times quicker than two powers a value, and exact to 1e-5.
        knots = np.linspace(-0.25, 1.15, CURVE_KNOTS)
        table = straighten(linear_to_srgb(np.repeat((np.sign(knots) * knots**2)[:, None], 3, axis=1)), self.curve)
        root = np.sign(seen) * np.sqrt(np.abs(seen))
        channels = [np.interp(root[..., c], knots, table[:, c]).astype(seen.dtype) for c in range(3)]
        return np.stack(channels, axis=-1)


def straighten(encoded: FloatArray, curve: FloatArray) -> FloatArray:
    """Undo the camera's tone curve on encoded values (..., 3) and decode them to linear light."""
    first = encoded * (1 - encoded)
    second = first * (1 - 2 * encoded)
    third = 4 * encoded**3 * (1 - encoded)
    return srgb_to_linear(encoded + first * curve[:, 0] + second * curve[:, 1] + third * curve[:, 2])


def _weighted(inputs: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> FloatArray:
    wanted = lab_to_linear(reference_lab)
    luminance = wanted @ np.array([0.2126729, 0.7151522, 0.0721750])
    scale = (weights / (luminance + DARK_FLOOR))[:, None]
    solution: FloatArray = np.linalg.lstsq(inputs * scale, wanted * scale, rcond=None)[0]
    return solution


def fit_white_balance(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> Correction:
    """Fit one gain a channel."""
    wanted = lab_to_linear(reference_lab)
    scale = weights / (wanted.mean(axis=1) + DARK_FLOOR)
    gains = (scale[:, None] ** 2 * measured * wanted).sum(axis=0) / (scale[:, None] ** 2 * measured**2).sum(axis=0)
    return Correction(matrix=np.diag(gains))


def fit_linear(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> Correction:
    """Fit a 3 x 3 matrix."""
    return Correction(matrix=_weighted(measured, reference_lab, weights).T)


def fit_affine(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> Correction:
    """Fit a 3 x 3 matrix and an offset for stray light."""
    solution = _weighted(np.column_stack([measured, np.ones(len(measured))]), reference_lab, weights)
    return Correction(matrix=solution[:3].T, offset=solution[3])


def fit_tone_affine(
    measured: FloatArray, reference_lab: FloatArray, weights: FloatArray, *, start: Correction | None = None
) -> Correction:
    """Fit tone curve, matrix and offset together, on ΔE00 rather than on light, robustly.

    Parameters
    ----------
    measured
        (patches, 3) linear sRGB as photographed.
    reference_lab
        (patches, 3) Lab of the chart.
    weights
        (patches,) 0-1, how far each patch can be believed.
    start
        Where to start from; a linear fit when None.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415  # half a second that only fitting needs

    begin = start or fit_linear(measured, reference_lab, weights)
    encoded = linear_to_srgb(measured)
    metric = np.linalg.cholesky(local_metric(reference_lab)).transpose(0, 2, 1) * np.sqrt(weights)[:, None, None]
    shared = begin.curve.mean(axis=0)
    apart = begin.curve[:, :2] - shared[:2]
    parameters = np.concatenate([begin.matrix.ravel(), begin.offset, shared, apart.ravel()])
    priors = np.concatenate([np.full(3, OFFSET_SD), np.full(3, SHARED_CURVE_SD), np.full(6, CHANNEL_CURVE_SD)])

    def residuals(values: FloatArray) -> FloatArray:
        correction = unpack(values)
        light = straighten(encoded, correction.curve) @ correction.matrix.T + correction.offset
        off = linear_to_lab(light) - reference_lab
        distances = np.einsum("pij,pj->pi", metric, off) / HUBER_DELTA_E
        size = np.linalg.norm(distances, axis=1, keepdims=True)
        # Huber by patch, not by coordinate: a patch is covered or shaded as a whole.
        softened = distances * np.sqrt(np.where(size > 1, 2 * size - 1, size**2)) / np.maximum(size, 1e-9)
        return np.concatenate([softened.ravel() * HUBER_DELTA_E, values[9:] / priors])

    solution = least_squares(residuals, parameters, method="lm", max_nfev=40 * parameters.size, xtol=1e-5, ftol=1e-5)
    return unpack(solution.x)


def unpack(values: FloatArray) -> Correction:
    """Turn the 21 fitted numbers into a `Correction`: matrix, offset, shared curve, each channel's own bends."""
    curve = np.tile(values[12:15], (3, 1))
    curve[:, :2] += values[15:21].reshape(3, 2)
    return Correction(curve=curve, matrix=values[:9].reshape(3, 3), offset=values[9:12])


Fit = Callable[[FloatArray, FloatArray, FloatArray], Correction]

CORRECTION_MODELS: Mapping[str, Fit] = MappingProxyType(
    {
        "white balance": fit_white_balance,
        "linear": fit_linear,
        "affine": fit_affine,
        "tone curve + affine": fit_tone_affine,
    }
)
"""From the simplest to the most capable."""
