"""Draw how the search grows with shades and with parts, beside the usual ways of looking for a recipe.

Run ``python benchmarks/search_growth.py [OUT.png]``; without a name it renews the picture in ``docs/pictures``. It
takes two or three minutes and prints a line for each point. Times are processor time for one target in reach, all in
one run: medians over targets for what is quick, one or two targets for what is slow. Peers that mix in continuous
shares are rounded to whole parts at the end, as a person would have to. A gap is how much farther from the target a
peer ends than the best.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from scipy.optimize import differential_evolution, minimize
from search_palettes import synthetic_constants

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.kubelka_munk import mix_constants
from tonematch.mix.search import table as search_table
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.mix.search.find import compositions, enumerate_recipes
from tonematch.mix.search.optics import Optics
from tonematch.spectrum import reflectance_to_lab

POTS = 3
TARGETS = ((58, 12, 19), (66, 9, 17), (62, 6, 12), (55, 10, 17))
SIZES = ((10, 12), (20, 12), (30, 12), (60, 12), (120, 12))
PARTS = ((20, 4), (20, 8), (20, 12), (20, 16), (20, 24))
EVOLUTION_SECONDS, SLOW_SHADES, RUNS = 3.0, {"enumeration": 60, "SLSQP per triple": 20}, 5
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "search-growth.png"
Target = tuple[int, int, int]


class Point(NamedTuple):
    """What one way took, in seconds of processor time, and the ΔE00 it ended at."""

    seconds: float
    error: float


def timed(way: Callable[[], float]) -> Point:
    """Time one run."""
    start = time.process_time()
    error = way()
    return Point(time.process_time() - start, error)


def error_of(constants: Constants, target: Target, shares: np.ndarray) -> float:
    """Give ΔE00 of shares (shades,)."""
    return float(delta_e00(target, reflectance_to_lab(opaque_reflectance(shares @ constants.k, shares @ constants.s))))


def rounded(constants: Constants, target: Target, shares: np.ndarray, parts: int) -> float:
    """Give ΔE00 of the whole parts nearest to shares (3,)."""
    rows = np.concatenate([np.pad(compositions(n, parts), ((0, 0), (0, POTS - n))) for n in range(1, POTS + 1)])
    order = np.argsort(-shares, kind="stable")
    nearest = rows[np.abs(rows / rows.sum(axis=1, keepdims=True) - shares[order]).sum(axis=1).argmin()]
    whole = np.zeros(POTS)
    whole[order] = nearest
    return error_of(constants, target, whole / whole.sum())


def ours(optics: Optics, target: Target, parts: int) -> float:
    """Search as tonematch does."""
    found = best_recipes(optics, target, max_shades=POTS, max_parts=parts, keep=10, tie=0.05)
    return min(recipe.delta_e00 for recipe in found)


def first_question(optics: Optics, target: Target, parts: int) -> float:
    """Search in a palette never seen before."""
    search_table.forget()
    return ours(optics, target, parts)


def enumeration(constants: Constants, target: Target, parts: int) -> float:
    """Try every recipe with NumPy."""

    def errors(sets: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return delta_e00(target, reflectance_to_lab(opaque_reflectance(*mix_constants(constants, sets, rows))))

    found = enumerate_recipes(len(constants.k), errors, max_shades=POTS, max_parts=parts, keep=10, tie=0.05)
    return min(recipe.delta_e00 for recipe in found)


def slsqp(constants: Constants, target: Target, parts: int) -> float:
    """Minimise over the shares of every triple, then round."""
    best = np.inf
    for triple in combinations(range(len(constants.k)), POTS):
        chosen = Constants(constants.k[list(triple)], constants.s[list(triple)])
        found = minimize(
            lambda shares, chosen=chosen: error_of(chosen, target, np.abs(shares) / max(np.abs(shares).sum(), 1e-9)),
            np.full(POTS, 1 / POTS),
            method="SLSQP",
            bounds=[(0, 1)] * POTS,
            constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1},
            options={"maxiter": 30},
        )
        if found.fun < best:
            shares = np.clip(found.x, 1e-9, 1)
            best = min(best, rounded(chosen, target, shares / shares.sum(), parts))
    return best


def evolution(constants: Constants, target: Target, parts: int) -> float:
    """Let differential evolution choose three shades and their parts, for three seconds."""
    count, start = len(constants.k), time.process_time()

    def error(genes: np.ndarray) -> float:
        whole = np.zeros(count)
        np.add.at(whole, genes[:POTS].astype(int), np.floor(genes[POTS:]))
        return error_of(constants, target, whole / whole.sum()) if 0 < whole.sum() <= parts else 100.0

    edges = [(0, count - 1e-6)] * POTS + [(0, parts + 1 - 1e-6)] * POTS
    best, seed = np.inf, 0
    while (left := EVOLUTION_SECONDS - (time.process_time() - start)) > 0:
        until = time.process_time() + left

        def is_over(*_: object, until: float = until, **__: object) -> bool:
            return time.process_time() > until

        found = differential_evolution(error, edges, rng=seed, maxiter=10_000, polish=False, callback=is_over)
        best, seed = min(best, float(found.fun)), seed + 1
    return best


def greedy(constants: Constants, target: Target, parts: int) -> float:
    """Add one part after the other, each time the one that helps most, of no more than three shades."""
    count = len(constants.k)
    whole, best = np.zeros(count), np.inf
    for _ in range(parts):
        used = np.flatnonzero(whole)
        options = used if len(used) == POTS else np.arange(count)
        tried = (whole + np.eye(count)[options]) / (whole.sum() + 1)
        errors = delta_e00(target, reflectance_to_lab(opaque_reflectance(tried @ constants.k, tried @ constants.s)))
        whole[options[errors.argmin()]] += 1
        best = min(best, float(errors.min()))
    return best


def measured(shades: int, parts: int) -> dict[str, list[Point]]:
    """Run every way for one size: a point for each target it was run for."""
    constants = synthetic_constants(shades)
    optics = make_optics(constants)
    points = {"tonematch, first question": [timed(partial(first_question, optics, t, parts)) for t in TARGETS]}
    for _ in range(2):
        ours(optics, TARGETS[0], parts)
    again = [min(timed(partial(ours, optics, t, parts)) for _ in range(RUNS)) for t in TARGETS]
    points["tonematch, a further target"] = again
    points["greedy"] = [timed(partial(greedy, constants, t, parts)) for t in TARGETS]
    points["differential evolution"] = [timed(partial(evolution, constants, t, parts)) for t in TARGETS[:2]]
    for name, way in (("enumeration", enumeration), ("SLSQP per triple", slsqp)):
        if shades <= SLOW_SHADES[name]:
            points[name] = [timed(partial(way, constants, TARGETS[0], parts))]
    for name, some in points.items():
        gap = fmean(point.error - best.error for point, best in zip(some, again, strict=False))
        seconds = median(point.seconds for point in some)
        print(f"{shades}/{POTS}/{parts} {name}: {1e3 * seconds:.1f} ms, mean gap {gap:.2f}", flush=True)
    return points


STYLES = {
    "SLSQP per triple": ("#7a7a7a", "^", "--"),
    "enumeration": ("#4d4d4d", "s", "--"),
    "differential evolution": ("#9a6a1f", "D", ":"),
    "greedy": ("#8f8f8f", "v", ":"),
    "tonematch, first question": ("#1f5f8b", "o", "-"),
    "tonematch, a further target": ("#1f5f8b", "o", (0, (1, 1))),
}


def draw(axes: Axes, sizes: list[int], rows: list[dict[str, list[Point]]]) -> None:
    """Draw seconds against a size."""
    for name, (colour, marker, dashes) in STYLES.items():
        shown = [
            (size, median(p.seconds for p in row[name])) for size, row in zip(sizes, rows, strict=True) if name in row
        ]
        hollow = "white" if "further" in name else colour
        axes.plot(*zip(*shown, strict=True), color=colour, marker=marker, ls=dashes, mfc=hollow, label=name)
    axes.set(yscale="log")
    axes.set_xticks(sizes)
    axes.minorticks_off()
    axes.grid(color="#e4e4e4")
    axes.set_axisbelow(True)


def labelled(name: str, rows: list[dict[str, list[Point]]]) -> str:
    """Name a way and its mean gap, if it has one."""
    if name.startswith("tonematch") or name == "enumeration":
        return f"{name} (proven)"
    pairs = [zip(row[name], row["tonematch, a further target"], strict=False) for row in rows if name in row]
    gap = fmean(point.error - best.error for some in pairs for point, best in some)
    stopped = ", stopped after 3 s" if name == "differential evolution" else ""
    return f"{name}{stopped} (mean gap ΔE00 {gap:.2f})"


def main() -> None:
    """Measure all, print, and draw."""
    mpl.use("Agg")
    warm = make_optics(synthetic_constants(30))
    for _ in range(3):
        ours(warm, TARGETS[0], 8)
    by_size = [measured(*size) for size in SIZES]
    by_parts = [by_size[SIZES.index(size)] if size in SIZES else measured(*size) for size in PARTS]
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 5), layout="constrained", sharey=True)
    draw(left, [shades for shades, _ in SIZES], by_size)
    draw(right, [parts for _, parts in PARTS], by_parts)
    left.set(xlabel="shades in the palette (three of them, up to 12 parts)", ylabel="processor seconds for one target")
    right.set(xlabel="most parts (20 shades, three of them)")
    every = by_size + [row for row, size in zip(by_parts, PARTS, strict=True) if size not in SIZES]
    lines, names = left.get_legend_handles_labels()
    figure.legend(lines, [labelled(name, every) for name in names], loc="outside lower center", ncols=2, frameon=False)
    figure.savefig(sys.argv[1] if len(sys.argv) > 1 else PICTURE, dpi=110)


if __name__ == "__main__":
    main()
