"""Reflectance of skin, of what lies around it, and the directions in which skin varies.

All reflectance is 0-1 in 31 bands, 400 to 700 nm every 10 nm, specular excluded. Skin varies in the logarithm of its
reflectance along melanin and haemoglobin, each taken from its absorption and projected on the measured variation of
skin, so that no invented spectrum arises.

References
----------
Jacques (2013), Physics in Medicine and Biology 58, R37, for melanin's power law. Prahl (1999), compiled molar
extinction of haemoglobin, Oregon Medical Laser Center.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from tonematch.colour import FloatArray
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

MELANIN_POWER = 3.33
OXYHAEMOGLOBIN = np.array(
    [
        *(266.2, 467.8, 480.4, 246.1, 102.6, 62.8, 44.5, 33.2, 26.6, 23.7, 20.9, 20.0, 24.2, 40.0, 53.2, 43.0),
        *(32.6, 44.5, 50.1, 14.4, 3.2, 1.5, 0.94, 0.61, 0.44, 0.37, 0.32, 0.29, 0.28, 0.28, 0.29),
    ]
)
"""Molar extinction of oxygenated haemoglobin in the 31 bands, 1e3 / (cm M) (Prahl 1999)."""
PATH_EXPONENT = 0.6  # strongly absorbed light travels less far in skin, so slopes and peaks flatten
BODY_SITES = (1, 7, 8, 10)  # back of hand, inner arm, neck, outer arm


class SkinDirections(NamedTuple):
    """Changes of log reflectance (31,) of size 1 in their mean over 500-600 nm, darker with more of each."""

    melanin: FloatArray
    haemoglobin: FloatArray
    vein: FloatArray


@cache
def skin_directions() -> SkinDirections:
    """Give melanin and blood as they show in measured skin, and the bluish cast of a vein beneath it."""
    basis = np.array(read_table("skin_basis")["components"])[:5]
    visible = (BANDS_NM >= 500) & (BANDS_NM <= 600)

    def seen(absorption: FloatArray) -> FloatArray:
        projected = (absorption @ basis.T) @ basis
        return np.asarray(-projected / projected[visible].mean())

    melanin = seen((BANDS_NM / 550.0) ** (-MELANIN_POWER * PATH_EXPONENT))
    haemoglobin = seen(OXYHAEMOGLOBIN**PATH_EXPONENT)
    vein = -1.0 / (1 + np.exp(-(BANDS_NM - 590) / 18.0)) - 0.25
    return SkinDirections(melanin, haemoglobin, vein)


def measured_skin(ita_deg: float) -> tuple[int, FloatArray]:
    """Pick the measured body-site spectrum of a depth whose hue is nearest to the usual, with its row number."""
    table = read_table("skin_spectra")
    lab = np.array(table["lab"])
    ita = np.degrees(np.arctan2(lab[:, 0] - 50, lab[:, 2]))
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    usual = np.interp(lab[:, 0], *np.array([[row[0], row[6]] for row in read_table("skin_gamut")["rows"]]).T)
    elsewhere = ~np.isin(table["site"], BODY_SITES)
    row = int(np.argmin(np.abs(ita - ita_deg) + 0.5 * np.abs(hue - usual) + 1000 * elsewhere))
    return row, np.array(table["reflectance"][row])


@cache
def palest_skin() -> FloatArray:
    """Give the mean log reflectance of the less yellow half of the sixty lightest skins."""
    table = read_table("skin_spectra")
    lightest = np.log(np.array(table["reflectance"][-60:]))
    order = np.argsort(np.array(table["lab"])[-60:, 2])
    return np.asarray(lightest[order[:30]].mean(axis=0))


def depigmented(surrounding: FloatArray, lightness: float, *, blood: float = 0.0) -> FloatArray:
    """Take the melanin out of a skin until it has a CIE lightness, near the lightest skin measured.

    A trace of the surrounding skin's own spectrum stays, and `blood` (in log reflectance) makes the patch pinker.
    """
    start = 0.94 * palest_skin() + 0.06 * np.log(surrounding) + blood * skin_directions().haemoglobin
    return along_melanin(start, lightness)


def hyperpigmented(surrounding: FloatArray, lightness: float, *, blood: float = 0.0) -> FloatArray:
    """Add melanin, and blood in log reflectance, to a skin until it has a CIE lightness."""
    return along_melanin(np.log(surrounding) + blood * skin_directions().haemoglobin, lightness)


def along_melanin(log_reflectance: FloatArray, lightness: float) -> FloatArray:
    """Move a skin along melanin to a CIE lightness, by bisection."""
    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        moved = np.minimum(np.exp(log_reflectance + middle * skin_directions().melanin), 0.95)
        low, high = (middle, high) if reflectance_to_lab(moved)[0] > lightness else (low, middle)
    return np.asarray(moved)


def chart_spectra() -> FloatArray:
    """Give the 24 patches of the ColorChecker Classic, (24, 31)."""
    return np.array(read_table("classic24")["reflectance"])


def grey(share: float) -> FloatArray:
    """Give a reflectance that is the same in all bands."""
    return np.full(BANDS_NM.size, share)


@cache
def material(name: str) -> FloatArray:
    """Give the reflectance of a cloth or table by name; dyes are paints of the chart with white or black in them."""
    paints = dict(zip(read_table("classic24")["patches"], chart_spectra(), strict=True))
    recipes = {
        "blue drape": 0.55 * paints["blue sky"] + 0.25 * paints["purplish blue"] + grey(0.02),
        "green drape": 0.5 * paints["bluish green"] + 0.3 * paints["foliage"] + grey(0.01),
        "grey towel": 0.8 * paints["neutral 5 (.70 D)"] + 0.2 * paints["blue sky"],
        "paper sheet": 0.84 * paints["white 9.5 (.05 D)"] + grey(0.005),
        "slate table": 0.8 * paints["neutral 3.5 (1.05 D)"] + 0.15 * paints["blue sky"],
        "pale table": 0.8 * paints["neutral 8 (.23 D)"] + 0.08 * paints["blue sky"],
        "teal towel": 0.55 * paints["cyan"] + 0.1 * paints["green"] + grey(0.03),
        "violet cloth": 0.5 * paints["blue flower"] + 0.25 * paints["purple"] + grey(0.02),
    }
    return np.asarray(recipes[name])
