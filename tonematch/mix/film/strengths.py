"""What a shop has learned of its own jars: a small file of factors, and the stripes they were learned from.

The factors are read when a recipe is chosen; the stripes are what they are worked out from anew with every further one.
All are plain values, so the file can be read, kept with the palette, and put right by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tonematch.errors import PaletteError
from tonematch.mix.film.kubelka_munk import TWO_CONSTANT, coat_thickness, mixing_method
from tonematch.mix.loop.learning import Learned
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.shade import Palette


@dataclass(frozen=True)
class Factor:
    """How many times what the palette says, and the standard deviation of its natural logarithm."""

    factor: float
    sd_ln: float


@dataclass(frozen=True)
class Strengths:
    """Factors of one palette's shades by code and of its coat, with the stripes they come from, oldest first."""

    palette: str
    shades: Mapping[str, Factor]
    coat: Factor | None = None
    history: tuple[Stripe, ...] = ()


def strengths_from(learned: Learned) -> Strengths:
    """Keep what was learned, with all its stripes."""

    def factor(*place: object) -> Factor:
        return Factor(round(learned.factor(*place), 4), round(learned.spread(*place), 4))

    codes = sorted(str(place[1]) for place in learned.places if place[0] == "strength")
    return Strengths(
        palette=learned.bottles.palette.name,
        shades={code: factor("strength", code) for code in codes},
        coat=factor("film") if ("film",) in learned.places else None,
        history=learned.stripes,
    )


def checked_for(palette: Palette, strengths: Strengths) -> Strengths:
    """Give strengths back if they are this palette's.

    Raises
    ------
    PaletteError
        When they are another palette's, or of shades that it lacks.
    """
    if strengths.palette != palette.name:
        raise PaletteError(
            f"The strengths were learned for the palette '{strengths.palette}', not for '{palette.name}'.",
            code="strengths.palette",
            hint="Give the strengths file of this palette, or leave it out.",
        )
    named = {*strengths.shades, *(code for stripe in strengths.history for code in stripe.parts)}
    unknown = sorted(named - {shade.code for shade in palette.shades})
    if unknown:
        raise PaletteError(
            f"The strengths name the shade '{unknown[0]}', which palette '{palette.name}' lacks.",
            code="strengths.code",
            hint="Use the palette they were learned with.",
        )
    return strengths


def with_strengths(palette: Palette, strengths: Strengths) -> Palette:
    """Give the palette as this shop's jars are.

    Raises
    ------
    PaletteError
        When the strengths are another palette's, or of shades that it lacks.
    """
    checked_for(palette, strengths)
    one = Factor(1.0, 0.0)
    shades = tuple(
        replace(shade, tinting_strength=shade.tinting_strength * strengths.shades.get(shade.code, one).factor)
        for shade in palette.shades
    )
    coat = palette.coat_thickness
    if strengths.coat is not None and mixing_method(palette) == TWO_CONSTANT:
        coat = coat_thickness(palette) * strengths.coat.factor
    return replace(palette, shades=shades, coat_thickness=coat)
