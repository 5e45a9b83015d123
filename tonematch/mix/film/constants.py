"""How pigments mix: two-constant Kubelka-Munk with a correction for the surface.

Absorption K and scattering S of a mix are the sums of its parts' K and S. What is seen from outside differs from what
happens inside, because part of the light coming up is thrown back at the surface; that is Saunderson's k2. Measurements
here are specular excluded, so the light mirrored on the way in (k1) never gets into a reading and k1 is 0: the
formula then maps 0-1 on to 0-1, and no black can be darker than the correction allows.

References
----------
P. Kubelka, F. Munk, Zeitschrift fuer technische Physik 12 (1931) 593-601.
J. L. Saunderson, "Calculation of the color of pigmented plastics", Journal of the Optical Society of America 32 (1942)
727-736, doi 10.1364/JOSA.32.000727.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray

SURFACE_K2 = 0.5
"""Share of diffuse light thrown back inwards at the surface; 0.4-0.6 for binders of refractive index near 1.5."""

DARKEST = 1e-4  # reflectance below which K/S grows without meaning
LIGHTEST = 1 - 1e-6
SMALLEST_S = 1e-3  # scattering that measurement noise can no longer tell from none, where white's is 1


class Constants(NamedTuple):
    """K and S of one or many materials, each (..., 31), in the unit in which the reference white scatters 1."""

    k: FloatArray
    s: FloatArray


def to_inside(seen: ArrayLike) -> FloatArray:
    """Turn reflectance as seen from outside, 0-1, specular excluded, to reflectance beneath the surface."""
    outside = np.asarray(seen, dtype=float)
    return outside / (1 - SURFACE_K2 + SURFACE_K2 * outside)


def to_outside(inside: ArrayLike) -> FloatArray:
    """Turn reflectance beneath the surface, 0-1, to what is seen; the inverse of `to_inside`."""
    beneath = np.asarray(inside, dtype=float)
    return (1 - SURFACE_K2) * beneath / (1 - SURFACE_K2 * beneath)


def k_over_s(seen: ArrayLike) -> FloatArray:
    """Give K/S of an opaque layer that is seen with this reflectance, 0-1."""
    inside = np.clip(to_inside(seen), DARKEST, LIGHTEST)
    return (1 - inside) ** 2 / (2 * inside)


def opaque_reflectance(k: ArrayLike, s: ArrayLike) -> FloatArray:
    """Give the reflectance seen of an opaque layer of absorption K and scattering S, both (..., 31).

    >>> opaque_reflectance([0.0, 1.0], [1.0, 0.001]).round(3).tolist()
    [1.0, 0.0]
    """
    absorbed, scattered = np.asarray(k, dtype=float), np.asarray(s, dtype=float)
    inside = scattered / (scattered + absorbed + np.sqrt(absorbed * (absorbed + 2 * scattered)))
    return to_outside(inside)


def constants_from_let_down(
    masstone: ArrayLike, let_down: ArrayLike, *, parts: tuple[float, float], white: Constants
) -> Constants:
    """Find K and S of a colour from its opaque full shade and one opaque mix with a known white.

    Parameters
    ----------
    masstone, let_down
        Reflectance seen, 0-1, (..., 31).
    parts
        Parts by weight of the colour and of the white in the mix.
    white
        K and S of that white.

    Returns
    -------
    Constants
        In the white's unit. Where noise leaves no scattering, S is held at 0.001 of the white's usual 1.
    """
    full, mixed = k_over_s(masstone), k_over_s(let_down)
    colour_parts, white_parts = parts
    gap = full - mixed
    scattered = white_parts * (mixed * white.s - white.k) / (colour_parts * np.where(np.abs(gap) < 1e-9, np.nan, gap))
    s = np.maximum(np.nan_to_num(scattered, nan=SMALLEST_S), SMALLEST_S)
    return Constants(full * s, s)
