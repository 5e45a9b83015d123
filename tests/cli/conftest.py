"""Run commands in this process, on the bundled samples whose truth is known."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tonematch.bundled import SAMPLES
from tonematch.cli import main


class Outcome(SimpleNamespace):
    """What a command left behind: status, out and err."""

    out: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        told: dict[str, Any] = json.loads(self.out)
        return told


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command and give its exit status and what it printed."""

    def run_command(*words: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main([str(word) for word in words])
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        status = leaving.value.code
        return Outcome(status=status or 0, out=told.out, err=told.err)

    return run_command


def _samples(expect: str, tier: str) -> list[dict[str, Any]]:
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    return [truth for truth in truths if truth["expect"] == expect and truth["tier"] == tier]


@pytest.fixture(scope="session")
def easy() -> SimpleNamespace:
    """Give an easy sample photo, the click on its patch, and its truth."""
    truth = _samples("match", "easy")[0]
    x, y = truth["patch"]["click"]
    return SimpleNamespace(path=str(SAMPLES / truth["photo"]), click=f"{x},{y}", truth=truth)


@pytest.fixture(scope="session")
def unusable() -> list[str]:
    """Give the sample photos that must be refused: no chart, two charts, a chart cut off."""
    return [str(SAMPLES / truth["photo"]) for truth in _samples("refused", "refused")]
