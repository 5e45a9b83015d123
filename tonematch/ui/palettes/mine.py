"""A copy of a bundled palette for the user to change."""

from dataclasses import replace

import streamlit as st

from tonematch.mix.palettes.own import add_own
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.problems import tried
from tonematch.ui.words import palettes as words


def make_mine(name: str) -> None:
    """Offer a copy of a palette, and open it once it is made."""
    st.markdown(words.MAKE_MINE_LEAD)
    if st.button(words.MAKE_MINE, key="make-mine", type="primary"):
        make_and_edit(name)


def make_and_edit(name: str) -> None:
    """Make a copy of a palette and turn to editing it."""
    copied = tried("make mine", object(), lambda: _copied(name))
    if copied:
        opened.open_palette(copied)
        opened.show_view("edit")
        st.rerun()


def _copied(name: str) -> str:
    palette = load_choice(name)
    return add_own(replace(palette, title=words.my_title(palette.title)))
