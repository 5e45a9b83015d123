"""How the search grows with palette and parts, beside enumeration, SLSQP per triple, differential evolution and greedy.

Run ``python benchmarks/search_growth.py OUT.png``: the plot, and a line for each point. Times are processor time of one
target in reach. Peers that mix in continuous shares are rounded to whole parts at the end, as a person would have to;
their gap is how much farther from the target they end than the proven best.
"""

import sys
import time
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from scipy.optimize import differential_evolution, minimize
from search_palettes import SKINS, synthetic_constants

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.kubelka_munk import mix_constants
from tonematch.mix.search import table as search_table
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.mix.search.find import compositions, enumerate_recipes
from tonematch.spectrum import reflectance_to_lab

POTS, TARGET = 3, SKINS[0]
SIZES = ((10, 8), (20, 8), (30, 8), (60, 8), (60, 12), (120, 8), (120, 12))
MOST_ENUMERATED, MOST_BY_TRIPLE = 30, 20
ROUND_PARTS = 8


class Point(NamedTuple):
    """What one method took for one size, seconds, and how near it came."""

    seconds: float
    error: float


def timed(method: Callable[[Constants, int], float], constants: Constants, parts: int) -> Point:
    """Time one method once."""
    start = time.process_time()
    error = method(constants, parts)
    return Point(time.process_time() - start, error)


def error_of(constants: Constants, shares: np.ndarray) -> float:
    """Give ΔE00 of shares (shades,)."""
    return float(delta_e00(TARGET, reflectance_to_lab(opaque_reflectance(shares @ constants.k, shares @ constants.s))))


def rounded(constants: Constants, shares: np.ndarray, parts: int) -> float:
    """Give ΔE00 of the nearest whole parts of the three largest shares."""
    chosen = np.argsort(-shares, kind="stable")[:POTS]
    rows = np.concatenate([np.pad(compositions(n, parts), ((0, 0), (0, POTS - n))) for n in range(1, POTS + 1)])
    wanted = shares[chosen] / shares[chosen].sum()
    nearest = rows[np.abs(rows / rows.sum(axis=1, keepdims=True) - wanted).sum(axis=1).argmin()]
    whole = np.zeros(len(shares))
    whole[chosen] = nearest
    return error_of(constants, whole / whole.sum())


def ours(constants: Constants, parts: int) -> float:
    """Search as tonematch does."""
    search_table.forget()
    found = best_recipes(make_optics(constants), TARGET, max_shades=POTS, max_parts=parts, keep=10, tie=0.05)
    return min(recipe.delta_e00 for recipe in found)


def enumeration(constants: Constants, parts: int) -> float:
    """Try every recipe with NumPy."""

    def errors(sets: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return delta_e00(TARGET, reflectance_to_lab(opaque_reflectance(*mix_constants(constants, sets, rows))))

    found = enumerate_recipes(len(constants.k), errors, max_shades=POTS, max_parts=parts, keep=10, tie=0.05)
    return min(recipe.delta_e00 for recipe in found)


def slsqp(constants: Constants, parts: int) -> float:
    """Minimise over the shares of every triple, then round."""
    best = np.inf
    for triple in combinations(range(len(constants.k)), POTS):
        chosen = Constants(constants.k[list(triple)], constants.s[list(triple)])
        found = minimize(
            lambda shares, chosen=chosen: error_of(chosen, np.abs(shares) / max(np.abs(shares).sum(), 1e-9)),
            np.full(POTS, 1 / POTS),
            method="SLSQP",
            bounds=[(0, 1)] * POTS,
            constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1},
            options={"maxiter": 30},
        )
        best = min(best, rounded(chosen, np.clip(found.x, 1e-9, 1), parts))
    return best


def evolution(constants: Constants, parts: int) -> float:
    """Let differential evolution choose three shades and their parts."""
    count = len(constants.k)

    def error(genes: np.ndarray) -> float:
        whole = np.zeros(count)
        np.add.at(whole, genes[:POTS].astype(int), np.floor(genes[POTS:] * (parts / POTS)) + 1e-3)
        return error_of(constants, whole / whole.sum())

    edges = [(0, count - 1e-6)] * POTS + [(0, 1.999)] * POTS
    return float(differential_evolution(error, edges, seed=1, maxiter=60, polish=False).fun)


def greedy(constants: Constants, parts: int) -> float:
    """Add one part after the other, each time the one that helps most, of no more than three shades."""
    count = len(constants.k)
    whole, best = np.zeros(count), np.inf
    for _ in range(parts):
        used = np.flatnonzero(whole)
        options = used if len(used) == POTS else range(count)
        tried = []
        for option in options:
            more = whole.copy()
            more[option] += 1
            tried.append((error_of(constants, more / more.sum()), option))
        error, option = min(tried)
        whole[option] += 1
        best = min(best, error)
    return best


METHODS = {
    "tonematch": ours,
    "enumeration": enumeration,
    "SLSQP per triple": slsqp,
    "evolution": evolution,
    "greedy": greedy,
}
LIMITS = {"enumeration": MOST_ENUMERATED, "SLSQP per triple": MOST_BY_TRIPLE}


def main() -> None:
    """Time all, print, and draw."""
    mpl.use("Agg")
    ours(synthetic_constants(30), 8)
    points: dict[str, list[tuple[str, Point]]] = {name: [] for name in METHODS}
    for shades, parts in SIZES:
        constants = synthetic_constants(shades)
        for name, method in METHODS.items():
            if shades <= LIMITS.get(name, shades):
                point = timed(method, constants, parts)
                points[name].append((f"{shades}/{POTS}/{parts}", point))
                gap = point.error - points["tonematch"][-1][1].error
                print(f"{shades}/{POTS}/{parts} {name}: {point.seconds:.3f} s, gap {gap:.2f}", flush=True)
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for name, line in points.items():
        axes.plot([size for size, _ in line], [point.seconds for _, point in line], marker="o", label=name)
    axes.set(yscale="log", xlabel="shades / pots / parts", ylabel="processor seconds a target")
    axes.legend()
    figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "search_growth.png", dpi=150)


if __name__ == "__main__":
    main()
