"""A palette asked again answers from its table what a scan answers."""

import numpy as np
import pytest

from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import mixing_constants
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.search.ask import ask
from tonematch.mix.search.best import best_recipes, make_optics
from tonematch.mix.search.find import count_compositions, descending
from tonematch.mix.search.optics import Optics
from tonematch.mix.search.scan import scan
from tonematch.mix.search.shortlist import empty_shortlist, merged
from tonematch.mix.search.table import build

SHADES, PARTS, KEEP = 30, 7, 8
TARGETS = ((58, 12, 19), (40, 12, 16), (66, 9, 17), (90, 2, 5), (60, 40, 10), (30, -20, -30), (50, 0, 0))


def blends(*, film: bool, seed: int = 8) -> Optics:
    """Give random blends of the bundled creams, opaque or thin over a light patch."""
    creams = mixing_constants(load_palette("generic-camouflage"))
    shares = np.random.default_rng(seed).dirichlet(np.full(24, 0.1), SHADES)
    ground = np.linspace(0.4, 0.7, 31) if film else None
    return make_optics(Constants(shares @ creams.k, shares @ creams.s), substrate=ground, thickness=0.4)


@pytest.mark.parametrize("film", [False, True], ids=["opaque", "film"])
@pytest.mark.parametrize("pots", [2, 3])
def test_the_table_answers_as_the_scan_does(pots, film) -> None:
    """Every recipe is in the table once, and the nearest cells hold the best sets."""
    optics = blends(film=film)
    families = descending(pots, PARTS)
    count = (SHADES * (SHADES - 1) // 2 if pots == 2 else SHADES * 29 * 28 // 6) * count_compositions(pots, PARTS)
    cells = build(optics, families, pots, count)
    assert len(cells.recipes) == len(np.unique(cells.recipes)) == count
    for target in np.array(TARGETS, dtype=float):
        asked, scanned = (empty_shortlist(KEEP, np.array([np.inf])) for _ in range(2))
        assert ask(optics, target, asked, families, pots, cells)
        scan(optics, target, scanned, families, pots, 0, 1)
        assert merged([asked], KEEP) == merged([scanned], KEEP)
        assert asked.errors == pytest.approx(scanned.errors, abs=1e-12)


@pytest.mark.parametrize("target", TARGETS)
def test_asking_again_changes_nothing(target) -> None:
    """The first answer, that which builds the table, and those from the table are the same."""
    optics = blends(film=False, seed=9)
    answers = [best_recipes(optics, target, max_shades=3, max_parts=PARTS, keep=KEEP, tie=0.05) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
