"""The page of this part."""

import streamlit as st

from tonematch.ui.words import palettes as words

st.header(words.TITLE)
