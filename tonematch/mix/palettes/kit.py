"""What of a palette a person owns: pots in stock, with lot, expiry and the day they were opened."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.palettes.remarks import named
from tonematch.mix.palettes.shade import Palette, Shade

Stock = Literal["in stock", "unknown", "not in stock", "expired"]
STOCKS: tuple[Stock, ...] = ("in stock", "unknown", "not in stock", "expired")
"""From the one that hinders least to the one that hinders most."""

SOON_DAYS = 60
"""A pot that goes out within so many days is told of: time to order one and to check the match with it."""


def today() -> date:
    """Give the day it is where the computer stands."""
    return datetime.now(UTC).astimezone().date()


def best_before(shade: Shade) -> date | None:
    """Give the day a pot goes out: the date on it, or so many months after it was opened, whichever is first."""
    printed = None if shade.expires is None else date.fromisoformat(shade.expires)
    if shade.opened is None or shade.pao_months is None:
        return printed
    kept = _months_later(date.fromisoformat(shade.opened), round(shade.pao_months))
    return kept if printed is None else min(printed, kept)


def is_expired(shade: Shade, on: date) -> bool:
    """Tell whether a pot had gone out before that day."""
    limit = best_before(shade)
    return limit is not None and limit < on


def stock_of(shade: Shade, on: date) -> Stock:
    """Say whether a pot can be used on that day: what the file says of it, and whether it has gone out."""
    if shade.in_stock is False:
        return "not in stock"
    if is_expired(shade, on):
        return "expired"
    return "in stock" if shade.in_stock else "unknown"


def owned(palette: Palette) -> Palette:
    """Keep the shades a person owns.

    Those marked as in stock; where none is marked so, those not marked as out of stock.

    Raises
    ------
    NoMatchError
        If the palette does not say what is in stock, or nothing is.
    """
    marks = [shade.in_stock for shade in palette.shades]
    if all(mark is None for mark in marks):
        raise NoMatchError(
            f"Palette '{palette.name}' does not say what is in stock.",
            code="kit.unmarked",
            hint='Make a kit of it: tonematch palette kit PALETTE --own "CODE,CODE" -o my-kit.json.',
        )
    keeps = [mark is True if True in marks else mark is not False for mark in marks]
    if not any(keeps):
        raise NoMatchError(
            f"Nothing of palette '{palette.name}' is in stock.",
            code="kit.empty",
            hint="Mark the pots you own with in_stock, or leave the limit away.",
        )
    return with_shades(palette, [shade for shade, keep in zip(palette.shades, keeps, strict=True) if keep])


def unexpired(palette: Palette, on: date) -> Palette:
    """Keep the shades that have not gone out by that day.

    Raises
    ------
    NoMatchError
        If all have.
    """
    keeps = [shade for shade in palette.shades if not is_expired(shade, on)]
    if not keeps:
        raise NoMatchError(
            f"Every shade of palette '{palette.name}' has expired.",
            code="kit.expired",
            hint="Check the dates in the file, or replace the pots.",
        )
    return with_shades(palette, keeps)


def with_shades(palette: Palette, shades: Sequence[Shade]) -> Palette:
    """Give the palette with these of its shades only."""
    return replace(palette, shades=tuple(shades))


def mark_owned(palette: Palette, codes: Sequence[str]) -> Palette:
    """Mark these shades as in stock and all others as not.

    Raises
    ------
    PaletteError
        If a code is not in the palette.
    """
    wanted = {palette.shade(code).code for code in codes}
    return with_shades(palette, [replace(shade, in_stock=shade.code in wanted) for shade in palette.shades])


def kit_findings(palette: Palette, on: date) -> tuple[Finding, ...]:
    """Say which pots have gone out or soon will, and what is out of stock, each by name.

    Parameters
    ----------
    on
        The day they are to be used.
    """
    limits = {shade: best_before(shade) for shade in palette.shades}
    gone = [_dated(shade, limit) for shade, limit in limits.items() if limit is not None and limit < on]
    last = on + timedelta(days=SOON_DAYS)
    soon = [_dated(shade, limit) for shade, limit in limits.items() if limit is not None and on <= limit < last]
    unknown = [shade.code for shade in palette.shades if shade.opened is not None and limits[shade] is None]
    future = [shade.code for shade in palette.shades if shade.opened is not None and shade.opened > on.isoformat()]
    absent = [shade.code for shade in palette.shades if shade.in_stock is False]
    told = (
        ("kit.expired", "warn", gone, "Gone out: {}. Do not use on skin; replace."),
        ("kit.expires_soon", "info", soon, "Will go out within two months: {}."),
        ("kit.opened_ahead", "warn", future, "Opened on a day still to come: {}. Check the date."),
        (
            "kit.no_limit",
            "info",
            unknown,
            "Opened, but without expires or pao_months: {}.",
        ),
        ("kit.out_of_stock", "info", absent, "Not in stock: {}."),
    )
    return tuple(
        Finding(code, "warn" if severity == "warn" else "info", text.format(named(pots)), float(len(pots)))
        for code, severity, pots, text in told
        if pots
    )


def recipe_findings(palettes: Sequence[Palette], used: Collection[tuple[str, str]], on: date) -> tuple[Finding, ...]:
    """Say what should be known of the pots that recipes ask for, and of how the numbers of their palettes were read.

    Parameters
    ----------
    palettes
        Those the recipes were made from.
    used
        Name of the palette and code of each shade in them.
    on
        The day they are to be used.
    """
    found: list[Finding] = []
    for palette in palettes:
        shades = [shade for shade in palette.shades if (palette.name, shade.code) in used]
        found += palette.findings if shades else ()
        found += kit_findings(with_shades(palette, shades), on)
    return tuple(found)


def left_out_expired(palettes: Sequence[Palette], on: date) -> Finding | None:
    """Say which pots in stock are left out of recipes because they have gone out."""
    gone = [f"{shade.code} ({best_before(shade)})" for p in palettes for shade in p.shades if is_expired(shade, on)]
    if not gone:
        return None
    return Finding("kit.left_out", "warn", f"Gone out, so left out of the recipes: {named(gone)}.", float(len(gone)))


def _dated(shade: Shade, limit: date) -> str:
    lot = f", lot {shade.lot}" if shade.lot else ""
    return f"{shade.code} ({limit.isoformat()}{lot})"


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
