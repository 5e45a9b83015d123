"""Prove the search against trying every recipe: the same ten sets of shades, in the same order, with the same ΔE00.

Run ``python benchmarks/search_regret.py [SHADES POTS PARTS]`` (120 3 12 if nothing is said: 55 million recipes, some
minutes on two cores). The enumeration shares no line with the search: it lists parts and sets itself, mixes them with
the core's NumPy formulas in double precision, and keeps the ten best sets of each target. A recipe is left out only if
its lightness alone differs by more than the tenth set's ΔE00; the rest of ΔE00 is never negative.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import gcd
from multiprocessing import Pool

import numpy as np
from rich.console import Console
from rich.progress import track
from search_palettes import FAR, SKINS, synthetic_constants

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.search import table as search_table
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.spectrum import reflectance_to_lab

TARGETS = (*SKINS, *FAR)
KEEP, WORKERS, OUT_OF_REACH = 10, 2, 5.0
ROUNDING = 1e-9  # ΔE00 by which sums in another order may differ
Best = dict[tuple[int, ...], tuple[float, tuple[int, ...]]]


def all_parts(pots: int, most: int) -> np.ndarray:
    """List the whole parts of so many pots without common factor, (P, pots)."""
    every = product(range(1, most + 1), repeat=pots)
    return np.array([parts for parts in every if sum(parts) <= most and gcd(*parts) == 1])


def lightness_apart(target: Sequence[float], lightness: np.ndarray) -> np.ndarray:
    """Give the part of ΔE00 that lightness alone makes."""
    away = ((target[0] + lightness) / 2 - 50) ** 2
    return np.abs(lightness - target[0]) / (1 + 0.015 * away / np.sqrt(20 + away))


def enter(best: Best, target: Sequence[float], sets: np.ndarray, parts: np.ndarray, lab: np.ndarray) -> None:
    """Enter sets (M, pots) with parts (P, pots) and Lab (M, P, 3) into the ten best of a target."""
    limit = max(error for error, _ in best.values()) if len(best) == KEEP else np.inf
    near = lightness_apart(target, lab[..., 0]) <= limit
    errors = np.full(near.shape, np.inf)
    errors[near] = delta_e00(target, lab[near])
    column = errors.argmin(axis=1)
    least = errors[np.arange(len(sets)), column]
    for row in np.argsort(least, kind="stable")[:KEEP]:
        if least[row] > limit or least[row] == np.inf:
            break
        best[tuple(sets[row].tolist())] = (float(least[row]), tuple(parts[column[row]].tolist()))
    for name in sorted(best, key=lambda name: (best[name][0], name))[KEEP:]:
        del best[name]


def work_units(shades: int, pots: int) -> Iterator[tuple[int, ...]]:
    """Walk through the sets' beginnings: all shades but the last."""
    for count in range(1, pots + 1):
        yield from combinations(range(shades), count - 1)


def tried(job: tuple[Constants, list[tuple[int, ...]], int]) -> list[Best]:
    """Try all recipes of some beginnings, and give the ten best sets of each target."""
    constants, beginnings, most_parts = job
    best: list[Best] = [{} for _ in TARGETS]
    for beginning in beginnings:
        last = np.arange(beginning[-1] + 1 if beginning else 0, len(constants.k))
        if not len(last):
            continue
        parts = all_parts(len(beginning) + 1, most_parts if beginning else 1)
        sets = np.column_stack([*(np.full(len(last), shade) for shade in beginning), last])
        shares = parts / parts.sum(axis=1, keepdims=True)
        k, s = (
            (shares[:, :-1] @ known[list(beginning)])[None] + shares[None, :, -1:] * known[last, None]
            for known in (constants.k, constants.s)
        )
        lab = reflectance_to_lab(opaque_reflectance(k, s))
        for target, mine in zip(TARGETS, best, strict=True):
            enter(mine, target, sets, parts, lab)
    return best


def enumerated(constants: Constants, pots: int, most_parts: int) -> list[Best]:
    """Try every recipe, shared out among processes, with a bar of how far it is."""
    beginnings = list(work_units(len(constants.k), pots))
    jobs = [(constants, beginnings[start::400], most_parts) for start in range(min(400, len(beginnings)))]
    best: list[Best] = [{} for _ in TARGETS]
    with Pool(WORKERS) as pool:
        for found in track(pool.imap_unordered(tried, jobs), "trying all", len(jobs), console=Console(stderr=True)):
            for mine, more in zip(best, found, strict=True):
                mine.update(more)
                for name in sorted(mine, key=lambda name: (mine[name][0], name))[KEEP:]:
                    del mine[name]
    return best


def searched(constants: Constants, pots: int, most_parts: int, *, known: bool) -> list[list[tuple[float, tuple]]]:
    """Search for all targets, scanning or from the table, and give the ten best sets of each, best first."""
    optics = make_optics(constants)
    answers = []
    search_table.forget()
    for target in (TARGETS[0], TARGETS[0], *TARGETS):
        if not known:
            search_table.forget()
        found = best_recipes(optics, target, max_shades=pots, max_parts=most_parts, keep=KEEP, tie=0.0)
        answers.append(sorted((recipe.delta_e00, recipe.shades) for recipe in found)[:KEEP])
    return answers[2:]


def main() -> None:
    """Print, for each target, the best and the tenth ΔE00 by enumeration, and how the search's ten compare."""
    shades, pots, most_parts = [int(word) for word in sys.argv[1:4]] or (120, 3, 12)
    constants = synthetic_constants(shades)
    start = time.perf_counter()
    tried_all = enumerated(constants, pots, most_parts)
    truth = [sorted((error, name) for name, (error, _) in best.items()) for best in tried_all]
    print(f"enumerated {shades} shades, up to {pots} in up to {most_parts} parts: {time.perf_counter() - start:.0f} s")
    print(f"{'target':<16}    best    tenth   regret   ten scanned    ten from the table")
    worst, same = 0.0, 0
    answers = [searched(constants, pots, most_parts, known=known) for known in (False, True)]
    for target, expected, *ours in zip(TARGETS, truth, *answers, strict=True):
        regret = max(found[0][0] - expected[0][0] for found in ours)
        line = f"{target!s:<16} {expected[0][0]:7.4f}  {expected[-1][0]:7.4f}  {regret:7.0e}"
        for found in ours:
            off = max(abs(one[0] - other[0]) for one, other in zip(found, expected, strict=True))
            alike = [name for _, name in found] == [name for _, name in expected]
            worst, same = max(worst, off), same + alike
            line += f"   off by {off:.0e}, {'same sets' if alike else 'OTHER SETS'}"
        print(line)
    out = sum(expected[0][0] > OUT_OF_REACH for expected in truth)
    print(f"{len(TARGETS)} targets, {out} of them farther than {OUT_OF_REACH:.0f} from every recipe")
    print(f"largest difference {worst:.0e}; the same ten sets in the same order {same} of {2 * len(TARGETS)} times")
    if worst > ROUNDING or same < 2 * len(TARGETS):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
