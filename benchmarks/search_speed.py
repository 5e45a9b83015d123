"""Time the search for the best recipes against its bars, in reach and far out of it, opaque and as a film.

Run ``python benchmarks/search_speed.py``. The compiled code is loaded before. Each figure is the median over targets of
the least of a few runs: wall clock, and beside it the processor time of all threads, which other work on the machine
disturbs less. That the results are right is shown by ``search_regret.py``.
"""

import time
from collections.abc import Sequence
from statistics import median

import numpy as np
from search_palettes import FAR, SKINS, synthetic_constants

from tonematch.mix.search import table as search_table
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.mix.search.find import Recipe
from tonematch.mix.search.four import NEAR
from tonematch.mix.search.optics import Optics

SIZES = (
    (30, 3, 8, "20 ms"),
    (60, 3, 12, "150 ms"),
    (120, 3, 12, "1000 ms"),
    (120, 4, 12, "1000 ms, proven within 0.05"),
)
KEEP, TIE, RUNS, MORE_RUNS = 10, 0.05, 2, 7


def search(optics: Optics, target: Sequence[float], pots: int, parts: int) -> tuple[float, float, tuple[Recipe, ...]]:
    """Give the wall and the processor milliseconds of one search, and what it found."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = best_recipes(optics, target, max_shades=pots, max_parts=parts, keep=KEEP, tie=TIE)
    return 1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - cpu), found


def scanned(optics: Optics, target: Sequence[float], pots: int, parts: int) -> tuple[float, float, float]:
    """Search without a table: the least wall and processor milliseconds of a few runs, and the proven gap."""
    rows = []
    for _ in range(RUNS):
        search_table.forget()
        rows.append(search(optics, target, pots, parts))
    return min(row[0] for row in rows), min(row[1] for row in rows), rows[0][2][0].proven_within_delta_e00


def further(optics: Optics, target: Sequence[float], pots: int, parts: int) -> tuple[float, float]:
    """Search in a palette that is known: the least wall and processor milliseconds of some runs."""
    rows = [search(optics, target, pots, parts) for _ in range(MORE_RUNS)]
    return min(row[0] for row in rows), min(row[1] for row in rows)


def report(name: str, rows: Sequence[tuple[float, ...]]) -> None:
    """Print medians and the worst."""
    walls, cpus = [row[0] for row in rows], [row[1] for row in rows]
    print(f"  {name:<22} wall {median(walls):7.1f} ms (worst {max(walls):.1f})", end=", ")
    print(f"processor {median(cpus):7.1f} ms (worst {max(cpus):.1f})", flush=True)


def main() -> None:
    """Print each size: scans in and out of reach, as a film, and further targets from the table."""
    for shades, pots, parts, bar in SIZES:
        optics = make_optics(synthetic_constants(shades))
        film = make_optics(synthetic_constants(shades), substrate=np.linspace(0.4, 0.7, 31), thickness=1.0)
        print(f"{shades} shades, up to {pots} of them in up to {parts} parts (bar {bar})")
        for warm in (optics, film):
            search(warm, SKINS[0], pots, 4)
        rows = [scanned(optics, target, pots, parts) for target in SKINS]
        report("in reach", rows)
        report("far out of reach", [scanned(optics, target, pots, parts) for target in FAR])
        if pots == 4:
            gaps = [row[2] for row in rows]
            within = sum(gap <= NEAR for gap in gaps)
            print(f"  in reach proven within {median(gaps):.3f} (median), within {NEAR} for {within} of {len(gaps)}")
            continue
        report("as a film", [scanned(film, target, pots, parts) for target in SKINS[:4]])
        search_table.forget()
        for _ in range(2):
            search(optics, SKINS[0], pots, parts)
        report("a further target", [further(optics, target, pots, parts) for target in SKINS])
        report("a further target, far", [further(optics, target, pots, parts) for target in FAR])


if __name__ == "__main__":
    main()
