"""What an answer was asked with, beyond what the answer says itself: enough to ask the same again."""

from dataclasses import dataclass
from datetime import date

from tonematch.mix.film.strengths import Strengths
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.ranking import Prefer


@dataclass(frozen=True, eq=False)
class Asked:
    """The wishes of one answer; see `tonematch.mix.suggest.suggest_recipes`.

    Powder and healing stand in the answer itself, as they were reckoned with.
    """

    palettes: tuple[Palette, ...]
    technique: str | None
    coats: int | None
    top: int
    prefer: Prefer
    density: float | None
    uncertainty: float
    strengths: Strengths | None
    in_stock_only: bool
    on: date
