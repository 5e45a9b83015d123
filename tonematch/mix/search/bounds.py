"""Lower bounds of ΔE00, in double precision: for a box of Lab, and for all mixes that begin with the same parts.

Why they hold. Reflectance falls with K and rises with S in every band, opaque or as a film (Kubelka and Munk's equation
dR/dX = S (1 - R)² - 2 K R compared for two films), so bounds of K and S bound the reflectance of each band, and with
weights of known sign every sum over bands. Lightness follows. For a* and b* the curve of Lab is replaced by its tangent
at a reference colour, minus what the curve falls short of it, which is convex and so largest at the ends.
ΔE00 over a Lab box: lightness by its monotone weighted difference; a*, b* by the least distance over the box, divided
by the largest weights the box allows, less what the rotation term can take, half of |R_T| of dC² + dH². The mean hue is
off by no more than the box and the stretch of a* let it, and T by its slope and half its strongest bend. The sign of
dH is that of the cross product of the two colours, so that the rotation term is left out where it can only add.
"""

from typing import Any

import numpy as np

from tonematch.colour import LAB_EPSILON, LAB_KAPPA
from tonematch.mix.search.compile import compiled
from tonematch.mix.search.difference import PIVOT, lab_root
from tonematch.mix.search.optics import BANDS, reflect

LARGEST_ROTATION = 0.8661  # sin 60°, half of the largest rotation term, rounded up
MOST_BENT_T = 3.61  # half of the amplitudes of T times their frequencies squared, per radian squared
LEAN_1, LEAN_3, LEAN_4 = np.radians(30), np.radians(6), np.radians(63)
LARGEST_T = 1.93  # all cosines of T at their worst


@compiled
def _stretch(mean_chroma: float) -> float:
    mean7 = mean_chroma**7
    return float(1.5 - 0.5 * np.sqrt(mean7 / (mean7 + PIVOT)))


@compiled
def _weighted_lightness(target: float, L: float) -> float:
    away = ((target + L) / 2 - 50) ** 2
    return float((L - target) / (1 + 0.015 * away / np.sqrt(20 + away)))


@compiled
def _weights_at(hue: float, turn: float) -> tuple[float, float]:
    """Give the largest T, and the largest share of the rotation, of mean hues within `turn` of one; in radians."""
    T = 1 - 0.17 * np.cos(hue - LEAN_1) + 0.24 * np.cos(2 * hue)
    T += 0.32 * np.cos(3 * hue + LEAN_3) - 0.20 * np.cos(4 * hue - LEAN_4)
    slope = 0.17 * np.sin(hue - LEAN_1) - 0.48 * np.sin(2 * hue)
    slope += 0.80 * np.sin(4 * hue - LEAN_4) - 0.96 * np.sin(3 * hue + LEAN_3)
    from_blue = max(0.0, abs((np.degrees(hue) - 275 + 180) % 360 - 180) - np.degrees(turn))
    rotation = np.sin(np.radians(60 * np.exp(-((from_blue / 25) ** 2))))
    return float(min(T + (abs(slope) + MOST_BENT_T * turn) * turn, LARGEST_T)), float(rotation)


@compiled
def _hue_weights(a1: float, b1: float, a2: float, b2: float, turn: float) -> tuple[float, float]:
    """Give the largest T, and the largest share of the rotation, of two colours (a', b).

    `turn` is how many radians the mean of their hues may be off; of hues that may be opposite it is either of two.
    """
    if turn > 0.3:
        return LARGEST_T, LARGEST_ROTATION
    C1, C2 = np.hypot(a1, b1), np.hypot(a2, b2)
    if a1 * a2 + b1 * b2 > -np.cos(2 * turn + 1e-6) * C1 * C2:
        return _weights_at(np.arctan2(b1 / C1 + b2 / C2, a1 / C1 + a2 / C2), turn)
    hue = np.arctan2(a2 / C2 - a1 / C1, b1 / C1 - b2 / C2)
    T1, rotation1 = _weights_at(hue, turn)
    T2, rotation2 = _weights_at(hue + np.pi, turn)
    return max(T1, T2), max(rotation1, rotation2)


@compiled
def _rotates_away(target: Any, a0: float, a1: float, b0: float, b1: float, least: float, most: float) -> bool:
    """Tell whether the rotation term can only add, over a box and a range of differences in chroma."""
    t, u = target[1], target[2]
    low = min(t * b0, t * b1) - max(u * a0, u * a1)
    high = max(t * b0, t * b1) - min(u * a0, u * a1)
    return bool((least > 0.0 and high < 0.0) or (most < 0.0 and low > 0.0))


@compiled
def lightness_bound(target: Any, L0: float, L1: float) -> float:
    """Give the least part of ΔE00 that lightness alone makes over a range."""
    return abs(_weighted_lightness(target[0], min(max(target[0], L0), L1)))


@compiled
def colour_bound(target: Any, a0: float, a1: float, b0: float, b1: float) -> float:
    """Give a bound of the rest of ΔE00 over a box of a*, b*; the squares of both add up."""
    da, db = max(0.0, a0 - target[1], target[1] - a1), max(0.0, b0 - target[2], target[2] - b1)
    if da == 0.0 and db == 0.0:
        return 0.0
    small_a, large_a = max(0.0, a0, -a1), max(abs(a0), abs(a1))
    small_b, large_b = max(0.0, b0, -b1), max(abs(b0), abs(b1))
    chroma = np.hypot(target[1], target[2])
    g1 = _stretch((chroma + np.hypot(large_a, large_b)) / 2)
    g2 = _stretch((chroma + np.hypot(small_a, small_b)) / 2)
    low2, high2 = np.hypot(g1 * small_a, small_b), np.hypot(g2 * large_a, large_b)
    low1, high1 = np.hypot(g1 * target[1], target[2]), np.hypot(g2 * target[1], target[2])
    mean = (high1 + high2) / 2
    g, a, b = (g1 + g2) / 2, (a0 + a1) / 2, (b0 + b1) / 2
    turn = 10.0
    size1, size2 = np.hypot(g * target[1], target[2]), np.hypot(g * a, b)
    wide1 = abs(target[1]) * (g2 - g1) / 2
    wide2 = np.hypot(g2 * (a1 - a0) / 2, (b1 - b0) / 2) + abs(a) * (g2 - g1) / 2
    if wide1 < 0.9 * size1 and wide2 < 0.9 * size2:
        turn = 0.5 * 1.25 * (wide1 / size1 + wide2 / size2)  # the arc sine is below 1.25 times up to 0.9
    T, rotation = _hue_weights(g * target[1], target[2], g * a, b, turn)
    of_chroma, of_hue = (1 + 0.045 * mean) ** -2, (1 + 0.015 * mean * max(T, 0.0)) ** -2
    squared = (g1 * da) ** 2 + db * db
    least, most = low2 - high1, high2 - low1
    widest = max(-least, most)
    away = max(of_chroma * squared, of_hue * squared - (of_hue - of_chroma) * widest * widest)
    if _rotates_away(target, a0, a1, b0, b1, least, most):
        return float(np.sqrt(away))
    mean7 = mean**7
    return float(np.sqrt((1 - rotation * np.sqrt(mean7 / (mean7 + PIVOT))) * away))


@compiled
def box_bound(target: Any, L0: float, L1: float, a0: float, a1: float, b0: float, b1: float) -> float:
    """Give a ΔE00 that no colour of a Lab box falls below."""
    return float(np.hypot(lightness_bound(target, L0, L1), colour_bound(target, a0, a1, b0, b1)))


@compiled
def _slope(ratio: float) -> float:
    return float(ratio ** (-2 / 3) / 3 if ratio > LAB_EPSILON else LAB_KAPPA / 116)


@compiled
def _shortfall(ratio: float, at: float) -> float:
    """Give by how much f falls short of its tangent at a reference."""
    return lab_root(at) + _slope(at) * (ratio - at) - lab_root(ratio)


@compiled
def _least_shortfall(low: float, high: float, at: float) -> float:
    return 0.0 if low <= at <= high else min(_shortfall(low, at), _shortfall(high, at))


@compiled
def fill_reflectance(optics: Any, extremes: Any, base: Any, parts: float, left: float, seen: Any) -> None:
    """Fill the least and largest reflectance (2, 31) of a base of so many parts with up to `left` more of any shades.

    Parameters
    ----------
    extremes
        (6, 31): least and largest K, S, and K/S of all shades.
    base
        (2, 31) K and S of the parts that are fixed.
    """
    for band in range(BANDS):
        k, s, ground = base[0, band], base[1, band], optics.ground[band]
        if optics.thickness > 0.0:
            total = parts + left
            k0, k1 = (k + left * extremes[0, band]) / total, (k + left * extremes[1, band]) / total
            s0, s1 = (s + left * extremes[2, band]) / total, (s + left * extremes[3, band]) / total
            seen[0, band] = reflect(k1, s0, ground, optics.thickness)
            seen[1, band] = reflect(k0, s1, ground, optics.thickness)
        else:
            more = left * extremes[3, band]
            seen[0, band] = reflect((k + more * extremes[5, band]) / (s + more), 1.0, ground, 0.0)
            seen[1, band] = reflect((k + more * extremes[4, band]) / (s + more), 1.0, ground, 0.0)


@compiled
def seen_bound(optics: Any, target: Any, at: Any, seen: Any) -> float:
    """Give a ΔE00 that no mix with reflectance between two (2, 31) falls below; `at` is the reference XYZ (3,)."""
    w = optics.weights
    fx, fy, fz = _slope(at[0]), _slope(at[1]), _slope(at[2])
    low, high = np.zeros(3), np.zeros(3)
    a_low = a_high = b_low = b_high = 0.0
    for band in range(BANDS):
        dark, light = seen[0, band], seen[1, band]
        for axis in range(3):
            low[axis] += w[band, axis] * dark
            high[axis] += w[band, axis] * light
        wa, wb = w[band, 0] * fx - w[band, 1] * fy, w[band, 1] * fy - w[band, 2] * fz
        a_low += min(wa * dark, wa * light)
        a_high += max(wa * dark, wa * light)
        b_low += min(wb * dark, wb * light)
        b_high += max(wb * dark, wb * light)
    least, most, centre = np.empty(3), np.empty(3), np.empty(3)
    for axis in range(3):
        least[axis] = _least_shortfall(low[axis], high[axis], at[axis])
        most[axis] = max(_shortfall(low[axis], at[axis]), _shortfall(high[axis], at[axis]))
        centre[axis] = lab_root(at[axis]) - _slope(at[axis]) * at[axis]
    a0 = 500 * (a_low + centre[0] - centre[1] - most[0] + least[1])
    a1 = 500 * (a_high + centre[0] - centre[1] - least[0] + most[1])
    b0 = 200 * (b_low + centre[1] - centre[2] - most[1] + least[2])
    b1 = 200 * (b_high + centre[1] - centre[2] - least[1] + most[2])
    return box_bound(target, 116 * lab_root(low[1]) - 16, 116 * lab_root(high[1]) - 16, a0, a1, b0, b1)
