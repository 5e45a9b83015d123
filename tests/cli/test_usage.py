"""Usage: exit status 2 with the reason, help that comes quickly, and quiet endings."""

import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., Any]
COMMANDS = ("calibrate", "sample", "match", "compare", "correct", "palette", "batch", "demo")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("sample", "a.jpg", "--patch", "3;4"), "not of the form x,y"),
        (("sample", "a.jpg", "--patch", "3,5,4,2"), "decimals take a point"),
        (("sample", "a.jpg", "--patch", "nan,4"), "not a finite number"),
        (("sample", "a.jpg", "--patch", "inf,4"), "not a finite number"),
        (("sample", "a.jpg", "--patch", "1,2", "--box", "1,2,3,4"), "exclude each other"),
        (("sample", "a.jpg"), "Say where to look"),
        (("sample", "a.jpg", "--patch"), "requires an argument"),
        (("sample", "a.jpg", "--box", "1,2,1,9"), "no area"),
        (("calibrate", "a.jpg", "--corners", "1,2 3,4"), "not of the form"),
        (("match",), "Usage"),
        (("match", "a.jpg", "--target", "60,1,1"), "either a PHOTO or --target"),
        (("match", "--target", "140,0,0"), "expected 0 to 100"),
        (("match", "--target", "60,1,1", "--patch", "3,4"), "need a PHOTO"),
        (("match", "--target", "60,1,1", "--technique", "paint"), "camouflage"),
        (("match", "--target", "60,1,1", "--max-parts", "0"), "greater than or equal to 1"),
        (("match", "--target", "60,1,1", "--report", "out.doc"), "neither in .pdf nor in .html"),
        (("match", "--target", "60,1,1", "--also", "b.jpg"), "need a PHOTO"),
        (("sample", "a.jpg", "--patch-mask", "m.png", "--also", "b.jpg"), "cannot be carried"),
        (("match", "a.jpg", "--skin", "1,1", "--skin-mask", "m.png", "--also", "b.jpg"), "cannot be carried"),
        (("match", "a.jpg", "--over", "60,1,1", "--skin", "1,1"), "goes with --target"),
        (("sample", "a.jpg", "--stroke", "3,4"), "two or more places"),
        (("sample", "a.jpg", "--stroke", "3,4 5"), "not of the form x,y"),
        (("sample", "a.jpg", "--stroke", "3,4 5,inf"), "not a finite number"),
        (("sample", "a.jpg", "--lighter-in", "1,2,1,9"), "no area"),
        (("sample", "a.jpg", "--darker-in", "1,2,3"), "not of the form x0,y0,x1,y1"),
        (("sample", "a.jpg", "--lighter-in", "1,2,3,4", "--darker-in", "1,2,3,4"), "exclude each other"),
        (("compare", "a.jpg", "--stroke", "1,2 3,4", "--skin", "1,1", "--recipe", "A=1"), "exclude each other"),
        (("match", "--target", "60,1,1", "--stroke", "3,4 5,6"), "need a PHOTO"),
        (("match", "--target", "60,1,1", "--contralateral", "b.jpg"), "need a PHOTO"),
        (("sample", "a.jpg", "--stroke", "1,2 3,4", "--also", "b.jpg"), "cannot be carried"),
        (("sample", "a.jpg", "--patch", "1,1", "--contralateral", "b.jpg"), "go together"),
        (("sample", "a.jpg", "--patch", "1,1", "--contralateral-skin", "1,1"), "go together"),
        (
            ("match", "a.jpg", "--skin", "1,1", "--also", "c", "--contralateral", "b", "--contralateral-skin", "1,1"),
            "cannot be joined",
        ),
        (("compare", "--target", "60,1,1"), "at least one --recipe"),
        (("compare", "--target", "60,1,1", "--recipe", "A=0"), "whole numbers from 1"),
        (("compare", "--target", "60,1,1", "--recipe", "A=1,A=2"), "twice"),
        (("palette", "measure", "a.jpg", "--jar", "A@1,2", "-o", "x.json"), "CODE:Name@x,y"),
        (("palette", "convert", "generic-camouflage", "x.doc"), "ends in none of .json, .csv, .ase, .gpl"),
        (("nonsense",), "No such command"),
    ],
)
def test_wrong_usage(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Wrong usage leaves with 2, a reason on standard error and nothing on standard output."""
    outcome = run(*words)
    told = " ".join(outcome.err.replace("│", " ").split())
    if words != ("match",):
        assert outcome.out == ""
        assert reason in told
    assert outcome.status == 2


def test_version(run: Run) -> None:
    """The version is the one the package was built as."""
    import tonematch

    assert run("--version").out == f"tonematch {tonematch.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """Each command of the contract has help."""
    outcome = run(command, "--help")
    assert outcome.status == 0
    assert "Usage: tonematch" in outcome.out


def test_help_names_every_kind_of_chart() -> None:
    """The kinds that help lists without loading them are those there are."""
    from tonematch.chart.kinds import AUTO, CHART_TITLES
    from tonematch.cli.options import CHART_KINDS

    assert (AUTO, *CHART_TITLES) == CHART_KINDS


def test_help_loads_nothing_heavy() -> None:
    """Help does not import the numerical packages, which take seconds."""
    script = "import sys, tonematch.cli.app; print({'numpy', 'cv2', 'PIL', 'scipy', 'typst'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert loaded.stdout.strip() == "set()"


def test_only_json_on_standard_output(easy: SimpleNamespace) -> None:
    """A whole process prints one JSON object on standard output and progress elsewhere, in any locale."""
    import json

    words = [sys.executable, "-m", "tonematch", "sample", easy.path, "--patch", easy.click, "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, capture_output=True, check=True, env=environment)
    assert json.loads(done.stdout.decode("utf-8"))["schema"] == "tonematch.sample/1"
    assert done.stderr == b""


def test_a_reader_that_leaves_is_no_news() -> None:
    """When the reader of a pipe leaves, nothing is printed about it."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tonematch", "palette", "show", "generic-camouflage", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    told = writer.stderr.read()
    writer.stderr.close()
    writer.wait()
    assert told == b""


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command without a word."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tonematch.mix.palettes.load.load_palette", interrupted)
    outcome = run("palette", "show", "generic-camouflage")
    assert (outcome.status, outcome.out, outcome.err) == (130, "", "")
