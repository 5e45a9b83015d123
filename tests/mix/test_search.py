"""Enumeration of recipes."""

from itertools import product
from math import gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.mix.search.find import check_limits, compositions, count_compositions, count_recipes
from tonematch.thresholds import thresholds

TIE = 0.05  # ranking may prefer a simpler recipe that is so much worse


def small_palette(count: int = 5) -> Palette:
    """Give every fifth bundled cream."""
    whole = load_palette("generic-camouflage")
    entries = [
        {"code": s.code, "name": s.name, "k": s.k.tolist(), "s": s.s.tolist()}
        for s in whole.shades[:: 24 // count][:count]
        if s.k is not None and s.s is not None
    ]
    return load_palette({"name": "small", "wavelengths_nm": list(whole.wavelengths_nm), "shades": entries})


def test_published_count() -> None:
    """30 shades, up to 3 in up to 8 parts, make 220,285 recipes."""
    assert count_recipes(30, max_shades=3, max_parts=8) == 220_285


@pytest.mark.parametrize(("pots", "parts"), [(1, 1), (1, 9), (2, 8), (3, 12), (4, 12), (5, 4)])
def test_count_is_the_length_of_the_list(pots: int, parts: int) -> None:
    """Counting and listing agree, and listed parts share no factor."""
    listed = compositions(pots, parts)
    assert len(listed) == count_compositions(pots, parts)
    assert all(gcd(*row) == 1 for row in listed.tolist())


@settings(deadline=None, max_examples=15)
@given(st.floats(25, 75), st.floats(4, 16), st.floats(8, 24))
def test_search_finds_what_trying_everything_finds(L: float, a: float, b: float) -> None:
    """The first recipe is within a tie of the best of all recipes, tried one by one."""
    palette = small_palette()
    codes = [shade.code for shade in palette.shades]
    best = min(
        float(delta_e00((L, a, b), predict_mix(palette, recipe).lab))
        for parts in product(range(5), repeat=len(codes))
        if 1 <= sum(part > 0 for part in parts) <= 3 and sum(parts) <= 4
        for recipe in [{code: part for code, part in zip(codes, parts, strict=True) if part}]
    )
    found = find_matches((L, a, b), [palette], max_shades=3, max_parts=4)
    alone = len(found[0].parts) == 1
    assert best - 1e-9 <= found[0].delta_e00 <= max(best + TIE, thresholds(L).perceptible if alone else 0.0)
    assert min(match.delta_e00 for match in found) == pytest.approx(best, abs=TIE)


def test_alternatives_are_distinct() -> None:
    """No two recipes of the list are of the same shades."""
    found = find_matches((58, 12, 19), [load_palette("generic-camouflage")], max_shades=2)
    assert len({frozenset(match.parts) for match in found}) == len(found) == 10
    assert [match.rank for match in found] == list(range(1, 11))


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ((24, 0, 8), "The most shades in a recipe is 0, which allows no recipe at all."),
        ((24, 2, -1), "The most parts in a recipe is -1, which allows no recipe at all."),
        ((24, 5, 30), "Try at most 8 parts, or at most 4 shades in a recipe, or fewer shades to choose from."),
        ((200, 4, 12), "make more than 6000 million recipes"),
        ((5, 3, 10**9), "too many to search."),
    ],
)
def test_absurd_limits_are_refused(limits: tuple[int, int, int], sentence: str) -> None:
    """Limits that allow nothing, or more than can be tried, are refused with what to change."""
    with pytest.raises(NoMatchError) as caught:
        check_limits(limits[0], max_shades=limits[1], max_parts=limits[2])
    assert sentence in str(caught.value)


def test_a_single_pot_that_will_do_stands_first() -> None:
    """A pot that nobody could tell from the target leads, though a blend is nearer; one that shows does not."""
    palette = load_palette("generic-camouflage")
    near = np.add(palette.shade("M1N").lab, (0.4, 0, 0))
    found = find_matches(near, [palette])
    assert found[0].parts == {"M1N": 1}
    assert found[1].delta_e00 < found[0].delta_e00
    assert len(find_matches(np.add(near, (2, 2, -2)), [palette])[0].parts) > 1


def test_parts_are_whole_and_within_the_limits() -> None:
    """Every recipe keeps to the limits."""
    for match in find_matches((40, 12, 20), [load_palette("generic-camouflage")], max_shades=3, max_parts=5):
        assert len(match.parts) <= 3
        assert sum(match.parts.values()) <= 5
        assert np.gcd.reduce(list(match.parts.values())) == 1
