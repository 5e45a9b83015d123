"""What is said once a blend is laid down: one's own, the engine's best, the tutor's, and which pot pulls where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tonematch.colour import Lab, lab_from
from tonematch.difference import delta_e00, difference
from tonematch.mix.answer import Match
from tonematch.practise.bank import Graded
from tonematch.practise.easel import Easel, checked_recipe
from tonematch.practise.points import points

FELT = 0.15
"""Weighted difference below which a part more moves nothing worth a word: half of what `tonematch.mix.words` tells."""


@dataclass(frozen=True, eq=False)
class Blend:
    """One blend held against the target, with whose it is and its points."""

    whose: str
    match: Match
    points: float


@dataclass(frozen=True)
class Pull:
    """What one part more or less of a pot does to a blend.

    Parameters
    ----------
    code, name
        Of the pot.
    by
        +1 or -1 part.
    delta_e00
        Of the blend from the target after that.
    moves
        Where that takes the colour, such as ``("darker", "redder")``; empty where it is hardly to be seen.
    """

    code: str
    name: str
    by: int
    delta_e00: float
    moves: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Reveal:
    """An exercise answered.

    Parameters
    ----------
    own, engine, tutor
        The blends; the tutor's is None where none was laid down.
    pulls
        Of every pot in one's own blend, and of those of the engine's that are missing in it.
    """

    graded: Graded
    own: Blend
    engine: Blend
    tutor: Blend | None
    pulls: tuple[Pull, ...]

    @property
    def blends(self) -> tuple[Blend, ...]:
        """All blends there are."""
        return tuple(blend for blend in (self.own, self.engine, self.tutor) if blend is not None)


def reveal(graded: Graded, easel: Easel, parts: Mapping[str, int], *, tutor: Mapping[str, int] | None = None) -> Reveal:
    """Judge a trainee's blend beside the best there is within the same limits.

    Raises
    ------
    NoMatchError
        If the blend is empty or goes beyond what the exercise allows.
    PaletteError
        If a pot is not in the palette.
    """
    laid = checked_recipe(graded.exercise, parts)
    return Reveal(
        graded,
        own=judged(easel, "own", laid),
        engine=judged(easel, "engine", graded.survey.best),
        tutor=None if tutor is None else judged(easel, "tutor", checked_recipe(graded.exercise, tutor)),
        pulls=pulls_of(easel, laid, graded.survey.best),
    )


def judged(easel: Easel, whose: str, parts: Mapping[str, int]) -> Blend:
    """Hold one recipe against the target; raises as `Easel.judge` does."""
    match = easel.judge(parts)
    return Blend(whose, match, points(match.delta_e00, easel.exercise.target.L))


def ranked(blends: Iterable[Blend]) -> tuple[Blend, ...]:
    """Order blends as ``tonematch compare`` does, best first, and number them."""

    def order(blend: Blend) -> tuple[float, int, int]:
        return blend.match.delta_e00, blend.match.pots, sum(blend.match.parts.values())

    return tuple(
        replace(blend, match=replace(blend.match, rank=rank)) for rank, blend in enumerate(sorted(blends, key=order), 1)
    )


def pulls_of(easel: Easel, own: Mapping[str, int], best: Mapping[str, int]) -> tuple[Pull, ...]:
    """Work out what a part more or less of each pot would do to a blend."""
    codes = (*own, *(code for code in best if code not in own))
    amounts = np.array([own.get(code, 0) for code in codes])
    steps = [(place, by) for place in range(len(codes)) for by in (1, -1) if _stays(amounts, place, by)]
    changed = np.array([amounts, *(amounts + by * (np.arange(len(codes)) == place) for place, by in steps)])
    lab = easel.lab_of(codes, changed)
    target = easel.exercise.target
    names = {shade.code: shade.name for shade in easel.palette.shades}
    return tuple(
        Pull(codes[place], names[codes[place]], by, float(delta_e00(target, after)), moves(lab_from(lab[0]), after))
        for (place, by), after in zip(steps, map(lab_from, lab[1:]), strict=True)
    )


def _stays(amounts: np.ndarray, place: int, by: int) -> bool:
    return bool(amounts[place] + by >= 0 and amounts.sum() + by > 0)


def moves(before: Lab, after: Lab) -> tuple[str, ...]:
    """Say where a colour has gone, the largest step first.

    >>> moves(Lab(60, 12, 18), Lab(57, 12.1, 18.2))
    ('darker',)
    """
    step = difference(before, after)
    named = (
        (float(step.dL), "lighter", "darker"),
        (float(step.dH), "yellower", "redder"),
        (float(step.dC), "more vivid", "greyer"),
    )
    told = sorted((entry for entry in named if abs(entry[0]) >= FELT), key=lambda entry: -abs(entry[0]))
    return tuple(more if size > 0 else less for size, more, less in told)
