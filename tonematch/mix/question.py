"""The question as it is searched for: the palettes made ready, and the target moved back by powder or healing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray
from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.kubelka_munk import Film, mix_constants, thickness_that_hides
from tonematch.mix.film.recover import recover_reflectance
from tonematch.mix.healing.aftermath import Aftermath, before
from tonematch.mix.palettes.kit import today
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.ranking import Bench, Job, make_bench, make_job
from tonematch.mix.search.find import Recipe


@dataclass(frozen=True, eq=False)
class Question:
    """A checked question.

    Parameters
    ----------
    job
        The target, and what lies beneath.
    search
        The same with the target as it must look before powder or healing.
    benches
        The palettes, made ready.
    after
        Powder or healing, if reckoned with.
    uncertainty
        ΔE00 within which the target is known in 95 of 100 cases; 0 where it was given as exact numbers.
    on
        The day the pots are to be used.
    coats_unused
        Says that a number of coats was asked for and does not count.
    """

    job: Job
    search: Job
    benches: tuple[Bench, ...]
    after: Aftermath | None
    uncertainty: float
    on: date
    coats_unused: Finding | None = None

    @property
    def doubt(self) -> float:
        """ΔE00 that answers are off by at most in 95 of 100 cases, by the target and by powder or healing."""
        return math.hypot(self.uncertainty, 0.0 if self.after is None else self.after.uncertainty)

    def shift(self, lab: ArrayLike) -> FloatArray:
        """Give what powder or healing adds to a Lab (3,); nothing where neither is reckoned with."""
        return np.zeros(3) if self.after is None else self.after.shift(lab)


def ask(  # noqa: PLR0913  # one keyword a part of the question
    target: ArrayLike,
    palettes: Sequence[Palette],
    *,
    over: ArrayLike | None,
    technique: str | None,
    coats: int | None,
    after: Aftermath | None,
    density: float | None,
    uncertainty: float = 0.0,
    on: date | None = None,
) -> Question:
    """Check a question.

    Raises
    ------
    NoMatchError
        Naming the value that is wrong.
    """
    job = make_job(target, palettes, over, technique, coats)
    if after is not None and after.technique != job.technique:
        raise NoMatchError(
            f"What was asked for goes with {after.technique}, and this is {job.technique}.",
            code="match.aftermath",
            hint="Powder sets creams, and pigment heals; leave out the one that does not apply.",
        )
    if density is not None:
        job = _sheer(job, density)
    benches = tuple(make_bench(palette, job) for palette in palettes)
    if density is not None:
        benches = tuple(replace(bench, thickness=thickness_that_hides(bench.palette, density)) for bench in benches)
    search = job if after is None else replace(job, target=before(after, job.target))
    return Question(
        job,
        search,
        benches,
        after,
        uncertainty=_checked_uncertainty(uncertainty),
        on=today() if on is None else on,
        coats_unused=_coats_unused(job, coats),
    )


def _coats_unused(job: Job, coats: int | None) -> Finding | None:
    if coats is None or (job.film is not None and job.technique == "camouflage"):
        return None
    why = "no patch lies beneath" if job.over is None else "pigment is not put on in coats"
    return Finding("match.coats_unused", "warn", f"The number of coats does not count: {why}.", float(coats))


def _checked_uncertainty(value: float) -> float:
    if not 0 <= value < math.inf:
        raise NoMatchError(
            f"The target's uncertainty is {value!r}, expected a ΔE00 of 0 or more.", code="match.uncertainty"
        )
    return float(value)


def _sheer(job: Job, density: float) -> Job:
    """Let the patch be seen through the pigment.

    Raises
    ------
    NoMatchError
        When nothing lies beneath, it is no pigment, or the density is none.
    """
    if not 0.05 <= density <= 0.99:
        raise NoMatchError(
            f"The density of implantation is {density:g}, expected 0.05 to 0.99.",
            code="match.density",
            hint="It is the contrast ratio of the implanted layer: 0.5 lets half the contrast beneath through.",
        )
    if job.over is None or job.technique != "dermatography":
        raise NoMatchError(
            "A density of implantation needs the Lab of the patch beneath, and dermatography.",
            code="match.density",
            hint="Mark the patch or give --over; creams have --coats.",
        )
    return replace(job, film=Film(recover_reflectance(job.over), 1))


def mixed_constants(bench: Bench, recipe: Recipe) -> Constants:
    """Give K and S, (31,) each, of a recipe."""
    mixed = mix_constants(bench.constants, np.array([recipe.shades]), np.array([recipe.parts]))
    return Constants(mixed.k[0, 0], mixed.s[0, 0])
