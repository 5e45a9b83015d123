"""CIEDE2000: how different two colours look, and how the difference splits into lightness, chroma and hue.

References
----------
G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test data,
and mathematical observations", Color Research & Application 30 (2005) 21-30, doi 10.1002/col.20070. Equation numbers
below are those of that paper.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray

CHROMA_PIVOT = 25.0**7


class Difference(NamedTuple):
    """ΔE00 split into weighted parts whose squares and rotation term add up to it; signed, second minus first."""

    total: FloatArray
    dL: FloatArray  # noqa: N815  # the literature's names, and the contract's
    dC: FloatArray  # noqa: N815
    dH: FloatArray  # noqa: N815


def difference(first: ArrayLike, second: ArrayLike) -> Difference:
    """Compare colours by CIEDE2000 with kL = kC = kH = 1.

    Parameters
    ----------
    first, second
        Lab arrays of shapes (..., 3) that broadcast against each other; `first` is the reference.

    Returns
    -------
    Difference
        ΔE00 and the weighted differences of lightness, chroma and hue, each of shape (...). Positive dL means the
        second is lighter, positive dC more chromatic, positive dH of larger hue angle: on skin, yellower.
    """
    one = np.asarray(first, dtype=float)
    two = np.asarray(second, dtype=float)
    L1, a1, b1 = one[..., 0], one[..., 1], one[..., 2]
    L2, a2, b2 = two[..., 0], two[..., 1], two[..., 2]
    mean_chroma7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7  # eqs 2-3
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma7 / (mean_chroma7 + CHROMA_PIVOT))  # 1 + G, eqs 4-5
    a1, a2 = a1 * stretch, a2 * stretch
    C1, C2 = np.hypot(a1, b1), np.hypot(a2, b2)  # eq 6
    h1 = np.degrees(np.arctan2(b1, a1)) % 360  # eq 7
    h2 = np.degrees(np.arctan2(b2, a2)) % 360
    grey = C1 * C2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)  # eq 10, within (-180, 180]
    turn = np.where((turn == -180.0) & (h2 > h1), 180.0, turn)
    dL, dC = L2 - L1, C2 - C1  # eqs 8-9
    dH = 2 * np.sqrt(C1 * C2) * np.sin(np.radians(turn / 2))  # eq 11
    L, C = (L1 + L2) / 2, (C1 + C2) / 2  # eqs 12-13
    total_hue = h1 + h2
    far = np.abs(h1 - h2) > 180
    h = np.where(
        grey, total_hue, np.where(far, total_hue + np.where(total_hue < 360, 360, -360), total_hue) / 2
    )  # eq 14
    T = (
        1
        - 0.17 * np.cos(np.radians(h - 30))
        + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6))
        - 0.20 * np.cos(np.radians(4 * h - 63))
    )  # eq 15
    C7 = C**7
    rotation = (
        -np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2)))) * 2 * np.sqrt(C7 / (C7 + CHROMA_PIVOT))
    )  # 16-17, 21
    lightness = (L - 50) ** 2
    dL = dL / (1 + 0.015 * lightness / np.sqrt(20 + lightness))  # eq 18
    dC = dC / (1 + 0.045 * C)  # eq 19
    dH = dH / (1 + 0.015 * C * T)  # eq 20
    total = np.sqrt(np.maximum(dL**2 + dC**2 + dH**2 + rotation * dC * dH, 0))  # eq 22
    return Difference(total, dL, dC, dH)


def delta_e00(first: ArrayLike, second: ArrayLike) -> FloatArray:
    """ΔE00 between Lab arrays of shapes (..., 3); see `difference`.

    >>> round(float(delta_e00([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485])), 4)
    2.0425
    """
    return difference(first, second).total


def local_metric(lab: ArrayLike) -> FloatArray:
    """Give M so that a small step d from a colour costs ΔE00² = dᵀ M d.

    Parameters
    ----------
    lab
        Lab array of shape (..., 3).

    Returns
    -------
    array of shape (..., 3, 3)
        Symmetric and positive definite, from second differences of ΔE00².
    """
    colour = np.asarray(lab, dtype=float)
    step = 1e-3
    axes = np.eye(3) * step
    squares = [[delta_e00(colour, colour + axes[j] + axes[k] * (j != k)) ** 2 for k in range(3)] for j in range(3)]
    metric = np.empty((*colour.shape, 3))
    for j in range(3):
        for k in range(3):
            cross = squares[j][j] if j == k else (squares[j][k] - squares[j][j] - squares[k][k]) / 2
            metric[..., j, k] = cross / step**2
    return metric
