"""The best sets of shades met so far, each once, inside compiled code.

A set is one whole number, its shades ascending in base 1024, so that among equals the set of fewer pots and then of
earlier shades comes first, whatever the order in which they were met and however many threads met them.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.mix.search.compile import compiled
from tonematch.mix.search.difference import MARGIN, exact_difference, lab_root, lanes_bound, lanes_to_lab
from tonematch.mix.search.optics import FEW_POTS, exact_xyz, one_mix

BASE = 1024
"""One more than the most shades a palette may have in a search."""

MOST_POTS = 4


class Shortlist(NamedTuple):
    """Sets and their least ΔE00, best first.

    Parameters
    ----------
    sets, errors
        (keep,) each; `errors` is infinite where nothing is known yet.
    limit
        (1,): the ΔE00 beyond which nothing is of interest, shared by threads. Each thread's worst kept value is a
        valid limit for all, because so many distinct sets are at least as good.
    scratch
        (3,) XYZ, used while computing.
    """

    sets: NDArray[np.int64]
    errors: NDArray[np.float64]
    limit: NDArray[np.float64]
    scratch: NDArray[np.float64]


def empty_shortlist(keep: int, limit: NDArray[np.float64]) -> Shortlist:
    """Make a list that will hold so many sets."""
    return Shortlist(np.zeros(keep, dtype=np.int64), np.full(keep, np.inf), limit, np.zeros(3))


@compiled
def name_set(shades: Any, pots: int) -> int:
    """Give the number of a set, or -1 where a shade stands in it twice."""
    code = 0
    last = -1
    for place in range(MOST_POTS):
        least = BASE
        if place < pots:
            for pot in range(pots):
                if last < shades[pot] < least:
                    least = shades[pot]
            if least == BASE:
                return -1
            last = least
            code = code * BASE + least + 1
        else:
            code = code * BASE
    return code


def shades_of(code: int) -> tuple[int, ...]:
    """Give the shades of a set by its number."""
    digits = [code // BASE ** (MOST_POTS - 1 - place) % BASE for place in range(MOST_POTS)]
    return tuple(digit - 1 for digit in digits if digit)


def merged(shortlists: Sequence[Shortlist], keep: int) -> list[int]:
    """Put the lists of several threads together: the best sets, each once, best first."""
    least: dict[int, float] = {}
    for shortlist in shortlists:
        for code, error in zip(shortlist.sets.tolist(), shortlist.errors.tolist(), strict=True):
            if code:
                least[code] = min(error, least.get(code, error))
    limit = min(float(shortlist.limit[0]) for shortlist in shortlists)
    ordered = sorted((error, code) for code, error in least.items() if error <= limit)
    return [code for _, code in ordered[:keep]]


@compiled
def exact_error(optics: Any, target: Any, shades: Any, parts: Any, pots: int, xyz: Any) -> float:
    """Give ΔE00 of one recipe in double precision."""
    exact_xyz(optics, shades, parts, pots, xyz)
    fx, fy, fz = lab_root(xyz[0]), lab_root(xyz[1]), lab_root(xyz[2])
    return exact_difference(target, 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


@compiled
def errors_of_set(optics: Any, target: Any, shades: Any, parts: Any, tie: float) -> Any:
    """Give ΔE00 (P,) of one set of shades in each of the parts (P, pots), in double precision.

    Infinite for those that single precision tells to be farther from the nearest than a tie.
    """
    pots, count = len(shades), len(parts)
    errors, xyz = np.full(count, np.inf), np.empty(3)
    bound = np.zeros(count, np.float32)
    ceiling = np.inf
    if pots <= FEW_POTS:
        three, amounts = np.zeros(FEW_POTS, np.int64), np.zeros(FEW_POTS, np.int64)
        three[:pots] = shades
        rough, lab = np.empty((3, count), np.float32), np.empty((3, count), np.float32)
        for row in range(count):
            amounts[:pots] = parts[row]
            one_mix(optics, three, amounts, rough[:, row])
        lanes_to_lab(rough, 0, lab)
        lanes_bound(target, lab, 0, bound)
        nearest = parts[bound.argmin()]
        ceiling = (exact_error(optics, target, shades, nearest, pots, xyz) + tie + MARGIN) ** 2
    for row in range(count):
        if bound[row] <= ceiling:
            errors[row] = exact_error(optics, target, shades, parts[row], pots, xyz)
    return errors


@compiled
def enter(shortlist: Any, code: int, error: float) -> None:
    """Put a set in its place, or improve it where it stands already."""
    sets, errors = shortlist.sets, shortlist.errors
    keep = len(sets)
    if error > errors[keep - 1] or (error == errors[keep - 1] and code >= sets[keep - 1]):
        return
    place = keep - 1
    for at in range(keep):
        if sets[at] == code:
            if error >= errors[at]:
                return
            place = at
            break
    while place > 0 and (errors[place - 1] > error or (errors[place - 1] == error and sets[place - 1] > code)):
        errors[place], sets[place] = errors[place - 1], sets[place - 1]
        place -= 1
    errors[place], sets[place] = error, code
    shortlist.limit[0] = min(shortlist.limit[0], errors[keep - 1])


@compiled
def weigh(optics: Any, target: Any, shortlist: Any, shades: Any, parts: Any, pots: int) -> None:
    """Compute one recipe exactly and enter it; a recipe that names a shade twice is none."""
    code = name_set(shades, pots)
    if code >= 0:
        error = exact_error(optics, target, shades, parts, pots, shortlist.scratch)
        if error <= shortlist.limit[0]:
            enter(shortlist, code, error)
