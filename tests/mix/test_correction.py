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
    """If the skin is what the mix becomes with 2 more parts of one shade, that is the first suggestion."""
    stripe = predict_mix(palette, RECIPE).lab
    skin = predict_mix(palette, {**RECIPE, "D1W": 2}).lab
    best = suggest_correction(stripe, skin, palette, RECIPE).additions[0]
    assert (best.shade.code, best.parts) == ("D1W", 2)
    assert best.expected == pytest.approx(skin, abs=EXACT)
    assert 0 < best.expected_delta_e00 < DOUBT
    assert dict(best.recipe) == {**RECIPE, "D1W": 2}


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
    assert expected[-1] <= float(delta_e00(skin, stripe)) - WORTH_ADDING_DELTA_E00


def test_recipes_that_cannot_be(palette: Palette) -> None:
    """An unknown code and an empty recipe are told."""
    with pytest.raises(PaletteError, match="NOPE"):
        suggest_correction((60, 10, 18), (50, 10, 18), palette, {"NOPE": 1})
    with pytest.raises(NoMatchError, match="empty"):
        suggest_correction((60, 10, 18), (50, 10, 18), palette, {})
