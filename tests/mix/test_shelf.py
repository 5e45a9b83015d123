"""What stands on the shelf: own jars, stock and powder, reckoned with in one place for command line and app."""

from dataclasses import replace
from datetime import date

import pytest

from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.film.strengths import Factor, Strengths
from tonematch.mix.healing.aftermath import powder_from, stated_powder
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.mix.shelf import shelf_of
from tonematch.mix.suggest import suggest_recipes

SKIN = (58.0, 12.0, 19.0)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


def kept(palette: Palette, **marks: dict[str, object]) -> Palette:
    """Give the palette with marks on the pots named."""
    return replace(palette, shades=tuple(replace(shade, **marks.get(shade.code, {})) for shade in palette.shades))


def codes(said) -> set[str]:
    """Give the codes of an answer's findings."""
    return {finding.code for finding in said.findings}


def test_recipes_only_from_what_is_owned(creams: Palette) -> None:
    """With the limit only pots in stock are used; one that has gone out is left out by name."""
    mine = kept(creams, M1N={"in_stock": True}, T1W={"in_stock": True}, M2N={"in_stock": True, "expires": "2026-11-21"})
    said = suggest_recipes(SKIN, [mine], in_stock_only=True, on=TODAY)
    assert {part.shade.code for match in said.matches for part in match.components} == {"M1N", "T1W"}
    told = {finding.code: finding.text for finding in said.findings}
    assert "M2N (2026-11-21)" in told["kit.left_out"]
    with pytest.raises(NoMatchError, match="does not say what is in stock"):
        suggest_recipes(SKIN, [creams], in_stock_only=True)


def test_a_pot_that_has_gone_out_is_told_on_the_day(creams: Palette) -> None:
    """Without the limit an expired pot in a recipe is named, from the day after its last."""
    best = suggest_recipes(SKIN, [creams], top=1).matches[0].components[0].shade.code
    mine = kept(creams, **{best: {"expires": "2026-11-21", "lot": "A7"}})
    assert "kit.expired" in codes(suggest_recipes(SKIN, [mine], top=1, on=TODAY))
    assert "kit.expired" not in codes(suggest_recipes(SKIN, [mine], top=1, on=date(2026, 11, 21)))


def test_own_jars_change_the_recipe_and_are_told(creams: Palette) -> None:
    """A shade of twice the strength is counted so; strengths of another palette are refused."""
    jars = Strengths(creams.name, {"M1N": Factor(2.0, 0.1)})
    assert shelf_of([creams], strengths=jars).palettes[0].shade("M1N").tinting_strength == 2.0
    assert "match.own_jars" in codes(suggest_recipes(SKIN, [creams], strengths=jars))
    assert "match.own_jars" not in codes(suggest_recipes(SKIN, [creams]))
    with pytest.raises(PaletteError, match="learned for the palette 'other'"):
        shelf_of([creams], strengths=replace(jars, palette="other"))


def test_strengths_count_for_their_palette_only(creams: Palette) -> None:
    """Of several palettes only the one that was learned of is changed."""
    other = replace(creams, name="other")
    jars = Strengths("other", {"M1N": Factor(2.0, 0.1)})
    plain, changed = shelf_of([creams, other], strengths=jars).palettes
    assert plain is creams
    assert changed.shade("M1N").tinting_strength == 2.0


def test_the_powder_a_file_states_counts_for_one_line_of_creams(creams: Palette) -> None:
    """It is reckoned with unless another shift is asked for; with several lines, or for pigment, it is not."""
    set_ = replace(creams, extra={"powder_shift": [1.0, -0.5, 0.0]})
    assert "match.powder" in codes(suggest_recipes(SKIN, [set_]))
    plain = suggest_recipes(SKIN, [creams], top=1).matches[0]
    none = suggest_recipes(SKIN, [set_], top=1, after=powder_from((0, 0, 0))).matches[0]
    assert none.parts == plain.parts
    assert stated_powder([set_, creams]) is None
    assert stated_powder([set_], "dermatography") is None
