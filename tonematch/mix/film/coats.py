"""How a recipe looks over the patch in one, two and three thin coats, and how many it takes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.kubelka_munk import Film, reflectance_of
from tonematch.mix.film.layers import contrast_ratio
from tonematch.spectrum import reflectance_to_lab
from tonematch.thresholds import thresholds

MOST_THIN_COATS = 3
"""More are not worn; what three do not hide needs a cream that hides better."""


class Coats(NamedTuple):
    """A recipe over the patch in so many coats.

    `shows_through_delta_e00` is its distance from the same mix where nothing shines through; `shows_through` tells
    whether eyes notice that on skin of the target's depth; `contrast_ratio` is that of the film over black and white.
    """

    coats: int
    lab: Lab
    delta_e00: float
    shows_through_delta_e00: float
    shows_through: bool
    contrast_ratio: float


def coats_of(
    mixed: Constants, *, film: Film, thickness: float, target: Lab, shift: ArrayLike = 0.0
) -> tuple[Coats, ...]:
    """Work out one to three coats, and as many as are planned where that is more.

    Parameters
    ----------
    mixed
        K and S of the mix, (31,) each.
    film
        The patch beneath, and the coats planned.
    thickness
        Of one coat.
    target
        The skin around the patch.
    shift
        Added to every Lab, such as what powder does.
    """
    opaque = reflectance_to_lab(opaque_reflectance(*mixed)) + np.asarray(shift)
    noticed = thresholds(target.L).perceptible
    rows = []
    for coats in range(1, max(MOST_THIN_COATS, film.coats) + 1):
        seen = reflectance_of(mixed, film=Film(film.substrate, coats), thickness=thickness)
        lab = reflectance_to_lab(seen) + np.asarray(shift)
        through = float(delta_e00(opaque, lab))
        ratio = float(contrast_ratio(*mixed, thickness=thickness * coats))
        rows.append(Coats(coats, lab_from(lab), float(delta_e00(target, lab)), through, through > noticed, ratio))
    return tuple(rows)


def coats_needed(rows: tuple[Coats, ...]) -> int | None:
    """Give the fewest coats through which the patch is not noticed, or None where more than those listed are needed."""
    return next((row.coats for row in rows if not row.shows_through), None)
