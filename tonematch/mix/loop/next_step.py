"""What adding some of each shade to a mix would bring, as far as the stripes so far tell."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.mix.film.kubelka_munk import shade_index
from tonematch.mix.loop.futures import draw_futures
from tonematch.mix.loop.learning import Learned
from tonematch.mix.loop.moves import hopeful_additions

DRAWS_TO_RANK, DRAWS_TO_TELL = 64, 512
LOOKED_AT = 40
"""Steps, best first, that are judged by the larger number of draws, and as many of the simplest."""
FINEST_SHARE = 24
"""A mix of more parts than this is added to in steps of about such a share of it: one part in 200 does nothing."""


class Step(NamedTuple):
    """One way to go on: parts to add by code, the Lab it leads to at the likeliest values, and ΔE00 to expect.

    `delta_e00` is what doubt about strengths, doses and skin leaves on average, so it is never 0; two stripes in three
    end between `low` and `high`.
    """

    added: Mapping[str, int]
    lab: Lab
    delta_e00: float
    low: float
    high: float


def best_steps(learned: Learned, codes: Sequence[str], *, most_parts: int) -> tuple[Step, ...]:
    """Find what to add to the mix of the last stripe, from these codes, by the ΔE00 to expect at its skin.

    The first step is always to add nothing.
    """
    palette = learned.bottles.palette
    mixed = learned.stripes[-1].parts
    own = [shade_index(palette, code) for code in mixed if code in set(codes)]
    others = [index for index in (shade_index(palette, code) for code in codes) if index not in own]
    likely = draw_futures(learned, 1)
    grain = max(1, sum(mixed.values()) // FINEST_SHARE)
    rows = hopeful_additions(likely, own, others, most=most_parts, grain=grain)
    nothing = np.zeros((1, len(palette.shades)))
    expected = draw_futures(learned, DRAWS_TO_RANK).errors(rows).mean(axis=1)
    rows = np.concatenate([nothing, rows[_worth_a_look(rows, expected)]])
    errors, labs = draw_futures(learned, DRAWS_TO_TELL).errors(rows), likely.labs(rows)[:, 0]
    steps = [_step(learned, row, lab, of) for row, lab, of in zip(rows, labs, errors, strict=True)]
    return (steps[0], *sorted(steps[1:], key=lambda step: step.delta_e00))


def _worth_a_look(rows: FloatArray, expected: FloatArray) -> list[int]:
    """Pick the best of all, and the best of each number of pots, that may be told in place of a better one."""
    order = np.argsort(expected, kind="stable")
    pots = (rows > 0).sum(axis=1)[order]
    kept = {*order[:LOOKED_AT].tolist()}
    for count in np.unique(pots).tolist():
        kept |= {*order[pots == count][: LOOKED_AT // 4].tolist()}
    return sorted(kept)


def one_more_coat(learned: Learned) -> Step:
    """Work out the last stripe with one thin coat of the same mix more on it."""
    coats = learned.stripes[-1].coats
    errors = draw_futures(learned, DRAWS_TO_TELL).errors_with_coats((coats + 1) / coats)
    likely = draw_futures(learned, 1)
    return _step(
        learned, np.zeros(likely.held.shape[1]), likely.labs(np.zeros((1, likely.held.shape[1])))[0, 0], errors
    )


def _step(learned: Learned, row: FloatArray, lab: FloatArray, errors: FloatArray) -> Step:
    shades = learned.bottles.palette.shades
    added = {shades[place].code: int(row[place]) for place in np.flatnonzero(row).tolist()}
    low, high = np.quantile(errors, [1 / 6, 5 / 6]).tolist()
    return Step(added, lab_from(lab), float(errors.mean()), low, high)
