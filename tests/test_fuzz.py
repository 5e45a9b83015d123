"""A short run of damaged and hostile input through every door; ``python -m scripts.fuzz 2000`` is the long one."""

import sys
from pathlib import Path

import pytest

from scripts.fuzz.__main__ import run
from scripts.fuzz.doors import DOORS, judged
from scripts.fuzz.kinds import KINDS, made, sound

INPUTS, SEED = 60, "short"


@pytest.mark.skipif(sys.platform != "linux", reason="a child's highest memory is told by /proc")
def test_damaged_input_is_answered_in_sentences(tmp_path: Path) -> None:
    """Sixty inputs of all kinds are read or refused: no traceback, no hang, no hunger, no file where none belongs."""
    told, complaints, _, _ = run(INPUTS, SEED, tmp_path / "complaints")
    assert complaints == []
    assert {kind for kind, _ in told} >= KINDS.keys()


@pytest.mark.parametrize("kind", ["palette", "strengths", "healed", "case", "message", "archive", "sample"])
def test_what_is_damaged_was_sound_before(tmp_path: Path, kind: str) -> None:
    """Each original is read where its damaged copies go, so that these get past the first look."""
    name, content = sound()[kind]
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / name).write_bytes(content)
    assert DOORS[kind](kind, tmp_path / "work" / name) == "read"


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_can_be_made_again(kind: str) -> None:
    """The same kind and seed give the same name and bytes, so that a complaint can be looked at again."""
    assert made(kind, "7") == made(kind, "7")


@pytest.mark.parametrize(
    ("status", "said", "answer"),
    [
        (0, "1 A 0.5", "read"),
        (1, "This is no photo.\nUse another.", "refused"),
        (1, "Traceback (most recent call last):", "! traceback"),
        (1, "tonematch stopped because of a mistake of its own (KeyError: 'x').", "! tonematch stopped"),
        (-11, "", "! exit status -11"),
        (1, "", "! no sentence"),
    ],
)
def test_what_is_no_answer_is_complained_of(status: int, said: str, answer: str) -> None:
    """Only a result, or a sentence with exit status 1 or 2, is an answer."""
    assert judged(status, "", said).startswith(answer)
