"""How each recipe holds up, in the cells that terminal, report and app share."""

import json
from dataclasses import replace

from tonematch.mix.answer import Match
from tonematch.mix.film.kubelka_munk import Mix
from tonematch.mix.match import match_target
from tonematch.mix.palettes.load import load_palette
from tonematch.report.documents.contract import match_json
from tonematch.report.words.columns import HEADINGS, holding_cells, methods_text, stock_text
from tonematch.report.words.wording import cautions, delta_text, proof_text

SAID = match_target((58, 12, 19), [load_palette("generic-camouflage")], uncertainty=1.4, top=4)


def with_stock(match: Match, *stocks: str) -> Match:
    """Give the match with this stock of its pots."""
    pots = [replace(part, stock=stock) for part, stock in zip(match.components, stocks, strict=True)]
    return replace(match, components=tuple(pots))


def test_a_cell_for_every_heading() -> None:
    """Pots, drops, lamps, rounding, stock and data each have their cell."""
    for match in SAID.matches:
        cells = dict(zip(HEADINGS, holding_cells(match), strict=True))
        assert cells["Pots"] == str(len(match.parts))
        assert cells["Uneven drops"] == f"{match.expected_delta_e00:.1f}"
        assert cells["Worst light"].endswith(f"{max(match.lights.values()):.1f}")
        assert cells["Whole parts"] == f"+{match.rounding_cost:.2f}"
        assert cells["Shades"] == "modelled"


def test_stock_names_the_pots_that_hinder() -> None:
    """What cannot be used is named by its code; what is not stated is not taken for owned."""
    match = next(match for match in SAID.matches if match.pots == 2)
    first, second = match.parts
    assert stock_text(with_stock(match, "in stock", "in stock")) == "in stock"
    assert stock_text(with_stock(match, "in stock", "unknown")) == "not stated"
    assert stock_text(with_stock(match, "expired", "not in stock")) == f"{first} expired, {second} not in stock"


def test_uncertainty_stands_beside_the_difference() -> None:
    """ΔE00 has its ±, which is left away where the target is exact."""
    assert delta_text(SAID.matches[0]) == f"{SAID.matches[0].delta_e00:.1f} ± 1.4"
    assert "±" not in delta_text(replace(SAID.matches[0], uncertainty_delta_e00=0.0))


def test_ties_are_said_and_are_in_the_json() -> None:
    """The sentence names as many recipes as the list of ranks has."""
    told = match_json(SAID)
    assert told["tied_with_first"] == list(SAID.tied)
    assert told["limits"]["palettes"] == ["generic-camouflage"]
    several = "all recipes listed" if len(SAID.tied) == 4 else f"the first {len(SAID.tied)} recipes"
    assert any(f"{several} tie" in sentence for sentence in cautions(SAID))


def test_every_model_is_named() -> None:
    """Where recipes were predicted by different models, each is named with its recipes."""
    first, second, *_ = SAID.matches
    other = replace(second, predicted=Mix(second.predicted.lab, second.predicted.reflectance.copy(), "another model"))
    assert methods_text([first]) == "Predicted by two-constant Kubelka-Munk."
    assert "Recipe 2 predicted by another model" in methods_text([first, other])


def test_a_recipe_in_json_has_all_there_is() -> None:
    """Pots, uncertainty, lamps, stock and rounding stand in the JSON, as numbers and as strict JSON."""
    row = match_json(SAID)["matches"][0]
    match = SAID.matches[0]
    assert row["pots"] == match.pots
    assert row["uncertainty_delta_e00"] == 1.4
    assert row["worst_light_delta_e00"] == max(row["lights"].values())
    assert row["stock"] == "unknown"
    assert set(row["rounding"]["best_shares"]) == set(match.parts)
    assert row["rounding"]["cost_delta_e00"] == round(match.rounding_cost, 4)
    assert {"known_by", "stock", "lot", "best_before"} <= row["parts"][0].keys()
    assert json.loads(json.dumps(row, allow_nan=False)) == row


def test_what_is_not_quite_proven_is_said() -> None:
    """Where a recipe might be nearer than the first, by how much at most is told; where none can, nothing is."""
    open_ = replace(SAID.matches[0], proven_within_delta_e00=0.04)
    assert proof_text(SAID.matches[0]) == ""
    assert "by more than ΔE00 0.04" in proof_text(open_)
    assert proof_text(open_) in cautions(replace(SAID, matches=(open_, *SAID.matches[1:])))
