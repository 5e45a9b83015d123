"""Step 5: keep the match: a client card, a report, the numbers."""

import streamlit as st

from tonematch.ui import session
from tonematch.ui.shell import MATCH, needs
from tonematch.ui.words import match as words

case = session.current()
if case is None or case.suggestions is None:
    needs(words.EMPTY_BLENDS, MATCH)
st.header(words.KEEP_TITLE)
