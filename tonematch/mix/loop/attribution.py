"""What the difference between a test stripe and the skin beside it is put down to."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tonematch.colour import FloatArray, lab_from
from tonematch.difference import delta_e00
from tonematch.mix.loop.bottles import whitener
from tonematch.mix.loop.learning import Learned

WORTH_TELLING_DELTA_E00 = 0.2

Kind = Literal["recipe", "strength", "dose", "film", "rest"]
FACTORS: tuple[Kind, Kind] = ("strength", "dose")


@dataclass(frozen=True)
class Cause:
    """One thing that moved the stripe.

    Parameters
    ----------
    kind
        ``"recipe"`` what the recipe was to miss by all along, ``"strength"`` a shade stronger or weaker than stated,
        ``"dose"`` more or less poured, ``"film"`` a thicker or thinner film, ``"rest"`` what none of them explains.
    code, name
        The shade, for strength and dose.
    factor, low, high
        How many times the stated strength, dose or thickness it seems to be, and the range of two in three; 1 where
        there is none.
    delta_e00
        How far it moved the stripe.
    """

    kind: Kind
    code: str
    name: str
    factor: float
    low: float
    high: float
    delta_e00: float


def causes_of(learned: Learned) -> tuple[Cause, ...]:
    """Put the last stripe's residual down to its causes, the largest first; those too small to tell are left out."""
    at = len(learned.stripes) - 1
    drawn, bottles, film = learned.stripes[at], learned.bottles, learned.films[at]
    held = learned.held(at, learned.values)
    nominal = np.array([*(np.log(parts) for parts in drawn.parts.values()), 0.0])
    lab, slopes = bottles.lab_and_slopes(held.shades, (held.logs + nominal) / 2, film)
    planned = bottles.labs(held.shades, nominal[None], film)[0]
    reached = bottles.labs(held.shades, held.logs[None], film)[0]
    skin = learned.values[learned.skin(at)]
    length = whitener(lab_from(lab))

    def moved(shift: FloatArray) -> float:
        return float(np.linalg.norm(length @ shift))

    causes = [_cause("recipe", float(delta_e00(skin, planned)))]
    for row, code in enumerate(drawn.parts):
        name = bottles.palette.shade(code).name
        strength = float(learned.values[learned.places["strength", code]])
        dose = float(held.logs[row] - nominal[row]) - strength
        doses = learned.dose_spread(at, code)
        moved_by = {"log": strength, "spread": learned.spread("strength", code)}, {"log": dose, "spread": doses}
        causes += [
            _cause(kind, moved(slopes[:, row] * by["log"]), code=code, name=name, **by)
            for kind, by in zip(FACTORS, moved_by, strict=True)
        ]
    if film is not None:
        thicker = float(held.logs[-1])
        causes.append(_cause("film", moved(slopes[:, -1] * thicker), log=thicker, spread=learned.spread("film")))
    left = (np.asarray(drawn.stripe) - np.asarray(drawn.skin)) - (reached - skin)
    causes.append(_cause("rest", moved(left)))
    told = [cause for cause in causes if cause.delta_e00 >= WORTH_TELLING_DELTA_E00]
    return tuple(sorted(told, key=lambda cause: -cause.delta_e00))


def _cause(  # noqa: PLR0913  # one argument a field
    kind: Kind, delta_e00: float, *, code: str = "", name: str = "", log: float = 0.0, spread: float = 0.0
) -> Cause:
    factor, low, high = (float(np.exp(log + times * spread)) for times in (0, -1, 1))
    return Cause(kind, code, name, factor, low, high, delta_e00)
