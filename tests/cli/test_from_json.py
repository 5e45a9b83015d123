"""A match worked out again from its JSON: the same to every digit, and told in words where it cannot be."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tonematch.bundled import PALETTES, SAMPLES

SAME = "the same as in the file, to every digit"
USABLE = sorted(
    path
    for path in SAMPLES.glob("*.json")
    if json.loads(path.read_text(encoding="utf-8"))["expect"] == "match"
    and "patch" in json.loads(path.read_text(encoding="utf-8"))
)
WISHES = (
    ("--unit", "grams", "--batch-grams", "3"),
    ("--light", "A", "--coats", "1", "--max-parts", "6"),
    ("--forgiving", "--top", "4", "--powder", "0.8,-0.3,-0.6"),
    ("--technique", "dermatography", "--healed-estimate", "--density", "0.5", "--top", "3"),
    ("--light", "worst", "--max-shades", "1"),
)


@pytest.fixture
def kept(run: Callable[..., Any], easy: SimpleNamespace, tmp_path: Path) -> Path:
    """Keep the JSON of one match."""
    file = tmp_path / "case.json"
    file.write_text(run("match", easy.path, "--patch", easy.click, "--top", "3", "--json").out, encoding="utf-8")
    return file


def changed(file: Path, **asked: object) -> Path:
    """Change what a file says was asked."""
    document = json.loads(file.read_text(encoding="utf-8"))
    document["asked"] |= asked
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("place", "truth"), list(enumerate(USABLE)), ids=lambda value: getattr(value, "stem", str(value))
)
def test_json_gives_the_same_json(run: Callable[..., Any], tmp_path: Path, place: int, truth: Path) -> None:
    """For every sample, with wishes of all kinds in turn, the file gives itself again, to the last digit."""
    known = json.loads(truth.read_text(encoding="utf-8"))
    x, y = known["patch"]["click"]
    wishes = WISHES[place % len(WISHES)]
    first = run("match", SAMPLES / known["photo"], "--patch", f"{x},{y}", *wishes, "--json")
    assert first.status == 0
    (tmp_path / "case.json").write_text(first.out, encoding="utf-8")
    again = run("match", "--from-json", tmp_path / "case.json", "--json")
    assert again.out == first.out
    assert SAME in again.err.replace("\n", " ")


def test_a_target_given_as_numbers_comes_out_the_same(run: Callable[..., Any], tmp_path: Path) -> None:
    """Without a photo, too."""
    first = run("match", "--target", "61.23456,9.87654,17.5", "--over", "75,7,11", "--json")
    (tmp_path / "case.json").write_text(first.out, encoding="utf-8")
    assert run("match", "--from-json", tmp_path / "case.json", "--json").out == first.out


def test_the_photo_is_measured_again(run: Callable[..., Any], kept: Path, easy: SimpleNamespace) -> None:
    """With the photo the sample is measured by the marks in the file, and comes out the same."""
    told = run("match", "--from-json", kept, easy.path).err
    assert f"The sample comes out {SAME}" in told
    assert f"The match comes out {SAME}" in told


def test_another_photo_is_refused(run: Callable[..., Any], kept: Path, easy: SimpleNamespace) -> None:
    """A photo that is not the one of the file is told by its digest."""
    other = next(SAMPLES / f"{truth.stem}.jpg" for truth in USABLE if f"{truth.stem}.jpg" not in easy.path)
    outcome = run("match", "--from-json", kept, other)
    assert outcome.status != 0
    assert "is not the photo that the match was made of" in outcome.err


def test_a_file_that_was_changed_is_told(run: Callable[..., Any], kept: Path) -> None:
    """A figure changed by hand is named with its place."""
    document = json.loads(kept.read_text(encoding="utf-8"))
    document["matches"][0]["delta_e00"] += 1
    kept.write_text(json.dumps(document), encoding="utf-8")
    told = run("match", "--from-json", kept).err
    assert "otherwise than in the file" in told
    assert "matches 1.delta_e00" in told


def test_a_missing_palette_is_told(run: Callable[..., Any], kept: Path) -> None:
    """A palette that is not here is named, with where to get it; a path is no name."""
    for name in ("my-own-line", "../../etc/passwd", "~/x"):
        changed(kept, palettes=[{"name": name, "title": "My own line", "sha256": ""}])
        outcome = run("match", "--from-json", kept)
        assert outcome.status != 0
        assert "which is not here" in outcome.err.replace("\n", " ")


def test_a_palette_changed_since_is_told(run: Callable[..., Any], kept: Path, tmp_path: Path) -> None:
    """A palette whose stock was changed is told of, and recipes follow from what it is now."""
    palette = json.loads((PALETTES / "generic-camouflage.json").read_text(encoding="utf-8"))
    palette["shades"][0]["lot"] = "B 17"
    (tmp_path / "generic-camouflage.json").write_text(json.dumps(palette), encoding="utf-8")
    told = run("match", "--from-json", kept, "--palette", tmp_path / "generic-camouflage.json").err
    assert "has changed since" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a match"),
        ('{"schema": "tonematch.sample/1"}', "is not a match"),
        ('{"schema": "tonematch.match/1"}', "does not say what was asked"),
        ('{"schema": "tonematch.match/1", "asked": 7}', "asked"),
        ('{"schema": "tonematch.match/1", "asked": {"target": [1e999, 0, 0]}}', "target"),
        ('{"schema": "tonematch.match/1", "asked": {"target": [NaN, 0, 0]}}', "is not JSON"),
        ("\x00\x01", "is not JSON"),
    ],
)
def test_wrong_files_are_refused_in_words(run: Callable[..., Any], tmp_path: Path, content: str, words: str) -> None:
    """What is no match says so in a sentence, never with a traceback."""
    (tmp_path / "case.json").write_text(content, encoding="utf-8")
    outcome = run("match", "--from-json", tmp_path / "case.json")
    assert outcome.status != 0
    assert words in outcome.err


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_shades": 10**9},
        {"max_parts": -1},
        {"top": True},
        {"prefer": "dearest"},
        {"light": "the moon"},
        {"technique": "magic"},
        {"on": "yesterday"},
        {"palettes": []},
        {"palettes": {"name": "x"}},
        {"after": {"kind": "powder", "by": [1]}},
        {"after": {"kind": "rain"}},
        {"strengths": [1]},
        {"unit": "spoons"},
        {"balance_g": -1},
        {"sample_findings": 10**6},
        {"over": [0, 0]},
        {"in_stock_only": "yes"},
    ],
    ids=str,
)
def test_wrong_values_are_refused_in_words(run: Callable[..., Any], kept: Path, wrong: dict[str, object]) -> None:
    """Each value out of its range is refused, with a sentence."""
    outcome = run("match", "--from-json", changed(kept, **wrong))
    assert outcome.status != 0
    assert outcome.out == ""


def test_hostile_marks_are_refused(run: Callable[..., Any], kept: Path, easy: SimpleNamespace) -> None:
    """Marks of impossible size or kind are refused before anything is made of them."""
    mask = {"height": 10**9, "width": 10**9, "bits": ""}
    for skin in ({"patch_mask": mask}, {"patch": ["a", 1]}, {"patch": [1e999, 1]}, {"unknown": 1}, 7):
        changed(kept, marks={"chart": "auto", "corners": None, "skin": skin})
        outcome = run("match", "--from-json", kept, easy.path)
        assert outcome.status != 0
        assert outcome.out == ""


def test_wishes_stand_in_the_file(run: Callable[..., Any], kept: Path) -> None:
    """A flag whose value the file has is an error of usage."""
    assert "stands in the file" in run("match", "--from-json", kept, "--top", "3").err
