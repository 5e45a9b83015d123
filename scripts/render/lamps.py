"""Spectral power of lamps and daylight, from a name such as ``"D65"``, ``"daylight-6000"`` or ``"bulb-2900"``.

References
----------
CIE 015:2018, Colorimetry, 4th edition, 4.1.2 (daylight of any colour temperature).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tonematch.colour import FloatArray

TABLE = Path(__file__).parent / "lamps.json"
SECOND_RADIATION_NM_K = 1.4388e7  # c2 of Planck's law, CIE 015:2018


@cache
def read_lamps() -> dict[str, Any]:
    """Read the table that `scripts/derive_cameras.py` writes."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def daylight(kelvin: float) -> FloatArray:
    """Give CIE daylight of a colour temperature of 4000 to 25000 K."""
    high = np.array([0.237040, 0.24748e3, 1.9018e6, -2.0064e9])
    low = np.array([0.244063, 0.09911e3, 2.9678e6, -4.6070e9])
    x = float((low if kelvin <= 7000 else high) @ (1 / kelvin) ** np.arange(4))
    y = -3.000 * x**2 + 2.870 * x - 0.275
    m = 0.0241 + 0.2562 * x - 0.7341 * y
    m1 = (-1.3515 - 1.7703 * x + 5.9114 * y) / m
    m2 = (0.0300 - 31.4424 * x + 30.0717 * y) / m
    parts = [np.array(read_lamps()[f"daylight_S{i}"]) for i in range(3)]
    return np.asarray(parts[0] + m1 * parts[1] + m2 * parts[2])


def bulb(kelvin: float) -> FloatArray:
    """Give the power of a glowing filament of a temperature, by Planck's law."""
    wavelengths = np.array(read_lamps()["wavelengths_nm"], dtype=float)
    return np.asarray((560 / wavelengths) ** 5 / np.expm1(SECOND_RADIATION_NM_K / (wavelengths * kelvin)))


def lamp_power(name: str) -> FloatArray:
    """Give the relative power of a lamp at 400 to 700 nm, every nanometre (301,), of mean 1."""
    kind, _, kelvin = name.partition("-")
    made = {"daylight": daylight, "bulb": bulb}
    power = made[kind](float(kelvin)) if kind in made else np.array(read_lamps()[name])
    fine = np.interp(np.arange(400, 701), read_lamps()["wavelengths_nm"], power)
    return np.asarray(fine / fine.mean())


def is_warm(name: str) -> bool:
    """Tell whether a camera would take the lamp for an incandescent one."""
    return name.startswith("bulb") or name in {"A", "LED-B1", "LED-B2"}
