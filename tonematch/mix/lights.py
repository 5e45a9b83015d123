"""The same match looked at under other lamps."""

from types import MappingProxyType

from numpy.typing import ArrayLike

from tonematch.difference import delta_e00
from tonematch.spectrum import LIGHT_NAMES, reflectance_to_lab

LIGHT_WORDS = MappingProxyType(
    {
        "D65": "daylight",
        "A": "a tungsten bulb",
        "FL11": "a fluorescent tube",
        "LED-B3": "an LED lamp",
        "D50": "warm daylight",
    }
)


def delta_e_by_light(target: ArrayLike, mix: ArrayLike) -> dict[str, float]:
    """Compare two reflectances, each (31,) and 0-1, under every light: ΔE00 by light name, D65 first.

    Skin and pigment that agree in daylight may part under a lamp; the size of it rests on the target's reflectance,
    which is recovered from its Lab where it was not measured.
    """
    return {
        light: float(delta_e00(reflectance_to_lab(target, light=light), reflectance_to_lab(mix, light=light)))
        for light in LIGHT_NAMES
    }
