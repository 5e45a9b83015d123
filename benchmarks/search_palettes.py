"""Palettes of any size for the benchmarks of the search: random blends of measured pigments, modelled."""

import numpy as np

from tonematch.mix.film.constants import Constants
from tonematch.reference import read_table

SKINS = (
    (58, 12, 19),
    (40, 12, 16),
    (66, 9, 17),
    (33, 9, 10),
    (50, 14, 20),
    (62, 6, 12),
    (45, 9, 14),
    (55, 10, 17),
    (61, 11, 18),
    (48, 12, 18),
    (37, 10, 14),
    (64, 8, 15),
    (53, 11, 16),
    (43, 11, 17),
    (59, 9, 16),
    (51, 12, 19),
)
"""Lab of plausible skins, light to deep."""

FAR = ((90, 2, 5), (60, 40, 10), (30, -20, -30), (55, -30, 40), (70, -5, -40), (55, 25, -25))
"""Lab that no cream of skin pigments reaches: too light, too red, and the hues opposite."""


PIGMENTS = {"white": (1.0, 0.4), "yellow oxide": (0.25, 1.2), "red oxide": (0.08, 1.2), "black": (0.03, 1.5)}
"""Middling parts of each pigment in a skin-like cream, and the spread of their logarithm: chosen to cover skins."""


def synthetic_constants(shades: int, *, seed: int = 1) -> Constants:
    """Give K and S (shades, 31) of random blends of white, yellow oxide, red oxide and black in skin-like shares."""
    known = read_table("pigments")["pigments"]
    dice = np.random.default_rng(seed)
    parts = np.stack([middling * np.exp(dice.normal(0, spread, shades)) for middling, spread in PIGMENTS.values()])
    shares = (parts / parts.sum(axis=0)).T
    k, s = (np.array([known[name][key] for name in PIGMENTS]) for key in ("k", "s"))
    return Constants(shares @ k, shares @ s)
