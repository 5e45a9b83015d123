"""The JSON of every command: the keys other tools rely on, and nothing else on standard output."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonematch.difference import delta_e00

CALIBRATION_KEYS = {"schema", "photo", "chart", "correction", "verdict", "findings"}
SAMPLE_KEYS = CALIBRATION_KEYS | {"surrounding", "patch", "contrast_delta_e00", "ita_deg"}
ANSWER_KEYS = {"target", "over", "technique", "matches", "nearest_single", "unreachable"}
MATCH_KEYS = {
    *("rank", "parts", "predicted", "delta_e00", "difference", "in_words", "grade", "lights", "worst_light", "data"),
}
EASY_DELTA_E00 = 1.0  # what issue 2 asks of samples marked easy

Run = Callable[..., Any]


def check_match(match: dict[str, Any]) -> None:
    """Check one recipe's keys and what they hold."""
    assert set(match) >= MATCH_KEYS
    assert all(set(part) >= {"palette", "code", "name", "parts"} for part in match["parts"])
    assert all(isinstance(part["parts"], int) and part["parts"] > 0 for part in match["parts"])
    assert len(match["predicted"]["lab"]) == 3
    assert set(match["difference"]) == {"dL", "dC", "dH"}
    assert set(match["lights"]) >= {"D65", "A", "FL11", "LED-B3"}
    assert match["worst_light"] in match["lights"]
    assert match["grade"] in {"excellent", "good", "fair", "poor"}
    assert match["data"] in {"measured", "modelled", "swatch"}


def test_calibrate_tells_the_chart_and_its_own_error(run: Run, easy: SimpleNamespace) -> None:
    """Calibrate names photo, chart, correction, verdict and findings."""
    told = run("calibrate", easy.path, "--json").json
    assert set(told) >= CALIBRATION_KEYS
    assert told["schema"] == "tonematch.calibration/1"
    assert set(told["photo"]) >= {"name", "sha256", "width", "height", "profile"}
    assert (told["photo"]["width"], told["photo"]["height"]) == (easy.truth["width"], easy.truth["height"])
    assert told["chart"]["found"] == "auto"
    assert len(told["chart"]["corners"]) == 4
    assert len(told["chart"]["patches_lab"]) == 24
    errors = told["correction"]["delta_e00"]
    assert set(errors) >= {"fit_mean", "held_out_mean", "held_out_p95", "held_out_max", "held_out_skin"}
    assert told["verdict"] in {"pass", "warn", "refuse"}
    assert all(set(finding) == {"code", "severity", "text", "value", "limit"} for finding in told["findings"])


def test_corners_by_hand_are_said_to_be_by_hand(run: Run, easy: SimpleNamespace) -> None:
    """Corners given on the command line are used and named as such."""
    corners = " ".join(f"{x},{y}" for x, y in easy.truth["chart"]["corners"])
    told = run("calibrate", easy.path, "--corners", corners, "--json").json
    assert told["chart"]["found"] == "by hand"


def test_sample_adds_the_tone_and_is_true(run: Run, easy: SimpleNamespace) -> None:
    """Sample says all that calibrate says, and a surrounding tone near the truth written beside the photo."""
    told = run("sample", easy.path, "--patch", easy.click, "--json").json
    assert set(told) >= SAMPLE_KEYS
    assert told["schema"] == "tonematch.sample/1"
    assert set(told["surrounding"]) >= {"lab", "spread", "uncertainty_delta_e00", "pixels"}
    assert set(told["patch"]) >= {"lab", "spread", "pixels"}
    assert float(delta_e00(told["surrounding"]["lab"], easy.truth["surrounding"]["lab"])) < EASY_DELTA_E00


@pytest.mark.parametrize("command", ["sample", "match"])
def test_several_shots_are_one_result(run: Run, easy: SimpleNamespace, more_shots: list[str], command: str) -> None:
    """With further shots the median is given, near the truth, and how far each shot lies from it."""
    also = [word for shot in more_shots for word in ("--also", shot)]
    told = run(command, easy.path, "--patch", easy.click, *also, "--json").json
    assert told["shots"]["count"] == 3
    assert len(told["shots"]["distances_delta_e00"]) == 3
    assert 0 < told["shots"]["repeatability_delta_e00"] < 1
    assert float(delta_e00(told["surrounding"]["lab"], easy.truth["surrounding"]["lab"])) < EASY_DELTA_E00
    assert told.get("target", told["surrounding"])["lab"] == told["surrounding"]["lab"]
    assert "shots" not in run("sample", easy.path, "--patch", easy.click, "--json").json


@pytest.mark.parametrize("command", ["sample", "match"])
def test_the_verdict_is_the_worst_of_all_findings(
    run: Run, easy: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A warning about the skin alone makes sample and match warn, while calibrate judges the calibration."""
    monkeypatch.setattr("tonematch.measure.remarks.FAR_CHART_WIDTHS", 0.0)
    assert run("calibrate", easy.path, "--json").json["verdict"] == "pass"
    assert run(command, easy.path, "--patch", easy.click, "--json").json["verdict"] == "warn"
    assert "warn: usable with care" in run(command, easy.path, "--patch", easy.click).out


def test_of_two_charts_the_one_beside_the_mark_is_used(run: Run, two_charts: SimpleNamespace) -> None:
    """Calibrate alone refuses two charts; with a point or a box, the nearer is used, the other checks it."""
    assert run("calibrate", two_charts.path, "--json").json["error"]["code"] == "chart.several"
    x, y = two_charts.truth["patch"]["click"]
    for mark in (("--patch", f"{x},{y}"), ("--box", f"{x - 160},{y - 110},{x + 160},{y + 110}")):
        told = run("sample", two_charts.path, *mark, "--json").json
        assert {"chart.nearest_used", "chart.others_agree"} <= {finding["code"] for finding in told["findings"]}
        assert float(delta_e00(told["surrounding"]["lab"], two_charts.truth["surrounding"]["lab"])) < 2


def test_skin_itself_has_no_patch(run: Run, easy: SimpleNamespace) -> None:
    """With --skin there is no patch and no contrast."""
    x, y = easy.truth["surrounding"]["skin_click"]
    told = run("sample", easy.path, "--skin", f"{x},{y}", "--json").json
    assert told["patch"] is None
    assert told["contrast_delta_e00"] is None


def test_match_answers_over_the_patch(run: Run, easy: SimpleNamespace) -> None:
    """Match says all that sample says, and recipes over the patch."""
    told = run("match", easy.path, "--patch", easy.click, "--palette", "generic-camouflage", "--top", 3, "--json").json
    assert set(told) >= SAMPLE_KEYS | ANSWER_KEYS
    assert told["schema"] == "tonematch.match/1"
    assert told["target"]["lab"] == told["surrounding"]["lab"]
    assert told["over"]["lab"] == told["patch"]["lab"]
    assert [match["rank"] for match in told["matches"]] == [1, 2, 3]
    for match in (*told["matches"], told["nearest_single"]):
        check_match(match)


def test_match_without_a_photo(run: Run) -> None:
    """A target given as numbers needs no photo, and nothing about one is said."""
    told = run("match", "--target", "60,10,18", "--json").json
    assert set(told) >= ANSWER_KEYS
    assert "photo" not in told
    assert told["over"] is None
    assert told["target"]["lab"] == [60.0, 10.0, 18.0]


def test_compare_puts_the_best_first(run: Run) -> None:
    """Compare gives one row a recipe, best first."""
    words = ("compare", "--target", "60,10,18", "--recipe", "F2W=3,D1W=1", "--recipe", "M1W=2,M1C=1", "--json")
    told = run(*words).json
    assert set(told) >= {"schema", "target", "recipes"}
    assert told["schema"] == "tonematch.compare/1"
    errors = [recipe["delta_e00"] for recipe in told["recipes"]]
    assert len(errors) == 2
    assert errors == sorted(errors)
    for recipe in told["recipes"]:
        check_match(recipe)


def test_correct_tells_residual_and_steps(run: Run, easy: SimpleNamespace) -> None:
    """Correct says how stripe and skin differ, and what each addition would bring."""
    x, y = easy.truth["surrounding"]["skin_click"]
    places = ("--stripe", easy.click, "--skin", f"{x},{y}")
    told = run("correct", easy.path, *places, "--palette", "generic-camouflage", "--recipe", "M1W=8", "--json").json
    assert told["schema"] == "tonematch.correct/1"
    assert set(told) >= {"stripe", "skin", "residual", "leave_it", "additions", "advice"}
    expected = [addition["expected_delta_e00"] for addition in told["additions"]]
    assert expected == sorted(expected)
    assert all(value < told["residual"]["delta_e00"] for value in expected)


@pytest.mark.parametrize("words", [("list",), ("show", "generic-camouflage"), ("check", "iron-oxide-tinters")])
def test_palette_commands_print_one_object(run: Run, words: tuple[str, ...]) -> None:
    """Each palette command prints one JSON object with a schema."""
    assert run("palette", *words, "--json").json["schema"].startswith("tonematch.palette")


def test_demo_compares_with_the_truth(run: Run) -> None:
    """The demo says what match says, and how far it is from what is known."""
    told = run("demo", "--json").json
    assert set(told) >= SAMPLE_KEYS | ANSWER_KEYS
    assert told["truth"]["delta_e00"] < EASY_DELTA_E00


def test_measured_jars_become_a_palette(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """Jars measured in a photo make a palette file that can be mixed from, with its uncertainty inside."""
    out = tmp_path / "jars.json"
    x, y = easy.truth["surrounding"]["skin_click"]
    words = ("palette", "measure", easy.path, "--jar", f"A:First jar@{easy.click}", "--jar", f"B:Second@{x},{y}")
    told = run(*words, "-o", out, "--json").json
    assert [jar["code"] for jar in told["jars"]] == ["A", "B"]
    assert "K and S" in told["note"]
    shown = run("palette", "show", out, "--json").json
    assert (shown["data"], shown["instrument"]) == ("measured", "photo")
    assert run("match", "--target", "60,10,18", "--palette", out, "--json").status == 0
