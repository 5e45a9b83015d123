"""A test stripe as it was typed in, checked: what cannot be is told before anything is reckoned from it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import lab_from
from tonematch.errors import NoMatchError
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.film.recover import checked_lab
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.shade import Palette

MOST_COATS, MOST_UNCERTAINTY, MOST_ADDED = 10, 50.0, 24


def stripe_as_typed(  # noqa: PLR0913  # one argument a field of the stripe
    palette: Palette,
    recipe: Mapping[str, int],
    *,
    stripe: ArrayLike,
    skin: ArrayLike,
    over: ArrayLike | None,
    coats: int,
    uncertainty: float,
    mix: str,
    day: str,
) -> Stripe:
    """Make a stripe of typed values, its codes written as the palette writes them.

    Raises
    ------
    PaletteError
        When the palette lacks a shade of the recipe.
    NoMatchError
        When the recipe is empty, names a shade twice or holds no whole parts, or a number or colour cannot be.
    """
    predict_mix(palette, recipe)  # tells what is wrong with the recipe, in its own words
    checked_number("number of coats", coats, 1, MOST_COATS, hint="Count the thin coats the stripe was drawn in.")
    checked_number(
        "uncertainty of the photo", uncertainty, 0, MOST_UNCERTAINTY, hint="Give the ΔE00 that the sample tells."
    )
    return Stripe(
        parts=_whole_parts(palette, recipe),
        stripe=lab_from(checked_lab(stripe, "stripe")),
        skin=lab_from(checked_lab(skin, "skin")),
        over=None if over is None else lab_from(checked_lab(over, "patch")),
        coats=coats,
        uncertainty=uncertainty,
        mix=mix,
        day=day,
    )


def checked_number(what: str, value: float, least: float, most: float, *, hint: str) -> None:
    """See that a number lies within limits.

    Raises
    ------
    NoMatchError
        Naming the number and the limits.
    """
    if not (np.isfinite(value) and least <= value <= most):
        raise NoMatchError(
            f"The {what} is {value:g}, expected {least:g} to {most:g}.", code="correct.number", hint=hint
        )


def _whole_parts(palette: Palette, recipe: Mapping[str, int]) -> dict[str, int]:
    codes = {shade.code.casefold(): shade.code for shade in palette.shades}
    exact: dict[str, int] = {}
    for typed, parts in recipe.items():
        code = typed if typed in codes.values() else codes.get(typed.strip().casefold(), typed)
        if code in exact:
            raise NoMatchError(
                f"The recipe names {code} twice.", code="correct.twice", hint="Add its parts up and name it once."
            )
        if parts != int(parts):
            raise NoMatchError(
                f"The recipe gives {parts:g} parts of {code}, expected a whole number.",
                code="correct.whole",
                hint="Give what was poured in whole drops or parts, or in tenths of a gram without the comma.",
            )
        exact[code] = int(parts)
    return exact
