"""What each match carries beside its ΔE00: uncertainty, ties, stock, drops."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tonematch.errors import NoMatchError
from tonematch.mix.compare import hold_recipes
from tonematch.mix.dose import expected_from_slopes
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.healing.aftermath import powder_from
from tonematch.mix.judge import NEAR_TIE, ranks_tied
from tonematch.mix.match import match_target
from tonematch.mix.palettes.load import Palette, load_palette

SKIN = (58.0, 12.0, 19.0)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


def kept(palette: Palette, **marks: dict[str, object]) -> Palette:
    """Give the palette with marks on the pots named."""
    return replace(palette, shades=tuple(replace(shade, **marks.get(shade.code, {})) for shade in palette.shades))


def test_uncertainty_of_target_and_shift_add_in_squares(creams: Palette) -> None:
    """Each match says how far its ΔE00 may be off: by the target, by the powder, by both."""
    powder = powder_from((1, 0, 0))
    for target, after, both in ((0.0, None, 0.0), (1.4, None, 1.4), (1.4, powder, np.hypot(1.4, powder.uncertainty))):
        said = match_target(SKIN, [creams], uncertainty=target, after=after)
        assert said.uncertainty_delta_e00 == pytest.approx(both)
        assert {match.uncertainty_delta_e00 for match in said.matches} == {said.uncertainty_delta_e00}
    with pytest.raises(NoMatchError, match="uncertainty is -1"):
        match_target(SKIN, [creams], uncertainty=-1)


def test_ties_are_a_value(creams: Palette) -> None:
    """Ranks nearer to the first than the answer is uncertain tie; more uncertainty never makes fewer."""
    before = 0
    for doubt in (0.0, 0.5, 1.4, 50.0):
        said = match_target(SKIN, [creams], uncertainty=doubt)
        near = max(doubt, NEAR_TIE)
        expected = [match.rank for match in said.matches if match.delta_e00 - said.matches[0].delta_e00 < near]
        assert list(said.tied) == (expected if len(expected) > 1 else [])
        assert len(said.tied) >= before
        before = len(said.tied)
    assert said.tied == tuple(range(1, 11))
    assert ranks_tied(said.matches[:1]) == ()


def test_ties_are_judged_under_the_lamp_chosen_for(creams: Palette) -> None:
    """Under a bulb those tie that are alike under the bulb."""
    said = match_target(SKIN, [creams], light="A")
    first = said.matches[0].lights["A"]
    assert all((match.lights["A"] - first < NEAR_TIE) == (match.rank in said.tied) for match in said.matches[1:])


def test_stock_is_told_of_every_pot(creams: Palette) -> None:
    """In stock, not in stock, gone out and not stated are told apart, and the worst counts for the recipe."""
    mine = kept(
        creams,
        M1N={"in_stock": True},
        M1W={"in_stock": False},
        M1C={"in_stock": True, "expires": "2026-11-21"},
    )
    recipes = [{"M1N": 1}, {"M1N": 2, "M1W": 1}, {"M1N": 2, "M1C": 1}, {"M1N": 3, "T1W": 1}]
    rows = hold_recipes(SKIN, [mine], recipes, on=TODAY).recipes
    told = {tuple(row.parts): row.stock for row in rows}
    assert told == {
        ("M1N",): "in stock",
        ("M1N", "M1W"): "not in stock",
        ("M1N", "M1C"): "expired",
        ("M1N", "T1W"): "unknown",
    }


def test_comparing_what_is_in_stock(creams: Palette) -> None:
    """Recipes that need other pots are left out and named; where none is left, that is an error."""
    mine = kept(creams, M1N={"in_stock": True})
    said = hold_recipes(SKIN, [mine], [{"M1N": 1}, {"M1N": 2, "M1W": 1}], in_stock_only=True)
    assert [row.parts for row in said.recipes] == [{"M1N": 1}]
    left = next(finding for finding in said.findings if finding.code == "compare.left_out")
    assert "(without M1W)" in left.text
    with pytest.raises(NoMatchError, match="without M1W"):
        hold_recipes(SKIN, [mine], [{"M1N": 2, "M1W": 1}], in_stock_only=True)


def test_comparing_under_a_lamp_and_by_forgiveness(creams: Palette) -> None:
    """Recipes are ordered by what was asked for, and both at once are refused."""
    recipes = [{"M1N": 1}, {"F1C": 5, "T2N": 3}, {"F2C": 3, "T1N": 2}, {"M1W": 5, "M2C": 2}]
    bulb = [row.lights["A"] for row in hold_recipes(SKIN, [creams], recipes, light="A").recipes]
    assert bulb == sorted(bulb)
    drops = [row.expected_delta_e00 for row in hold_recipes(SKIN, [creams], recipes, prefer="forgiving").recipes]
    assert drops == sorted(drops)
    with pytest.raises(NoMatchError, match="reckoned in daylight"):
        hold_recipes(SKIN, [creams], recipes, light="A", prefer="forgiving")
    with pytest.raises(NoMatchError, match="reckoned in daylight"):
        match_target(SKIN, [creams], light="worst", prefer="forgiving")


def test_slopes_tell_what_a_dose_moves(creams: Palette) -> None:
    """A recipe's slopes belong to its components in order, add up to nothing, and give the ΔE00 expected."""
    match = match_target(SKIN, [creams], max_shades=3).matches[0]
    slopes = np.array(match.slopes)
    assert slopes.shape == (match.pots, 3)
    assert slopes.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-4)
    expected = expected_from_slopes(SKIN, np.array([match.predicted.lab]), slopes.T[None])[0]
    assert match.expected_delta_e00 == pytest.approx(max(expected, match.delta_e00))


def test_limits_are_told(creams: Palette) -> None:
    """The answer says within which limits and of which palettes it is the best."""
    said = match_target(SKIN, [creams], max_shades=1, max_parts=5)
    assert (said.max_shades, said.max_parts, said.palettes) == (1, 5, ("generic-camouflage",))


def test_a_recipe_stays_within_one_line(creams: Palette) -> None:
    """Of two palettes that would match better mixed with each other, each recipe keeps to one, and that is said."""
    light, dark = (
        replace(creams, name=name, shades=tuple(shade for shade in creams.shades if shade.code.startswith(letters)))
        for name, letters in (("light", ("F", "M")), ("dark", ("T", "D")))
    )
    target = predict_mix(creams, {"M2W": 1, "T1W": 1}).lab
    said = match_target(target, [light, dark], top=60)
    assert all(len({part.palette for part in match.components}) == 1 for match in said.matches)
    assert {match.components[0].palette for match in said.matches} == {"light", "dark"}
    assert all(match.pots <= 2 for match in said.matches)
    assert said.palettes == ("light", "dark")
    assert "match.one_line" in {finding.code for finding in said.findings}
    assert "match.one_line" not in {finding.code for finding in match_target(target, [creams]).findings}
    assert match_target(target, [creams]).matches[0].delta_e00 < said.matches[0].delta_e00


def test_a_palette_given_twice_is_told(creams: Palette) -> None:
    """Two palettes of one name could not be told apart in a recipe."""
    with pytest.raises(NoMatchError, match="Two of the palettes are called 'generic-camouflage'"):
        match_target(SKIN, [creams, creams])


def test_a_given_recipe_of_two_lines_is_told(creams: Palette) -> None:
    """A recipe whose codes lie in two palettes is refused with the code that does not belong."""
    tinters = load_palette("iron-oxide-tinters")
    with pytest.raises(NoMatchError, match="takes B24 from palette 'iron-oxide-tinters' and the rest from 'generic"):
        hold_recipes(SKIN, [creams, tinters], [{"F1C": 1, "M1N": 1, "B24": 2}], technique="camouflage")


def test_coats_that_do_not_count_are_told(creams: Palette) -> None:
    """Coats without a patch beneath, or of pigment, change nothing, and that is said; over a patch they count."""
    for said in (
        match_target(SKIN, [creams], coats=3, top=1),
        match_target(SKIN, [load_palette("iron-oxide-tinters")], over=(84, 4, 10), coats=3, top=1),
        hold_recipes(SKIN, [creams], [{"M1N": 1}], coats=3),
    ):
        assert "match.coats_unused" in {finding.code for finding in said.findings}
    over = match_target(SKIN, [creams], over=(84, 4, 10), coats=3, top=1)
    assert "match.coats_unused" not in {finding.code for finding in over.findings}


def test_limits_are_told_from_missing_pigments(creams: Palette) -> None:
    """What three of the tinters miss and four reach is a matter of limits; what no cream reaches lacks a pigment."""
    tinters, skin = load_palette("iron-oxide-tinters"), (45.0, 12.0, 18.0)
    limited = match_target(skin, [tinters], max_shades=2).unreachable
    assert limited is not None
    assert limited.pigment is None
    assert "Within these limits" in limited.text
    assert limited.freely_delta_e00 == pytest.approx(0, abs=0.1)
    assert match_target(skin, [tinters], max_shades=4, max_parts=12, top=1).matches[0].delta_e00 < 1
    lacking = match_target((90, 0, 5), [creams]).unreachable
    assert lacking is not None
    assert lacking.pigment is not None
    assert "than anything these shades make" in lacking.text
