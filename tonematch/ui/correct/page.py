"""The page of this part: a mix is corrected from its test stripe, or the healed shift is learned."""

from importlib import import_module
from pathlib import Path

import streamlit as st

from tonematch.ui.correct import correcting, healed
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import correct as words

HERE = Path(__file__).parent
CHOSEN = f"{OWN_PREFIX}correct section"
FIELD = "correct-section"

st.html(HERE / "correct.css")
st.header(words.TITLE)
st.session_state[FIELD] = st.session_state.get(CHOSEN, words.CORRECTING)
chosen = st.segmented_control(
    words.SECTION,
    (words.CORRECTING, words.HEALING),
    key=FIELD,
    label_visibility="collapsed",
    required=True,
    on_change=lambda: st.session_state.update({CHOSEN: st.session_state[FIELD]}),
)
if chosen == words.HEALING:
    healed.section()
else:
    st.markdown(words.LEAD)
    correcting.section()

# Measuring needs OpenCV and SciPy: they are loaded while the user looks at the page.
import_module("tonematch.pipeline")
