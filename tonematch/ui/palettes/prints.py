"""What to print: the drawdown card, the photo guide, and how to use them."""

from pathlib import Path

import streamlit as st

from tonematch.report.pages.drawdown_card import card_pdf
from tonematch.ui.match import guide
from tonematch.ui.problems import tried
from tonematch.ui.words import guide as guide_words
from tonematch.ui.words import jars as words

CARD = "drawdown card"
GUIDE_STYLE = Path(guide.__file__).with_name("photo.css")


def section() -> None:
    """Draw what there is to print."""
    st.subheader(words.CARD_TITLE)
    st.markdown(words.CARD_LEAD)
    card_button()
    how_to()
    st.html(GUIDE_STYLE)
    st.subheader(guide_words.TITLE)
    guide.section()


def card_button() -> None:
    """Offer the drawdown card."""
    if CARD not in st.session_state:
        st.session_state[CARD] = tried("card", "card", card_pdf)
    pdf = st.session_state[CARD]
    if pdf is not None:
        st.download_button(
            words.CARD_BUTTON, pdf, "drawdown-card.pdf", "application/pdf", key="card", on_click="ignore"
        )


def how_to() -> None:
    """Say how to draw down and to photograph."""
    for column, (title, lines) in zip(st.columns(len(words.HOW_TO), gap="large"), words.HOW_TO, strict=True):
        with column:
            st.subheader(title)
            st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))
