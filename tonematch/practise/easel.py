"""An exercise made ready to be answered: the palette, and what any of its recipes would look like."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray
from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.answer import Match
from tonematch.mix.given import place_recipe
from tonematch.mix.healing.aftermath import stated_powder
from tonematch.mix.judge import judge_recipe
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.question import Question, ask
from tonematch.mix.ranking import Bench
from tonematch.practise.exercise import Exercise
from tonematch.spectrum import reflectance_to_lab


@dataclass(frozen=True, eq=False)
class Easel:
    """An exercise with its palette, ready to judge recipes; powder that the palette states is reckoned with."""

    exercise: Exercise
    palette: Palette
    question: Question

    @property
    def bench(self) -> Bench:
        """The palette, made ready."""
        return self.question.benches[0]

    def judge(self, parts: Mapping[str, int]) -> Match:
        """Hold whole parts by shade code against the target; raises as `place_recipe` does."""
        return judge_recipe(self.question, *place_recipe(self.question.benches, parts), rank=0)

    def lab_of(self, codes: tuple[str, ...], amounts: ArrayLike) -> FloatArray:
        """Predict Lab (N, 3) of amounts (N, pots) of the shades with these codes."""
        known = [shade.code for shade in self.palette.shades]
        mixed = self.bench.lab_of([known.index(code) for code in codes])
        return self._shifted(mixed(np.asarray(amounts, dtype=float)))

    def errors(self, sets: NDArray[np.int64], parts: NDArray[np.int64]) -> FloatArray:
        """Give ΔE00 (M, P) of shade sets (M, pots), each in each of the parts (P, pots)."""
        lab = reflectance_to_lab(self.bench.reflectance(sets, parts))
        return np.asarray(delta_e00(self.question.job.target, self._shifted(lab)))

    def _shifted(self, lab: FloatArray) -> FloatArray:
        # Of what becomes of a mix, exercises know powder only, and that shifts every colour alike.
        return np.asarray(lab + self.question.shift(self.question.job.target))


def set_up(exercise: Exercise, palette: Palette) -> Easel:
    """Make an exercise ready.

    Raises
    ------
    NoMatchError
        If its colours or limits are none.
    """
    question = ask(
        exercise.target,
        [palette],
        over=exercise.over,
        technique=exercise.technique,
        coats=exercise.coats,
        after=stated_powder([palette], exercise.technique),
        density=None,
    )
    return Easel(exercise, palette, question)


def checked_recipe(exercise: Exercise, parts: Mapping[str, int]) -> dict[str, int]:
    """Give a trainee's recipe without the pots of no parts, if it keeps to the exercise.

    Raises
    ------
    NoMatchError
        If nothing is in it, or more pots or parts than the exercise allows.
    """
    taken = {code: count for code, count in parts.items() if count != 0}
    total, pots = sum(taken.values()), len(taken)
    if not taken:
        raise NoMatchError(
            "Your blend has no parts yet.",
            code="practise.empty",
            hint="Add a pot and give it at least one part.",
        )
    if any(count < 0 or count != int(count) for count in taken.values()):
        raise NoMatchError(
            f"Your blend has parts of {min(taken.values()):g}.",
            code="practise.parts",
            hint="Parts are whole numbers of 1 or more.",
        )
    if pots > exercise.max_shades:
        raise NoMatchError(
            f"Your blend takes {pots} pots, and this exercise allows {exercise.max_shades}.",
            code="practise.pots",
            hint="Take a pot out.",
        )
    if total > exercise.max_parts:
        raise NoMatchError(
            f"Your blend has {total} parts, and this exercise allows {exercise.max_parts}.",
            code="practise.parts",
            hint="Take parts away; the proportions are what counts.",
        )
    return {code: int(count) for code, count in taken.items()}
