"""What to add to a mix when its test stripe does not yet look like the skin beside it.

The residual between stripe and skin, read in one frame, is put down to what may be off: the strength of each shade, the
dose poured, the thickness of the film. What is learned that way carries over to the next step, and to the shop's next
mixes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.findings import Finding
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.film.recover import checked_lab
from tonematch.mix.loop.attribution import Cause, causes_of
from tonematch.mix.loop.bottles import bottles_of
from tonematch.mix.loop.learning import Learned, learn
from tonematch.mix.loop.next_step import Step, best_steps, one_more_coat
from tonematch.mix.loop.stripes import UNCERTAINTY, Stripe
from tonematch.mix.loop.typed import MOST_ADDED as LARGEST_ADDED
from tonematch.mix.loop.typed import checked_number, stripe_as_typed
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.mix.words import Parts, in_words, split

FEWEST_MOST_ADDED, MOST_ADDED = 4, 12
"""Parts that may be added: as many as the mix holds, but never fewer or more than these."""
WORTH_ADDING_DELTA_E00 = 0.1
"""Gain below which a step is not worth a drop; the ΔE00 expected holds the doubt about drops and photo already."""
POT_SHARE, DOUBLING_DELTA_E00 = 0.05, 0.05
"""Each further pot must lower the ΔE00 expected by such a share, doubling the mix by so much; else less is told."""
SURPRISING = 30.0
"""Sum of three squared standard deviations beyond which a stripe is taken for a mistake: one true one in a million."""


@dataclass(frozen=True)
class Residual:
    """How far the stripe is from the skin, both Lab; positive parts: the stripe is lighter, stronger, yellower."""

    stripe: Lab
    skin: Lab
    delta_e00: float
    difference: Parts
    in_words: str


@dataclass(frozen=True, eq=False)
class Addition:
    """One way to go on from the mix.

    Parameters
    ----------
    shades
        What to add to the mix with its parts, in the parts it was mixed in; most parts first.
    recipe
        Codes and parts of the whole mix after adding.
    expected
        Lab expected at the stripe after adding, as the same photo would tell it.
    expected_delta_e00
        ΔE00 to expect between that and the skin, doubt about strengths, doses and photo included: never 0.
    likely_delta_e00
        Between which ΔE00 two such stripes in three end up.
    """

    shades: tuple[tuple[Shade, int], ...]
    recipe: Mapping[str, int]
    expected: Lab
    expected_delta_e00: float
    likely_delta_e00: tuple[float, float]

    @property
    def shade(self) -> Shade:
        """The shade of which most is added."""
        return self.shades[0][0]

    @property
    def parts(self) -> int:
        """How many parts of it."""
        return self.shades[0][1]


@dataclass(frozen=True, eq=False)
class Correction:
    """The residual and its causes, and the additions that reduce it, best first; none when leaving it alone is best.

    Parameters
    ----------
    residual, recipe
        What was measured, and of which mix.
    additions
        Each led by another shade, clearly better than leaving the mix alone.
    unchanged_delta_e00
        ΔE00 to expect of the mix as it is, drawn anew.
    another_coat_delta_e00
        ΔE00 to expect of the mix as it is with one coat more, or None for an opaque stripe.
    causes
        What the residual is put down to, the largest first.
    learned
        Everything the stripes tell, this one and those before it.
    findings
        What is odd about the stripe.
    """

    residual: Residual
    recipe: Mapping[str, int]
    additions: tuple[Addition, ...]
    unchanged_delta_e00: float
    another_coat_delta_e00: float | None
    causes: tuple[Cause, ...]
    learned: Learned
    findings: tuple[Finding, ...] = ()

    @property
    def leave_it(self) -> bool:
        """Whether nothing that could be added helps."""
        return not self.additions


def residual_between(stripe: ArrayLike, skin: ArrayLike) -> Residual:
    """Compare the stripe with the skin beside it, both Lab."""
    seen, wanted = lab_from(checked_lab(stripe, "stripe")), lab_from(checked_lab(skin, "skin"))
    return Residual(
        stripe=seen,
        skin=wanted,
        delta_e00=float(delta_e00(wanted, seen)),
        difference=split(wanted, seen),
        in_words=in_words(wanted, seen),
    )


def suggest_correction(  # noqa: PLR0913  # two colours, the mix, what lies beneath, what is known, and two limits
    stripe: ArrayLike,
    skin: ArrayLike,
    palette: Palette,
    recipe: Mapping[str, int],
    *,
    over: ArrayLike | None = None,
    coats: int = 2,
    uncertainty: float = UNCERTAINTY,
    before: Sequence[Stripe] = (),
    mix: str = "",
    day: str = "",
    max_added: int | None = None,
    top: int = 3,
) -> Correction:
    """Find what to add to a mix so that its stripe comes closest to the skin.

    Parameters
    ----------
    stripe, skin
        Lab measured at the test stripe and at the skin beside it, in one photo.
    recipe
        Codes and whole parts of all the mix holds.
    over, coats
        Lab of the bare patch the stripe was drawn on, and in how many thin coats; without it the stripe is opaque.
    uncertainty
        ΔE00 within which the photo tells a colour in 95 of 100.
    before
        Stripes of this shop measured earlier, of this mix and of others: see `tonematch.mix.film.strengths`.
    mix, day
        The mix's name, that stripes of one mix share, and today, as the stripe is to be remembered.
    max_added
        At most this many parts are added; by default as many as the mix holds, 4 to 12.
    top
        How many additions to give.

    Raises
    ------
    PaletteError
        When the palette lacks a shade of the recipe.
    NoMatchError
        When the recipe is empty, holds less than it did at an earlier stripe, or a number or colour cannot be.
    """
    checked_number("number of suggestions", top, 1, np.inf, hint="Ask for at least one.")
    if max_added is not None:
        checked_number("number of parts that may be added", max_added, 1, LARGEST_ADDED, hint="Most need 4 to 12.")
    drawn = stripe_as_typed(
        palette, recipe, stripe=stripe, skin=skin, over=over, coats=coats, uncertainty=uncertainty, mix=mix, day=day
    )
    learned = learn(bottles_of(palette), (*before, drawn))
    as_many = min(max(FEWEST_MOST_ADDED, sum(drawn.parts.values())), MOST_ADDED)
    stocked = [shade.code for shade in palette.shades if shade.in_stock is not False]
    unchanged, *steps = best_steps(learned, stocked, most_parts=as_many if max_added is None else max_added)
    helpful = [step for step in steps if step.delta_e00 <= unchanged.delta_e00 - WORTH_ADDING_DELTA_E00]
    return Correction(
        residual=residual_between(drawn.stripe, drawn.skin),
        recipe=drawn.parts,
        additions=tuple(_addition(learned, step) for step in _told(helpful, sum(drawn.parts.values()), top)),
        unchanged_delta_e00=unchanged.delta_e00,
        another_coat_delta_e00=None if drawn.over is None else one_more_coat(learned).delta_e00,
        causes=causes_of(learned),
        learned=learned,
        findings=_unlikely(learned, drawn),
    )


def _unlikely(learned: Learned, drawn: Stripe) -> tuple[Finding, ...]:
    """Say so where a stripe is so unlike its recipe that something was mistyped rather than mixed unevenly."""
    surprise = learn(learned.bottles, (replace(drawn, mix="alone"),)).surprise
    if surprise <= SURPRISING:
        return ()
    predicted = predict_mix(learned.bottles.palette, drawn.parts, over=drawn.over, coats=drawn.coats).lab
    apart = float(delta_e00(predicted, drawn.stripe))
    text = (
        f"The stripe is quite unlike what this recipe should give (ΔE00 {apart:.0f} from it): check that the points "
        "lie on the stripe and on the skin, that the palette is right, and that the recipe is all the mix holds. What "
        "to add is worked out as if they were."
    )
    return (Finding("correct.unlikely_stripe", "warn", text, surprise, SURPRISING),)


def _told(steps: Sequence[Step], held: int, top: int) -> list[Step]:
    """Pick the best step for each shade that is added most: the one most worth its trouble first, then by ΔE00."""

    def with_trouble(step: Step) -> float:
        doublings = sum(step.added.values()) / held
        return step.delta_e00 * (1 + POT_SHARE * (len(step.added) - 1)) + DOUBLING_DELTA_E00 * doublings

    led: dict[str, Step] = {}
    for step in sorted(steps, key=with_trouble):
        led.setdefault(_most_added(step), step)
    if not led:
        return []
    best, *others = led.values()
    worse = [step for step in others if step.delta_e00 >= best.delta_e00]
    return [best, *sorted(worse, key=lambda step: step.delta_e00)][:top]


def _most_added(step: Step) -> str:
    return max(step.added, key=lambda code: step.added[code])


def _addition(learned: Learned, step: Step) -> Addition:
    drawn = learned.stripes[-1]
    palette = learned.bottles.palette
    # What the photo adds to the skin it adds to the stripe beside it too.
    photo = np.asarray(drawn.skin) - learned.values[learned.skin(len(learned.stripes) - 1)]
    recipe = dict(drawn.parts)
    for code, parts in step.added.items():
        recipe[code] = recipe.get(code, 0) + parts
    shades = sorted(step.added.items(), key=lambda entry: (-entry[1], entry[0]))
    return Addition(
        shades=tuple((palette.shade(code), parts) for code, parts in shades),
        recipe=recipe,
        expected=lab_from(np.asarray(step.lab) + photo),
        expected_delta_e00=step.delta_e00,
        likely_delta_e00=(step.low, step.high),
    )
