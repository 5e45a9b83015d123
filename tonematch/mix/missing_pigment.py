"""Which pigment a palette lacks for a target that its best recipe misses."""

from typing import NamedTuple

import numpy as np

from tonematch.colour import FloatArray, Lab
from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, k_over_s, opaque_reflectance
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

SHARES = np.geomspace(1e-3, 20, 60)
"""Parts of pigment tried to one part of the mix, by scattering power."""
WORTH_NAMING = 0.5
"""Share of the miss that a pigment must take away to be named."""
NAMES = ("white", "yellow oxide", "red oxide", "black")


class MissingPigment(NamedTuple):
    """The pigment that would help most, its colour index, and the ΔE00 it would leave."""

    name: str
    colour_index: str
    delta_e00: float


def missing_pigment(target: Lab, reflectance: FloatArray) -> MissingPigment | None:
    """Find the pigment that, stirred into an opaque mix of this reflectance (31,), comes nearest to the target.

    Of white, the two oxides and black; None where none of them takes away a good part of the miss.
    """
    ratio = k_over_s(reflectance)
    found = []
    for name in NAMES:
        pigment = read_table("pigments")["pigments"][name]
        k, s = np.array(pigment["k"]), np.array(pigment["s"])
        # The mix's own scattering is not known on its own; the shares tried cover whatever it is.
        mixed = Constants(ratio + SHARES[:, None] * k, 1 + SHARES[:, None] * s)
        errors = delta_e00(target, reflectance_to_lab(opaque_reflectance(*mixed)))
        found.append(MissingPigment(name, pigment["colour_index"], float(errors.min())))
    best = min(found, key=lambda entry: entry.delta_e00)
    now = float(delta_e00(target, reflectance_to_lab(reflectance)))
    return best if best.delta_e00 <= now * (1 - WORTH_NAMING) else None
