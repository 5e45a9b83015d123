"""A recipe in the unit a person doses by, and the line that is copied on to an order."""

from tonematch.colour import Lab
from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.answer import Match
from tonematch.report.words.amounts import amount_texts, amounts_text

BATCH_G = 2.0
"""What a patch of a hand's size takes, and a small balance still shows well."""
BALANCES_G = (0.1, 0.01, 0.001)


def recipe_in(match: Match, target: Lab, measure: Measure) -> str:
    """Write a recipe with the names of its shades."""
    return amounts_text(match, amounts_of(match, target, measure))


def order_line(match: Match, target: Lab, measure: Measure, line: str) -> str:
    """Write what gets lost on the way to a prescription: the line of shades, amounts, names and codes."""
    texts = amount_texts(match, amounts_of(match, target, measure))
    entries = (f"{text} ({part.shade.code})" for text, part in zip(texts, match.components, strict=True))
    return f"{line}: {' + '.join(entries)}"


def best_shares(match: Match) -> str:
    """Write the best proportions of a recipe's shades in percent."""
    return " : ".join(
        f"{100 * share:.1f} % {part.shade.name}"
        for part, share in zip(match.components, match.proportions.shares, strict=True)
    )
