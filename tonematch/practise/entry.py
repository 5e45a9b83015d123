"""One finished exercise as it is written down: all that progress, re-tests and a portfolio need, and no photo."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from tonematch.colour import Lab
from tonematch.mix.grades import Grade, grade
from tonematch.mix.words import Parts
from tonematch.practise.bank import Graded
from tonematch.practise.exercise import exercise_from, exercise_json, lab_of
from tonematch.practise.points import DEPTHS, UNDERTONES
from tonematch.practise.reveal import Blend, Reveal
from tonematch.practise.survey import survey_from, survey_json

SCHEMA = "tonematch.practise/1"
DIGITS = 4


@dataclass(frozen=True)
class Guess:
    """What a trainee thought of the blend before seeing it: depth and undertone, each in a word, or None unsaid."""

    depth: str | None = None
    undertone: str | None = None


@dataclass(frozen=True)
class Laid:
    """A blend as it was laid down, and how far it was off.

    Parameters
    ----------
    parts, names
        Whole parts, and the shades' names, by shade code.
    lab
        Predicted, D65, 2°, over the patch where there is one.
    delta_e00, difference
        From the target; positive parts: lighter, stronger, yellower than it.
    in_words, points
        The same in words, and in points of 100.
    """

    parts: Mapping[str, int]
    names: Mapping[str, str]
    lab: Lab
    delta_e00: float
    difference: Parts
    in_words: str
    points: float

    @property
    def recipe(self) -> str:
        """Such as ``"3 Fair 1 cool + 1 Fair 1 warm"``."""
        return " + ".join(f"{count} {self.names.get(code, code)}" for code, count in self.parts.items())


@dataclass(frozen=True)
class Entry:
    """A finished exercise: when, which, what was laid down beside engine and tutor, and what was thought."""

    on: date
    graded: Graded
    own: Laid
    engine: Laid
    tutor: Laid | None
    guess: Guess

    @property
    def grade(self) -> Grade:
        """The grade of one's own blend."""
        return grade(self.own.delta_e00, self.graded.exercise.target.L)


def entry_of(shown: Reveal, guess: Guess, on: date) -> Entry:
    """Make an entry of an answered exercise."""
    tutor = None if shown.tutor is None else laid_of(shown.tutor)
    return Entry(on, shown.graded, laid_of(shown.own), laid_of(shown.engine), tutor, guess)


def laid_of(blend: Blend) -> Laid:
    """Keep of a blend what is written down."""
    match = blend.match
    return Laid(
        parts=dict(match.parts),
        names={part.shade.code: part.shade.name for part in match.components},
        lab=match.predicted.lab,
        delta_e00=match.delta_e00,
        difference=match.difference,
        in_words=match.in_words,
        points=blend.points,
    )


def line_of(entry: Entry) -> bytes:
    """Write an entry as one line of JSON, UTF-8, without the line's end."""
    written = {
        "schema": SCHEMA,
        "on": entry.on.isoformat(),
        "exercise": exercise_json(entry.graded.exercise),
        "survey": survey_json(entry.graded.survey),
        "own": _laid_json(entry.own),
        "engine": _laid_json(entry.engine),
        "tutor": None if entry.tutor is None else _laid_json(entry.tutor),
        "guess": {"depth": entry.guess.depth, "undertone": entry.guess.undertone},
    }
    return json.dumps(written, ensure_ascii=True, allow_nan=False).encode("ascii")


def entry_from(line: bytes) -> Entry:
    """Read an entry back.

    Raises
    ------
    ValueError, KeyError, TypeError
        If the line is damaged.
    """
    written = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    if not isinstance(written, dict) or written.get("schema") != SCHEMA:
        raise ValueError("it is no entry of a journal")
    tutor, guess = written["tutor"], written["guess"]
    return Entry(
        on=date.fromisoformat(written["on"]),
        graded=Graded(exercise_from(written["exercise"]), survey_from(written["survey"])),
        own=_laid_from(written["own"]),
        engine=_laid_from(written["engine"]),
        tutor=None if tutor is None else _laid_from(tutor),
        guess=Guess(_said(guess["depth"], DEPTHS), _said(guess["undertone"], UNDERTONES)),
    )


def _said(word: object, known: tuple[str, ...]) -> str | None:
    return str(word) if word in known else None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _laid_json(laid: Laid) -> dict[str, Any]:
    return {
        "parts": dict(laid.parts),
        "names": dict(laid.names),
        "lab": [round(value, DIGITS) for value in laid.lab],
        "delta_e00": round(laid.delta_e00, DIGITS),
        "difference": [round(value, DIGITS) for value in laid.difference],
        "in_words": laid.in_words,
        "points": round(laid.points, DIGITS),
    }


def _laid_from(written: Mapping[str, Any]) -> Laid:
    dL, dC, dH = (float(value) for value in written["difference"])
    laid = Laid(
        parts={str(code): int(count) for code, count in dict(written["parts"]).items()},
        names={str(code): str(name) for code, name in dict(written["names"]).items()},
        lab=lab_of(written["lab"]),
        delta_e00=float(written["delta_e00"]),
        difference=Parts(dL, dC, dH),
        in_words=str(written["in_words"]),
        points=float(written["points"]),
    )
    if not all(map(math.isfinite, (laid.delta_e00, laid.points, *laid.difference))):
        raise ValueError("a number is not finite")
    return laid
