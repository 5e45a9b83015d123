"""What could be added to a mix: whole parts of a few pots, narrowed to the additions that may help."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.mix.loop.futures import Futures

MOST_POTS = 4
"""Added at one time; more than that is no correction but a new recipe."""
WORTH_PAIRING = 24
"""Shades not in the mix that are tried in twos, of those that help most alone or with one of its own."""
JOINED_OF = {3: 10, 4: 8}
"""Shades of which three and four pots are chosen, the mix's own among them."""
MOST_JOINED = 12
"""Parts added at most in sets beyond one other shade beside the mix's own; the ways grow with their third power."""
NEAREST, NEAREST_EACH = 300, 40
"""Additions kept, of all and of each number of pots; the larger pours lead further off in some worlds."""


@cache
def parts_within(pots: int, most: int) -> NDArray[np.int64]:
    """List all ways to take at least one part of each of some pots, at most so many in all, (ways, pots).

    >>> parts_within(2, 3).tolist()
    [[1, 1], [1, 2], [2, 1]]
    """
    if pots == 0:
        return np.zeros((1, 0), dtype=np.int64)
    blocks = [np.zeros((0, pots), dtype=np.int64)]
    for first in range(1, most - pots + 2):
        rest = parts_within(pots - 1, most - first)
        blocks.append(np.concatenate([np.full((len(rest), 1), first), rest], axis=1))
    ways = np.concatenate(blocks)
    ways.flags.writeable = False
    return ways


def additions(sets: Iterable[Sequence[int]], shades: int, most: int) -> FloatArray:
    """List what could be added, (N, shades): any parts of these sets of shades, at most so many in all."""
    blocks = [np.zeros((0, shades))]
    for chosen in sets:
        ways = parts_within(len(chosen), most)
        block = np.zeros((len(ways), shades))
        block[:, list(chosen)] = ways
        blocks.append(block)
    return np.concatenate(blocks)


def hopeful_additions(
    likely: Futures, own: Sequence[int], others: Sequence[int], *, most: int, grain: int = 1
) -> FloatArray:
    """List the additions that lead nearest to the skin in the likeliest world.

    Parameters
    ----------
    likely
        The likeliest world, as a single draw.
    own, others
        Places in the palette of the shades of the mix, and of those that may be added besides.
    most, grain
        At most so many times so many parts are added.

    Returns
    -------
    array of shape (N, shades)
        Parts; of every number of pots some, so that a simpler step is never missing.
    """
    shades = likely.held.shape[1]
    alone = [(shade,) for shade in (*own, *others)]
    beside = [*combinations(own, 2), *((one, other) for one in own for other in others)]
    rows = grain * additions([*alone, *beside], shades, most)
    near = likely.errors(rows)[:, 0]
    pots = min(MOST_POTS, len(own) + 1)
    sets: Iterable[tuple[int, ...]]
    for count in range(2, pots + 1):
        first = rows[np.argsort(near)]
        if count == 2:
            sets = combinations(_first_used(first, others, WORTH_PAIRING), 2)
        else:
            mine = _first_used(first, own, MOST_POTS)
            sets = combinations((*mine, *_first_used(first, others, JOINED_OF[count] - len(mine))), count)
        more = grain * additions(sets, shades, min(most, MOST_JOINED))
        rows, near = np.concatenate([rows, more]), np.concatenate([near, likely.errors(more)[:, 0]])
    order = np.argsort(near, kind="stable")  # equals stay in the simpler one's favour
    of_pots = (rows > 0).sum(axis=1)[order]
    kept = {*order[:NEAREST].tolist()}
    for count in range(1, pots + 1):
        kept |= {*order[of_pots == count][:NEAREST_EACH].tolist()}
    return rows[sorted(kept)]


def _first_used(rows: FloatArray, wanted: Sequence[int], count: int) -> list[int]:
    """List the shades wanted in the order in which rows first use them."""
    first = {shade: int(np.argmax(rows[:, shade] > 0)) for shade in wanted if rows[:, shade].any()}
    return sorted(first, key=first.__getitem__)[:count]
