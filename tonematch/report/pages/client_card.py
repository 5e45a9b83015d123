"""The first page of a report: what goes home with the client, in plain words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tonematch.errors import CaseError
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.answer import Component, Match, Suggestions
from tonematch.mix.palettes.kit import best_before
from tonematch.report.pictures.captioned import Picture
from tonematch.report.words import card as card_words
from tonematch.report.words.amounts import amount_texts, shade_amounts
from tonematch.report.words.wording import delta_text

LONGEST_PLACE, LONGEST_CODE = 160, 40
CODE_PX = 6  # a module's width, so that print stays sharp


@dataclass(frozen=True)
class Client:
    """Whom and where a card is about.

    Parameters
    ----------
    place
        Where on the body, and what was noted beside it; free text.
    code
        The client's pseudonym, or empty.

    Raises
    ------
    CaseError
        When the code cannot be one.
    """

    place: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        if len(self.code) > LONGEST_CODE or not self.code.isprintable():
            raise CaseError(
                f"'{self.code[:60]}' cannot be a client's code.",
                code="report.code",
                hint=f"Take 1 to {LONGEST_CODE} letters and digits that say nothing about the person.",
            )


NOBODY = Client()


def card_values(  # noqa: PLR0913  # what it is about, and how it is to be told
    answer: Suggestions,
    match: Match,
    sample: SkinSample | None,
    *,
    client: Client,
    measure: Measure,
    made_on: date,
) -> dict[str, Any]:
    """Give what stands on the card beside the pictures."""
    amounts = amounts_of(match, answer.target, measure)
    line = line_title(answer, match)
    quantities = shade_amounts(amounts)
    return {
        "place": shortened(client.place) or card_words.NO_PLACE,
        "code": client.code,
        "day": f"{made_on:%d %B %Y}",
        "line": line,
        "shade_line": f"{line}: "
        + "; ".join(
            f"{part.shade.code} {quantity}" for part, quantity in zip(match.components, quantities, strict=True)
        ),
        "recipe": " + ".join(amount_texts(match, amounts)),
        "pots": [
            [part.shade.code, part.shade.name, quantity, pot_text(part)]
            for part, quantity in zip(match.components, quantities, strict=True)
        ],
        "fit": f"{match.grade}: {match.in_words}",
        "delta_e00": f"ΔE00 {delta_text(match)}",
        "steps": list(card_words.steps(answer, match)),
        "aftercare": list(card_words.aftercare(answer)),
        "cautions": list(card_words.cautions(answer, match, sample)),
    }


def line_title(answer: Suggestions, match: Match) -> str:
    """Name the line of shades a recipe is made of, as it is ordered: its maker and line, else its title or name."""
    name = match.components[0].palette
    palettes = () if answer.asked is None else answer.asked.palettes
    palette = next((one for one in palettes if one.name == name), None)
    if palette is None:
        return name
    if palette.maker.strip().lower() in {"", "none"}:
        return palette.title or name
    return f"{palette.maker} {palette.line}".strip()


def pot_text(part: Component) -> str:
    """Say of a pot what is to be checked before it is opened."""
    limit = best_before(part.shade)
    told = (
        f"lot {part.shade.lot}" if part.shade.lot else "",
        "" if limit is None else f"use by {limit.isoformat()}",
        {"not in stock": "not in stock", "expired": "gone out"}.get(part.stock, ""),
    )
    return ", ".join(text for text in told if text)


def shortened(text: str, longest: int = LONGEST_PLACE) -> str:
    """Cut a text that is too long for its place.

    >>> shortened("left  hand"), shortened("abcdef", 4)
    ('left hand', 'abc…')
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def code_picture(code: str) -> Picture:
    """Draw a client's code as a QR code (ISO/IEC 18004, level M), with nothing in it but the code."""
    import segno  # noqa: PLC0415  # only cards with a code need it

    squares = np.array(list(segno.make_qr(code, error="m").matrix_iter(border=4)), dtype=bool)
    drawn = np.where(squares, np.uint8(0), np.uint8(255)).repeat(CODE_PX, 0).repeat(CODE_PX, 1)
    return Picture(drawn, alt=f"QR code of the client's code {code}", caption=code, exact=True)
