"""A plausible reflectance for a measured Lab.

Skin first: the logarithm of skin reflectance is a mean plus a few principal components, and among all their sums that
have the wanted Lab the likeliest is taken. Where no skin has that Lab (a depigmented patch may be lighter than any skin
of the basis, and a test stripe may be any colour), the nearest skin is bent as gently as the Lab asks for.
What results is one of many spectra with that Lab, so colours under other lamps that rest on it are estimates.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import LAB_EPSILON, LAB_KAPPA, FloatArray
from tonematch.errors import NoMatchError
from tonematch.reference import read_table
from tonematch.spectrum import band_weights, reflectance_to_lab

HIT = 1e-6  # Lab distance at which the recovered spectrum counts as having the Lab
ROUNDS = 60
LARGEST_STEP = 1.0  # in standard deviations or logits; Newton overshoots from farther away
FARTHEST_SKIN = 7.0  # standard deviations from mean skin; the deepest measured skins lie at 6.6
LIGHTEST_SKIN = 0.8  # beyond it the components exaggerate the bands of blood
NEAR_BLACK, NEAR_WHITE = 1e-5, 1 - 1e-5


class SkinBasis(NamedTuple):
    """Log reflectance of skin: mean (31,), and components scaled by their standard deviation (31, n)."""

    mean: FloatArray
    axes: FloatArray


@cache
def skin_basis() -> SkinBasis:
    """Read the principal components derived from measured skin."""
    table = read_table("skin_basis")
    axes = np.array(table["components"]).T * np.array(table["sd"])
    mean = np.array(table["mean"])
    axes.flags.writeable = False
    mean.flags.writeable = False
    return SkinBasis(mean, axes)


def recover_reflectance(lab: ArrayLike) -> FloatArray:
    """Give a plausible reflectance (31,), 0-1, that has exactly this Lab under D65.

    Raises
    ------
    NoMatchError
        If the Lab is not one, or no matt surface can have it.
    """
    target = checked_lab(lab)
    skin = _likeliest_skin(target)
    if skin is not None:
        return skin
    recovered = _gently_bent(target)
    if recovered is None:
        raise NoMatchError(
            f"No matt surface has the colour L {target[0]:g}, a {target[1]:g}, b {target[2]:g}.",
            code="target.impossible",
            hint="Check the three numbers, and that they were measured with a glare-free photo or instrument.",
        )
    return recovered


def checked_lab(lab: ArrayLike, what: str = "target") -> FloatArray:
    """Give a Lab back as an array (3,) if it is one.

    Raises
    ------
    NoMatchError
        Naming the value that is wrong.
    """
    try:
        values = np.asarray(lab, dtype=float)
    except (TypeError, ValueError, OverflowError):
        values = np.empty(0)
    if values.shape != (3,) or not np.isfinite(values).all():
        raise NoMatchError(
            f"The {what} is {lab!r}, expected three numbers L, a, b.",
            code="target.not_lab",
            hint="Write it as in 62.5,12.1,18.4.",
        )
    L = values[0]
    if not 0 <= L <= 100:
        raise NoMatchError(
            f"The {what} has L {L:g}, expected 0 to 100.", code="target.lightness", hint="Check the first number."
        )
    if np.abs(values[1:]).max() > 128:
        raise NoMatchError(
            f"The {what} has a {values[1]:g}, b {values[2]:g}, expected -128 to 128.",
            code="target.chroma",
            hint="Check the second and third number.",
        )
    return values


def _lab_slopes(reflectance: FloatArray) -> FloatArray:
    """Give the derivatives of Lab by reflectance in each band, (3, 31)."""
    weights = band_weights()
    white = weights.sum(axis=0)
    ratio = reflectance @ weights / white
    slope = np.where(ratio > LAB_EPSILON, np.cbrt(np.maximum(ratio, LAB_EPSILON)) ** -2 / 3, LAB_KAPPA / 116)
    fx, fy, fz = (slope / white * weights).T
    return np.stack([116 * fy, 500 * (fx - fy), 200 * (fy - fz)])


def _likeliest_skin(target: FloatArray) -> FloatArray | None:
    """Find the skin nearest to mean skin that has the Lab, or None where no likely skin has it."""
    basis = skin_basis()
    scores = np.zeros(basis.axes.shape[1])
    for _ in range(ROUNDS):
        reflectance = np.exp(np.minimum(basis.mean + basis.axes @ scores, 1.0))
        miss = target - reflectance_to_lab(reflectance)
        if np.abs(miss).max() < HIT:
            likely = np.linalg.norm(scores) <= FARTHEST_SKIN and reflectance.max() <= LIGHTEST_SKIN
            return reflectance if likely else None
        slopes = _lab_slopes(reflectance) @ (reflectance[:, None] * basis.axes)
        wanted = np.linalg.pinv(slopes) @ (slopes @ scores + miss)
        step = wanted - scores
        scores = scores + step * min(1.0, LARGEST_STEP / max(float(np.abs(step).max()), 1e-12))
    return None


def _gently_bent(target: FloatArray) -> FloatArray | None:
    """Bend the nearest skin, or failing that a flat grey, so that it has the Lab; in logits, so 0-1 is kept."""
    basis = skin_basis()
    depth = -(np.log(max(target[0], 1.0) / 60.0)) * 1.4  # the first component is depth, darker as it grows
    nearest = np.exp(np.minimum(basis.mean + basis.axes[:, 0] * np.clip(depth, -1.0, 1.5), -0.05))
    flat = np.full(31, np.clip(((target[0] + 16) / 116) ** 3, NEAR_BLACK, NEAR_WHITE))
    for start in (nearest, flat):
        bent = _bent_from(np.log(start / (1 - start)), target)
        if bent is not None:
            return bent
    return None


def _bent_from(start: FloatArray, target: FloatArray) -> FloatArray | None:
    """Change logits so that the Lab is hit and the change is as smooth from band to band as can be."""
    steps = np.diff(np.eye(31), axis=0)
    spread = np.linalg.inv(steps.T @ steps + 1e-3 * np.eye(31))
    change = np.zeros(31)
    for _ in range(ROUNDS * 2):
        reflectance = 1 / (1 + np.exp(-(start + change)))
        miss = target - reflectance_to_lab(reflectance)
        if np.abs(miss).max() < HIT:
            return reflectance
        slopes = _lab_slopes(reflectance) * (reflectance * (1 - reflectance))
        gain = slopes @ spread @ slopes.T
        wanted = spread @ slopes.T @ np.linalg.pinv(gain, rcond=1e-12) @ (slopes @ change + miss)
        step = wanted - change
        change = change + step * min(1.0, LARGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        change = np.clip(change, -25, 25)
    return None
