"""From how far a patch can be seen, in words: a guide for a talk with a client, not a measurement of anybody's sight.

How large a difference has to be depends on how one looks and on how large the patch appears:

================  ==========  ====================================================================================
step              distance    the difference has to reach, on a patch that appears large
================  ==========  ====================================================================================
close up          0.3 m       what half of observers notice who look for it (`tonematch.thresholds`)
at arm's length   0.7 m       what half of observers mind who look at it (the same)
across a table    1.5 m       eight times what is noticed: seen at a glance, without knowing where to look
across a room     4 m         the same
================  ==========  ====================================================================================

The distances stand for Hall's intimate, personal, social and public space. Eight times the threshold is visibility
level 8 of the lighting engineers: seen with 99 % certainty by somebody who knows neither place nor moment. Where half
of observers notice or mind, the words are "just visible" until half as much again is reached.

A patch that appears smaller needs more: (1 + 7.2' / its angular diameter)² times as much, Adrian's law at the luminance
of light skin in a room, 33 cd/m². That law is one of luminance; colour without lightness fades sooner still. Soft
borders and the unevenness of the skin itself are not reckoned with.

References
----------
E. T. Hall, The Hidden Dimension (1966).
W. Adrian, "Visibility of targets: model for calculation", Lighting Research and Technology 21 (1989) 181-188, doi
10.1177/096032718902100404.
IES lighting definitions, "visibility performance criteria function, VL8", https://www.ies.org/definitions/.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tonematch.thresholds import Thresholds, thresholds

GLANCE = 8.0
SMALL_ARCMIN = 7.2  # ratio of the two terms of Adrian's law at 33 cd/m2: 2.17 over 0.303
ASSUMED_DIAMETER_MM = 20.0
JUST = 1.5  # times what half of observers need: less is called just visible. Our own choice


class Step(NamedTuple):
    """One way of looking: from how far, the ΔE00 a large patch needs, and up to how many times that it is just so."""

    name: str
    distance_m: float
    needed: Callable[[Thresholds], float]
    just_until: float


STEPS = (
    Step("close up", 0.3, lambda limit: limit.perceptible, JUST),
    Step("at arm's length", 0.7, lambda limit: limit.acceptable, JUST),
    Step("across a table", 1.5, lambda limit: GLANCE * limit.perceptible, 1.0),
    Step("across a room", 4.0, lambda limit: GLANCE * limit.perceptible, 1.0),
)
KEPT_SHARE, CONTRAST_SHARE = 0.45, 0.04
"""Of a tone's uncertainty, and of the contrast itself, that a contrast is off by in 95 of 100 cases: drawn from 41
rendered scenes (`scripts/measure_description.py`, which tests it on others)."""
NOT_VISIBLE = "not visible"


@dataclass(frozen=True)
class Visibility:
    """From how far a patch can be seen, in words.

    Parameters
    ----------
    words
        What the measured contrast means, such as ``"just visible at arm's length"``.
    at_least, at_most
        What the smallest and the largest contrast within the uncertainty would mean.
    diameter_mm
        The diameter of a disc as large as the patch, that was reckoned with.
    assumed_size
        The size is not known; `ASSUMED_DIAMETER_MM` was taken.
    """

    words: str
    at_least: str
    at_most: str
    diameter_mm: float
    assumed_size: bool


def visibility_of(contrast_delta_e00: float, plus_minus: float, lightness: float, area_mm2: float | None) -> Visibility:
    """Say from how far a patch can be seen.

    Parameters
    ----------
    contrast_delta_e00, plus_minus
        ΔE00 between patch and surrounding skin, and its 95 % uncertainty.
    lightness
        L* of the surrounding skin.
    area_mm2
        The patch's area; None where it is not known.
    """
    diameter = ASSUMED_DIAMETER_MM if area_mm2 is None else 2 * float(np.sqrt(area_mm2 / np.pi))
    low, own, high = (
        words_for(max(contrast, 0.0), lightness, diameter)
        for contrast in (contrast_delta_e00 - plus_minus, contrast_delta_e00, contrast_delta_e00 + plus_minus)
    )
    return Visibility(own, low, high, diameter, assumed_size=area_mm2 is None)


def contrast_doubt(contrast_delta_e00: float, uncertainty_delta_e00: float) -> float:
    """Give the 95 % uncertainty of a contrast between two tones of one photo.

    Both tones went through the same calibration, and much of what shifts both alike drops out of their contrast.

    Parameters
    ----------
    contrast_delta_e00
        ΔE00 between the two.
    uncertainty_delta_e00
        The 95 % uncertainty of one tone by itself.
    """
    return float(np.hypot(KEPT_SHARE * uncertainty_delta_e00, CONTRAST_SHARE * contrast_delta_e00))


def needed_contrast(lightness: float, diameter_mm: float) -> dict[str, float]:
    """Give the ΔE00 a patch needs to be seen at each step.

    >>> {step: round(value, 1) for step, value in needed_contrast(70, 20).items()}
    {'close up': 0.7, "at arm's length": 2.4, 'across a table': 7.5, 'across a room': 11.3}
    """
    limit = thresholds(lightness)
    return {step.name: step.needed(limit) * larger_when_small(diameter_mm, step.distance_m) for step in STEPS}


def larger_when_small(diameter_mm: float, distance_m: float) -> float:
    """Give how many times more contrast a disc needs at a distance than one that appears large (Adrian 1989, eq. 1)."""
    arcmin = np.degrees(2 * np.arctan(diameter_mm / 2000 / distance_m)) * 60
    return float((1 + SMALL_ARCMIN / arcmin) ** 2)


def words_for(contrast_delta_e00: float, lightness: float, diameter_mm: float) -> str:
    """Name the farthest step at which a patch can be seen.

    >>> [words_for(contrast, 70, 20) for contrast in (0.5, 3.0, 20.0)]
    ['not visible', "just visible at arm's length", 'visible across a room']
    """
    needed = needed_contrast(lightness, diameter_mm)
    reached = [step for step in STEPS if contrast_delta_e00 >= needed[step.name]]
    if not reached:
        return NOT_VISIBLE
    step = reached[-1]
    just = contrast_delta_e00 < step.just_until * needed[step.name]
    return f"{'just visible' if just else 'visible'} {step.name}"
