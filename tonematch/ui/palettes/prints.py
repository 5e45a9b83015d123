"""What to print: the drawdown card, and how to photograph it."""

import streamlit as st

from tonematch.report.drawdown_card import card_pdf
from tonematch.ui.problems import tried
from tonematch.ui.words import palettes as words

CARD = "drawdown card"


def section() -> None:
    """Draw what there is to print."""
    st.subheader(words.CARD_TITLE)
    st.markdown(words.CARD_LEAD)
    if CARD not in st.session_state:
        st.session_state[CARD] = tried("card", "card", card_pdf)
    pdf = st.session_state[CARD]
    if pdf is not None:
        st.download_button(
            words.CARD_BUTTON, pdf, "drawdown-card.pdf", "application/pdf", key="card", on_click="ignore"
        )
    for title, lines in words.HOW_TO:
        st.subheader(title)
        st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)))
