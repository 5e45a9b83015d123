"""What becomes of a mix once it is in place: a shift of its colour, by fixing powder or by healing.

A recipe is chosen so that it looks right afterwards: for the search the target is moved back by the shift, and the
shift is laid on every prediction. Recipes are thus ordered by ΔE00 about a colour a few units off, which changes no
order that an eye could follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.palettes.file import LARGEST_POWDER
from tonematch.mix.palettes.shade import Palette

ROUNDS = 30
CLOSE = 1e-6


class Aftermath(Protocol):
    """A shift that depends on the colour it begins from."""

    @property
    def technique(self) -> str:
        """What it applies to: creams are powdered, pigment heals."""
        ...

    def shift(self, lab: ArrayLike) -> FloatArray:
        """Give what is added to a Lab (3,)."""
        ...

    @property
    def uncertainty(self) -> float:
        """ΔE00 within which the shift is known in 95 of 100 cases."""
        ...

    @property
    def finding(self) -> Finding:
        """What is to be said about it."""
        ...


@dataclass(frozen=True)
class Powder:
    """The shift of Lab by fixing powder, measured: a drawdown set with powder, less the same without."""

    by: Lab
    technique: str = "camouflage"
    uncertainty: float = 1.0

    def shift(self, lab: ArrayLike) -> FloatArray:
        """Give the shift, the same for all colours of a line."""
        del lab
        return np.asarray(self.by, dtype=float)

    @property
    def finding(self) -> Finding:
        """Say that powder is reckoned with."""
        text = (
            f"Fixing powder is reckoned with: it shifts the colour by L {self.by.L:+.1f}, a {self.by.a:+.1f}, "
            f"b {self.by.b:+.1f}, as measured on a drawdown. Judge the stripe after powdering."
        )
        return Finding("match.powder", "info", text)


def powder_from(values: ArrayLike) -> Powder:
    """Take a powder's shift from three numbers.

    Raises
    ------
    NoMatchError
        When they are none, or too large for powder.
    """
    try:
        by = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        by = np.empty(0)
    if by.shape != (3,) or not np.isfinite(by).all() or np.abs(by).max() > LARGEST_POWDER:
        raise NoMatchError(
            f"The powder's shift is {values!r}, expected three differences of L, a, b up to {LARGEST_POWDER:g}.",
            code="match.powder",
            hint="Measure one drawdown with and without powder, and give set less unset, as in 0.8,-0.3,-0.6.",
        )
    return Powder(lab_from(by))


def palette_powder(palette: Palette) -> Powder | None:
    """Give the shift that a palette's file states as ``"powder_shift": [dL, da, db]``, if it does."""
    stated = palette.extra.get("powder_shift")
    return None if stated is None else powder_from(stated)


def stated_powder(palettes: Sequence[Palette], technique: str | None = None) -> Powder | None:
    """Give the shift that the palette's file states, where creams of one line are mixed.

    Lines powdered differently cannot share one shift; then none is taken for granted.

    Raises
    ------
    NoMatchError
        When the file states something that cannot be a shift.
    """
    creams = bool(palettes) and (technique or palettes[0].technique) == "camouflage"
    return palette_powder(palettes[0]) if creams and len(palettes) == 1 else None


def before(after: Aftermath, target: ArrayLike) -> Lab:
    """Find the colour that becomes the target, or where none does, the one that comes nearest on the way there.

    Raises
    ------
    NoMatchError
        When the shift is known for no colour near the target.
    """
    wanted = np.asarray(target, dtype=float)
    colour, nearest, least = wanted.copy(), wanted, np.inf
    for _ in range(ROUNDS):
        try:
            miss = wanted - (colour + after.shift(colour))
        except NoMatchError:  # darker or stronger than any surface
            colour = (colour + nearest) / 2
            continue
        if np.abs(miss).max() < least:
            nearest, least = colour, float(np.abs(miss).max())
        if least < CLOSE:
            break
        colour = colour + miss
    if not np.isfinite(least):
        raise NoMatchError(
            "What powder or healing does to a colour like this is not known.",
            code="match.aftermath",
            hint="Leave it out for this target.",
        )
    return lab_from(nearest)
