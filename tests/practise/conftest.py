"""A folder of one's own files for each test, and an exercise to answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tonematch.data_folder import VARIABLE
from tonematch.mix.palettes.load import load_palette
from tonematch.practise.bank import Graded, bundled_exercises
from tonematch.practise.easel import Easel, set_up
from tonematch.practise.entry import Entry, Guess, entry_of
from tonematch.practise.reveal import reveal


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is written in a folder of the test."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture(scope="session")
def creams() -> tuple[Graded, ...]:
    """Give the bundled exercises that ask for two creams."""
    return tuple(graded for graded in bundled_exercises() if graded.exercise.max_shades == 2)


@pytest.fixture(scope="session")
def graded(creams: tuple[Graded, ...]) -> Graded:
    """Give one of them that no single pot answers."""
    return next(graded for graded in creams if graded.level == "medium")


@pytest.fixture(scope="session")
def easel(graded: Graded) -> Easel:
    """Set it up."""
    return set_up(graded.exercise, load_palette(graded.exercise.palette))


@pytest.fixture(scope="session")
def entry_with() -> Callable[..., Entry]:
    """Make a finished exercise of a recipe and a day."""

    def make(graded: Graded, parts: dict[str, int], on: date, guess: Guess | None = None) -> Entry:
        shown = reveal(graded, set_up(graded.exercise, load_palette(graded.exercise.palette)), parts)
        return entry_of(shown, guess or Guess(), on)

    return make
