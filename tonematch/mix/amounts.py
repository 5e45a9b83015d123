"""A recipe in the unit a person doses by: whole parts, drops, or grams on a balance.

Grams follow from parts where the palette says what a part weighs: by `grams_per_part`, or by `density_g_ml` with parts
that are equal volumes. A balance shows steps; a reading lies anywhere within half a step, so that each dose scatters by
the step over the root of twelve (JCGM 100:2008, 4.3.7), and what that costs follows from the dose model.

References
----------
JCGM 100:2008, Evaluation of measurement data - Guide to the expression of uncertainty in measurement.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray
from tonematch.errors import NoMatchError
from tonematch.mix.answer import Match
from tonematch.mix.dose import expected_from_slopes
from tonematch.mix.palettes.shade import Shade

Unit = Literal["parts", "drops", "grams"]
UNITS: tuple[Unit, ...] = ("parts", "drops", "grams")
BALANCE_G = 0.01
"""Grams a pocket balance shows; laboratory ones show 0.001."""
BATCHES_G = (0.01, 10_000.0)
BALANCES_G = (0.0001, 10.0)


def _check(what: str, value: float, limits: tuple[float, float]) -> None:
    low, high = limits
    if not low <= value <= high:
        raise NoMatchError(
            f"The {what} is {value:g} g, expected {low:g} to {high:g} g.",
            code="amounts.grams",
            hint="Give grams, as in 10 or 0.01.",
        )


@dataclass(frozen=True)
class Measure:
    """How amounts are wanted.

    Parameters
    ----------
    unit
        None for what the palette's parts are: drops where it says so, else parts.
    batch_grams
        What the whole is to weigh; None for the recipe as it is.
    balance_g
        The smallest step the balance shows.

    Raises
    ------
    NoMatchError
        If the unit is none, or a weight is none that anybody mixes or shows.
    """

    unit: Unit | None = None
    batch_grams: float | None = None
    balance_g: float = BALANCE_G

    def __post_init__(self) -> None:
        if self.unit is not None and self.unit not in UNITS:
            raise NoMatchError(
                f"The unit is '{self.unit}', expected {', '.join(UNITS)}.", code="amounts.unit", hint="Choose one."
            )
        if self.batch_grams is not None:
            _check("batch", self.batch_grams, BATCHES_G)
        _check("balance's step", self.balance_g, BALANCES_G)
        if self.unit == "parts" and self.batch_grams is not None:
            raise NoMatchError(
                "A batch in grams is told in grams or drops, not in parts.",
                code="amounts.unit",
                hint="Leave the unit away, and grams are told.",
            )


AS_IT_IS = Measure()
"""The recipe in the palette's own parts."""


@dataclass(frozen=True)
class Weighed:
    """What a balance makes of a recipe.

    Parameters
    ----------
    balance_g
        Its step.
    expected_delta_e00
        ΔE00 to expect of what it shows; None where a shade comes to less than a step.
    cost_delta_e00
        By how much that is more than the ΔE00 of the recipe itself.
    """

    balance_g: float
    expected_delta_e00: float | None
    cost_delta_e00: float | None


@dataclass(frozen=True)
class Amounts:
    """A recipe in a unit: `values` in the order of its components, their `total`, and what was assumed, in a sentence.

    Grams are rounded to what the balance shows.
    """

    unit: Unit
    values: tuple[float, ...]
    total: float
    weighed: Weighed | None = None
    note: str = ""


def check_amounts(matches: Sequence[Match], target: ArrayLike, measure: Measure) -> None:
    """Make sure that all recipes can be told as wanted, before any of them is.

    Raises
    ------
    NoMatchError
        As `amounts_of`.
    """
    for match in matches:
        amounts_of(match, target, measure)


def amounts_of(match: Match, target: ArrayLike, measure: Measure = AS_IT_IS) -> Amounts:
    """Tell a recipe in the unit wanted.

    Parameters
    ----------
    match
        The recipe, held against the target.
    target
        Lab (3,), D65, 2°.
    measure
        The unit, how much is wanted, and what the balance shows.

    Raises
    ------
    NoMatchError
        If grams are wanted and neither a batch nor what a part weighs is known, or a batch in drops whose size is not.
    """
    unit = measure.unit or ("grams" if measure.batch_grams is not None else match.parts_unit)
    parts = np.array([part.parts for part in match.components], dtype=float)
    if unit == "parts":
        return _amounts("parts", parts)
    scale = _scale(match)
    if unit == "drops":
        return _in_drops(match, parts, scale, measure)
    return _in_grams(match, np.asarray(target, dtype=float), parts, scale, measure)


@dataclass(frozen=True)
class _Scale:
    """What one part of each component weighs: in grams where `absolute`, else beside each other only."""

    weights: tuple[float, ...]
    absolute: bool
    note: str


def _scale(match: Match) -> _Scale:
    shades = [part.shade for part in match.components]
    stated = [shade.grams_per_part for shade in shades if shade.grams_per_part is not None]
    if len(stated) == len(shades):
        return _Scale(tuple(stated), absolute=True, note="")
    densities, note = _densities(shades)
    known = not note and match.drop_ml is not None
    volume = match.drop_ml if known and match.drop_ml is not None else 1.0
    return _Scale(tuple(density * volume for density in densities), absolute=known, note=note)


def _densities(shades: Sequence[Shade]) -> tuple[list[float], str]:
    known = [shade.density_g_ml for shade in shades if shade.density_g_ml is not None]
    if not known:
        return [1.0] * len(shades), "The densities of the shades are not stated: equal ones are assumed."
    without = [shade.code for shade in shades if shade.density_g_ml is None]
    middle = float(np.mean(known))
    note = f"The density of {', '.join(without)} is not stated: that of the others is assumed." if without else ""
    return [middle if shade.density_g_ml is None else shade.density_g_ml for shade in shades], note


def _in_drops(match: Match, parts: FloatArray, scale: _Scale, measure: Measure) -> Amounts:
    size = match.drop_ml
    note = "The size of a drop is not stated: all are taken to be equally large." if size is None else ""
    if measure.batch_grams is None:
        return _amounts("drops", parts, note=note)
    if not scale.absolute:
        raise NoMatchError(
            f"What a drop weighs is not known: how many make {measure.batch_grams:g} g of {match.recipe} is open.",
            code="amounts.drops",
            hint="State drop_ml and density_g_ml in the palette file, or ask for grams.",
        )
    times = max(1, round(measure.batch_grams / float(parts @ np.array(scale.weights))))
    return _amounts("drops", parts * times, note=note)


def _in_grams(match: Match, target: FloatArray, parts: FloatArray, scale: _Scale, measure: Measure) -> Amounts:
    weights = parts * np.array(scale.weights)
    if measure.batch_grams is not None:
        weights *= measure.batch_grams / weights.sum()
    elif not scale.absolute:
        raise NoMatchError(
            f"What one part weighs is not known: {match.recipe} cannot be told in grams.",
            code="amounts.no_total",
            hint="Say how many grams are wanted in all, or state grams_per_part in the palette file.",
        )
    step = measure.balance_g
    shown = np.round(weights / step) * step
    if not shown.all():
        lightest = match.components[int(weights.argmin())].shade
        least = math.ceil(step / weights.min() * weights.sum() / step) * step
        note = f"{lightest.name} comes to less than the balance shows: weigh at least {least:g} g in all."
        return _amounts("grams", shown, Weighed(step, None, None), f"{scale.note} {note}".strip())
    slopes = np.array(match.slopes).T
    lab = np.asarray(match.predicted.lab) + slopes @ np.log(shown / weights)
    scatter = step / math.sqrt(12) / shown
    expected = float(expected_from_slopes(target, lab[None], slopes[None], scatter=scatter)[0])
    weighed = Weighed(step, expected, max(0.0, expected - match.delta_e00))
    return _amounts("grams", shown, weighed, scale.note)


def _amounts(unit: Unit, values: FloatArray, weighed: Weighed | None = None, note: str = "") -> Amounts:
    return Amounts(unit, tuple(float(value) for value in values), float(values.sum()), weighed, note)
