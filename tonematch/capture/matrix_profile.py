"""Colour profiles made of three tone curves and a matrix, read at full precision.

Pillow's LittleCMS gives 8 bits a colour, whatever goes in, so converting an 8-bit photo rounds it a second time, and a
16-bit photo loses what it has more. Nearly every profile a camera or phone writes is three curves and a matrix, which
are evaluated here in floating point instead. On 20,000 colours through each of nine such profiles the two agree to a
mean ΔE00 of 0.16 and a 99th percentile of 0.6; on the skin colours among them LittleCMS's rounding costs 0.3 on average
and up to 1.1 (tests/capture/test_profile.py).

References
----------
ICC.1:2022 (profile version 4.4), 7.3 for the tag table, 10.6 for ``curv``, 10.18 for ``para``, E.2 for the model.
Adobe RGB (1998) Color Image Encoding, version 2005-05, 4.3.1. SMPTE EG 432-1:2010, for the P3 primaries.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.wide_gamut import BT2020_TO_XYZ, D50, to_d50
from tonematch.colour import LINEAR_TO_XYZ, XYZ_TO_LINEAR, FloatArray, srgb_to_linear

Curve = Callable[[FloatArray], FloatArray]
HEADER = struct.Struct(">16x4s16x4s88xI")
MOST_TAGS = 200
GRID = np.linspace(0, 1, 1025)
ALIKE = 0.002  # a profile this near to sRGB, in linear light, is sRGB
PARAMETERS = {0: "g", 1: "gab", 2: "gabc", 3: "gabcd", 4: "gabcdef"}  # ICC.1:2022, table 68
ADOBE_TO_XYZ = np.array([[0.57667, 0.18556, 0.18823], [0.29734, 0.62736, 0.07529], [0.02703, 0.07069, 0.99134]])
P3_TO_XYZ = np.array(
    [[0.4865709, 0.2656677, 0.1982173], [0.2289746, 0.6917385, 0.0792869], [0.0, 0.0451134, 1.0439444]]
)


@dataclass(frozen=True, eq=False)
class MatrixProfile:
    """Three tone curves and a matrix to linear light.

    Parameters
    ----------
    curves
        For red, green and blue, from encoded 0-1 to linear 0-1.
    matrix
        (3, 3), from linear light on the profile's primaries to linear sRGB, white to white.
    """

    curves: tuple[Curve, Curve, Curve]
    matrix: FloatArray

    def tables(self, levels: int) -> NDArray[np.float32]:
        """Give (3, levels) float32: the linear light of each whole-number level of each channel."""
        steps = np.linspace(0, 1, levels)
        return np.stack([curve(steps) for curve in self.curves]).astype(np.float32)

    @property
    def is_srgb(self) -> bool:
        """Tell whether this is sRGB under whatever name."""
        grid = srgb_to_linear(GRID)
        curves = max(float(np.abs(curve(GRID) - grid).max()) for curve in self.curves)
        return curves < ALIKE and float(np.abs(self.matrix - np.eye(3)).max()) < ALIKE


def known_profile(to_xyz: FloatArray, curve: Curve) -> MatrixProfile:
    """Give the profile of a published RGB space whose white is D65, from its matrix to XYZ and its tone curve."""
    matrix = XYZ_TO_LINEAR @ to_xyz
    return MatrixProfile((curve, curve, curve), matrix / matrix.sum(axis=1, keepdims=True))


def adobe_rgb() -> MatrixProfile:
    """Give Adobe RGB (1998)."""
    return known_profile(ADOBE_TO_XYZ, _power(563 / 256))


def display_p3() -> MatrixProfile:
    """Give Display P3: the P3 primaries with sRGB's curve."""
    return known_profile(P3_TO_XYZ, srgb_to_linear)


def bt2020() -> MatrixProfile:
    """Give the BT.2020 primaries with sRGB's curve, as still pictures use them."""
    return known_profile(BT2020_TO_XYZ, srgb_to_linear)


def read_matrix_profile(profile: bytes) -> MatrixProfile | None:
    """Read an ICC profile.

    Returns
    -------
    MatrixProfile or None
        None when the profile works by tables instead, which is LittleCMS's to evaluate.

    Raises
    ------
    ValueError
        When it is not a profile of an RGB space, or is damaged.
    """
    try:
        tags = _tags(profile)
        if b"A2B0" in tags or b"A2B1" in tags:
            return None
        columns = np.array([struct.unpack_from(">3i", tags[name], 8) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]).T / 65536
        red, green, blue = (_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC"))
    except (struct.error, KeyError, IndexError) as problem:
        raise ValueError("an ICC profile that is damaged") from problem
    white = columns.sum(axis=1)
    if not (np.abs(white - D50) < 0.1).all():
        raise ValueError(f"an ICC profile whose white is {white.round(3).tolist()}")
    matrix = XYZ_TO_LINEAR @ np.linalg.inv(to_d50(LINEAR_TO_XYZ.sum(axis=1))) @ columns
    return MatrixProfile((red, green, blue), matrix)


def _tags(profile: bytes) -> dict[bytes, bytes]:
    space, signature, count = HEADER.unpack_from(profile)
    if signature != b"acsp" or space != b"RGB " or count > MOST_TAGS:
        raise ValueError(f"not an ICC profile of an RGB space but of {space!r}")
    entries = struct.iter_unpack(">4sII", profile[132 : 132 + 12 * count])
    return {name: profile[start : start + length] for name, start, length in entries}


def _curve(tag: bytes) -> Curve:
    kind, number = tag[:4], struct.unpack_from(">I", tag, 8)[0]
    if kind == b"curv":
        curve = _sampled(np.frombuffer(tag, ">u2", number, 12).astype(float))
    elif kind == b"para":
        shape = number >> 16
        letters = PARAMETERS[shape]
        values = np.array(struct.unpack_from(f">{len(letters)}i", tag, 12)) / 65536
        curve = _parametric(dict(zip(letters, values.tolist(), strict=True)))
    else:
        raise ValueError(f"an ICC profile with a tone curve of kind {kind!r}")
    with np.errstate(all="ignore"):
        shades = curve(GRID)
    if not (
        np.isfinite(shades).all() and np.diff(shades).min() > -ALIKE and shades[0] < 0.1 and 0.9 < shades[-1] < 1.1
    ):
        raise ValueError("an ICC profile whose tone curve does not rise from black to white")
    return curve


def _power(gamma: float) -> Curve:
    return lambda encoded: np.asarray(np.maximum(encoded, 0) ** gamma)


def _sampled(entries: FloatArray) -> Curve:
    if entries.size == 0:
        return lambda encoded: encoded
    if entries.size == 1:
        return _power(float(entries[0]) / 256)
    places = np.linspace(0, 1, entries.size)
    return lambda encoded: np.interp(encoded, places, entries / 65535)


def _parametric(p: dict[str, float]) -> Curve:
    g, a, b = p["g"], p.get("a", 1.0), p.get("b", 0.0)
    c = p.get("c", 0.0)
    if "d" in p:
        above, below, knee = p.get("e", 0.0), p.get("f", 0.0), p["d"]
        slope = c
    else:  # shapes 1 and 2 are flat, at c, below where the power starts
        above, below, knee, slope = c, c, (-b / a if a else 0.0), 0.0
    return lambda x: np.where(x >= knee, np.maximum(a * x + b, 0) ** g + above, slope * x + below)
