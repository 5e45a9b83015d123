"""What adding some of each shade to a mix would bring, as far as the stripes so far tell."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import gamma
from typing import NamedTuple

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00, local_metric
from tonematch.mix.film.kubelka_munk import shade_index
from tonematch.mix.loop.learning import DOSE_SD, STRENGTH_SD, Learned

LOOKED_AT = 40
"""Additions, nearest first, of which the expected ΔE00 is worked out; the rest lie too far off."""


MOST_SHADES_ADDED = 3
"""At one time; more pots than that are no small correction."""
OTHERS_TRIED = 8
"""Shades not yet in the mix that are tried with two of its own, of those that help most by themselves or with one."""


class Step(NamedTuple):
    """One way to go on: parts to add by code, the Lab it leads to at the likeliest values, and ΔE00 to expect.

    `delta_e00` is what doubt about strengths, doses and skin leaves on average, so it is never 0.
    """

    added: Mapping[str, int]
    lab: Lab
    delta_e00: float


def expected_delta_e00(middle: FloatArray, covariance: FloatArray, metric: FloatArray) -> float:
    """Give the mean length of a Gaussian difference: its middle (3,), covariance (3, 3), and the ΔE00 metric (3, 3).

    The squared length is taken for a gamma variable of the same mean and variance.

    >>> round(expected_delta_e00(np.zeros(3), np.eye(3), np.eye(3)), 2)  # exactly 1.596
    1.6
    """
    spread = metric @ covariance
    mean = float(middle @ metric @ middle + np.trace(spread))
    variance = float(2 * np.trace(spread @ spread) + 4 * middle @ metric @ covariance @ metric @ middle)
    if variance <= 1e-12 * mean * mean:
        return float(np.sqrt(mean))
    shape = mean * mean / variance
    if shape > 100:
        return float(np.sqrt(mean) * (1 - 1 / (8 * shape)))
    return float(np.sqrt(mean) * gamma(shape + 0.5) / (gamma(shape) * np.sqrt(shape)))


def additions(
    mixed: Sequence[str], others: Sequence[str], *, most_parts: int, most_shades: int
) -> list[dict[str, int]]:
    """List what could be added: any shades of the mix, with or without one other shade.

    >>> additions(["A"], ["B"], most_parts=2, most_shades=2)
    [{'A': 1}, {'A': 2}, {'B': 1}, {'B': 2}, {'A': 1, 'B': 1}]
    """
    own = [chosen for pots in range(len(mixed) + 1) for chosen in combinations(mixed, pots)]
    sets = [chosen for chosen in own if 0 < len(chosen) <= most_shades]
    sets += [(*chosen, other) for chosen in own if len(chosen) < most_shades for other in others]
    return [
        dict(zip(chosen, parts, strict=True))
        for chosen in sets
        for parts in product(range(1, most_parts + 1), repeat=len(chosen))
        if sum(parts) <= most_parts
    ]


def best_steps(learned: Learned, codes: Sequence[str], *, most_parts: int) -> tuple[Step, ...]:
    """Find what to add to the mix of the last stripe, from these codes, by the ΔE00 to expect at its skin.

    The first step is always to add nothing.
    """
    mixed = [code for code in learned.stripes[-1].parts if code in set(codes)][:MOST_SHADES_ADDED]
    others = [code for code in codes if code not in mixed]
    few = _ranked(learned, additions(mixed, others, most_parts=most_parts, most_shades=2))
    hopeful = list(dict.fromkeys(code for added in few for code in added if code in set(others)))[:OTHERS_TRIED]
    many = additions(mixed, hopeful, most_parts=most_parts, most_shades=MOST_SHADES_ADDED)
    nearest = {tuple(added.items()): added for added in (*few[:LOOKED_AT], *_ranked(learned, many)[:LOOKED_AT])}
    steps = [step_of(learned, added) for added in nearest.values()]
    return (step_of(learned, {}), *sorted(steps, key=lambda step: step.delta_e00))


def _ranked(learned: Learned, wanted: Sequence[dict[str, int]]) -> list[dict[str, int]]:
    """Order additions by the ΔE00 they lead to at the likeliest values."""
    if not wanted:
        return []
    at = len(learned.stripes) - 1
    errors = delta_e00(learned.values[learned.skin(at)], _labs(learned, at, wanted))
    return [wanted[index] for index in np.argsort(errors, kind="stable")]


def one_more_coat(learned: Learned) -> Step:
    """Work out the mix of the last stripe as it is, with one thin coat more."""
    coats = learned.stripes[-1].coats
    return step_of(learned, {}, thicker=(coats + 1) / coats)


def step_of(learned: Learned, added: Mapping[str, int], *, thicker: float = 1.0) -> Step:
    """Work out one addition to the mix of the last stripe, and so many times its film."""
    at = len(learned.stripes) - 1
    held = learned.held(at, learned.values, added)
    held.logs[-1] += np.log(thicker)
    lab, by_logs = learned.bottles.lab_and_slopes(held.shades, held.logs, learned.films[at])
    skin = learned.skin(at)
    middle = lab - learned.values[skin]
    slopes = by_logs @ held.slopes
    slopes[:, skin] -= np.eye(3)
    covariance = slopes @ learned.covariance @ slopes.T
    codes = tuple(dict.fromkeys((*learned.stripes[at].parts, *added)))
    pours = [index for place, index in learned.places.items() if place[0] == "pour"]
    for row, code in enumerate(codes):
        fresh = DOSE_SD * (1 - float(held.slopes[row, pours].sum()))
        unknown = 0.0 if ("strength", code) in learned.places else STRENGTH_SD
        covariance = covariance + (fresh**2 + unknown**2) * np.outer(by_logs[:, row], by_logs[:, row])
    metric = local_metric(lab_from(learned.values[skin]))
    return Step(added, lab_from(lab), expected_delta_e00(middle, covariance, metric))


def _labs(learned: Learned, at: int, wanted: Sequence[Mapping[str, int]]) -> FloatArray:
    """Predict many additions at once, (N, 3)."""
    codes = list(dict.fromkeys((*learned.stripes[at].parts, *(code for added in wanted for code in added))))
    held = learned.held(at, learned.values)
    amounts = np.zeros((len(wanted), len(codes)))
    amounts[:, : len(held.shades)] = np.exp(held.logs[:-1])
    column = {code: place for place, code in enumerate(codes)}
    for row, added in enumerate(wanted):
        for code, parts in added.items():
            amounts[row, column[code]] += parts * learned.factor("strength", code)
    with np.errstate(divide="ignore"):
        logs = np.concatenate([np.log(amounts), np.full((len(wanted), 1), held.logs[-1])], axis=1)
    shades = [shade_index(learned.bottles.palette, code) for code in codes]
    return learned.bottles.labs(shades, logs, learned.films[at])
