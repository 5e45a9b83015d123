"""The nearest tone of the Monk Skin Tone Scale: a label people know, never a target.

The ten tones are screen colours made for judging photos of people, and they leave wide gaps: between tones 5 and 6
alone lie ΔE00 19. So the nearest one may be far off; its distance is always told.

References
----------
E. Monk, The Monk Skin Tone Scale (2019), https://skintone.google, doi 10.31235/osf.io/pdf4c, CC BY 4.0.
"""

from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray, Lab, srgb_to_lab
from tonematch.difference import delta_e00
from tonematch.measure.description.tones_within import tones_within
from tonematch.reference import read_table


@dataclass(frozen=True)
class MonkTone:
    """The nearest tone of ten.

    Parameters
    ----------
    number
        1, the lightest, to 10.
    delta_e00
        How far it is from the skin.
    also
        Other tones that would be the nearest if the skin lay elsewhere within its uncertainty.
    """

    number: int
    delta_e00: float
    also: tuple[int, ...]


def monk_scale() -> FloatArray:
    """Give the ten tones as Lab (10, 3), the lightest first."""
    codes = [bytes.fromhex(code[1:]) for code in read_table("monk")["hex"]]
    return srgb_to_lab(np.array([list(code) for code in codes]) / 255)


def nearest_monk(lab: Lab, uncertainty_delta_e00: float) -> MonkTone:
    """Name the nearest tone by ΔE00, and those the photo cannot tell from it.

    >>> nearest_monk(Lab(55.0, 8.0, 27.0), 0.5).number
    6
    """
    scale = monk_scale()
    distances = delta_e00(np.asarray(lab), scale)
    nearest = int(distances.argmin())
    around = tones_within(lab, uncertainty_delta_e00)
    could_be = set(delta_e00(around[:, None], scale).argmin(axis=1).tolist()) - {nearest}
    return MonkTone(nearest + 1, float(distances[nearest]), tuple(sorted(tone + 1 for tone in could_be)))
