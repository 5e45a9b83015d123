"""What is answered to a target: recipes with all there is to say of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonematch.colour import Lab
from tonematch.findings import Finding
from tonematch.mix.film.coats import Coats, coats_needed
from tonematch.mix.film.kubelka_munk import Mix
from tonematch.mix.grades import Grade
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.missing_pigment import MissingPigment
from tonematch.mix.palettes.kit import STOCKS, Stock
from tonematch.mix.palettes.shade import Origin, PartsUnit, Shade
from tonematch.mix.proportions import Proportions
from tonematch.mix.words import Parts

if TYPE_CHECKING:
    from tonematch.mix.asked import Asked


@dataclass(frozen=True)
class Component:
    """A shade of a named palette with its whole parts, and whether its pot can be used."""

    palette: str
    shade: Shade
    parts: int
    stock: Stock = "unknown"


@dataclass(frozen=True, eq=False)
class Match:
    """One recipe held against the target.

    Parameters
    ----------
    rank
        1 is best; 0 where a recipe is not in the list, as the nearest single shade may be.
    components
        Most parts first.
    predicted
        The mix, opaque or over the patch.
    delta_e00, difference
        Of the mix from the target under D65; positive parts: lighter, stronger, yellower than the target.
    in_words, grade
        The same in words.
    lights
        ΔE00 under each lamp; beyond D65 an estimate, because the target's reflectance is recovered.
    worst_light
        The lamp with the largest.
    data
        How the least well known of its shades is known.
    uncertainty_delta_e00
        How far `delta_e00` is off at most in 95 of 100 such answers, by what is known of the target and of what
        becomes of the mix; 0 where the target was given as exact numbers.
    expected_delta_e00
        ΔE00 to expect where every dose is off by about 8 %.
    slopes
        How the mix's Lab moves with the dose of each component, in their order, for a dose that grows by its own size.
    proportions
        The best proportions of the same shades, and what whole parts cost against them.
    metamerism
        Special metamerism index under each lamp but D65, in ΔE00: what the lamp adds by itself; an estimate too.
    fresh
        The mix before powder or healing, where one of them is reckoned with; `predicted` has the colour after it.
    coats
        How it looks in one, two and three thin coats, for a cream over a patch; else empty.
    parts_unit, drop_ml
        What a part is, and millilitres of a drop where the palette says so.
    proven_within_delta_e00
        By how much, at most, any recipe within the limits could be nearer than the best one listed; 0 is exact.
    """

    rank: int
    components: tuple[Component, ...]
    predicted: Mix
    delta_e00: float
    difference: Parts
    in_words: str
    grade: Grade
    lights: Mapping[str, float]
    worst_light: str
    data: Origin
    expected_delta_e00: float
    metamerism: Mapping[str, float]
    proportions: Proportions
    slopes: tuple[tuple[float, float, float], ...]
    uncertainty_delta_e00: float = 0.0
    fresh: Lab | None = None
    coats: tuple[Coats, ...] = ()
    parts_unit: PartsUnit = "parts"
    drop_ml: float | None = None
    proven_within_delta_e00: float = 0.0

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"lights": dict(self.lights), "metamerism": dict(self.metamerism)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    @property
    def pots(self) -> int:
        """How many pots it takes."""
        return len(self.components)

    @property
    def rounding_cost(self) -> float:
        """By how much ΔE00 is larger in whole parts than in the best proportions of the same shades."""
        return self.proportions.cost_delta_e00

    @property
    def stock(self) -> Stock:
        """What hinders most among its pots."""
        return max((component.stock for component in self.components), key=STOCKS.index)

    @property
    def worst_light_delta_e00(self) -> float:
        """The ΔE00 under the lamp where it fits least."""
        return self.lights[self.worst_light]

    @property
    def metamerism_index(self) -> float:
        """The largest of the metamerism indices."""
        return max(self.metamerism.values())

    @property
    def coats_needed(self) -> int | None:
        """Fewest thin coats through which the patch is not noticed; None where no patch is covered, or none suffice."""
        return coats_needed(self.coats)

    @property
    def parts(self) -> dict[str, int]:
        """Whole parts by shade code."""
        return {component.shade.code: component.parts for component in self.components}

    @property
    def recipe(self) -> str:
        """Such as ``"3 Fair 1 cool + 1 Fair 1 warm"``."""
        return " + ".join(f"{component.parts} {component.shade.name}" for component in self.components)


@dataclass(frozen=True)
class Unreachable:
    """How far and in which direction the target lies beyond what the palettes can mix within the limits.

    `pigment` is the one that would help most, or None where no single one does or the limits are in the way;
    `freely_delta_e00` what all shades of one palette come to without limits on shades and parts.
    """

    by_delta_e00: float
    direction: str
    text: str
    pigment: MissingPigment | None = None
    freely_delta_e00: float | None = None


@dataclass(frozen=True, eq=False)
class Suggestions:
    """Everything to say about a target: ranked recipes, the nearest single shade, and what to watch out for.

    Parameters
    ----------
    after
        The powder or healing that is reckoned with.
    light
        The lamp the recipes were chosen for, or ``"worst"``.
    uncertainty_delta_e00
        As in each of the matches.
    tied
        Ranks that cannot be told from the first, that one included, at this uncertainty or, where it is smaller, by
        eye; empty where the first stands alone.
    max_shades, max_parts, palettes
        The limits searched within; each recipe stays within one palette.
    asked
        What else it was asked with; None where the recipes were not searched for in whole palettes.
    """

    target: Lab
    over: Lab | None
    technique: str
    coats: int | None
    matches: tuple[Match, ...]
    nearest_single: Match
    unreachable: Unreachable | None
    findings: tuple[Finding, ...]
    after: Aftermath | None = None
    light: str = DAYLIGHT
    uncertainty_delta_e00: float = 0.0
    tied: tuple[int, ...] = ()
    max_shades: int = 2
    max_parts: int = 8
    palettes: tuple[str, ...] = ()
    asked: "Asked | None" = None


@dataclass(frozen=True, eq=False)
class Comparison:
    """Given recipes held against a target, best first, and what to watch out for; see `Suggestions` for the values."""

    target: Lab
    over: Lab | None
    technique: str
    coats: int | None
    recipes: tuple[Match, ...]
    findings: tuple[Finding, ...]
    after: Aftermath | None = None
    light: str = DAYLIGHT
    uncertainty_delta_e00: float = 0.0
    tied: tuple[int, ...] = ()
