"""What to add to a mix: the residual in numbers and words, and the step that reduces it."""

import numpy as np
import pytest

from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.loop.correction import WORTH_ADDING_DELTA_E00, residual_between, suggest_correction
from tonematch.mix.palettes.load import Palette, load_palette

RECIPE = {"M1W": 6, "M1C": 2}
EXACT = 1e-6
DOUBT = 2.0  # ΔE00 that two parts of a shade of unknown strength, poured by eye, leave on average


@pytest.fixture(scope="module")
def palette() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


def test_the_residual_is_told_from_the_skin_to_the_stripe() -> None:
    """A stripe lighter than the skin has positive dL, and the words say so."""
    residual = residual_between((62, 10, 18), (60, 10, 18))
    assert residual.difference.dL > 0
    assert residual.in_words == "too light"


def test_the_missing_part_is_found_when_the_model_is_right(palette: Palette) -> None:
    """If the skin is what the mix becomes with a part more of one shade, that is the first suggestion."""
    stripe = predict_mix(palette, RECIPE).lab
    skin = predict_mix(palette, {**RECIPE, "D1W": 1}).lab
    best = suggest_correction(stripe, skin, palette, RECIPE).additions[0]
    assert (best.shade.code, best.parts) == ("D1W", 1)
    assert best.expected == pytest.approx(skin, abs=EXACT)
    assert 0 < best.expected_delta_e00 < DOUBT
    assert dict(best.recipe) == {**RECIPE, "D1W": 1}


def test_a_step_tells_between_what_it_ends(palette: Palette) -> None:
    """The ΔE00 expected lies between the bounds that hold two stripes in three, which are apart."""
    stripe = predict_mix(palette, RECIPE).lab
    for addition in suggest_correction(stripe, (52, 12, 20), palette, RECIPE).additions:
        low, high = addition.likely_delta_e00
        assert 0 < low < addition.expected_delta_e00 < high


def test_the_same_stripe_gets_the_same_advice(palette: Palette) -> None:
    """Chance has no say in what is advised."""
    stripe = predict_mix(palette, RECIPE).lab
    one, two = (suggest_correction(stripe, (52, 12, 20), palette, RECIPE) for _ in range(2))
    assert [dict(step.recipe) for step in one.additions] == [dict(step.recipe) for step in two.additions]
    assert one.unchanged_delta_e00 == two.unchanged_delta_e00


def test_a_large_mix_is_added_to_in_steps_it_can_feel(palette: Palette) -> None:
    """Eight hundred parts of the same mix are corrected by about a hundred times as many parts as eight."""
    stripe = predict_mix(palette, RECIPE).lab
    small = suggest_correction(stripe, (56, 12, 20), palette, RECIPE).additions[0]
    recipe = {code: 100 * parts for code, parts in RECIPE.items()}
    large = suggest_correction(stripe, (56, 12, 20), palette, recipe).additions[0]
    added = [sum(parts for _, parts in step.shades) for step in (small, large)]
    assert 30 < added[1] / added[0] < 300


def test_many_pots_in_a_mix(palette: Palette) -> None:
    """A mix of every shade there is can be corrected too."""
    recipe = {shade.code: 1 for shade in palette.shades}
    stripe = predict_mix(palette, recipe).lab
    skin = (stripe.L - 6, stripe.a + 1, stripe.b)
    best = suggest_correction(stripe, skin, palette, recipe).additions[0]
    assert best.expected_delta_e00 < float(delta_e00(skin, stripe)) / 2


def test_a_stripe_that_cannot_be_of_this_recipe_is_told(palette: Palette) -> None:
    """A click beside the stripe is warned of; a stripe of jars within what is usual is not."""
    skin = predict_mix(palette, RECIPE).lab
    beside = suggest_correction((20, 0, 0), skin, palette, RECIPE)
    assert [finding.code for finding in beside.findings] == ["correct.unlikely_stripe"]
    assert "check that the points lie" in beside.findings[0].text
    weaker = predict_mix(palette, {"M1W": 6 * 0.7, "M1C": 2 * 1.3}).lab
    assert suggest_correction(weaker, skin, palette, RECIPE).findings == ()


def test_what_the_model_misses_is_carried_along(palette: Palette) -> None:
    """An error that photo or model lays on stripe and skin alike cancels."""
    misses = np.array([1.5, -0.8, 1.0])
    stripe = np.array(predict_mix(palette, RECIPE).lab) + misses
    skin = np.array(predict_mix(palette, {**RECIPE, "D1W": 1}).lab) + misses
    best = suggest_correction(stripe, skin, palette, RECIPE).additions[0]
    assert (best.shade.code, best.parts) == ("D1W", 1)


def test_a_good_stripe_is_left_alone(palette: Palette) -> None:
    """When nothing helps clearly, nothing is suggested."""
    lab = predict_mix(palette, RECIPE).lab
    correction = suggest_correction(lab, lab, palette, RECIPE)
    assert correction.leave_it
    assert correction.additions == ()


def test_suggestions_help_are_distinct_and_ordered(palette: Palette) -> None:
    """Each suggestion is of another shade, clearly better than leaving it, best first."""
    stripe, skin = predict_mix(palette, RECIPE).lab, (52, 12, 20)
    correction = suggest_correction(stripe, skin, palette, RECIPE)
    expected = [addition.expected_delta_e00 for addition in correction.additions]
    assert len({addition.shade.code for addition in correction.additions}) == len(expected) > 1
    assert expected == sorted(expected)
    assert expected[-1] <= correction.unchanged_delta_e00 - WORTH_ADDING_DELTA_E00


def test_recipes_that_cannot_be(palette: Palette) -> None:
    """An unknown code and an empty recipe are told."""
    with pytest.raises(PaletteError, match="NOPE"):
        suggest_correction((60, 10, 18), (50, 10, 18), palette, {"NOPE": 1})
    with pytest.raises(NoMatchError, match="empty"):
        suggest_correction((60, 10, 18), (50, 10, 18), palette, {})


@pytest.mark.parametrize(
    ("recipe", "limits", "sentence"),
    [
        ({"M1W": 6, "m1w": 2}, {}, "names M1W twice"),
        ({"M1W": 1.5}, {}, "1.5 parts of M1W, expected a whole number"),
        (RECIPE, {"coats": 0}, "number of coats is 0, expected 1 to 10"),
        (RECIPE, {"uncertainty": float("nan")}, "uncertainty of the photo is nan, expected 0 to 50"),
        (RECIPE, {"uncertainty": -1.0}, "uncertainty of the photo is -1"),
        (RECIPE, {"max_added": 0}, "parts that may be added is 0, expected 1 to 24"),
        (RECIPE, {"max_added": 100}, "parts that may be added is 100, expected 1 to 24"),
        (RECIPE, {"top": 0}, "number of suggestions is 0"),
    ],
)
def test_numbers_that_cannot_be(
    palette: Palette, recipe: dict[str, int], limits: dict[str, int], sentence: str
) -> None:
    """What cannot be poured, drawn or asked for is told with its value."""
    with pytest.raises(NoMatchError) as caught:
        suggest_correction((60, 10, 18), (50, 10, 18), palette, recipe, **limits)
    assert sentence in str(caught.value)
