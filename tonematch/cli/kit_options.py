"""Kits on the command line: what is owned, and what is typed of its pots."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from tonematch.cli.mark_options import typed

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


def typed_codes(text: str) -> list[str]:
    """Split codes that are typed with commas between them."""
    return [code.strip() for code in text.split(",") if code.strip()]


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
