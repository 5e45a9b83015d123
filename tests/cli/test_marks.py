"""The ways of saying where to look: each finds the same patch, and the target may come from a second photo."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tonematch.difference import delta_e00

Run = Callable[..., Any]
SAME_PATCH_SHARE = 0.9
"""Of the pixels found by two ways of marking one patch, at least so many in common: they may differ at the border."""
SAME_TONE_DELTA_E = 0.5
EASY_DELTA_E = 1.0


def mask_of(path: Path) -> np.ndarray:
    """Read the mask that was written."""
    with Image.open(path) as picture:
        return np.asarray(picture) > 127


@pytest.mark.parametrize("flag", ["--stroke", "--lighter-in"])
def test_a_line_and_a_region_find_what_a_click_finds(
    run: Run, easy: SimpleNamespace, tmp_path: Path, flag: str
) -> None:
    """A rough line in the patch, or a region with the lighter patch in it, gives the patch and tone of a click."""
    x, y = easy.truth["patch"]["click"]
    where = (
        f"{x - 8},{y - 5} {x},{y} {x + 9},{y + 4}" if flag == "--stroke" else f"{x - 190},{y - 150},{x + 190},{y + 150}"
    )
    clicked = run("sample", easy.path, "--patch", easy.click, "--mask-out", tmp_path / "clicked.png", "--json").json
    found = run("sample", easy.path, flag, where, "--mask-out", tmp_path / "found.png", "--json").json
    one, other = mask_of(tmp_path / "clicked.png"), mask_of(tmp_path / "found.png")
    assert (one & other).sum() > SAME_PATCH_SHARE * (one | other).sum()
    assert float(delta_e00(clicked["surrounding"]["lab"], found["surrounding"]["lab"])) < SAME_TONE_DELTA_E


def test_no_darker_area_is_told(run: Run, easy: SimpleNamespace) -> None:
    """Where the patch is lighter than the skin, a darker area is not made up."""
    x, y = easy.truth["patch"]["click"]
    told = run("sample", easy.path, "--darker-in", f"{x - 190},{y - 150},{x + 190},{y + 150}", "--json")
    assert told.status == 1
    assert told.json["error"]["message"].endswith(".")


def test_the_other_side_is_the_target(run: Run, easy: SimpleNamespace, two_charts: SimpleNamespace) -> None:
    """The tone of the skin marked in the second photo is matched, over the first one's patch, and it says so."""
    x, y = two_charts.truth["surrounding"]["skin_click"]
    other_side = ("--contralateral", two_charts.path, "--contralateral-skin", f"{x},{y}")
    marks = (easy.path, "--patch", easy.click)
    alone = run("sample", *marks, "--json").json
    told = run("match", *marks, *other_side, "--top", 1, "--json").json
    truth = two_charts.truth["surrounding"]["lab"]
    assert float(delta_e00(truth, told["target"]["lab"])) < 2 * EASY_DELTA_E
    assert told["over"]["lab"] == alone["patch"]["lab"]
    apart = next(finding for finding in told["findings"] if finding["code"] == "skin.contralateral")
    expected = float(delta_e00(alone["surrounding"]["lab"], told["target"]["lab"]))
    assert apart["value"] == pytest.approx(expected, abs=0.05)
    assert told["contrast_delta_e00"] == pytest.approx(
        float(delta_e00(told["target"]["lab"], alone["patch"]["lab"])), abs=0.05
    )
    assert any(finding["text"].startswith("In the second photo: ") for finding in told["findings"])


def test_a_point_off_the_skin_of_the_other_side_is_told(run: Run, easy: SimpleNamespace) -> None:
    """A point outside the second photo is one sentence."""
    told = run(
        *("sample", easy.path, "--patch", easy.click),
        *("--contralateral", easy.path, "--contralateral-skin", "90000,3"),
    )
    assert told.status == 1
    assert "outside the photo" in told.err
