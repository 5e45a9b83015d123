"""What is answered to a target: recipes with all there is to say of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from tonematch.colour import Lab
from tonematch.findings import Finding
from tonematch.mix.film.coats import Coats, coats_needed
from tonematch.mix.film.kubelka_munk import Mix
from tonematch.mix.grades import Grade
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.missing_pigment import MissingPigment
from tonematch.mix.palettes.shade import Origin, Shade
from tonematch.mix.words import Parts


@dataclass(frozen=True)
class Component:
    """A shade of a named palette with its whole parts."""

    palette: str
    shade: Shade
    parts: int


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
    expected_delta_e00
        ΔE00 to expect where every dose is off by about 8 %.
    metamerism
        Special metamerism index under each lamp but D65, in ΔE00: what the lamp adds by itself; an estimate too.
    fresh
        The mix before powder or healing, where one of them is reckoned with; `predicted` has the colour after it.
    coats
        How it looks in one, two and three thin coats, for a cream over a patch; else empty.
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
    fresh: Lab | None = None
    coats: tuple[Coats, ...] = ()
    proven_within_delta_e00: float = 0.0

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"lights": dict(self.lights), "metamerism": dict(self.metamerism)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

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
    """How far and in which direction the target lies beyond everything the palettes can mix.

    `pigment` is the one that would help most, or None where no single one does.
    """

    by_delta_e00: float
    direction: str
    text: str
    pigment: MissingPigment | None = None


@dataclass(frozen=True, eq=False)
class Suggestions:
    """Everything to say about a target: ranked recipes, the nearest single shade, and what to watch out for.

    `after` is the powder or healing that is reckoned with, `light` the lamp the recipes were chosen for, or
    ``"worst"``.
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
