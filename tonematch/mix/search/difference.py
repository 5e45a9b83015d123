"""ΔE00 inside compiled code: the formula for one colour, and a bound from below for many.

The bound replaces the two parts that need angles. The mean hue's cosine comes from adding the directions of the two
colours; of nearly opposite ones it may be either of two. For that, and for rounding, dH is a range, of which the worst
place counts. The rotation term, active in blues only, is given a size that is never too small where it takes away, and
never too large where it adds: the first terms of series whose rest has one sign and is small, of exp in the
denominator, of the sine, and of the arc's square by the chord's. The sign of dH is that of the cross product of the
colours. Above the exact value the bound lies only by its single precision, which `MARGIN` allows for.

References
----------
Sharma, Wu, Dalal (2005), doi 10.1002/col.20070, as in `tonematch.difference`.
"""

from typing import Any

import numpy as np

from tonematch.colour import LAB_EPSILON, LAB_KAPPA
from tonematch.mix.search.compile import compiled, compiled_fast

MARGIN = 0.01
"""ΔE00 by which single precision may overstate the bound; 0.001 in trials on films and opaque mixes, times ten."""

PIVOT = 25.0**7

_f32 = np.float32
_EPSILON, _SLOPE, _OFFSET = _f32(LAB_EPSILON), _f32(LAB_KAPPA / 116), _f32(16 / 116)
_CUBE_ROOT_MAGIC = np.int32(709921077)  # first guess of a cube root: a third of the exponent, put back in place
_COS30, _SIN30 = _f32(np.cos(np.radians(30))), _f32(np.sin(np.radians(30)))
_COS6, _SIN6 = _f32(np.cos(np.radians(6))), _f32(np.sin(np.radians(6)))
_COS63, _SIN63 = _f32(np.cos(np.radians(63))), _f32(np.sin(np.radians(63)))
_COS275, _SIN275 = _f32(np.cos(np.radians(275))), _f32(np.sin(np.radians(275)))
_SURPLUS = _f32(0.001)  # by how much the size of the rotation term may be overstated; 0.0005 in a sweep of all hues
_QUARTER_ARC = _f32((180 / np.pi / 25) ** 2 / 4)


@compiled
def lab_root(ratio: float) -> float:
    """Give f(X/Xn) of CIE L*a*b*."""
    return float(np.cbrt(ratio) if ratio > LAB_EPSILON else (LAB_KAPPA * ratio + 16) / 116)


@compiled
def exact_difference(target: Any, L: float, a: float, b: float) -> float:
    """Give ΔE00 of one Lab from the target (3,), as `tonematch.difference.delta_e00` does."""
    L1, a1, b1 = target[0], target[1], target[2]
    mean7 = ((np.hypot(a1, b1) + np.hypot(a, b)) / 2) ** 7
    stretch = 1.5 - 0.5 * np.sqrt(mean7 / (mean7 + PIVOT))
    a1, a2 = a1 * stretch, a * stretch
    C1, C2 = np.hypot(a1, b1), np.hypot(a2, b)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b, a2)) % 360
    turn, hue = 0.0, h1 + h2
    if C1 * C2 != 0.0:
        turn = (h2 - h1 + 180) % 360 - 180
        if turn == -180.0 and h2 > h1:
            turn = 180.0
        if abs(h1 - h2) > 180:
            hue += 360 if hue < 360 else -360
        hue /= 2
    dH = 2 * np.sqrt(C1 * C2) * np.sin(np.radians(turn / 2))
    mean_l, C = ((L1 + L) / 2 - 50) ** 2, (C1 + C2) / 2
    T = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    C7 = C**7
    rotation = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2 * np.sqrt(C7 / (C7 + PIVOT))
    dL = (L - L1) / (1 + 0.015 * mean_l / np.sqrt(20 + mean_l))
    dC, dH = (C2 - C1) / (1 + 0.045 * C), dH / (1 + 0.015 * C * T)
    return float(np.sqrt(max(dL * dL + dC * dC + dH * dH + rotation * dC * dH, 0.0)))


@compiled_fast
def lanes_to_lab(xyz: Any, first: int, lab: Any) -> None:
    """Turn XYZ (3, lanes) relative to the white to Lab (3, lanes), single precision."""
    for axis in range(3):
        ratio, root = xyz[axis, first:], lab[axis, first:]
        bits, guess = ratio.view(np.int32), root.view(np.int32)
        for lane in range(len(bits)):
            guess[lane] = bits[lane] // np.int32(3) + _CUBE_ROOT_MAGIC
        for lane in range(len(root)):
            x, y = ratio[lane], root[lane]
            for _ in range(2):
                cube = y * y * y
                y = y * (cube + x + x) / (cube + cube + x)
            root[lane] = y if x > _EPSILON else _SLOPE * x + _OFFSET
    rows_x, rows_y, rows_z = lab[0, first:], lab[1, first:], lab[2, first:]
    for lane in range(len(rows_x)):
        fx, fy, fz = rows_x[lane], rows_y[lane], rows_z[lane]
        rows_x[lane] = _f32(116) * fy - _f32(16)
        rows_y[lane] = _f32(500) * (fx - fy)
        rows_z[lane] = _f32(200) * (fy - fz)


@compiled_fast
def lanes_bound(target: Any, lab: Any, first: int, bound: Any) -> None:
    """Fill the square of a lower bound of ΔE00 for Lab (3, lanes)."""
    L1, A1, b1 = _f32(target[0]), _f32(target[1]), _f32(target[2])
    c1 = np.sqrt(A1 * A1 + b1 * b1)
    half, one, tiny, pivot = _f32(0.5), _f32(1), _f32(1e-24), _f32(PIVOT)
    rows_l, rows_a, rows_b, out = lab[0, first:], lab[1, first:], lab[2, first:], bound[first:]
    for lane in range(len(out)):
        L, A, b = rows_l[lane], rows_a[lane], rows_b[lane]
        mean = half * (c1 + np.sqrt(A * A + b * b))
        m7 = mean * mean * mean * mean * mean * mean * mean
        stretch = _f32(1.5) - half * np.sqrt(m7 / (m7 + pivot))
        a, a1 = A * stretch, A1 * stretch
        C, C1 = np.sqrt(a * a + b * b + tiny), np.sqrt(a1 * a1 + b1 * b1 + tiny)
        x, y = a / C + a1 / C1, b / C + b1 / C1
        opposite = x * x + y * y < _f32(1e-4)
        across, along = b1 / C1 - b / C, a / C - a1 / C1
        x = across if opposite else x
        y = along if opposite else y
        scale = one / np.sqrt(x * x + y * y + tiny)
        cos1, sin1 = x * scale, y * scale
        cos2, sin2 = cos1 * cos1 - sin1 * sin1, _f32(2) * sin1 * cos1
        cos3, sin3 = cos1 * cos2 - sin1 * sin2, sin1 * cos2 + cos1 * sin2
        cos4, sin4 = cos2 * cos2 - sin2 * sin2, _f32(2) * sin2 * cos2
        odd = _f32(0.32) * (cos3 * _COS6 - sin3 * _SIN6) - _f32(0.17) * (cos1 * _COS30 + sin1 * _SIN30)
        to_blue = cos1 * _COS275 + sin1 * _SIN275
        to_blue = abs(to_blue) if opposite else to_blue
        T = one + _f32(0.24) * cos2 - _f32(0.20) * (cos4 * _COS63 + sin4 * _SIN63)
        chord2 = max(_f32(2) - _f32(2) * to_blue, _f32(0))
        z = _QUARTER_ARC * chord2 * (one + chord2 * (_f32(1 / 12) + chord2 * _f32(1 / 90)))
        fall = one / (one + z * (one + z * (half + z * (_f32(1 / 6) + z * _f32(1 / 24)))))
        swing = _f32(1.0472) * fall * fall * fall * fall
        swing *= one - swing * swing * (_f32(1 / 6) - swing * swing * _f32(1 / 120))
        dC = C - C1
        Cm = half * (C + C1)
        m7 = Cm * Cm * Cm * Cm * Cm * Cm * Cm
        takes = ((A1 * b - A * b1) * dC > _f32(0)) | opposite
        swing = swing if takes else min(_SURPLUS - swing, _f32(0))
        rotation = _f32(2) * swing * np.sqrt(m7 / (m7 + pivot))
        dH2 = max((a - a1) * (a - a1) + (b - b1) * (b - b1) - dC * dC, _f32(0))
        away = half * (L + L1) - _f32(50)
        away = away * away
        dL = (L - L1) / (one + _f32(0.015) * away / np.sqrt(_f32(20) + away))
        dC = abs(dC) / (one + _f32(0.045) * Cm)
        rounding = _f32(1.2e-6) * Cm * Cm
        doubt = abs(odd) if opposite else _f32(0)
        T += _f32(0) if opposite else odd
        least_dH = np.sqrt(max(dH2 - rounding, _f32(0))) / (one + _f32(0.015) * Cm * (T + doubt))
        most_dH = np.sqrt(dH2 + rounding) / (one + _f32(0.015) * Cm * (T - doubt))
        dH = max(least_dH, min(most_dH, half * rotation * dC))
        value = dL * dL + dC * dC + dH * dH - rotation * dC * dH
        out[lane] = value


@compiled_fast
def count_below(bound: Any, first: int, ceiling: float) -> int:
    """Count the mixes from lane `first` whose bound is no more than a ceiling."""
    most = _f32(ceiling)
    count = np.int32(0)
    rows = bound[first:]
    for lane in range(len(rows)):
        count += np.int32(rows[lane] <= most)
    return int(count)
