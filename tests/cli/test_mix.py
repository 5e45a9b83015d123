"""Flags that say how a mix is judged, and the loop from stripe to own jars to the next match."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., Any]
TARGET = ("--target", "58,12,19", "--over", "84,4,10")
ADDED_KEYS = {
    *("pots", "amounts", "uncertainty_delta_e00", "worst_light_delta_e00", "stock", "rounding"),
    *("method", "expected_delta_e00", "metamerism", "metamerism_index", "fresh", "coats", "coats_needed"),
}
JUDGED = (
    *("--in-stock-only", "--strengths", "--powder", "--healed", "--healed-estimate", "--density", "--light"),
    "--forgiving",
)
PAIRS = ("40,12,16 43,11,14", "50,12,17 53,11,15", "60,11,18 61,10,16")


def test_every_recipe_tells_method_coats_and_lamps(run: Run) -> None:
    """Match and compare give the same columns: method, coats, doses and lamps beside what was there before."""
    told = run("match", *TARGET, "--top", 2, "--json").json
    compared = run("compare", *TARGET, "--recipe", "M1N=1", "--json").json
    for match in (*told["matches"], told["nearest_single"], *compared["recipes"]):
        assert set(match) >= ADDED_KEYS
        assert match["method"] == "two-constant Kubelka-Munk"
        assert [row["coats"] for row in match["coats"]] == [1, 2, 3]
        assert set(match["metamerism"]) == {"A", "FL11", "LED-B3", "D50"}
        assert match["metamerism_index"] == max(match["metamerism"].values())
        assert match["fresh"] is None
    assert set(told["matches"][0]) == set(compared["recipes"][0])
    assert told["chosen_for"] == "D65"
    assert compared["over"]["lab"] == [84.0, 4.0, 10.0]


def test_a_lamp_can_be_chosen_for(run: Run) -> None:
    """The recipe chosen for a bulb is no worse there than the one chosen for daylight."""
    bulb = run("match", "--target", "58,12,19", "--light", "A", "--json").json
    day = run("match", "--target", "58,12,19", "--json").json
    assert bulb["chosen_for"] == "A"
    assert bulb["matches"][0]["lights"]["A"] <= day["matches"][0]["lights"]["A"]
    assert "match.chosen_light" in {finding["code"] for finding in bulb["findings"]}


def test_forgiving_recipes_come_first(run: Run) -> None:
    """With --forgiving, what is expected of uneven drops is no worse than of the nominally nearest."""
    words = ("match", "--target", "45,12,18", "--palette", "iron-oxide-tinters", "--max-shades", 3, "--json")
    forgiving = run(*words, "--forgiving").json["matches"][0]
    nearest = run(*words).json["matches"][0]
    assert forgiving["expected_delta_e00"] <= nearest["expected_delta_e00"] + 0.05


def test_compare_is_ordered_by_lamp_and_by_forgiveness(run: Run) -> None:
    """Compare takes the lamp and the wish for forgiving recipes as match does, and both at once are refused."""
    recipes = [word for recipe in ("M1N=1", "F1C=5,T2N=3", "M1W=5,M2C=2") for word in ("--recipe", recipe)]
    words = ("compare", "--target", "58,12,19", *recipes, "--json")
    bulb = run(*words, "--light", "A").json
    assert bulb["chosen_for"] == "A"
    errors = [row["lights"]["A"] for row in bulb["recipes"]]
    assert errors == sorted(errors)
    drops = [row["expected_delta_e00"] for row in run(*words, "--forgiving").json["recipes"]]
    assert drops == sorted(drops)
    both = run(*words, "--forgiving", "--light", "A")
    assert (both.status, both.json["error"]["code"]) == (1, "match.prefer")


def test_a_kit_is_kept_to_everywhere(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """Match, compare and batch mix only from what is in stock, and name what they leave out."""
    kit = tmp_path / "kit.json"
    pots = ("--pot", "M1W: lot=A7, expires=2020-01-31")
    assert run("palette", "kit", "generic-camouflage", "--own", "M1N,F1C,M1W", *pots, "-o", kit).status == 0
    told = run("match", *TARGET, "--palette", kit, "--in-stock-only", "--json").json
    assert {part["code"] for match in told["matches"] for part in match["parts"]} == {"M1N", "F1C"}
    assert {match["stock"] for match in told["matches"]} == {"in stock"}
    assert any("M1W (2020-01-31)" in caution for caution in told["cautions"])
    recipes = ("--recipe", "M1N=1", "--recipe", "M1W=1")
    compared = run("compare", *TARGET, "--palette", kit, *recipes, "--in-stock-only", "--json").json
    assert [list(row["amounts"]["by_code"]) for row in compared["recipes"]] == [["M1N"]]
    assert "compare.left_out" in {finding["code"] for finding in compared["findings"]}
    photos = tmp_path / "list.csv"
    photos.write_text(f'photo,patch\n{easy.path},"{easy.click}"\n', encoding="utf-8")
    out = tmp_path / "out.csv"
    assert run("batch", photos, "-o", out, "--palette", kit, "--in-stock-only", "--light", "A").status == 0
    row = out.read_text(encoding="utf-8").splitlines()[1]
    assert "in-stock-only; light=A" in row
    assert "in stock" in row


def test_grams_are_told_everywhere(run: Run, tmp_path: Path) -> None:
    """A batch in grams stands in table, JSON and report; what cannot be weighed is told before anything is printed."""
    words = ("match", "--target", "58,12,19", "--top", 2, "--batch-grams", 12)
    page = tmp_path / "out.html"
    told = run(*words, "--json", "--report", page).json["matches"][0]["amounts"]
    assert told["unit"] == "grams"
    assert sum(told["by_code"].values()) == pytest.approx(12, abs=0.02)
    assert told["cost_delta_e00"] >= 0
    assert "equal ones are assumed" in told["note"]
    assert "Recipe in grams" in run(*words).out
    assert "Recipe in grams" in page.read_text(encoding="utf-8")
    unknown = run("match", "--target", "58,12,19", "--unit", "grams")
    assert (unknown.status, unknown.out) == (1, "")
    assert "What one part weighs is not known" in unknown.err


def test_powder_is_taken_from_the_flag(run: Run) -> None:
    """What powder does is laid on the fresh colour."""
    told = run("compare", *TARGET, "--recipe", "M1N=1", "--powder", "1,-0.5,0", "--json").json["recipes"][0]
    apart = [set_ - unset for set_, unset in zip(told["predicted"]["lab"], told["fresh"]["lab"], strict=True)]
    assert apart == pytest.approx([1, -0.5, 0], abs=1e-3)


def test_healing_is_learned_from_pairs_and_used(run: Run, tmp_path: Path) -> None:
    """Three pairs make a shift; match uses it, says so, and the doubt about it widens the answer's."""
    file = tmp_path / "mine.json"
    two = [word for pair in PAIRS[:2] for word in ("--pair", pair)]
    assert run("healed", file, *two, "--note", "6 weeks", "--json").json["learned"] is None
    words = ("match", "--target", "50,12,18", "--technique", "dermatography", "--json")
    refused = run(*words, "--healed", file)
    assert (refused.status, refused.json["error"]["code"]) == (1, "healed.too_few")
    learned = run("healed", file, "--pair", PAIRS[2], "--json").json["learned"]
    assert learned["shift"][0] > 0
    assert "lighter" in run("healed", file).out
    told = run(*words, "--healed", file).json
    assert told["uncertainty_delta_e00"] == pytest.approx(learned["uncertainty_delta_e00"])
    assert "match.healed_learned" in {finding["code"] for finding in told["findings"]}
    estimate = run(*words, "--healed-estimate").json
    assert "match.healed_estimate" in {finding["code"] for finding in estimate["findings"]}
    assert not {"match.healed_learned", "match.healed_estimate"} & {
        finding["code"] for finding in run(*words).json["findings"]
    }


def test_a_pair_may_be_two_photos(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """Fresh and healed are measured in photos where they are given."""
    x, y = easy.truth["surrounding"]["skin_click"]
    places = ("--fresh", easy.path, "--fresh-at", f"{x},{y}", "--healed", easy.path, "--healed-at", easy.click)
    pair = run("healed", tmp_path / "pairs.json", *places, "--json").json["pairs"][0]
    assert pair["healed"][0] > pair["fresh"][0] + 3


def test_the_loop_through_the_files(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """Correct writes what the stripes tell of the jars, reads it again, and match uses it."""
    file = tmp_path / "jars.json"
    x, y = easy.truth["surrounding"]["skin_click"]
    words = ("correct", easy.path, "--skin", f"{x},{y}", "--palette", "generic-camouflage", "--strengths", file)
    first = run(*words, "--stripe", easy.click, "--recipe", "M1W=6,M1C=2", "--mix", "shin", "--json").json
    best = first["additions"][0]
    assert first["advice"].endswith(
        f"expected ΔE00 {first['residual']['delta_e00']:.1f} → {best['expected_delta_e00']:.1f}."
    )
    assert first["causes"][0]["delta_e00"] >= first["causes"][-1]["delta_e00"]
    recipe = ",".join(f"{code}={parts}" for code, parts in best["recipe"].items())
    again = run(
        *words, "--stripe", easy.click, "--recipe", recipe, "--mix", "shin", "--bare", easy.click, "--json"
    ).json
    assert again["stripes_learned_from"] == 2
    assert again["another_coat_delta_e00"] is not None
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [entry["mix"] for entry in kept["history"]] == ["shin", "shin"]
    assert set(kept["shades"]) == set(best["recipe"])
    told = run("match", "--target", "58,12,19", "--strengths", file, "--json").json
    assert "match.own_jars" in {finding["code"] for finding in told["findings"]}
    less = run(*words, "--stripe", easy.click, "--recipe", "M1W=1", "--mix", "shin", "--json")
    assert less.json["error"]["code"] == "correct.less_than_before"
    other = run("match", "--target", "50,12,18", "--palette", "iron-oxide-tinters", "--strengths", file, "--json")
    assert other.json["error"]["code"] == "strengths.palette"


def test_the_doubt_of_the_photo_stands_beside_every_recipe(run: Run, easy: SimpleNamespace) -> None:
    """People read ΔE00 with ±, and that recipes tie at this photo's quality."""
    told = " ".join(run("match", easy.path, "--patch", easy.click).out.split())
    assert "±" in told
    assert "at this photo's quality" in told
    compared = run("compare", easy.path, "--patch", easy.click, "--recipe", "M1W=2", "--recipe", "M1C=2").out
    assert "±" in compared


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("match", *TARGET, "--powder", "1,2,3", "--healed-estimate"), "exclude each other"),
        (("match", *TARGET, "--light", "candle"), "is not one of D65"),
        (("match", *TARGET, "--unit", "spoons"), "is not one of parts, drops, grams"),
        (("compare", *TARGET, "--recipe", "M1N=1", "--unit", "parts", "--batch-grams", "5"), "leave --unit parts away"),
        (("match", *TARGET, "--powder", "1,2"), "not of the form dL,da,db"),
        (("healed", "x.json", "--pair", "1,2,3"), "fresh, then healed"),
        (("healed", "x.json", "--fresh", "a.jpg"), "go together"),
        (
            (
                *("correct", "a.jpg", "--stripe", "1,1", "--skin", "2,2", "--palette", "p", "--recipe", "A=1"),
                *("--bare", "1,1", "--over", "80,1,1"),
            ),
            "say the same thing",
        ),
    ],
)
def test_wrong_usage(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Flags that contradict each other leave with 2 and the reason."""
    outcome = run(*words)
    assert outcome.status == 2
    assert reason in " ".join(outcome.err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("command", "flags"),
    [
        (
            "match",
            (*JUDGED, "--unit", "--batch-grams", "--balance"),
        ),
        ("compare", (*JUDGED, "--unit", "--batch-grams", "--balance")),
        ("batch", (*JUDGED, "--max-shades", "--max-parts", "--technique", "--coats")),
        ("correct", ("--strengths", "--mix", "--bare", "--over", "--coats")),
        ("healed", ("--pair", "--fresh", "--fresh-at", "--healed", "--healed-at", "--note")),
    ],
)
def test_flags_are_explained(run: Run, command: str, flags: tuple[str, ...]) -> None:
    """Help names each flag."""
    told = run(command, "--help").out
    assert [flag for flag in flags if flag not in told] == []


@pytest.mark.parametrize(("place", "command"), [(2, "match"), (3, "compare"), (4, "batch")])
def test_the_page_names_the_flags_that_are_there(run: Run, place: int, command: str) -> None:
    """The table of wishes in the documents says of each command which flags it takes, neither more nor fewer."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "recipes.md").read_text(encoding="utf-8")
    told = run(command, "--help").out
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `--")]
    assert len(rows) > 8
    for cells in rows:
        for flag in re.findall(r"--[a-z-]+", cells[0]):
            assert (re.search(rf"{flag}\b(?!-)", told) is not None) == bool(cells[place].strip()), (command, flag)
