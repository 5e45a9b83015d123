"""The measured and reckoned values of one recipe, in tables; nothing but numbers and our own words goes into them."""

from collections.abc import Sequence

import streamlit as st

from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.lights import DAYLIGHT, LIGHT_WORDS
from tonematch.report.words.columns import known_by
from tonematch.ui.match.amounts import best_shares
from tonematch.ui.words import blends as words

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"


def section(suggestions: Suggestions, match: Match, measure: Measure) -> None:
    """Draw all values of a recipe behind one click."""
    with st.expander(words.MEASURED), st.container(key="figures"):
        _table(words.COLOURS, ("L*", "a*", "b*"), _colours(suggestions, match))
        _table(words.DIFFERENCE, words.DIFFERENCE_NAMES, [("", [signed(part) for part in match.difference])])
        _table(words.LAMPS, words.LAMP_HEADS, _lamps(match))
        st.caption(words.LAMP_NOTE)
        if match.coats:
            _table(words.COAT_TABLE, words.COAT_HEADS, _coats(match))
        _table(words.ROBUST, ("",), _robust(suggestions, match, measure))
        if match.pots > 1:
            st.text(words.BEST_SHARES.format(shares=best_shares(match)))
        st.markdown(f"**{words.KNOWN}**")
        for part in match.components:
            st.text(f"{part.shade.code} {part.shade.name}: {known_by(part.shade)}")
        st.text(words.METHOD.format(method=match.predicted.method))


def signed(value: float) -> str:
    """Write a difference with its sign.

    >>> signed(1.24), signed(-0.04), signed(0.0)
    ('+1.2', '0.0', '0.0')
    """
    rounded = round(value, 1) + 0.0
    return f"{rounded:+.1f}".replace("-", MINUS) if rounded else "0.0"


def _colours(suggestions: Suggestions, match: Match) -> list[tuple[str, list[str]]]:
    colours = {
        "target": suggestions.target,
        "patch": suggestions.over,
        "mix": match.predicted.lab,
        "fresh": match.fresh,
    }
    return [(words.COLOUR_NAMES[name], [_one(x) for x in lab]) for name, lab in colours.items() if lab is not None]


def _one(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".replace("-", MINUS)


def _lamps(match: Match) -> list[tuple[str, list[str]]]:
    return [
        (
            f"{LIGHT_WORDS.get(light, light)} ({light})",
            [f"{error:.1f}", NONE if light == DAYLIGHT else f"{match.metamerism[light]:.1f}"],
        )
        for light, error in match.lights.items()
    ]


def _coats(match: Match) -> list[tuple[str, list[str]]]:
    return [
        (
            words.counted(words.COAT_ROW, row.coats),
            [f"{row.delta_e00:.1f}", f"{row.shows_through_delta_e00:.1f}", f"{row.contrast_ratio:.2f}"],
        )
        for row in match.coats
    ]


def _robust(suggestions: Suggestions, match: Match, measure: Measure) -> list[tuple[str, list[str]]]:
    proven = match.proven_within_delta_e00
    values = {
        "uncertainty": f"{match.uncertainty_delta_e00:.1f}",
        "expected": f"{match.expected_delta_e00:.1f}",
        "rounding": f"{match.rounding_cost:.2f}",
        "best": f"{match.proportions.delta_e00:.2f}",
        "proven": f"{proven:.2f}" if proven else words.EXACT,
    }
    weighed = amounts_of(match, suggestions.target, measure).weighed
    if weighed is not None and weighed.expected_delta_e00 is not None:
        values["weighed"] = f"{weighed.expected_delta_e00:.2f}"
    return [(words.ROBUST_ROWS[name], [value]) for name, value in values.items()]


def _table(title: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    head = f"<thead><tr><td></td>{top}</tr></thead>" if any(heads) else ""
    body = "".join(
        f'<tr><th scope="row">{name}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        for name, cells in rows
    )
    st.html(f'<table class="tm-figures"><caption>{title}</caption>{head}<tbody>{body}</tbody></table>')
