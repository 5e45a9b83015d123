"""The correction models there are; `calibration.py` chooses per photo by the error on patches held out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from numpy.typing import ArrayLike

from tonematch.colour import FloatArray
from tonematch.correct.lab_residual import fit_process, fit_spline
from tonematch.correct.linear_models import fit_affine, fit_linear, fit_white_balance
from tonematch.correct.root_polynomial import fit_root_polynomial
from tonematch.correct.tone_affine import ToneAffine


class Correction(Protocol):
    """A map from linear light as photographed to linear light as under D65."""

    def apply(self, linear: ArrayLike) -> FloatArray:
        """Correct linear sRGB values (..., 3)."""
        ...


Fit = Callable[[FloatArray, FloatArray, FloatArray, ToneAffine], Correction]
"""From patches as photographed (n, 3), their Lab (n, 3), weights (n,), and the preferred model fitted to them."""

PREFERRED_MODEL = "tone curve + affine"
CORRECTION_MODELS: Mapping[str, Fit] = MappingProxyType(
    {
        "white balance": lambda seen, lab, weights, _: fit_white_balance(seen, lab, weights),
        "linear": lambda seen, lab, weights, _: fit_linear(seen, lab, weights),
        "affine": lambda seen, lab, weights, _: fit_affine(seen, lab, weights),
        "root polynomial": lambda seen, lab, weights, _: fit_root_polynomial(seen, lab, weights),
        "spline in Lab": lambda seen, lab, weights, _: fit_spline(fit_linear(seen, lab, weights), seen, lab, weights),
        PREFERRED_MODEL: lambda _seen, _lab, _weights, tone: tone,
        "tone curve + affine + process in Lab": lambda seen, lab, weights, tone: fit_process(tone, seen, lab, weights),
    }
)
"""From the simplest to the most capable."""
