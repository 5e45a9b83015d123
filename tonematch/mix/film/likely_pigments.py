"""The likeliest K and S behind a few colours seen: six numbers, so 31 bands need something known before.

What is known before: paints and creams are made of pigments, and those measured here (white, the iron oxides, black,
orange, green, blue, violet) span what their K and S look like. A shade is taken to be some amounts of them, with K and
S free to leave that mix smoothly, and the likeliest such shade with the numbers seen is found. Found anew for numbers
drawn within the photo's error and pigments drawn within what is known before, its spread is the uncertainty.

References
----------
J. M. Bardsley and others, "Randomize-then-optimize", SIAM Journal on Scientific Computing 36 (2014) A1895-A1910,
doi 10.1137/140964023.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from tonematch.colour import FloatArray, Lab
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM

PIGMENTS = ("white", "yellow oxide", "red oxide", "black", "orange", "green", "violet", "blue red shade")
USUAL_SHARES = (0.7, 0.1, 0.05, 0.02, 0.01, 0.003, 0.003, 0.003)
SHARE_SD = 2.0  # of the logarithm: a pigment may be seven times rarer or commoner, and its reverse
FREE_SD = (0.35, 0.2)  # of log K and log S off the mix; pigments left out of the table are met with these in a trial
FREE_LENGTH_NM = 60.0  # over which K and S leave the mix together
UNKNOWNS = len(PIGMENTS) + 2 * BANDS_NM.size
ROUNDS = 15
SETTLED = 1e-3
LARGEST_STEP = 2.0  # in standard deviations of what is known before
STRIDES = np.array([1.0, 0.6, 0.3, 0.1, 0.03, 0.0])  # shares of a step that are tried; the best is taken
NUDGE = 1e-4
SMALLEST_ERROR = 0.15  # Lab; rounding to 8 bits

Forward = Callable[[FloatArray, FloatArray], FloatArray]
"""Turns K and S (N, ..., 31) to the six numbers of two Labs (N, ..., 6)."""


@dataclass(frozen=True)
class Seen:
    """A Lab read in a photo, D65, 2°, and the standard deviation of each of its three numbers."""

    lab: Lab
    sd: tuple[float, float, float]


def error_of(seen: Seen) -> FloatArray:
    """Give the error (3,) to reckon with: what is stated, but never less than the rounding of 8 bits."""
    return np.maximum(seen.sd, SMALLEST_ERROR)


@cache
def _pigments() -> tuple[FloatArray, FloatArray]:
    table = read_table("pigments")["pigments"]
    return np.array([table[name]["k"] for name in PIGMENTS]), np.array([table[name]["s"] for name in PIGMENTS])


@cache
def _freedom() -> FloatArray:
    """Turn independent numbers (31,) to smooth ones of standard deviation 1 along the bands."""
    apart = (BANDS_NM[:, None] - BANDS_NM[None, :]) / FREE_LENGTH_NM
    return np.linalg.cholesky(np.exp(-0.5 * apart**2) + 1e-6 * np.eye(BANDS_NM.size))


def constants_of(unknown: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give K and S (..., 31) of unknowns (..., n), each in standard deviations of what is known before."""
    pigments_k, pigments_s = _pigments()
    count, bands = len(PIGMENTS), BANDS_NM.size
    amounts = np.exp(np.log(USUAL_SHARES) + SHARE_SD * unknown[..., :count])
    free_k = FREE_SD[0] * unknown[..., count : count + bands] @ _freedom().T
    free_s = FREE_SD[1] * unknown[..., count + bands :] @ _freedom().T
    return amounts @ pigments_k * np.exp(free_k), amounts @ pigments_s * np.exp(free_s)


def likeliest(wanted: FloatArray, sd: FloatArray, known: FloatArray, forward: Forward) -> FloatArray:
    """Find the likeliest unknowns (N, n).

    Parameters
    ----------
    wanted, sd
        The numbers seen (N, 6), and the standard deviation of each (6,).
    known
        What is known before, drawn: (N, n), zero where nothing is drawn.
    forward
        From K and S to what would be seen.
    """
    weight = 1 / sd
    unknown = np.zeros_like(known)
    for _ in range(ROUNDS):
        now = forward(*constants_of(unknown))
        moved = forward(*constants_of(unknown[:, None] + NUDGE * np.eye(UNKNOWNS)))
        slopes = (moved - now[:, None]).transpose(0, 2, 1) / NUDGE * weight[:, None]
        missed = (wanted - now) * weight + (slopes @ (unknown - known)[..., None])[..., 0]
        gain = slopes @ slopes.transpose(0, 2, 1) + np.eye(wanted.shape[1])
        inner = np.linalg.solve(gain, missed[..., None])
        step = known + (slopes.transpose(0, 2, 1) @ inner)[..., 0] - unknown
        largest = np.abs(step).max(axis=1, keepdims=True)
        step *= np.minimum(1, LARGEST_STEP / np.maximum(largest, 1e-12))
        tried = unknown[:, None] + STRIDES[:, None] * step[:, None]
        seen = (wanted[:, None] - forward(*constants_of(tried))) * weight
        cost = (seen**2).sum(axis=-1) + ((tried - known[:, None]) ** 2).sum(axis=-1)
        unknown = np.take_along_axis(tried, cost.argmin(axis=1)[:, None, None], axis=1)[:, 0]
        if largest.max() < SETTLED:
            break
    return unknown
