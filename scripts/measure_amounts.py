"""Measure what whole parts and a balance cost, over 24 skins from deep to light.

Run ``python -m scripts.measure_amounts``: ΔE00 of the first recipe in whole parts above the best proportions of its
shades, and what weighing it to 0.01 g adds in batches of several sizes. Modelled, like the palettes.
"""

import numpy as np

from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.missing_shade import typical_skins

ASKED = (
    *(("generic-camouflage", 2, 4), ("generic-camouflage", 2, 8), ("generic-camouflage", 3, 8)),
    *(("iron-oxide-tinters", 3, 12), ("iron-oxide-tinters", 4, 12), ("iron-oxide-tinters", 4, 20)),
)
BATCHES_G = (0.2, 0.5, 2.0, 10.0)


def main() -> None:
    """Match, weigh, print."""
    for name, pots, parts in ASKED:
        palette = load_palette(name)
        skins = typical_skins()
        found = [find_matches(skin, [palette], max_shades=pots, max_parts=parts, top=1)[0] for skin in skins]
        costs = np.array([match.rounding_cost for match in found])
        uneven = np.array([match.expected_delta_e00 - match.delta_e00 for match in found])
        print(
            f"{name}, {pots} in {parts}: whole parts cost {costs.mean():.2f} on average, {costs.max():.2f} at most; "
            f"uneven drops {uneven.mean():.2f}, {uneven.max():.2f}"
        )
        for batch in BATCHES_G:
            weighed = [
                amounts_of(match, skin, Measure("grams", batch)).weighed
                for match, skin in zip(found, skins, strict=True)
            ]
            told = [one.cost_delta_e00 for one in weighed if one is not None and one.cost_delta_e00 is not None]
            print(
                f"  {batch:g} g on a balance of 0.01 g: {np.mean(told):.2f} on average, {np.max(told):.2f} at most; "
                f"{len(weighed) - len(told)} of {len(weighed)} cannot be weighed"
            )


if __name__ == "__main__":
    main()
