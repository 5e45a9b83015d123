"""What may be in the dish and in the jars, as far as stripes tell: many draws, each a world that they allow.

A step is judged by what it leads to in all of these worlds, not in the likeliest alone: a pot of unknown strength or a
large pour can only be as good as the doubt about it.

References
----------
A. Gelman et al., "Bayesian Data Analysis", 3rd ed. 2013, chapters 4 and 9, ISBN 978-1439840955: draws from the normal
approximation, and decisions by expected loss over them.
"""

from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00
from tonematch.mix.film.kubelka_munk import Film, shade_index
from tonematch.mix.loop.bottles import Bottles
from tonematch.mix.loop.learning import COAT_SD, DOSE_SD, STRENGTH_SD, Learned

SEED = 20  # any; the same stripes must always give the same advice
AT_ONCE = 2_000
"""Mixes predicted at one time, few enough to stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Futures:
    """Draws of all that is not known of the mix of one stripe and of the jars.

    Parameters
    ----------
    bottles, film
        What predicts, and what lies beneath the stripe.
    held
        (draws, shades) strength times amount of every shade of the palette in the dish, in parts.
    poured
        (draws, shades) what one part more brings, the scatter of that pour included.
    thicker
        (draws,) ln factor of the next film drawn.
    as_drawn
        (draws,) ln factor of the film of the stripe itself.
    skin
        (draws, 3) Lab the stripe is to reach.
    """

    bottles: Bottles
    film: Film | None
    held: FloatArray
    poured: FloatArray
    thicker: FloatArray
    as_drawn: FloatArray
    skin: FloatArray

    def labs(self, added: FloatArray) -> FloatArray:
        """Predict Lab (N, draws, 3) of a new stripe after adding parts (N, shades)."""
        used = np.flatnonzero((self.held.max(axis=0) > 0) | (added.max(axis=0) > 0))
        amounts = self.held[:, used] + added[:, None, used] * self.poured[:, used]
        return self.bottles.labs_of(used.tolist(), amounts, self.thicker, self.film)

    def errors(self, added: FloatArray) -> FloatArray:
        """Give ΔE00 (N, draws) of a new stripe from the skin after adding parts (N, shades)."""
        rows = max(1, AT_ONCE // len(self.skin))
        blocks = [added[start : start + rows] for start in range(0, len(added), rows)]
        errors = [delta_e00(self.skin, self.labs(block)) for block in blocks]
        return np.concatenate([np.zeros((0, len(self.skin))), *errors])

    def errors_with_coats(self, times: float) -> FloatArray:
        """Give ΔE00 (draws,) of the stripe itself, its film so many times as thick."""
        used = np.flatnonzero(self.held.max(axis=0) > 0)
        thick = self.as_drawn + np.log(times)
        return delta_e00(self.skin, self.bottles.labs_of(used.tolist(), self.held[:, used], thick, self.film))


def draw_futures(learned: Learned, draws: int) -> Futures:
    """Draw what the last stripe's mix and the jars may be; a single draw is the likeliest world.

    Draws come in pairs, opposite about the likeliest, which halves their scatter.
    """
    random = np.random.default_rng(SEED)

    def normals(columns: int) -> FloatArray:
        half = random.standard_normal((draws // 2, columns))
        return np.concatenate([half, -half]) if draws > 1 else np.zeros((1, columns))

    at = len(learned.stripes) - 1
    palette = learned.bottles.palette
    axes, directions = np.linalg.eigh(learned.covariance)
    away = normals(len(axes)) * np.sqrt(np.maximum(axes, 0.0))
    values = learned.values + away @ directions.T
    shades = len(palette.shades)
    logs = STRENGTH_SD * normals(shades)
    for place, index in learned.places.items():
        if place[0] == "strength":
            logs[:, shade_index(palette, str(place[1]))] = values[:, index]
    dish = np.zeros((len(values), shades))
    for when, code, parts in learned.poured:
        if when <= at and learned.stripes[when].mix == learned.stripes[at].mix:
            dish[:, shade_index(palette, code)] += parts * np.exp(values[:, learned.places["pour", when, code]])
    usual = as_drawn = np.zeros(len(values))
    if learned.films[at] is not None:
        usual = values[:, learned.places["film",]]
        as_drawn = usual + values[:, learned.places["coat", at]]
    return Futures(
        bottles=learned.bottles,
        film=learned.films[at],
        held=dish * np.exp(logs),
        poured=np.exp(logs + DOSE_SD * normals(shades)),
        thicker=usual + COAT_SD * normals(1)[:, 0],
        as_drawn=as_drawn,
        skin=values[:, learned.skin(at)],
    )
