"""The matches kept of one client, one a place: colours and words, never a photo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from tonematch.colour import Lab
from tonematch.report.documents.kept import COLUMNS, Choice, kept_row
from tonematch.report.documents.spreadsheet import csv_bytes
from tonematch.report.words.wording import delta_text
from tonematch.ui import panels, session
from tonematch.ui.match.amounts import order_line, recipe_in
from tonematch.ui.words import keep as words


@dataclass(frozen=True, eq=False)
class Kept:
    """One match that was kept.

    Parameters
    ----------
    digest
        Of its photo; another match of the same photo and place takes this one's place.
    where
        The place on the body with the note beside it, as on the card.
    target, mix
        The two colours.
    recipe, fit, line
        As on the card.
    row
        For the table.
    """

    digest: str
    where: str
    target: Lab
    mix: Lab
    recipe: str
    fit: str
    line: str
    row: Mapping[str, object]


def kept() -> tuple[Kept, ...]:
    """Give the matches kept, in the order they were kept in."""
    known: tuple[Kept, ...] = st.session_state.get(session.KEPT, ())
    return known


def keep(choice: Choice, line: str, day: date) -> None:
    """Keep a match."""
    match, target = choice.match, choice.suggestions.target
    entry = Kept(
        digest=choice.photo.sha256,
        where=" · ".join(text for text in (choice.site or words.NO_SITE, choice.note) if text),
        target=target,
        mix=match.predicted.lab,
        recipe=recipe_in(match, target, choice.measure),
        fit=words.FIT_TEXT.format(delta=delta_text(match), grade=match.grade, in_words=match.in_words),
        line=order_line(match, target, choice.measure, line),
        row=kept_row(choice, day),
    )
    others = [other for other in kept() if (other.digest, other.where) != (entry.digest, entry.where)]
    st.session_state[session.KEPT] = (*others, entry)


def section() -> None:
    """List the matches kept; nothing where there are none."""
    entries = kept()
    if not entries:
        return
    st.subheader(words.KEPT)
    with st.container(key="kept"):
        for number, entry in enumerate(entries, 1):
            with st.container(key=f"kept-{number}", horizontal=True, vertical_alignment="center"):
                with st.container(key=f"kept-swatch-{number}", width=180):
                    panels.block([entry.target, entry.mix], words.SWATCH_ALT.format(number=number), "flecks")
                with st.container(key=f"kept-told-{number}", gap=None):
                    st.text(f"{number}. {entry.where}")
                    st.text(entry.recipe)
                    st.text(entry.fit)
                st.button(words.DROP.format(number=number), key=f"drop-{number}", on_click=_drop, args=(number - 1,))
    st.download_button(
        words.KEPT_CSV,
        csv_bytes(COLUMNS, [entry.row for entry in entries]),
        "tonematch-kept.csv",
        "text/csv",
        key="download-kept",
        on_click="ignore",
    )


def _drop(place: int) -> None:
    entries = kept()
    st.session_state[session.KEPT] = (*entries[:place], *entries[place + 1 :])
