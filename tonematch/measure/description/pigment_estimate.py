"""Melanin and haemoglobin of surrounding skin, estimated by a model from its colour. Estimates, not measurements.

Instruments that measure these pigments look at single wavelengths. A colour holds three numbers only, so what stands
here is the index such an instrument would most likely read on skin of that colour: a regression on measured spectra,
with the error it makes on people it was not fitted to.

References
----------
J. B. Dawson et al., "A theoretical and experimental study of light absorption and scattering by in vivo skin", Physics
in Medicine and Biology 25 (1980) 695-709, doi 10.1088/0031-9155/25/4/008: both indices.
H. Takiwaki, "Measurement of skin color: practical application and theoretical considerations", The Journal of Medical
Investigation 44 (1998) 121-126: what they mean and where they mislead.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, Lab, lab_to_linear
from tonematch.measure.description.tones_within import tones_within
from tonematch.reference import read_table

DARKEST_LINEAR = 1e-3  # skin is never this dark; it keeps logarithms finite where a tone is out of gamut


@dataclass(frozen=True)
class Estimate:
    """One index as a model estimates it.

    Parameters
    ----------
    index
        Dawson's index: 100 times a difference of log10 absorbance, without unit.
    plus_minus
        Half-width of the 95 % interval: the model's error on skins of this lightness, and the photo's.
    skins_5_95
        The range from the 5th to the 95th of 100 measured skins, of all lightnesses.
    """

    index: float
    plus_minus: float
    skins_5_95: tuple[float, float]


@dataclass(frozen=True)
class PigmentEstimate:
    """Melanin and haemoglobin (Dawson's erythema index) of surrounding skin, both modelled."""

    melanin: Estimate
    haemoglobin: Estimate


def features(lab: ArrayLike) -> FloatArray:
    """Give the terms (..., 10) of the regression: one, the logs of linear red, green and blue, squares and products.

    Parameters
    ----------
    lab
        Lab (..., 3), D65, 2°, specular excluded.
    """
    red, green, blue = np.moveaxis(np.log(np.maximum(lab_to_linear(lab), DARKEST_LINEAR)), -1, 0)
    squares = (red * red, red * green, red * blue, green * green, green * blue, blue * blue)
    return np.stack([np.ones_like(red), red, green, blue, *squares], axis=-1)


def estimate_pigments(lab: Lab, uncertainty_delta_e00: float) -> PigmentEstimate | None:
    """Estimate both indices of surrounding skin; None where too few skins of that lightness were measured.

    Parameters
    ----------
    lab
        Tone of surrounding skin; the model knows nothing of skin that has lost its pigment.
    uncertainty_delta_e00
        The tone's 95 % uncertainty.
    """
    table = read_table("pigment_indices")
    lightest, deepest = max(table["lightness"]), min(table["lightness"])
    if not deepest <= lab.L <= lightest:
        return None
    around = tones_within(lab, uncertainty_delta_e00)
    return PigmentEstimate(_estimate("melanin", lab, around), _estimate("haemoglobin", lab, around))


def _estimate(name: str, lab: Lab, around: FloatArray) -> Estimate:
    row = read_table("pigment_indices")[name]
    coefficients = np.array(row["coefficients"])
    index = float(features(lab) @ coefficients)
    photo = float(np.abs(features(around) @ coefficients - index).max())
    lightness, error = np.array(row["error_95"]).T
    model = float(np.interp(lab.L, lightness, error))
    low, _, high = row["skins_5_50_95"]
    return Estimate(index, float(np.hypot(model, photo)), (low, high))
