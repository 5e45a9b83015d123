"""The coat over the patch: coats, what shows through, over light and over dark patches."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.difference import delta_e00
from tonematch.mix.match import compare_recipes, find_matches, match_target
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.thresholds import thresholds

SKIN = (58.0, 12.0, 19.0)
LIGHT_PATCH, DARK_PATCH = (85.0, 3.0, 9.0), (35.0, 11.0, 14.0)
ROUNDING = 1e-9


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


@pytest.mark.parametrize("patch", [LIGHT_PATCH, DARK_PATCH])
def test_the_blend_is_chosen_for_the_colour_on_this_patch(creams: Palette, patch: tuple[float, ...]) -> None:
    """The best recipe for one thin coat over a patch fits better there than the best opaque recipe does."""
    best = find_matches(SKIN, [creams], over=patch, coats=1)[0]
    opaque = find_matches(SKIN, [creams])[0]
    there = compare_recipes(SKIN, [creams], [opaque.parts], over=patch, coats=1)[0]
    assert best.delta_e00 <= there.delta_e00 + 0.05  # the simpler of two that tie may stand first
    assert best.coats[0].delta_e00 == pytest.approx(best.delta_e00, abs=1e-6)


@settings(deadline=None, max_examples=20)
@given(st.floats(20, 90), st.sampled_from(["F1N", "M1W", "T2C", "D2N"]))
def test_more_coats_hide_more(lightness: float, code: str) -> None:
    """Each further coat comes nearer to the full cover and has a higher contrast ratio."""
    creams = load_palette("generic-camouflage")
    rows = compare_recipes(SKIN, [creams], [{code: 1}], over=(lightness, 3, 8), coats=5)[0].coats
    assert [row.coats for row in rows] == [1, 2, 3, 4, 5]
    through = [row.shows_through_delta_e00 for row in rows]
    ratios = [row.contrast_ratio for row in rows]
    assert all(later <= earlier + ROUNDING for earlier, later in pairwise(through))
    assert ratios == sorted(ratios)


def test_how_many_coats_are_needed(creams: Palette) -> None:
    """The fewest coats after which eyes no longer notice the patch, by the threshold of that skin."""
    match = compare_recipes(SKIN, [creams], [{"M1N": 1}], over=LIGHT_PATCH, coats=1)[0]
    noticed = thresholds(SKIN[0]).perceptible
    enough = [row.coats for row in match.coats if row.shows_through_delta_e00 <= noticed]
    assert match.coats_needed == enough[0] > 1
    told = {finding.code: finding.text for finding in match_target(SKIN, [creams], over=LIGHT_PATCH, coats=1).findings}
    assert "thin coats hide it" in told["match.shows_through"]


def test_a_sheer_cream_is_not_said_to_hide(creams: Palette) -> None:
    """Where not even three coats hide the patch, no number of coats is given."""
    shades = [
        {"code": s.code, "name": s.name, "k": (s.k / 20).tolist(), "s": (s.s / 20).tolist()}
        for s in creams.shades[:4]
        if s.k is not None and s.s is not None
    ]
    coat = {"thickness": creams.coat_thickness, "unit": "that of k and s"}
    sheer = load_palette(
        {"name": "sheer", "wavelengths_nm": list(creams.wavelengths_nm), "shades": shades, "coat": coat}
    )
    match = compare_recipes(SKIN, [sheer], [{shades[0]["code"]: 1}], over=DARK_PATCH)[0]
    assert match.coats_needed is None
    assert all(row.shows_through for row in match.coats)


def test_without_a_patch_there_are_no_coats(creams: Palette) -> None:
    """An opaque mix has no coats to tell of."""
    match = find_matches(SKIN, [creams])[0]
    assert match.coats == ()
    assert float(delta_e00(SKIN, match.predicted.lab)) == pytest.approx(match.delta_e00)
