"""The page of the palettes: look, edit, tick a kit, bring in and take away, measure, print."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from tonematch.ui.palettes import edit, exchange, jars, kit, look, opened, prints
from tonematch.ui.words import palettes as words

SECTIONS: Mapping[str, Callable[[], None]] = {
    "look": look.section,
    "edit": edit.section,
    "kit": kit.section,
    "exchange": exchange.section,
    "measure": jars.section,
    "print": prints.section,
}

st.html(Path(__file__).parent / "palettes.css")
st.header(words.TITLE)
view = st.segmented_control(
    words.VIEW,
    list(SECTIONS),
    format_func=words.VIEWS.__getitem__,
    key=opened.kept(opened.VIEW, opened.FIRST_VIEW),
    required=True,
    label_visibility="collapsed",
)
opened.keep(opened.VIEW, view or opened.FIRST_VIEW, opened.FIRST_VIEW)
SECTIONS[view or opened.FIRST_VIEW]()
