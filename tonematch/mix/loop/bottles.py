"""A palette made ready for predicting mixes whose doses, strengths and film are not as stated."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray, Lab
from tonematch.difference import local_metric
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import (
    TWO_CONSTANT,
    Film,
    coat_thickness,
    mixing_constants,
    mixing_method,
    reflectance_of,
)
from tonematch.mix.palettes.shade import Palette
from tonematch.spectrum import reflectance_to_lab

MODEL_SD = 0.7
"""ΔE00 along each direction by which two-constant Kubelka-Munk is taken to miss near one skin; an assumption."""
SIMPLE_MODEL_SD = 2.0
"""The same for the simpler models; an assumption too."""
SMALL = 1e-4  # step in ln amount for slopes


@dataclass(frozen=True, eq=False)
class Bottles:
    """K and S of all shades of a palette, the thickness of one coat, and how far predictions may be off."""

    palette: Palette
    constants: Constants
    thickness: float
    model_sd: float

    def labs(self, shades: Sequence[int], logs: FloatArray, film: Film | None) -> FloatArray:
        """Predict Lab (N, 3) from logs (N, shades + 1): ln amount of each shade, and last ln factor of the film."""
        return self.labs_of(shades, np.exp(logs[:, :-1]), logs[:, -1], film)

    def labs_of(self, shades: Sequence[int], amounts: FloatArray, thicker: FloatArray, film: Film | None) -> FloatArray:
        """Predict Lab (..., 3) from amounts (..., shades), not all 0, and ln factors of the film that broadcast."""
        chosen = list(shades)
        shares = (amounts / amounts.sum(axis=-1, keepdims=True)).reshape(-1, len(chosen))  # one product, not many small
        bands = (*amounts.shape[:-1], self.constants.k.shape[1])
        mixed = Constants(
            (shares @ self.constants.k[chosen]).reshape(bands), (shares @ self.constants.s[chosen]).reshape(bands)
        )
        if film is None:
            return reflectance_to_lab(reflectance_of(mixed, film=None, thickness=0.0))
        thick = np.exp(thicker)[..., None] * self.thickness
        return reflectance_to_lab(reflectance_of(Constants(mixed.k * thick, mixed.s * thick), film=film, thickness=1.0))

    def lab_and_slopes(
        self, shades: Sequence[int], logs: FloatArray, film: Film | None
    ) -> tuple[FloatArray, FloatArray]:
        """Predict Lab (3,) of one mix, and its slopes by the logs (3, shades + 1)."""
        steps = np.concatenate([np.zeros((1, len(logs))), SMALL * np.eye(len(logs)), -SMALL * np.eye(len(logs))])
        labs = self.labs(shades, logs + steps, film)
        ahead, back = np.split(labs[1:], 2)
        return labs[0], (ahead - back).T / (2 * SMALL)


def bottles_of(palette: Palette) -> Bottles:
    """Make a palette ready."""
    model_sd = MODEL_SD if mixing_method(palette) == TWO_CONSTANT else SIMPLE_MODEL_SD
    return Bottles(palette, mixing_constants(palette), coat_thickness(palette), model_sd)


def whitener(lab: Lab) -> FloatArray:
    """Give W (3, 3) so that W d is as long as the ΔE00 of a small step d from this colour."""
    return np.asarray(np.linalg.cholesky(local_metric(lab)).T)
