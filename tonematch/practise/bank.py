"""The exercises there are: those that come with tonematch, and those made of one's own cases."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tonematch.colour import Lab
from tonematch.mix.palettes.shade import Palette
from tonematch.practise.easel import set_up
from tonematch.practise.exercise import Exercise, exercise_from
from tonematch.practise.survey import Level, Survey, survey, survey_from
from tonematch.reference import read_table

TABLE = "exercises"
OWN_SOURCE = "a case of one's own: its colours only, no photo"


@dataclass(frozen=True)
class Graded:
    """An exercise, and how hard it is."""

    exercise: Exercise
    survey: Survey

    @property
    def level(self) -> Level:
        """Easy, medium or hard."""
        return self.survey.level


@cache
def bundled_exercises() -> tuple[Graded, ...]:
    """Read the exercises that come with tonematch, graded by `scripts/make_exercises.py`."""
    rows = read_table(TABLE)["exercises"]
    return tuple(Graded(exercise_from(row["exercise"]), survey_from(row["survey"])) for row in rows)


def draw(bank: Iterable[Graded], count: int, *, seed: int) -> tuple[Graded, ...]:
    """Draw some exercises in an order that a number settles, each skin once while there are others.

    The same number gives the same exercises on every machine, so that a class can work on one set.
    """
    known = {graded.exercise.id: graded for graded in bank}
    order = sorted(known)
    random.Random(seed).shuffle(order)  # noqa: S311  # a set of exercises, no secret
    first: dict[Lab, Graded] = {}
    for name in order:
        first.setdefault(known[name].exercise.target, known[name])
    chosen = list(first.values())
    chosen += [known[name] for name in order if known[name] not in chosen]
    return tuple(chosen[:count])


def filtered(bank: Iterable[Graded], *, levels: Sequence[str], depths: Sequence[str]) -> tuple[Graded, ...]:
    """Keep the exercises of some levels and depths; an empty choice keeps all."""
    return tuple(
        graded
        for graded in bank
        if (not levels or graded.level in levels) and (not depths or graded.exercise.depth in depths)
    )


def own_exercise(  # noqa: PLR0913  # one keyword a part of the question
    target: Lab,
    over: Lab | None,
    palette: Palette,
    *,
    known_as: str,
    title: str,
    max_shades: int,
    max_parts: int,
    coats: int | None,
) -> Graded:
    """Make an exercise of a case of one's own, and grade it.

    Parameters
    ----------
    known_as
        The name the palette is loaded by.

    Raises
    ------
    NoMatchError
        If its colours or limits are none.
    """
    exercise = Exercise(
        title=title,
        target=target,
        over=over,
        palette=known_as,
        technique=palette.technique,
        coats=coats if palette.technique == "camouflage" and over is not None else None,
        max_shades=max_shades,
        max_parts=max_parts,
        origin="own case",
        source=OWN_SOURCE,
        patch_known="measured",
    )
    return grade_exercise(exercise, palette)


def grade_exercise(exercise: Exercise, palette: Palette) -> Graded:
    """Grade an exercise by trying every recipe; raises as `tonematch.practise.survey.survey` does."""
    return Graded(exercise, survey(set_up(exercise, palette)))
