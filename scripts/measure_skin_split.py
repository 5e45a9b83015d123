"""Compare the test scenes whose skin the step from paint to skin was learned from with those of other spectra.

Run ``python -m scripts.measure_skin_split [SCENES_A_TIER]`` from the repository's folder, about three minutes on two
cores. The scenes are those on which `scripts/measure_skin_error.py` tests the bound.
"""

import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from scripts.measure_skin_error import TEST_SEEDS_FROM, examine
from scripts.render.random_scene import TIERS, Tier, random_scene
from scripts.render.spectra import measured_skin
from scripts.render.split import Half
from tonematch.reference import read_table

Task = tuple[Tier, int, Half]


def was_learned_from(task: Task) -> bool:
    """Tell whether a scene's skin is in a row that `scripts/train_paint_to_skin.py` learns from: every other one."""
    row, _ = measured_skin(random_scene(*task).ita_deg)
    return row % 2 == 0


def main() -> None:
    """Examine the scenes, and print how each kind came out."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    weights = np.array(read_table("skin_error")["weights"])
    tasks: list[Task] = [(tier, TEST_SEEDS_FROM + number, "held out") for tier in TIERS for number in range(count)]
    with ProcessPoolExecutor(2) as pool:
        outcomes = list(pool.map(examine, tasks, chunksize=4))
    for learned in (True, False):
        read = [
            one
            for task, one in zip(tasks, outcomes, strict=True)
            if was_learned_from(task) is learned and not one.refused
        ]
        errors = np.array([one.error for one in read])
        inside = sum(one.error <= float(one.signs @ weights) for one in read)
        title = "skins learned from" if learned else "other skins"
        print(
            f"{title}: {len(read)} scenes, median {np.median(errors):.2f}, "
            f"90 % below {np.percentile(errors, 90):.2f}, inside the bound {inside}"
        )


if __name__ == "__main__":
    main()
