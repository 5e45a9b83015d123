"""The preferred correction: a tone curve per channel, then a 3 x 3 matrix and an offset, fitted together on ΔE00."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import LUMINANCE, FloatArray, lab_to_linear, linear_to_lab, linear_to_srgb, srgb_to_linear
from tonematch.difference import local_metric

DARK_FLOOR = 0.03  # least squares in linear light weighs by 1 / (Y + this), so that dark patches count as the eye sees
SHARED_CURVE_SD = 0.3
CHANNEL_CURVE_SD = 0.15
OFFSET_SD = 0.008
HUBER_DELTA_E = 2.0
CURVE_KNOTS = 16_384
KNOTS = np.linspace(-0.25, 1.15, CURVE_KNOTS)
KNOTS.flags.writeable = False


def _identity() -> FloatArray:
    return np.eye(3)


@dataclass(frozen=True, eq=False)
class ToneAffine:
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
        # A table over the square root of light is five times quicker than two powers a value, and exact to 1e-4.
        table = straighten(linear_to_srgb(np.sign(KNOTS) * KNOTS**2)[:, None], self.curve).astype(seen.dtype)
        root = np.sign(seen) * np.sqrt(np.abs(seen))
        nearest = ((root - KNOTS[0]) * ((CURVE_KNOTS - 1) / (KNOTS[-1] - KNOTS[0])) + 0.5).astype(np.int32)
        np.clip(nearest, 0, CURVE_KNOTS - 1, out=nearest)
        return np.stack([table[:, channel][nearest[..., channel]] for channel in range(3)], axis=-1)


def straighten(encoded: FloatArray, curve: FloatArray) -> FloatArray:
    """Undo the camera's tone curve on encoded values (..., 3) and decode them to linear light."""
    first = encoded * (1 - encoded)
    second = first * (1 - 2 * encoded)
    third = 4 * encoded**3 * (1 - encoded)
    return srgb_to_linear(encoded + first * curve[:, 0] + second * curve[:, 1] + third * curve[:, 2])


def weighted_matrix(inputs: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> FloatArray:
    """Solve inputs (patches, terms) for the linear light (patches, 3) of the chart, dark patches weighed up."""
    wanted = lab_to_linear(reference_lab)
    luminance = wanted @ LUMINANCE
    scale = (weights / (luminance + DARK_FLOOR))[:, None]
    solution: FloatArray = np.linalg.lstsq(inputs * scale, wanted * scale, rcond=None)[0]
    return solution


def fit_tone_affine(
    measured: FloatArray, reference_lab: FloatArray, weights: FloatArray, *, start: ToneAffine | None = None
) -> ToneAffine:
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
        Where to start from; a weighted matrix when None.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415  # half a second that only fitting needs

    begin = start or ToneAffine(matrix=weighted_matrix(measured, reference_lab, weights).T)
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

    solution = least_squares(residuals, parameters, method="lm", max_nfev=40 * parameters.size, xtol=1e-4, ftol=1e-4)
    return unpack(solution.x)


def unpack(values: FloatArray) -> ToneAffine:
    """Turn the 21 fitted numbers into a `ToneAffine`: matrix, offset, shared curve, each channel's own bends."""
    curve = np.tile(values[12:15], (3, 1))
    curve[:, :2] += values[15:21].reshape(3, 2)
    return ToneAffine(curve=curve, matrix=values[:9].reshape(3, 3), offset=values[9:12])
