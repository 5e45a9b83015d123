"""Reflectance to XYZ inside compiled code: many mixes at once in single precision, and one in double.

Many mixes share a base and differ by the shade added last; the shades lie side by side, so that a processor works on
several at once. XYZ is relative to the white, as Lab wants it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.compile import compiled, compiled_fast

BANDS = 31
ROW = 32  # bands filled up
FEW_POTS = 3  # of a recipe that is mixed by itself in single precision
LANES = 8  # shades, and bands, are filled up to a multiple of what one instruction of a usual processor takes
LEAST_RATIO = 1e-4  # K/S below which a film's formula loses its digits: `constants.DARKEST`

_f32 = np.float32
_TWO, _HALF, _ONE = _f32(2), _f32(0.5), _f32(1)
_DEEPEST = _f32(9.0)  # optical depth at which tanh is 1 to single precision
_C2, _C4, _C6, _C8 = _f32(1 / 2), _f32(1 / 24), _f32(1 / 720), _f32(1 / 40320)
_S3, _S5, _S7 = _f32(1 / 6), _f32(1 / 120), _f32(1 / 5040)


class Optics(NamedTuple):
    """A palette and what lies beneath, ready for compiled code.

    Parameters
    ----------
    k, s
        (shades, 31), double precision, tinting strength included.
    weights
        (31, 3), XYZ of reflectance relative to the white.
    rows_k, rows_s, row_weights, row_ground
        The same in single precision, bands last and filled up: (shades, 32), (3, 32), (32,); `row_ground` is `ground`.
    lane_k, lane_s
        K and S in single precision, shades last and filled up: (31, lanes).
    ground
        Reflectance of what lies beneath, inside the surface, (31,).
    thickness
        Of the whole film, or 0 for an opaque mix.
    """

    k: NDArray[np.float64]
    s: NDArray[np.float64]
    weights: NDArray[np.float64]
    lane_k: NDArray[np.float32]
    lane_s: NDArray[np.float32]
    rows_k: NDArray[np.float32]
    rows_s: NDArray[np.float32]
    row_weights: NDArray[np.float32]
    row_ground: NDArray[np.float32]
    ground: NDArray[np.float64]
    thickness: float


@compiled
def reflect(k: float, s: float, ground: float, thickness: float) -> float:
    """Give the reflectance seen of one band; thickness 0 means opaque."""
    if thickness <= 0.0:
        return float(s / (s + 2 * (k + np.sqrt(k * (k + 2 * s)))))
    a = 1 + max(k, LEAST_RATIO * s) / s
    b = np.sqrt(a * a - 1)
    shade = np.tanh(b * s * thickness)
    inside = (shade * (1 - ground * a) + ground * b) / (shade * (a - ground) + b)
    return float(0.5 * inside / (1 - 0.5 * inside))


@compiled
def exact_xyz(optics: Any, shades: Any, parts: Any, pots: int, xyz: Any) -> None:
    """Fill XYZ (3,) of one recipe in double precision."""
    total = 0.0
    for pot in range(pots):
        total += parts[pot]
    xyz[:] = 0.0
    for band in range(BANDS):
        k = s = 0.0
        for pot in range(pots):
            k += parts[pot] / total * optics.k[shades[pot], band]
            s += parts[pot] / total * optics.s[shades[pot], band]
        seen = reflect(k, s, optics.ground[band], optics.thickness)
        for axis in range(3):
            xyz[axis] += optics.weights[band, axis] * seen


@compiled_fast
def _opaque(k: Any, s: Any) -> Any:
    return s / (s + _TWO * (k + np.sqrt(k * (k + _TWO * s))))


@compiled_fast
def _film(k: Any, s: Any, ground: Any, depth: Any) -> Any:
    """Give the reflectance of a film; sinh and cosh by doubling, which loses no digits in thin films."""
    ratio = max(k / s, _f32(LEAST_RATIO))
    a = _ONE + ratio
    b = np.sqrt(ratio * (ratio + _TWO))
    u = min(b * s * depth, _DEEPEST) * _f32(1 / 16)
    uu = u * u
    ch = _ONE + uu * (_C2 + uu * (_C4 + uu * (_C6 + uu * _C8)))
    sh = u * (_ONE + uu * (_S3 + uu * (_S5 + uu * _S7)))
    sh, ch = _TWO * sh * ch, _ONE + _TWO * sh * sh
    sh, ch = _TWO * sh * ch, _ONE + _TWO * sh * sh
    sh, ch = _TWO * sh * ch, _ONE + _TWO * sh * sh
    sh, ch = _TWO * sh * ch, _ONE + _TWO * sh * sh
    above = sh * (_ONE - ground * a) + ground * b * ch
    below = sh * (a - ground) + b * ch
    return _HALF * above / (below - _HALF * above)


@compiled_fast
def _one_opaque(optics: Any, shades: Any, parts: Any, xyz: Any) -> None:
    """Fill XYZ (3,) of one opaque recipe of up to three pots in single precision, bands side by side."""
    p0, p1, p2 = _f32(parts[0]), _f32(parts[1]), _f32(parts[2])
    k0, k1, k2 = optics.rows_k[shades[0]], optics.rows_k[shades[1]], optics.rows_k[shades[2]]
    s0, s1, s2 = optics.rows_s[shades[0]], optics.rows_s[shades[1]], optics.rows_s[shades[2]]
    weights = optics.row_weights
    x = y = z = _f32(0)
    for band in range(ROW):
        k = p0 * k0[band] + p1 * k1[band] + p2 * k2[band]
        s = p0 * s0[band] + p1 * s1[band] + p2 * s2[band]
        seen = _opaque(k, s)
        x += weights[0, band] * seen
        y += weights[1, band] * seen
        z += weights[2, band] * seen
    xyz[0], xyz[1], xyz[2] = x, y, z


@compiled_fast
def _one_film(optics: Any, shades: Any, parts: Any, xyz: Any) -> None:
    """Fill XYZ (3,) of one recipe of up to three pots as a film in single precision, bands side by side."""
    p0, p1, p2 = _f32(parts[0]), _f32(parts[1]), _f32(parts[2])
    k0, k1, k2 = optics.rows_k[shades[0]], optics.rows_k[shades[1]], optics.rows_k[shades[2]]
    s0, s1, s2 = optics.rows_s[shades[0]], optics.rows_s[shades[1]], optics.rows_s[shades[2]]
    weights, ground = optics.row_weights, optics.row_ground
    depth = _f32(optics.thickness) / (p0 + p1 + p2)
    x = y = z = _f32(0)
    for band in range(ROW):
        k = p0 * k0[band] + p1 * k1[band] + p2 * k2[band]
        s = p0 * s0[band] + p1 * s1[band] + p2 * s2[band]
        seen = _film(k, s, ground[band], depth)
        x += weights[0, band] * seen
        y += weights[1, band] * seen
        z += weights[2, band] * seen
    xyz[0], xyz[1], xyz[2] = x, y, z


@compiled
def one_mix(optics: Any, shades: Any, parts: Any, xyz: Any) -> None:
    """Fill XYZ (3,) of one recipe of up to three pots in single precision; places without parts count for nothing."""
    if optics.thickness > 0.0:
        _one_film(optics, shades, parts, xyz)
    else:
        _one_opaque(optics, shades, parts, xyz)


@compiled_fast
def add_opaque(optics: Any, base_k: Any, base_s: Any, parts: Any, first: int, out: Any) -> None:
    """Fill XYZ (3, lanes) from lane `first` of opaque mixes: a base and so many parts of each shade."""
    k, s, weights = optics.lane_k, optics.lane_s, optics.row_weights
    x, y, z = out[0, first:], out[1, first:], out[2, first:]
    x[:] = y[:] = z[:] = _f32(0)
    for band in range(BANDS):
        k0, s0 = base_k[band], base_s[band]
        wx, wy, wz = weights[0, band], weights[1, band], weights[2, band]
        row_k, row_s = k[band, first:], s[band, first:]  # slices, so that no index can be negative
        for lane in range(len(row_k)):
            seen = _opaque(k0 + parts * row_k[lane], s0 + parts * row_s[lane])
            x[lane] += wx * seen
            y[lane] += wy * seen
            z[lane] += wz * seen


@compiled_fast
def add_film(optics: Any, base_k: Any, base_s: Any, parts: Any, total: Any, first: int, out: Any) -> None:
    """Fill XYZ (3, lanes) of films over the ground."""
    k, s, weights = optics.lane_k, optics.lane_s, optics.row_weights
    depth = _f32(optics.thickness) / total
    x, y, z = out[0, first:], out[1, first:], out[2, first:]
    x[:] = y[:] = z[:] = _f32(0)
    for band in range(BANDS):
        k0, s0, ground = base_k[band], base_s[band], _f32(optics.ground[band])
        wx, wy, wz = weights[0, band], weights[1, band], weights[2, band]
        row_k, row_s = k[band, first:], s[band, first:]  # slices, so that no index can be negative
        for lane in range(len(row_k)):
            seen = _film(k0 + parts * row_k[lane], s0 + parts * row_s[lane], ground, depth)
            x[lane] += wx * seen
            y[lane] += wy * seen
            z[lane] += wz * seen


@compiled_fast
def add_lanes(optics: Any, base_k: Any, base_s: Any, parts: int, total: int, first: int, out: Any) -> None:
    """Fill XYZ (3, lanes) from lane `first` of a base with so many parts of each shade, `total` parts in all."""
    if optics.thickness > 0.0:
        add_film(optics, base_k, base_s, _f32(parts), _f32(total), first, out)
    else:
        add_opaque(optics, base_k, base_s, _f32(parts), first, out)
