"""What is measured on a scalp: the skin between the dots, the dots, and which pixels counted as which."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import Lab
from tonematch.correct.calibration import Calibration
from tonematch.correct.light_at import LightAt
from tonematch.findings import Finding, Verdict, verdict_of
from tonematch.measure.scalp.window import Window
from tonematch.measure.tone import Tone

NOT_LOOKED_AT, SKIN, DOT, BETWEEN = 0, 1, 2, 3
"""Labels in `ScalpTone.labels`."""


@dataclass(frozen=True)
class Dots:
    """The dots on a scalp.

    Parameters
    ----------
    tone
        As they look in the photo, over their own width.
    full
        An estimate of a wholly covered dot; None where dots are too fine in the photo.
    full_uncertainty_delta_e00
        The estimate's, at about 95 %; None without one.
    darker
        Darker than the skin; False for grey or blond stubble on deep skin.
    contrast_delta_e00
        ΔE00 of `tone` against the skin.
    count
        Dots in what was looked at.
    share_covered
        Share of the area they cover as they look, 0-1.
    diameter_px, diameter_mm
        Typical width at half depth, in pixels of the photo; mm where the scale is known.
    per_cm2
        Dots per square centimetre, where the scale is known.
    """

    tone: Tone
    full: Lab | None
    full_uncertainty_delta_e00: float | None
    darker: bool
    contrast_delta_e00: float
    count: int
    share_covered: float
    diameter_px: float
    diameter_mm: float | None
    per_cm2: float | None


@dataclass(frozen=True, eq=False)
class ScalpTone:
    """What was measured on a scalp.

    Parameters
    ----------
    calibration, light
        What all colours went through; the light is taken to be that on the chart.
    skin
        The skin between the dots, without them.
    uncertainty_delta_e00
        The skin's true tone lies within this ΔE00 in 95 of 100 photos like this one (modelled).
    separation_delta_e00
        The part of it that taking skin and dots apart adds.
    ita_deg
        Individual typology angle of the skin.
    dots
        None where no dots are told apart.
    unseparated
        Median of all that was marked, dots and skin together.
    window, labels
        The part of the photo looked at, and (h, w) uint8 of it: 0 not looked at, 1 skin, 2 dot, 3 between.
    mm_per_px
        Scale at the scalp, where it is known.
    findings
        The calibration's and those of the scalp.
    """

    calibration: Calibration
    light: LightAt
    skin: Tone
    uncertainty_delta_e00: float
    separation_delta_e00: float
    ita_deg: float
    dots: Dots | None
    unseparated: Lab
    window: Window
    labels: NDArray[np.uint8]
    mm_per_px: float | None
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings."""
        return verdict_of(self.findings)

    def __post_init__(self) -> None:
        self.labels.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()
