"""What test stripes say of a shop's own shades: strengths, doses and film, from all stripes together.

Stripe and skin are photographed in one frame, so the error of the photo is the same on both and cancels in their
difference, which is known far better than either colour. Unknown are the logarithms of the shades' strengths, of each
dose poured and of the film's thickness, and the true colour of the skin of each mix. All but the skin have a prior; the
likeliest values, and how well they are known, follow by Gauss-Newton steps with every residual counted in ΔE00.

References
----------
A. Gelman et al., "Bayesian Data Analysis", 3rd ed. 2013, chapters 4 and 13, ISBN 978-1439840955: the normal
approximation at the mode.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tonematch.colour import FloatArray
from tonematch.mix.film.kubelka_munk import Film, film_over, shade_index
from tonematch.mix.loop.bottles import Bottles, whitener
from tonematch.mix.loop.stripes import Stripe, pours

STRENGTH_SD = 0.3
"""Spread of ln strength among jars of one name: two in three lie from a quarter weaker to a third stronger."""
DOSE_SD = 0.08
"""Spread of ln amount of one pour: drops differ by about 8 %."""
FILM_SD = 0.25
"""Spread of ln thickness of a shop's usual coat about the palette's: an assumption, wide on purpose."""
COAT_SD = 0.1
"""Spread of ln thickness of one film about the shop's usual: an assumption."""
NEARBY_SD = 0.42
"""ΔE00 along each direction by which stripe and skin are read apart in one frame, 0.3 each: grain, shading.

An assumption; in simulation, taking too much costs little and too little costs more.
"""
RADIUS_95 = 2.795  # holds 95 of 100 draws in three directions, in standard deviations along one
ROUNDS = 12
STILL = 1e-7
LARGEST_STEP = 0.5  # of a logarithm in one round; a film turns opaque beyond reach of the slopes
SDS = {"strength": STRENGTH_SD, "film": FILM_SD, "coat": COAT_SD, "pour": DOSE_SD}

Place = tuple[object, ...]


class Held(NamedTuple):
    """One mix: its shades, ln amounts and last ln film (n + 1,), and their slopes by all unknowns (n + 1, unknowns)."""

    shades: tuple[int, ...]
    logs: FloatArray
    slopes: FloatArray


@dataclass(frozen=True, eq=False)
class Learned:
    """The stripes, and the likeliest values of all unknowns (n,) with their covariance (n, n), read-only.

    `places` tells where an unknown stands: ``("strength", code)``, ``("film",)``, ``("coat", stripe)``,
    ``("pour", stripe, code)`` and ``("skin", mix, channel)``; all but the skin are logarithms of factors.
    """

    bottles: Bottles
    stripes: tuple[Stripe, ...]
    films: tuple[Film | None, ...]
    poured: tuple[tuple[int, str, float], ...]
    places: Mapping[Place, int]
    values: FloatArray
    covariance: FloatArray

    def __post_init__(self) -> None:
        self.values.flags.writeable = False
        self.covariance.flags.writeable = False

    def factor(self, *place: object) -> float:
        """Give an unknown as a factor; 1 where nothing was learned of it."""
        index = self.places.get(place)
        return 1.0 if index is None else float(np.exp(self.values[index]))

    def spread(self, *place: object) -> float:
        """Give the standard deviation of an unknown's logarithm; the prior's where nothing was learned of it."""
        index = self.places.get(place)
        return SDS[str(place[0])] if index is None else float(np.sqrt(max(self.covariance[index, index], 0.0)))

    def dose_spread(self, at: int, code: str) -> float:
        """Give the standard deviation of the logarithm of what was poured of a shade up to a stripe."""
        slopes = self.held(at, self.values).slopes[list(self.stripes[at].parts).index(code)].copy()
        slopes[self.places["strength", code]] = 0.0
        return float(np.sqrt(slopes @ self.covariance @ slopes))

    def skin(self, at: int) -> list[int]:
        """Tell where the skin of a stripe stands among the unknowns."""
        return [self.places["skin", self.stripes[at].mix, axis] for axis in range(3)]

    @property
    def surprise(self) -> float:
        """Sum the squared misses of all that was expected and measured, in standard deviations, at these values."""
        misses, _ = _misses(self, self.values)
        return float(misses @ misses)

    def held(self, at: int, values: FloatArray) -> Held:
        """Give the mix of a stripe under some values of the unknowns."""
        stripe = self.stripes[at]
        codes = tuple(stripe.parts)
        logs, slopes = np.zeros(len(codes) + 1), np.zeros((len(codes) + 1, len(values)))
        for row, code in enumerate(codes):
            own = [
                (self.places["pour", place, code], parts)
                for place, name, parts in self.poured
                if name == code and place <= at and self.stripes[place].mix == stripe.mix
            ]
            amounts = np.array([parts * np.exp(values[index]) for index, parts in own])
            total = float(amounts.sum())
            logs[row] = np.log(total)
            for (index, _), amount in zip(own, amounts, strict=True):
                slopes[row, index] = amount / total
            strength = self.places.get(("strength", code))
            if strength is not None:
                logs[row] += values[strength]
                slopes[row, strength] = 1.0
        if self.films[at] is not None:
            for place in (("film",), ("coat", at)):
                logs[-1] += values[self.places[place]]
                slopes[-1, self.places[place]] = 1.0
        return Held(tuple(shade_index(self.bottles.palette, code) for code in codes), logs, slopes)


def learn(bottles: Bottles, stripes: Sequence[Stripe]) -> Learned:
    """Find the likeliest strengths, doses, film and skins behind stripes, in the order they were made.

    Raises
    ------
    PaletteError
        When the palette lacks a shade of a stripe.
    NoMatchError
        When a mix holds less than it did before, or a colour is none.
    """
    at_rest = _at_rest(bottles, tuple(stripes))
    values, precision = at_rest.values.copy(), np.eye(len(at_rest.values))
    for _ in range(ROUNDS):
        misses, slopes = _misses(at_rest, values)
        precision = slopes.T @ slopes
        step = np.linalg.solve(precision, -slopes.T @ misses)
        logs = [index for place, index in at_rest.places.items() if place[0] != "skin"]
        step *= min(1.0, LARGEST_STEP / max(float(np.abs(step[logs]).max()), 1e-12))
        values += step
        if np.abs(step).max() < STILL:
            break
    return _with_values(at_rest, values, np.linalg.inv(precision))


def _at_rest(bottles: Bottles, stripes: tuple[Stripe, ...]) -> Learned:
    """Give the unknowns at their prior's middle."""
    poured = tuple(pours(stripes))
    films = tuple(None if stripe.over is None else film_over(stripe.over, stripe.coats) for stripe in stripes)
    codes = sorted({code for stripe in stripes for code in stripe.parts})
    first = {stripe.mix: stripe.skin for stripe in reversed(stripes)}
    places: list[Place] = [("strength", code) for code in codes]
    if any(films):
        places += [("film",), *(("coat", at) for at, film in enumerate(films) if film is not None)]
    places += [("pour", at, code) for at, code, _ in poured]
    values = [*(0.0 for _ in places), *(float(value) for lab in first.values() for value in lab)]
    places += [("skin", mix, axis) for mix in first for axis in range(3)]
    indices = {place: index for index, place in enumerate(places)}
    return Learned(bottles, stripes, films, poured, indices, np.array(values), np.eye(len(values)))


def _with_values(learned: Learned, values: FloatArray, covariance: FloatArray) -> Learned:
    kept = {name: getattr(learned, name) for name in ("bottles", "stripes", "films", "poured", "places")}
    return Learned(**kept, values=values, covariance=covariance)


def _misses(learned: Learned, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give all residuals in standard deviations, (m,), and their slopes by the unknowns, (m, n)."""
    size = len(values)
    prior = [(index, SDS[str(place[0])]) for place, index in learned.places.items() if place[0] != "skin"]
    misses = [np.array([values[index] / sd for index, sd in prior])]
    slopes = [np.array([np.eye(size)[index] / sd for index, sd in prior])]
    for at, stripe in enumerate(learned.stripes):
        held = learned.held(at, values)
        lab, by_logs = learned.bottles.lab_and_slopes(held.shades, held.logs, learned.films[at])
        skin = learned.skin(at)
        selects = np.eye(size)[skin]
        white = whitener(stripe.skin)
        apart = (lab - values[skin]) - (np.asarray(stripe.stripe) - np.asarray(stripe.skin))
        misses.append(white @ apart / NEARBY_SD)
        slopes.append(white @ (by_logs @ held.slopes - selects) / NEARBY_SD)
        common = np.hypot(stripe.uncertainty / RADIUS_95, learned.bottles.model_sd)
        misses.append(white @ (values[skin] - np.asarray(stripe.skin)) / common)
        slopes.append(white @ selects / common)
    return np.concatenate(misses), np.concatenate(slopes)
