"""Recipes in parts, drops and grams, and what a balance costs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.answer import Match
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.match import compare_recipes
from tonematch.mix.palettes.csv_file import palette_to_csv
from tonematch.mix.palettes.load import Palette, dump_palette, load_palette, palette_document

SKIN = (58.0, 12.0, 19.0)
RECIPE = {"F1C": 5, "T2N": 3}
THROWS = 400
THROWN = 0.03  # ΔE00 between the dose model and throwing: its worst is 0.026 for drops, and the throws leave 0.01
COARSE = 0.1  # the same where a step is a third of a dose, which the model takes for a small change


def creams(top: dict[str, Any] | None = None, **pots: dict[str, Any]) -> Palette:
    """Give the bundled creams with these keys on top and on the pots named."""
    document = palette_document(load_palette("generic-camouflage")) | (top or {})
    document["shades"] = [shade | pots.get(shade["code"], {}) for shade in document["shades"]]
    return load_palette(document)


def matched(palette: Palette) -> Match:
    """Hold the recipe against the skin."""
    return compare_recipes(SKIN, [palette], [RECIPE])[0]


def grams(palette: Palette, **wanted: float) -> tuple[float, ...]:
    """Give the recipe in grams."""
    return amounts_of(matched(palette), SKIN, Measure("grams", **wanted)).values


def test_parts_are_what_they_are() -> None:
    """Without a wish the recipe is told in the palette's own unit."""
    told = amounts_of(matched(creams()), SKIN)
    assert (told.unit, told.values, told.total, told.note) == ("parts", (5.0, 3.0), 8.0, "")
    assert amounts_of(matched(creams({"parts_unit": "drops"})), SKIN).unit == "drops"


def test_equal_densities_are_assumed_and_told() -> None:
    """Where no density is stated, grams share out like parts, and that is said."""
    told = amounts_of(matched(creams()), SKIN, Measure(batch_grams=10))
    assert told.unit == "grams"
    assert told.values == pytest.approx((6.25, 3.75))
    assert "equal ones are assumed" in told.note


def test_grams_are_parts_times_density() -> None:
    """A denser shade takes more of the grams; the palette's density counts where a shade has none."""
    told = amounts_of(matched(creams({"density_g_ml": 1.0}, T2N={"density_g_ml": 2.0})), SKIN, Measure(batch_grams=11))
    assert told.values == pytest.approx((5.0, 6.0))
    assert told.note == ""
    one_sided = amounts_of(matched(creams(T2N={"density_g_ml": 2.0})), SKIN, Measure(batch_grams=8))
    assert one_sided.values == pytest.approx((5.0, 3.0))
    assert "density of F1C is not stated" in one_sided.note


def test_what_a_part_weighs_needs_no_total() -> None:
    """Grams a part, or a drop's size with a density, tell the grams of the recipe as it is."""
    weighed = creams(F1C={"grams_per_part": 0.2}, T2N={"grams_per_part": 0.25})
    assert grams(weighed) == pytest.approx((1.0, 0.75))
    dropped = creams({"drop_ml": 0.05, "density_g_ml": 1.2})
    assert grams(dropped) == pytest.approx((0.3, 0.18))
    assert grams(dropped, batch_grams=16) == pytest.approx((10.0, 6.0))
    with pytest.raises(NoMatchError, match="What one part weighs is not known"):
        grams(creams())


def test_drops_are_whole_and_fill_the_batch() -> None:
    """A batch in drops is a whole multiple of the recipe; without a drop's weight it cannot be told."""
    palette = creams({"drop_ml": 0.05, "density_g_ml": 1.2})
    told = amounts_of(matched(palette), SKIN, Measure("drops", batch_grams=5))
    assert told.values == (50.0, 30.0)
    assert told.note == ""
    assert "size of a drop is not stated" in amounts_of(matched(creams()), SKIN, Measure("drops")).note
    with pytest.raises(NoMatchError, match="What a drop weighs is not known"):
        amounts_of(matched(creams()), SKIN, Measure("drops", batch_grams=5))


@pytest.mark.parametrize(
    ("batch", "balance", "near"), [(10.0, 0.01, THROWN), (0.5, 0.01, THROWN), (0.2, 0.01, THROWN), (5.0, 1.0, COARSE)]
)
def test_what_a_balance_costs_is_what_weighing_costs(batch: float, balance: float, near: float) -> None:
    """The expected ΔE00 is that of many weighings that show these grams, each within half a step of them."""
    palette = creams()
    match = matched(palette)
    weighed = amounts_of(match, SKIN, Measure("grams", batch, balance))
    assert weighed.weighed is not None
    assert [value / balance for value in weighed.values] == pytest.approx(
        [round(value / balance) for value in weighed.values]
    )
    dice = np.random.default_rng(3)
    true = np.array(weighed.values) + balance * (dice.random((THROWS, 2)) - 0.5)
    thrown = np.mean([delta_e00(SKIN, predict_mix(palette, dict(zip(RECIPE, row, strict=True))).lab) for row in true])
    assert weighed.weighed.expected_delta_e00 == pytest.approx(thrown, abs=near)
    assert weighed.weighed.cost_delta_e00 == pytest.approx(
        max(0.0, weighed.weighed.expected_delta_e00 - match.delta_e00)
    )


def test_too_little_to_weigh_is_told() -> None:
    """A shade that comes to less than the balance shows is named, with the batch that would do."""
    match = replace(matched(creams()), delta_e00=0.0)
    told = amounts_of(match, SKIN, Measure("grams", 1.0, 1.0))
    assert told.weighed is not None
    assert told.weighed.expected_delta_e00 is None
    assert "Tan 2 neutral comes to less than the balance shows: weigh at least 3 g" in told.note
    enough = amounts_of(match, SKIN, Measure("grams", 3.0, 1.0))
    assert min(enough.values) > 0


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"unit": "spoons"}, "The unit is 'spoons', expected parts, drops, grams"),
        ({"batch_grams": 0.0}, "The batch is 0 g, expected 0.01 to 10000 g"),
        ({"batch_grams": float("nan")}, "The batch is nan g"),
        ({"balance_g": -1.0}, "The balance's step is -1 g"),
        ({"unit": "parts", "batch_grams": 5.0}, "told in grams or drops, not in parts"),
    ],
)
def test_wrong_measures_are_told(wanted: dict[str, Any], sentence: str) -> None:
    """A unit or weight that is none is refused with what was expected."""
    with pytest.raises(NoMatchError, match=sentence):
        Measure(**wanted)


@pytest.mark.parametrize(
    ("top", "pot", "sentence"),
    [
        ({}, {"density_g_ml": 1200}, "density_g_ml is 1200, expected 0.3 to 8"),
        ({"density_g_ml": "heavy"}, {}, "density_g_ml is 'heavy', expected a number"),
        ({}, {"grams_per_part": 0}, "grams_per_part is 0, expected 0.0001 to 1000"),
        ({"drop_ml": 50}, {}, "drop_ml is 50, expected 0.001 to 1"),
        ({"parts_unit": "ladles"}, {}, "parts_unit is 'ladles', expected parts or drops"),
        ({"powder_shift": [1, 2]}, {}, "powder_shift has 2 numbers, expected 3\\.$"),
        ({"powder_shift": [1, 2, 40]}, {}, "powder_shift, number 3, is 40, expected -15 to 15"),
    ],
)
def test_wrong_weights_in_a_file_are_told(top: dict[str, Any], pot: dict[str, Any], sentence: str) -> None:
    """A weight, a drop or a unit that cannot be is refused with the place it stands at."""
    with pytest.raises(PaletteError, match=sentence):
        creams(top, M1N=pot)


def test_weights_go_round(tmp_path) -> None:
    """Densities, grams a part, drop size and unit survive JSON and CSV."""
    palette = creams({"parts_unit": "drops", "drop_ml": 0.04}, M1N={"density_g_ml": 1.3}, M1C={"grams_per_part": 0.21})
    for name, text in (("own.json", dump_palette(palette)), ("own.csv", palette_to_csv(palette))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        back = load_palette(tmp_path / name)
        assert (back.parts_unit, back.drop_ml) == ("drops", 0.04)
        assert back.shade("M1N").density_g_ml == 1.3
        assert back.shade("M1C").grams_per_part == 0.21
        assert back.shade("M1W").density_g_ml is None
