"""The whole answer to a target, from palettes as their files have them: own jars, stock and powder reckoned with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from numpy.typing import ArrayLike

from tonematch.mix.answer import Suggestions
from tonematch.mix.asked import Asked
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.healing.aftermath import Aftermath, stated_powder
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.match import match_target
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.ranking import Prefer
from tonematch.mix.shelf import shelf_of, told_of_shelf


def suggest_recipes(  # noqa: PLR0913  # one keyword a limit, as the contract names them
    target: ArrayLike,
    palettes: Sequence[Palette],
    *,
    over: ArrayLike | None = None,
    max_shades: int = 2,
    max_parts: int = 8,
    technique: str | None = None,
    coats: int | None = None,
    top: int = 10,
    light: str = DAYLIGHT,
    prefer: Prefer = "nearest",
    after: Aftermath | None = None,
    density: float | None = None,
    uncertainty: float = 0.0,
    strengths: Strengths | None = None,
    in_stock_only: bool = False,
    on: date | None = None,
) -> Suggestions:
    """Find the best recipes for a target from what stands on the shelf.

    Parameters
    ----------
    target, palettes, over, max_shades, max_parts, technique, coats, top, light, prefer, density, uncertainty
        As for `tonematch.mix.match.match_target`.
    after
        Powder or healing to reckon with; by default the powder that the file of a single line of creams states. A
        powder that shifts nothing (``powder_from((0, 0, 0))``) leaves that away.
    strengths, in_stock_only, on
        As for `tonematch.mix.shelf.shelf_of`.

    Raises
    ------
    NoMatchError
        If the target is no colour, the limits allow no recipe or too many, or nothing fit to use is in stock.
    PaletteError
        If the strengths do not belong to the palettes.
    """
    shelf = shelf_of(palettes, strengths=strengths, in_stock_only=in_stock_only, on=on)
    suggestions = match_target(
        target,
        shelf.palettes,
        over=over,
        max_shades=max_shades,
        max_parts=max_parts,
        technique=technique,
        coats=coats,
        top=top,
        light=light,
        prefer=prefer,
        after=stated_powder(shelf.palettes, technique) if after is None else after,
        density=density,
        uncertainty=uncertainty,
        on=shelf.on,
    )
    asked = Asked(
        palettes=tuple(palettes),
        technique=technique,
        coats=coats,
        top=top,
        prefer=prefer,
        density=density,
        uncertainty=uncertainty,
        strengths=strengths,
        in_stock_only=in_stock_only,
        on=shelf.on,
    )
    return replace(told_of_shelf(suggestions, shelf), asked=asked)
