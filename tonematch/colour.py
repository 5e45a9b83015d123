"""Colour spaces as functions on (..., 3) arrays, and the one white point of the core.

All Lab in tonematch is CIE 1976 L*a*b*, illuminant D65, 2° observer, perfect diffuser = 100, specular excluded.
Names say the encoding: ``srgb`` is encoded 0-1, ``linear`` is linear light on sRGB primaries with white = 1,
``xyz`` has Y of white = 1.

References
----------
IEC 61966-2-1:1999, for sRGB. CIE 015:2018, Colorimetry, 4th edition, for Lab.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.floating[Any]]

WHITE_D65 = np.array([0.95047, 1.0, 1.08883])
"""XYZ of the D65 white point, 2° observer (ASTM E308), Y = 1."""

LINEAR_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""Linear sRGB to XYZ, from the sRGB primaries and D65 (IEC 61966-2-1 to seven digits)."""

XYZ_TO_LINEAR = np.linalg.inv(LINEAR_TO_XYZ)
LUMINANCE = LINEAR_TO_XYZ[1]
"""Weights (3,) of linear sRGB in luminance Y."""

BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""XYZ to the sharpened cone responses of the Bradford adaptation (Lam 1985, as in ICC.1:2001-04 annex E)."""

LAB_EPSILON = 216 / 24389  # (6/29)^3, CIE 015:2018
LAB_KAPPA = 24389 / 27  # (29/3)^3


class Lab(NamedTuple):
    """One colour in CIE L*a*b*, D65, 2° observer: L 0-100, a and b about -128 to 127."""

    L: float
    a: float
    b: float

    @property
    def chroma(self) -> float:
        """C*ab, the distance from grey."""
        return float(np.hypot(self.a, self.b))

    @property
    def hue_deg(self) -> float:
        """Hue angle h_ab, in degrees, 0-360."""
        return float(np.degrees(np.arctan2(self.b, self.a)) % 360)


def lab_from(values: ArrayLike) -> Lab:
    """Make one Lab of three numbers.

    >>> lab_from([50, 1, 2])
    Lab(L=50.0, a=1.0, b=2.0)
    """
    L, a, b = np.asarray(values, dtype=float).reshape(3)
    return Lab(float(L), float(a), float(b))


def _floating(values: ArrayLike) -> FloatArray:
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(float)


def srgb_to_linear(srgb: ArrayLike) -> FloatArray:
    """Decode sRGB values 0-1 to linear light; values below 0 mirror those above."""
    encoded = _floating(srgb)
    size = np.abs(encoded)
    decoded = np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.sign(encoded) * decoded)


def linear_to_srgb(linear: ArrayLike) -> FloatArray:
    """Encode linear light as sRGB values; the inverse of `srgb_to_linear`."""
    light = _floating(linear)
    size = np.abs(light)
    encoded = np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)
    return np.asarray(np.sign(light) * encoded)


def linear_to_xyz(linear: ArrayLike) -> FloatArray:
    """Turn linear sRGB, white = 1, to XYZ with Y of white = 1."""
    light = _floating(linear)
    return np.asarray(light @ LINEAR_TO_XYZ.T.astype(light.dtype))


def xyz_to_linear(xyz: ArrayLike) -> FloatArray:
    """Turn XYZ, Y of white = 1, to linear sRGB; colours outside sRGB come out below 0 or above 1."""
    tristimulus = _floating(xyz)
    return np.asarray(tristimulus @ XYZ_TO_LINEAR.T.astype(tristimulus.dtype))


def xyz_to_lab(xyz: ArrayLike, *, white: ArrayLike = WHITE_D65) -> FloatArray:
    """Turn XYZ to CIE L*a*b* against a white point (CIE 015:2018, 8.2.1).

    >>> xyz_to_lab(WHITE_D65).round(6).tolist()
    [100.0, 0.0, 0.0]
    """
    tristimulus = _floating(xyz)
    ratio = tristimulus / np.asarray(white).astype(tristimulus.dtype)
    f = np.where(ratio > LAB_EPSILON, np.cbrt(ratio), (LAB_KAPPA * ratio + 16) / 116)
    fx, fy, fz = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)], axis=-1)


def lab_to_xyz(lab: ArrayLike, *, white: ArrayLike = WHITE_D65) -> FloatArray:
    """Turn CIE L*a*b* to XYZ; the inverse of `xyz_to_lab`."""
    values = _floating(lab)
    fy = (values[..., 0] + 16) / 116
    f = np.stack([fy + values[..., 1] / 500, fy, fy - values[..., 2] / 200], axis=-1)
    cube = f**3
    ratio = np.where(cube > LAB_EPSILON, cube, (116 * f - 16) / LAB_KAPPA)
    return np.asarray(ratio * np.asarray(white).astype(values.dtype))


def linear_to_lab(linear: ArrayLike) -> FloatArray:
    """Turn linear sRGB, white = 1, to Lab."""
    return xyz_to_lab(linear_to_xyz(linear))


def lab_to_linear(lab: ArrayLike) -> FloatArray:
    """Turn Lab to linear sRGB; the inverse of `linear_to_lab`."""
    return xyz_to_linear(lab_to_xyz(lab))


def adaptation(white: ArrayLike, to_white: ArrayLike) -> FloatArray:
    """Give the Bradford matrix (3, 3) that takes XYZ under one white (3,) to XYZ under another.

    >>> np.allclose(adaptation(WHITE_D65, [0.9642, 1.0, 0.8249]) @ WHITE_D65, [0.9642, 1.0, 0.8249])
    True
    """
    gains = (BRADFORD @ np.asarray(to_white)) / (BRADFORD @ np.asarray(white))
    return np.asarray(np.linalg.inv(BRADFORD) @ (gains[:, None] * BRADFORD))


def srgb_to_lab(srgb: ArrayLike) -> FloatArray:
    """Turn encoded sRGB 0-1 to Lab.

    >>> srgb_to_lab([1.0, 0.0, 0.0]).round(1).tolist()
    [53.2, 80.1, 67.2]
    """
    return linear_to_lab(srgb_to_linear(srgb))


def lab_to_srgb(lab: ArrayLike) -> FloatArray:
    """Turn Lab to encoded sRGB clipped to 0-1, for showing on a screen only."""
    return np.clip(linear_to_srgb(lab_to_linear(lab)), 0, 1)


def lab_to_hex(lab: ArrayLike) -> str:
    """Turn one Lab to the nearest ``#rrggbb`` a screen can show.

    >>> lab_to_hex([100, 0, 0])
    '#ffffff'
    """
    red, green, blue = np.rint(lab_to_srgb(np.asarray(lab, dtype=float).reshape(3)) * 255).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"
