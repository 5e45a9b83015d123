"""The root-polynomial model: crossed terms that scale with exposure as the channels themselves do.

References
----------
G. D. Finlayson, M. Mackiewicz, A. Hurlbert, "Color correction using root-polynomial regression", IEEE Transactions on
Image Processing 24 (2015) 1460-1470, doi 10.1109/TIP.2015.2405336. Degree 2; degree 3 learns 24 patches by heart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray
from tonematch.correct.tone_affine import weighted_matrix


@dataclass(frozen=True, eq=False)
class RootPolynomial:
    """Linear light as photographed to linear light as under D65.

    Parameters
    ----------
    matrix
        (6, 3), from r, g, b, √rg, √gb, √rb.
    """

    matrix: FloatArray

    def apply(self, linear: ArrayLike) -> FloatArray:
        """Correct linear sRGB values (..., 3)."""
        seen = np.asarray(linear)
        return np.asarray(root_terms(seen) @ self.matrix.astype(seen.dtype))


def root_terms(linear: FloatArray) -> FloatArray:
    """Give the six terms (..., 6); negative light, from colours outside sRGB, has no root and counts as none."""
    red, green, blue = (np.maximum(linear[..., channel], 0) for channel in range(3))
    roots = [np.sqrt(red * green), np.sqrt(green * blue), np.sqrt(red * blue)]
    return np.concatenate([linear, np.stack(roots, axis=-1)], axis=-1)


def fit_root_polynomial(measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> RootPolynomial:
    """Fit the six terms by weighted least squares."""
    return RootPolynomial(weighted_matrix(root_terms(measured), reference_lab, weights))
