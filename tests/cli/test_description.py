"""The description of the skin in the terminal and in JSON."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

Run = Callable[..., Any]
LABELS = ("Hue", "ITA°", "Undertone", "Melanin", "Haemoglobin", "Monk tone", "Patch", "Contrast", "Area")


def test_the_terminal_describes_in_order(run: Run, easy: SimpleNamespace) -> None:
    """After the tones stands the description, a line or two each, and then the findings."""
    told = run("sample", easy.path, "--patch", easy.click).out
    shown = told[told.index("\nDescription") :]
    places = [shown.index(f"\n{label} ") for label in LABELS]
    assert places == sorted(places)
    assert all(len(line.rstrip()) <= 80 for line in shown.splitlines())


def test_naming_the_chart_tells_the_area(run: Run, easy: SimpleNamespace) -> None:
    """With the chart's kind named the patch has an area in mm2; without, a reason why not."""
    marks = ("sample", easy.path, "--patch", easy.click)
    named = run(*marks, "--chart", "passport", "--json").json["description"]["patch"]
    assert 50 < named["area_mm2"] < 5000
    assert 0 < named["area_plus_minus_mm2"] < 0.5 * named["area_mm2"]
    unnamed = run(*marks, "--json").json["description"]["patch"]
    assert unnamed["area_mm2"] is None
    assert re.search("name its kind", unnamed["size_source"])


def test_skin_itself_is_described_without_a_patch(run: Run, easy: SimpleNamespace) -> None:
    """Where skin itself is the target there is a description of it, and none of a patch."""
    x, y = easy.truth["surrounding"]["skin_click"]
    told = run("sample", easy.path, "--skin", f"{x},{y}", "--json").json["description"]
    assert told["patch"] is None
    assert told["skin"]["ita_classes"]
    assert "Contrast" not in {row["label"] for row in told["in_words"]}
