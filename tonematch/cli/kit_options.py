"""Kits on the command line: what is owned, until when it keeps, and what of it a match must be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.cli.mark_options import typed

if TYPE_CHECKING:
    from tonematch.mix.match import Suggestions
    from tonematch.mix.palettes.shade import Palette

POT_FACTS = {"lot": "lot", "expires": "expires", "opened": "opened", "pao": "pao_months"}


@dataclass(frozen=True)
class Pot:
    """What is typed of one pot."""

    code: str
    facts: dict[str, str]


def parse_pot(text: str) -> Pot:
    """Read ``"CODE: lot=A7, expires=2027-03-31, opened=2026-11-01, pao=12"``."""
    code, _, rest = text.partition(":")
    facts: dict[str, str] = {}
    for piece in rest.split(","):
        key, _, value = (cell.strip() for cell in piece.partition("="))
        if key not in POT_FACTS or not value or key in facts:
            raise typer.BadParameter(
                f'"{text}" is not of the form CODE: lot=A7, expires=2027-03-31, opened=2026-11-01, pao=12.'
            )
        facts[key] = value
    if not code.strip():
        raise typer.BadParameter(f'"{text}" names no code.')
    return Pot(code.strip(), facts)


OwnOption = Annotated[
    str, typer.Option("--own", metavar='"CODE,CODE"', help="The shades you own; all others are marked as not in stock.")
]
PotsOption = Annotated[
    list[Pot] | None,
    typer.Option(
        "--pot",
        parser=typed(parse_pot),
        metavar='"CODE: lot=A7, expires=2027-03-31, opened=2026-11-01, pao=12"',
        help="What is on a pot; pao is the months it keeps once opened. May be given several times.",
    ),
]


def today() -> date:
    """Give the day it is where the computer stands."""
    return datetime.now(UTC).astimezone().date()


def typed_codes(text: str) -> list[str]:
    """Split codes that are typed with commas between them."""
    return [code.strip() for code in text.split(",") if code.strip()]


def kits_of(palettes: "Sequence[Palette]") -> "list[Palette]":
    """Keep of each palette what is owned and has not gone out."""
    from tonematch.mix.palettes.kit import owned, unexpired

    return [unexpired(owned(palette), today()) for palette in palettes]


def with_kit_findings(
    suggestions: "Suggestions", loaded: "Sequence[Palette]", used: "Sequence[Palette]"
) -> "Suggestions":
    """Add to suggestions what should be known of the pots in their recipes, and which were left out as expired."""
    from tonematch.mix.palettes.kit import left_out_expired, owned, recipe_findings

    shades = {(part.palette, part.shade.code) for match in suggestions.matches for part in match.components}
    found = [*suggestions.findings, *recipe_findings(used, shades, today())]
    if list(used) != list(loaded):
        left = left_out_expired([owned(palette) for palette in loaded], today())
        found += [left] if left else []
    return replace(suggestions, findings=tuple(found))


def with_pots(document: dict[str, object], pots: Sequence[Pot]) -> dict[str, object]:
    """Give a palette file's content with what was typed of pots, to be checked where that is read.

    Raises
    ------
    typer.BadParameter
        If a code is not in it.
    """
    shades = document["shades"]
    entries = {entry["code"]: entry for entry in shades} if isinstance(shades, list) else {}
    for pot in pots:
        if pot.code not in entries:
            raise typer.BadParameter(f"The palette has no shade with the code {pot.code}.", param_hint="'--pot'")
        facts: dict[str, object] = {POT_FACTS[key]: value for key, value in pot.facts.items()}
        if "pao" in pot.facts:
            facts["pao_months"] = _months(pot.facts["pao"])
        entries[pot.code] |= facts
    return document


def _months(text: str) -> float:
    try:
        return float(text.removesuffix("M"))
    except ValueError:
        raise typer.BadParameter(f'pao is "{text}", expected months, such as 12.', param_hint="'--pot'") from None
