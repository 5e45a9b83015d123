"""What stands on the shelf: palettes as this shop's jars are, of them what is owned, and what to know of the pots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tonematch.findings import Finding
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.film.strengths import Strengths, with_strengths
from tonematch.mix.palettes.kit import left_out_expired, owned, recipe_findings, today, unexpired
from tonematch.mix.palettes.shade import Palette


@dataclass(frozen=True, eq=False)
class Shelf:
    """Palettes made ready to mix from.

    Parameters
    ----------
    palettes
        What recipes are made of.
    palettes_whole
        The same with what is not owned or has gone out.
    strengths
        Of one's own jars, reckoned with in both; None where none were given.
    on
        The day the pots are to be used.
    """

    palettes: tuple[Palette, ...]
    palettes_whole: tuple[Palette, ...]
    strengths: Strengths | None
    on: date


def shelf_of(
    palettes: Sequence[Palette],
    *,
    strengths: Strengths | None = None,
    in_stock_only: bool = False,
    on: date | None = None,
) -> Shelf:
    """Make palettes ready to mix from.

    Parameters
    ----------
    palettes
        As their files have them.
    strengths
        What test stripes have taught of one's own jars of one of these palettes.
    in_stock_only
        Leave out what is not owned, and what has gone out.
    on
        The day the pots are to be used; today by default.

    Raises
    ------
    PaletteError
        If the strengths are of none of the palettes, or of shades that theirs lacks.
    NoMatchError
        If only what is in stock is wanted, and a palette does not say what is, or nothing is left of it.
    """
    day = today() if on is None else on
    whole = _as_jars_are(palettes, strengths)
    return Shelf(tuple(_kits(whole, day)) if in_stock_only else whole, whole, strengths, day)


def shelf_findings(shelf: Shelf, matches: Iterable[Match]) -> tuple[Finding, ...]:
    """Say what should be known of the pots that recipes ask for, which were left out, and whose strengths count."""
    used = {(part.palette, part.shade.code) for match in matches for part in match.components}
    found = list(recipe_findings(shelf.palettes, used, shelf.on))
    if shelf.palettes is not shelf.palettes_whole:
        left = left_out_expired([owned(palette) for palette in shelf.palettes_whole], shelf.on)
        found += [] if left is None else [left]
    return (*found, *([] if shelf.strengths is None else [_own_jars(shelf.strengths)]))


def told_of_shelf(suggestions: Suggestions, shelf: Shelf) -> Suggestions:
    """Add to an answer what should be known of the pots in its recipes."""
    return replace(suggestions, findings=(*suggestions.findings, *shelf_findings(shelf, suggestions.matches)))


def _as_jars_are(palettes: Sequence[Palette], strengths: Strengths | None) -> tuple[Palette, ...]:
    if strengths is None:
        return tuple(palettes)
    if strengths.palette not in {palette.name for palette in palettes}:
        return tuple(with_strengths(palette, strengths) for palette in palettes)  # says whose they are
    return tuple(
        with_strengths(palette, strengths) if palette.name == strengths.palette else palette for palette in palettes
    )


def _kits(palettes: Sequence[Palette], on: date) -> list[Palette]:
    return [unexpired(owned(palette), on) for palette in palettes]


def _own_jars(strengths: Strengths) -> Finding:
    stripes = len(strengths.history)
    text = (
        f"Your own jars are reckoned with: the strengths of {len(strengths.shades)} shades, learned from "
        f"{stripes} test stripe{'' if stripes == 1 else 's'}."
    )
    return Finding("match.own_jars", "info", text, float(stripes))
