"""Recipes in parts, drops or grams: how terminal, report, app and JSON say them."""

import math
from collections.abc import Sequence
from typing import Any

from numpy.typing import ArrayLike

from tonematch.mix.amounts import AS_IT_IS, Amounts, Measure, amounts_of
from tonematch.mix.answer import Match
from tonematch.report.rounding import number, rounded

TIMES = "\N{MULTIPLICATION SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def amount_texts(match: Match, amounts: Amounts) -> tuple[str, ...]:
    """Say how much of each shade is taken, such as ``"3 drops Sand"`` or ``"1.20 g Sand"``."""
    return tuple(
        f"{_amount(value, amounts)} {part.shade.name}"
        for value, part in zip(amounts.values, match.components, strict=True)
    )


def shade_amounts(amounts: Amounts) -> tuple[str, ...]:
    """Say how much of each shade is taken without its name, such as ``"3 parts"`` or ``"1.20 g"``."""
    told = (_amount(value, amounts) for value in amounts.values)
    return tuple(
        f"{text.removesuffix(TIMES).strip()} part{'' if value == 1 else 's'}" if text.endswith(TIMES) else text
        for text, value in zip(told, amounts.values, strict=True)
    )


def amounts_text(match: Match, amounts: Amounts) -> str:
    """Write a recipe in its unit on one line."""
    return " + ".join(amount_texts(match, amounts))


def amounts_lines(match: Match, amounts: Amounts) -> str:
    """Write a recipe one shade a line, for narrow columns."""
    return "\n+ ".join(amount_texts(match, amounts))


def amounts_unbroken(match: Match, amounts: Amounts) -> str:
    """Write a recipe so that a line breaks between shades only."""
    return " + ".join(text.replace(" ", NO_BREAK) for text in amount_texts(match, amounts))


def _amount(value: float, amounts: Amounts) -> str:
    if amounts.unit == "grams":
        step = 0.01 if amounts.weighed is None else amounts.weighed.balance_g
        return f"{value:.{max(0, math.ceil(-math.log10(step) - 1e-9))}f} g"
    if amounts.unit == "parts":
        return f"{value:.0f} {TIMES}"
    return f"{value:.0f} drop{'' if value == 1 else 's'}"


def unit_heading(matches: Sequence[Match], measure: Measure = AS_IT_IS) -> str:
    """Head a column of recipes by the unit they are told in."""
    unit = measure.unit or ("grams" if measure.batch_grams is not None else None)
    units = {unit} if unit else {match.parts_unit for match in matches}
    return f"Recipe in {' or '.join(sorted(units))}"


def amounts_notes(
    matches: Sequence[Match], target: ArrayLike, measure: Measure = AS_IT_IS, called: str = "the first recipe"
) -> tuple[str, ...]:
    """Say what was assumed about amounts, and what the balance costs the first recipe given, by what it is called."""
    told = [amounts_of(match, target, measure) for match in matches]
    first = told[0]
    notes = [amounts.note for amounts in told if amounts.unit == "grams" or measure.unit is not None]
    if first.weighed is not None and first.weighed.cost_delta_e00 is not None:
        notes.append(
            f"On a balance that shows {first.weighed.balance_g:g} g {called} comes to ΔE00 "
            f"{first.weighed.expected_delta_e00:.2f}, {first.weighed.cost_delta_e00:.2f} more than in exact parts "
            "(expected, by the dose model)."
        )
    return tuple(dict.fromkeys(note for note in notes if note))


def amounts_json(match: Match, target: ArrayLike, measure: Measure = AS_IT_IS) -> dict[str, Any]:
    """Say the same as JSON: how much of each shade by its code, and what a balance makes of it."""
    amounts = amounts_of(match, target, measure)
    weighed = amounts.weighed
    return {
        "unit": amounts.unit,
        "by_code": dict(zip(match.parts, rounded(amounts.values), strict=True)),
        "total": number(amounts.total),
        "balance_g": None if weighed is None else weighed.balance_g,
        "expected_delta_e00": _or_none(None if weighed is None else weighed.expected_delta_e00),
        "cost_delta_e00": _or_none(None if weighed is None else weighed.cost_delta_e00),
        "note": amounts.note,
    }


def _or_none(value: float | None) -> float | None:
    return None if value is None else number(value)
