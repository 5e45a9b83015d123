"""What people see in a terminal: swatches where there are colours, words within 80 columns, names as they are."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from tonematch.cli.palette_screen import show_palette
from tonematch.cli.screen import show_suggestions, swatch
from tonematch.colour import lab_to_hex
from tonematch.mix.match import match_target
from tonematch.mix.palettes.load import load_palette

Run = Callable[..., Any]


def terminal(*, no_color: bool) -> Console:
    """Give a terminal of 80 columns that keeps what it shows."""
    return Console(
        file=io.StringIO(), force_terminal=True, color_system="truecolor", no_color=no_color, width=80, markup=False
    )


def test_swatches_in_colour_and_none_without() -> None:
    """A colour terminal shows a block in the colour; with NO_COLOR nothing stands in its place."""
    assert str(swatch(terminal(no_color=False), (60, 10, 18)).style) == f"on {lab_to_hex((60, 10, 18))}"
    assert swatch(terminal(no_color=True), (60, 10, 18)).plain == ""


@pytest.mark.parametrize("no_color", [False, True])
def test_everything_fits_80_columns(*, no_color: bool) -> None:
    """No line of an answer or a palette is wider than the terminal."""
    console = terminal(no_color=no_color)
    palette = load_palette("generic-camouflage")
    show_suggestions(console, match_target((60, 10, 18), [palette], over=(75, 7, 11)))
    show_palette(console, palette)
    assert isinstance(console.file, io.StringIO)
    told = console.file.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert all(len(line.rstrip()) <= 80 for line in plain.splitlines())
    assert ("\x1b[48;2;" in told) is not no_color


def test_the_answer_reads_in_order(run: Run, easy: SimpleNamespace) -> None:
    """Read, tone, nearest shade, recipes, and what to watch out for, in that order."""
    told = run("match", easy.path, "--patch", easy.click, "--palette", "generic-camouflage").out
    headings = ("Photo", "Verdict", "Skin", "Nearest single shade", "Best recipes", "What to watch out for")
    places = [told.index(heading) for heading in headings]
    assert places == sorted(places)


def test_several_shots_are_told_in_words(run: Run, easy: SimpleNamespace, more_shots: list[str]) -> None:
    """How many shots there are and how well they repeat stands above the tone, and the box is carried too."""
    x, y = easy.truth["patch"]["click"]
    box = f"{x - 170},{y - 130},{x + 170},{y + 130}"
    told = run("sample", easy.path, "--box", box, "--also", more_shots[0], "--also", more_shots[1]).out
    assert re.search(r"Shots +3 shots, repeat within ΔE00 \d\.\d", told)
    assert told.index("Shots") < told.index("Skin")


def test_the_technique_chooses_the_palette(run: Run) -> None:
    """Without a palette, dermatography mixes from the bundled tinters."""
    told = run("match", "--target", "60,10,18", "--technique", "dermatography", "--top", 1, "--json").json
    assert told["technique"] == "dermatography"
    assert told["matches"][0]["parts"][0]["palette"] == "iron-oxide-tinters"


def test_files_are_written_and_said_on_standard_error(run: Run, easy: SimpleNamespace, tmp_path: Path) -> None:
    """Mask, overlay, preview and reports are written; standard output stays one JSON object."""
    names = ("mask.png", "overlay.png", "profile.svg", "preview.png", "report.html", "report.pdf")
    files = [tmp_path / name for name in names]
    mask, overlay, profile, preview, page, pdf = files
    marks = (easy.path, "--patch", easy.click, "--json")
    told = run("sample", *marks, "--mask-out", mask, "--overlay", overlay, "--profile", profile)
    assert told.json["schema"] == "tonematch.sample/1"
    told = run("match", *marks, "--preview", preview, "--report", page)
    assert told.json["schema"] == "tonematch.match/1"
    assert "report.html" in told.err
    assert run("match", "--target", "60,10,18", "--report", pdf).status == 0
    assert all(file.stat().st_size > 1000 for file in files)
