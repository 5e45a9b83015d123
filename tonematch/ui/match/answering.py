"""From wishes to recipes: what they are made of, and the one call that makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Suggestions
from tonematch.mix.film.strengths import Strengths, with_strengths
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.healing.healed import Healing, estimated_healing
from tonematch.mix.palettes.shade import Palette
from tonematch.pipeline import match_sample
from tonematch.ui.correct import own_jars
from tonematch.ui.match.asked import DAYLIGHT, DERMATOGRAPHY, Wishes
from tonematch.ui.palettes.choice import load_choice


@dataclass(frozen=True, eq=False)
class Makings:
    """What recipes are made of.

    Parameters
    ----------
    palettes
        As their files have them.
    strengths
        What is known of one's own jars, by palette.
    healing
        The shift learned from one's own pairs; None with fewer than three.
    """

    palettes: tuple[Palette, ...]
    strengths: Mapping[str, Strengths]
    healing: Healing | None

    @property
    def techniques(self) -> tuple[str, ...]:
        """What the palettes are for."""
        return tuple(sorted({palette.technique for palette in self.palettes}))

    def same_as(self, other: "Makings | None") -> bool:
        """Tell whether recipes made of the other would be the same."""
        if other is None or len(self.palettes) != len(other.palettes):
            return False
        palettes = all(one is two for one, two in zip(self.palettes, other.palettes, strict=True))
        return palettes and dict(self.strengths) == dict(other.strengths) and _told(self) == _told(other)


def _told(makings: Makings) -> tuple[object, ...] | None:
    learned = makings.healing
    return None if learned is None else (learned.multiple, learned.constant, learned.pairs)


def makings_of(names: Sequence[str]) -> Makings:
    """Load palettes by name, with what is known of one's own jars of them and of how one's work heals.

    Raises
    ------
    PaletteError
        When a palette has gone, or one's own files cannot be read.
    """
    palettes = tuple(load_choice(name) for name in names)
    known = {palette.name: own_jars.strengths_of(palette.name) for palette in palettes}
    strengths = {name: jars for name, jars in known.items() if jars is not None}
    return Makings(palettes, strengths, own_jars.healing())


def technique_of(wishes: Wishes, makings: Makings) -> str | None:
    """Say what the recipes are for; None where the palettes do not agree and nobody has said."""
    if wishes.technique is not None:
        return wishes.technique
    return makings.techniques[0] if len(makings.techniques) == 1 else None


def answer(sample: SkinSample, wishes: Wishes, makings: Makings) -> Suggestions:
    """Find the recipes wished for; wishes that do not apply to the technique are left aside.

    Raises
    ------
    NoMatchError
        If the limits allow no recipe or too many, or nothing fit to use is in stock.
    PaletteError
        If the strengths do not belong to the palettes.
    """
    pigment = technique_of(wishes, makings) == DERMATOGRAPHY
    known = list(makings.strengths.values()) if wishes.own_jars else []
    # The core takes the strengths of one palette, and tells of them; those of others go into theirs beforehand.
    told, others = (known[0], known[1:]) if known else (None, [])
    return match_sample(
        sample,
        [_as_jars_are(palette, others) for palette in makings.palettes],
        max_shades=wishes.max_shades,
        max_parts=wishes.max_parts,
        technique=wishes.technique,
        coats=None if pigment else wishes.coats,
        light=wishes.light,
        prefer="forgiving" if wishes.forgiving and wishes.light == DAYLIGHT else "nearest",
        after=_healed(sample, wishes, makings) if pigment else None,
        density=wishes.density if pigment and sample.patch is not None else None,
        strengths=told,
        in_stock_only=wishes.in_stock_only,
    )


def _as_jars_are(palette: Palette, known: Sequence[Strengths]) -> Palette:
    mine = next((jars for jars in known if jars.palette == palette.name), None)
    return palette if mine is None else with_strengths(palette, mine)


def _healed(sample: SkinSample, wishes: Wishes, makings: Makings) -> Aftermath | None:
    if wishes.healed == "estimate":
        return estimated_healing(sample.surrounding.lab)
    return makings.healing if wishes.healed == "own" else None
