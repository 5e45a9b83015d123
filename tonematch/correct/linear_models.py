"""The plain models in linear light: gains, a matrix, a matrix and an offset; weighted least squares."""

import numpy as np

from tonematch.colour import FloatArray, lab_to_linear
from tonematch.correct.tone_affine import DARK_FLOOR, ToneAffine, weighted_matrix


def fit_white_balance(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> ToneAffine:
    """Fit one gain a channel."""
    wanted = lab_to_linear(reference_lab)
    scale = weights / (wanted.mean(axis=1) + DARK_FLOOR)
    gains = (scale[:, None] ** 2 * measured * wanted).sum(axis=0) / (scale[:, None] ** 2 * measured**2).sum(axis=0)
    return ToneAffine(matrix=np.diag(gains))


def fit_linear(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> ToneAffine:
    """Fit a 3 x 3 matrix."""
    return ToneAffine(matrix=weighted_matrix(measured, reference_lab, weights).T)


def fit_affine(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> ToneAffine:
    """Fit a 3 x 3 matrix and an offset for stray light."""
    solution = weighted_matrix(np.column_stack([measured, np.ones(len(measured))]), reference_lab, weights)
    return ToneAffine(matrix=solution[:3].T, offset=solution[3])
