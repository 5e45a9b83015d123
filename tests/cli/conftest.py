"""Run commands in this process, on the bundled samples whose truth is known."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

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


@pytest.fixture(scope="session")
def more_shots(easy: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give two more shots of the easy sample: the camera elsewhere, and fresh noise."""
    folder = tmp_path_factory.mktemp("shots")
    with Image.open(easy.path) as opened:
        picture = np.asarray(ImageOps.exif_transpose(opened).convert("RGB"))
    height, width = picture.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = {
        "nearer.png": frame * 1.04 + np.array([[-30, -25], [-10, -20], [-25, -5], [-20, -15]], np.float32),
        "slanted.png": frame * 0.93 + np.array([[40, 30], [10, 60], [45, 20], [25, 35]], np.float32),
    }
    for seed, (name, corners) in enumerate(seen.items()):
        perspective = cv2.getPerspectiveTransform(frame, corners)
        moved = cv2.warpPerspective(
            picture, perspective, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        )
        noisy = moved + np.random.default_rng(seed).normal(0, 2, moved.shape)
        Image.fromarray(np.clip(np.rint(noisy), 0, 255).astype(np.uint8)).save(folder / name)
    return [str(folder / name) for name in seen]


@pytest.fixture(scope="session")
def two_charts() -> SimpleNamespace:
    """Give the sample photo with two charts, and its truth."""
    truth = next(truth for truth in _samples("refused", "refused") if truth.get("other_charts"))
    return SimpleNamespace(path=str(SAMPLES / truth["photo"]), truth=truth)
