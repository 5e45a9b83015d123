"""A test stripe drawn across a patch: a film of a mix whose jars are not quite as strong as the palette says.

The jars mix as two-constant Kubelka-Munk says; the film lies over the true reflectance of skin and patch, and is a
little thicker in some places than in others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from scripts.render.noise import Grid, clouds, ramp
from tonematch.colour import FloatArray
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import Film, coat_thickness, mixing_constants, reflectance_of, shade_index
from tonematch.mix.palettes.load import load_palette

UNEVEN = 0.08
"""How much thicker and thinner the film is than on average, as a share."""
EDGE = 0.1  # of the breadth, over which the film runs out


@dataclass(frozen=True)
class Stripe:
    """A stripe as drawn; lengths in frame widths.

    Parameters
    ----------
    x, y, length, breadth, turn_deg
        Its middle, its size, and the direction of its length.
    palette, recipe, coats
        What it was mixed from, and in how many thin coats it was drawn.
    strengths
        How many times the palette's strength each jar truly has; 1 where nothing is said.
    film
        How many times as thick as usual it was drawn.
    """

    x: float
    y: float
    length: float
    breadth: float
    turn_deg: float = 0.0
    palette: str = "generic-camouflage"
    recipe: Mapping[str, int] = field(default_factory=dict)
    coats: int = 2
    strengths: Mapping[str, float] = field(default_factory=dict)
    film: float = 1.0


def stripe_coverage(grid: Grid, stripe: Stripe) -> FloatArray:
    """Give how much of every pixel (H, W) the stripe covers, 0-1."""
    x, y = grid.points()
    turn = np.radians(stripe.turn_deg)
    dx, dy = x - stripe.x, y - stripe.y
    along = np.abs(dx * np.cos(turn) + dy * np.sin(turn)) - stripe.length / 2
    across = np.abs(dy * np.cos(turn) - dx * np.sin(turn)) - stripe.breadth / 2
    edge = EDGE * stripe.breadth
    return np.asarray(ramp(-along, 0, edge) * ramp(-across, 0, edge), dtype=np.float32)


def stripe_thickness(generator: np.random.Generator, grid: Grid, stripe: Stripe) -> FloatArray:
    """Give how thick the film is everywhere (H, W), from 0, its thinnest, to 1, its thickest."""
    return np.asarray(0.5 + np.clip(0.25 * clouds(generator, grid, 2 * stripe.breadth, octaves=2), -0.5, 0.5))


def stripe_signals(
    stripe: Stripe, thick: FloatArray, grounds: tuple[FloatArray, FloatArray], share: FloatArray, weights: FloatArray
) -> FloatArray:
    """Give the signals (H, W, n) of the film everywhere.

    Parameters
    ----------
    thick
        See `stripe_thickness`.
    grounds
        Reflectance (31,) of skin and of patch.
    share
        How much of every pixel (H, W) is patch, 0-1.
    weights
        (31, n), by which reflectance becomes signals.
    """
    signals = np.zeros((*thick.shape, weights.shape[1]), dtype=np.float32)
    for ground, of_ground in zip(grounds, (1 - share, share), strict=True):
        for film, of_film in ((1 - UNEVEN, 1 - thick), (1 + UNEVEN, thick)):
            seen = film_reflectance_of(stripe, ground, film) @ weights
            signals += (of_ground * of_film)[..., None].astype(np.float32) * seen.astype(np.float32)
    return signals


def film_reflectance_of(stripe: Stripe, ground: FloatArray, times: float = 1.0) -> FloatArray:
    """Give the reflectance (31,) of the film, so many times as thick, over a ground (31,)."""
    palette = load_palette(stripe.palette)
    constants = mixing_constants(palette)
    amounts = np.zeros(len(palette.shades))
    for code, parts in stripe.recipe.items():
        amounts[shade_index(palette, code)] = parts * stripe.strengths.get(code, 1.0)
    shares = amounts / amounts.sum()
    mixed = Constants(shares @ constants.k, shares @ constants.s)
    thickness = times * stripe.film * coat_thickness(palette)
    return reflectance_of(mixed, film=Film(ground, stripe.coats), thickness=thickness)
