"""A camera: light on reflectance becomes raw numbers, raw numbers become an encoded picture.

For scenes the pieces are used one by one; for learning without pictures, `random_exposure` and `photograph` turn
reflectances (N, 31) into the encoded values a random photo would show.

References
----------
Jiang, Liu, Gu, Süsstrunk (2013), What is the space of spectral sensitivity functions for digital color cameras, WACV.
IEC 61966-2-1:1999 (sRGB). SMPTE EG 432-1:2010 (Display P3 primaries).
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from scripts.render.lamps import is_warm, lamp_power
from scripts.render.spectra import chart_spectra
from tonematch.colour import FloatArray, linear_to_srgb, xyz_to_linear
from tonematch.spectrum import BANDS_NM, band_weights

TABLE = Path(__file__).parent / "cameras.json"
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
SRGB_TO_P3 = np.array([[0.8224620, 0.1775380, 0.0], [0.0331942, 0.9668058, 0.0], [0.0170826, 0.0723974, 0.9105199]])
"""Linear sRGB to linear Display P3; both have a D65 white, so rows sum to 1."""
SHOULDER = 0.9  # encoded value above which a camera rolls highlights off

Primaries = Literal["srgb", "display-p3"]


@dataclass(frozen=True)
class Exposure:
    """All that a camera and its light decide about a photo, apart from where things lie.

    Parameters
    ----------
    camera, lamp
        Names in ``cameras.json`` and for `lamp_power`.
    second_lamp, second_share
        Another lamp and its share of the light, 0-1; in a scene the share is its mean over the frame.
    white_balance
        Errors of the red and the blue gain; 1 is right for the first lamp.
    stops
        Exposure, against a white of reflectance 1 at linear 0.9.
    contrast, gamma
        Strength of the S-curve (0-0.35) and exponent on encoded values.
    saturation
        1 leaves colours as the matrix makes them.
    tilt
        Rows that disturb the colour matrix and keep white, (3, 2) as tuples.
    glare
        Share of white that stray light in the lens adds everywhere.
    primaries
        What the picture is encoded on.
    """

    camera: str = "Nikon_D850"
    lamp: str = "D65"
    second_lamp: str | None = None
    second_share: float = 0.0
    white_balance: tuple[float, float] = (1.0, 1.0)
    stops: float = 0.0
    contrast: float = 0.15
    gamma: float = 1.0
    saturation: float = 1.05
    tilt: tuple[tuple[float, float], ...] = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
    glare: float = 0.002
    primaries: Primaries = "srgb"


@cache
def read_cameras() -> dict[str, Any]:
    """Read the table that `scripts/derive_cameras.py` writes."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def camera_names() -> tuple[str, ...]:
    """Name the cameras there are."""
    return tuple(name for name in read_cameras() if "_" in name and name not in {"made_by", "wavelengths_nm"})


@cache
def raw_weights(camera: str, lamp: str) -> FloatArray:
    """Give (31, 3) weights from reflectance to raw, integrated at 1 nm; not balanced."""
    fine_nm = np.arange(400, 701)
    hat = np.stack([np.interp(fine_nm, BANDS_NM, unit) for unit in np.eye(BANDS_NM.size)])
    sensitivity = np.array(read_cameras()[camera])
    fine = np.stack([np.interp(fine_nm, BANDS_NM, channel) for channel in sensitivity.T], axis=1)
    weights = hat @ (fine * lamp_power(lamp)[:, None])
    return np.asarray(weights / weights.sum(axis=0)[1])


@cache
def colour_matrix(camera: str, lamp: str) -> FloatArray:
    """Fit balanced raw of the chart to linear sRGB as cameras are made to: white stays white, whatever the light.

    The maker calibrates under daylight and under incandescent light; the camera takes the nearer one.
    """
    calibrated_under = "A" if is_warm(lamp) else "D65"
    weights = raw_weights(camera, calibrated_under)
    seen = chart_spectra() @ (weights / weights.sum(axis=0))
    wanted = xyz_to_linear(chart_spectra() @ band_weights("D65"))
    trust = 1 / (wanted.mean(axis=1, keepdims=True) + 0.1)
    free = (seen[:, :2] - seen[:, 2:]) * trust
    solved = np.linalg.lstsq(free, (wanted - seen[:, 2:]) * trust, rcond=None)[0].T
    return np.column_stack([solved, 1 - solved.sum(axis=1)])


def balance(exposure: Exposure) -> FloatArray:
    """Give the three gains that make white under the first lamp equal in raw, times the error asked for."""
    white = raw_weights(exposure.camera, exposure.lamp).sum(axis=0)
    return np.asarray(np.array([exposure.white_balance[0], 1.0, exposure.white_balance[1]]) / white)


def develop(raw: FloatArray, exposure: Exposure) -> FloatArray:
    """Turn raw (..., 3) into the encoded picture 0-1, not yet rounded."""
    matrix = colour_matrix(exposure.camera, exposure.lamp)
    disturbance = np.array(exposure.tilt)
    matrix = matrix + np.column_stack([disturbance, -disturbance.sum(axis=1)])
    if exposure.primaries == "display-p3":
        matrix = SRGB_TO_P3 @ matrix
    gain = 0.9 * 2**exposure.stops
    total = (matrix * balance(exposure) * gain).T.astype(raw.dtype)
    linear = np.minimum(raw, 1.25) @ total
    grey = linear @ LUMINANCE.astype(raw.dtype)
    saturated = grey[..., None] + exposure.saturation * (linear - grey[..., None])
    return tone_curve(linear_to_srgb(np.maximum(saturated, 0)), exposure)


def tone_curve(encoded: ArrayLike, exposure: Exposure) -> FloatArray:
    """Bend encoded values as a camera does: a gamma, an S, and a shoulder that rolls off to 1."""
    values = np.asarray(encoded) ** exposure.gamma
    values = values + exposure.contrast * values * (1 - values) * (2 * values - 1) * (values < 1)
    room = 1 - SHOULDER
    return np.where(values > SHOULDER, SHOULDER + room * (1 - np.exp(-(values - SHOULDER) / room)), values)


def random_exposure(generator: np.random.Generator) -> Exposure:
    """Draw how a photo may have come about, as widely as photos of patients differ."""
    kind = generator.choice(["daylight", "bulb", "LED", "FL"], p=[0.45, 0.22, 0.22, 0.11])
    lamps = {
        "daylight": f"daylight-{generator.uniform(5000, 7500):.0f}",
        "bulb": f"bulb-{generator.uniform(2700, 3500):.0f}",
        "LED": str(generator.choice(["LED-B1", "LED-B2", "LED-B3", "LED-V2"])),
        "FL": str(generator.choice(["FL2", "FL11"])),
    }
    second = str(generator.choice(["D65", "A", "LED-B3"])) if generator.random() < 0.2 else None
    tilt = generator.normal(0, 0.03, (3, 2))
    red, blue = np.exp(generator.normal(0, 0.045, 2))
    return Exposure(
        camera=str(generator.choice(camera_names())),
        lamp=lamps[str(kind)],
        second_lamp=second,
        second_share=float(generator.uniform(0.1, 0.5)) if second else 0.0,
        white_balance=(float(red), float(blue)),
        stops=float(generator.uniform(-0.9, 0.25)),
        contrast=float(generator.uniform(0, 0.35)),
        gamma=float(np.exp(generator.normal(0, 0.06))),
        saturation=float(generator.uniform(0.97, 1.25)),
        tilt=tuple((float(a), float(b)) for a, b in tilt),
        glare=float(generator.uniform(0, 0.02)),
    )


def photograph(reflectance: ArrayLike, exposure: Exposure, *, light: ArrayLike = 1.0) -> FloatArray:
    """Give encoded sRGB (N, 3), 0-1, of reflectances (N, 31) in a photo, without noise.

    Parameters
    ----------
    reflectance
        What is photographed, specular excluded.
    exposure
        The photo; `random_exposure` draws one.
    light
        How strongly each is lit, (N,) or one number, 1 = as white is exposed for.
    """
    weights = raw_weights(exposure.camera, exposure.lamp)
    if exposure.second_lamp is not None:
        other = raw_weights(exposure.camera, exposure.second_lamp)
        weights = (1 - exposure.second_share) * weights + exposure.second_share * other
    white = weights.sum(axis=0)
    lit = (np.asarray(reflectance) @ weights) * np.asarray(light)[..., None]
    return np.clip(develop(lit + exposure.glare * white, replace(exposure, primaries="srgb")), 0, 1)
