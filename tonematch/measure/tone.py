"""The tone of a region of skin, and what it is called: ITA° and its class.

References
----------
A. Chardon, I. Cretois, C. Hourseau, "Skin colour typology and suntanning pathways", International Journal of Cosmetic
Science 13 (1991) 191-208, doi 10.1111/j.1467-2494.1991.tb00561.x. The deepest limit, -30°, as the scale is used since.
"""

from dataclasses import dataclass

import numpy as np

from tonematch.colour import Lab

ITA_CLASSES: tuple[tuple[float, str], ...] = (
    (55.0, "very light"),
    (41.0, "light"),
    (28.0, "intermediate"),
    (10.0, "tan"),
    (-30.0, "brown"),
)


@dataclass(frozen=True)
class Tone:
    """The colour of a region of skin.

    Parameters
    ----------
    lab
        Robust centre, D65, 2°.
    spread
        Robust standard deviations of L, a and b over the region.
    pixels
        How many pixels of the photo it was taken from.
    shiny
        Shine was found on the skin, and the tone was taken from the least shiny part.
    """

    lab: Lab
    spread: tuple[float, float, float]
    pixels: int
    shiny: bool


@dataclass(frozen=True)
class SurroundingTone(Tone):
    """The tone to be matched, with its whole uncertainty.

    Parameters
    ----------
    uncertainty_delta_e00
        The true tone lies within this ΔE00 in 95 of 100 photos like this one: calibration, light and sampling.
    standard_error_delta_e00
        Of the centre, from the skin's texture alone: another stretch of the same skin would differ by about this.
    """

    uncertainty_delta_e00: float
    standard_error_delta_e00: float


def ita_deg(lab: Lab) -> float:
    """Give the individual typology angle of surrounding skin, in degrees.

    >>> round(ita_deg(Lab(60.0, 10.0, 10.0)), 1)
    45.0
    """
    return float(np.degrees(np.arctan2(lab.L - 50, lab.b)))


def ita_class(angle_deg: float) -> str:
    """Name the class an individual typology angle falls in, from very light to deep.

    >>> ita_class(45.0), ita_class(-50.0)
    ('light', 'deep')
    """
    return next((name for limit, name in ITA_CLASSES if angle_deg > limit), "deep")
