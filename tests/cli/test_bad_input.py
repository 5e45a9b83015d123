"""Bad input: one sentence saying what was wrong and what to do, exit status 1, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

Run = Callable[..., Any]


def one_sentence(outcome: SimpleNamespace) -> str:
    """Insist on exit status 1, nothing on standard output, and a sentence on standard error; give it."""
    assert outcome.status == 1, outcome
    assert outcome.out == ""
    sentence: str = outcome.err.splitlines()[0]
    assert sentence.endswith(".")
    assert "mistake of its own" not in outcome.err
    return sentence


def test_photos_that_must_be_refused(run: Run, unusable: list[str]) -> None:
    """No chart, two charts, a chart cut by the frame: each is told by the file's name and a remedy."""
    assert len(unusable) >= 3
    for path in unusable:
        outcome = run("calibrate", path)
        assert Path(path).name in one_sentence(outcome)
        assert len(outcome.err.splitlines()) == 2


def test_a_truncated_photo(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """A JPEG that ends early is told as damaged."""
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(Path(easy.path).read_bytes()[:30_000])
    assert "damaged.jpg" in one_sentence(run("match", damaged, "--patch", "10,10"))


def test_a_text_file_named_jpg(run: Run, tmp_path: Path) -> None:
    """A text file is not taken for a photo, whatever its name."""
    (tmp_path / "note.jpg").write_text("not a photo at all", encoding="utf-8")
    assert "note.jpg" in one_sentence(run("calibrate", tmp_path / "note.jpg"))


@pytest.mark.parametrize("size", [(1, 1), (20_000, 10_000)])
def test_pictures_too_small_and_too_large(run: Run, tmp_path: Path, size: tuple[int, int]) -> None:
    """A picture of one pixel and one of 200 megapixels are refused before anything else is tried."""
    path = tmp_path / "size.png"
    Image.new("1", size).save(path)
    assert "size.png" in one_sentence(run("calibrate", path))


def test_a_missing_photo_and_a_folder(run: Run, tmp_path: Path) -> None:
    """A photo that is not there, and a folder, are told."""
    one_sentence(run("calibrate", tmp_path / "nothing.jpg"))
    one_sentence(run("calibrate", tmp_path))


@pytest.mark.parametrize("click", ["5,5", "100000,20", "-3,4"])
def test_a_click_outside_the_skin(run: Run, easy: SimpleNamespace, click: str) -> None:
    """A click on the ground or beyond the photo is told."""
    one_sentence(run("match", easy.path, "--patch", click))


def test_a_click_on_the_chart(run: Run, easy: SimpleNamespace) -> None:
    """A click on a patch of the chart is not taken for skin."""
    corners = easy.truth["chart"]["corners"]
    x, y = (sum(corner[axis] for corner in corners) / 4 for axis in (0, 1))
    one_sentence(run("match", easy.path, "--patch", f"{x:.0f},{y:.0f}"))


def test_an_unknown_palette_is_met_with_the_known_ones(run: Run) -> None:
    """The hint names the bundled palettes."""
    outcome = run("match", "--target", "60,10,18", "--palette", "no-such-palette")
    assert "no-such-palette" in one_sentence(outcome)
    assert "generic-camouflage" in outcome.err


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({"shades": [{"code": "S", "name": "Sand", "lab": [140, 0, 0]}]}, "140"),
        ({"shades": []}, "shade"),
        ({}, "shade"),
        ([], "palette"),
    ],
)
def test_wrong_palettes(run: Run, tmp_path: Path, document: object, word: str) -> None:
    """A palette with L* = 140, without shades, or that is no palette, is told with file and value."""
    if isinstance(document, dict):
        document = {"name": "wrong", "technique": "camouflage", "data": "swatch", **document}
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    outcome = run("palette", "check", path)
    assert "wrong.json" in one_sentence(outcome)
    assert word in outcome.err


def test_an_unknown_shade_in_a_recipe(run: Run) -> None:
    """A recipe with a code the palette lacks is told."""
    assert "NOPE" in one_sentence(run("compare", "--target", "60,10,18", "--recipe", "NOPE=1"))


def test_an_unknown_chart(run: Run, easy: SimpleNamespace) -> None:
    """An unknown kind of chart is met with the known kinds."""
    outcome = run("calibrate", easy.path, "--chart", "rainbow")
    assert "rainbow" in one_sentence(outcome)
    assert "classic24" in outcome.err


def test_a_chart_file_that_is_none(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """A file given as a chart of one's own is told by its name and what is wrong in it."""
    path = tmp_path / "own.json"
    path.write_text('{"name": "own"}', encoding="utf-8")
    assert "own.json" in one_sentence(run("sample", easy.path, "--patch", easy.click, "--chart", path))


def test_the_same_shot_twice(run: Run, easy: SimpleNamespace) -> None:
    """A copy of the photo is not taken for another shot of it."""
    told = one_sentence(run("sample", easy.path, "--patch", easy.click, "--also", easy.path))
    assert "given twice" in told


def test_a_further_shot_without_a_chart(run: Run, easy: SimpleNamespace, unusable: list[str]) -> None:
    """A further shot that cannot be used is told by its own name."""
    told = one_sentence(run("match", easy.path, "--patch", easy.click, "--also", unusable[0]))
    assert Path(unusable[0]).name in told


def test_a_place_that_cannot_be_written(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """An output in a folder that is not there is a sentence."""
    missing = tmp_path / "missing" / "out.png"
    assert "out.png" in one_sentence(run("calibrate", easy.path, "--corrected", missing))
    one_sentence(run("palette", "convert", "generic-camouflage", tmp_path / "missing" / "out.csv"))


def test_masks_that_do_not_fit(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """A mask of another size, and a file that is no picture, are told."""
    Image.new("L", (20, 20), 255).save(tmp_path / "small.png")
    assert "20 x 20" in one_sentence(run("sample", easy.path, "--patch-mask", tmp_path / "small.png"))
    (tmp_path / "note.png").write_text("no mask", encoding="utf-8")
    assert "note.png" in one_sentence(run("sample", easy.path, "--patch-mask", tmp_path / "note.png"))


def test_errors_as_json(run: Run, tmp_path: Path) -> None:
    """With --json the error is one object on standard output with code, message and hint."""
    outcome = run("calibrate", tmp_path / "nothing.jpg", "--json")
    assert outcome.status == 1
    assert set(outcome.json) == {"error"}
    assert set(outcome.json["error"]) == {"code", "message", "hint"}
    assert outcome.json["error"]["code"] == "photo.unreadable"


def test_a_mistake_of_our_own_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception becomes a request to report it, with exit status 1."""
    monkeypatch.setattr("tonematch.mix.palettes.load.load_palette", None)
    outcome = run("palette", "show", "generic-camouflage")
    assert outcome.status == 1
    assert "mistake of its own" in outcome.err
    assert "report it" in outcome.err


def test_a_refused_calibration_stops_unless_told_otherwise(
    run: Run, easy: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused: calibrate reports and exits 0, sample stops with exit 1, and --anyway goes on and says so."""
    for place in ("correct.calibration", "measure.sample"):
        monkeypatch.setattr(f"tonematch.{place}.verdict_of", lambda _: "refuse")
    assert run("calibrate", easy.path, "--json").json["verdict"] == "refuse"
    stopped = run("sample", easy.path, "--patch", easy.click, "--json")
    assert (stopped.status, stopped.json["error"]["code"]) == (1, "calibration.refused")
    going_on = run("sample", easy.path, "--patch", easy.click, "--anyway")
    assert going_on.status == 0
    assert "refused and used anyway" in " ".join(going_on.out.split())
