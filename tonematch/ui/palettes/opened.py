"""Which palette is open, and what of this part is kept while one is elsewhere."""

from collections.abc import Mapping

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.ui.palettes.choice import palette_choices
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import palettes as words

OPEN = f"{OWN_PREFIX}palette open"
PICKER = "palette picker"
VIEW = "palettes view"


def is_own(name: str) -> bool:
    """Tell whether a palette is the user's own."""
    return name not in palette_names()


def opened(choices: Mapping[str, str]) -> str:
    """Name the palette that is open; the first where it has gone."""
    name = st.session_state.get(OPEN)
    return name if isinstance(name, str) and name in choices else next(iter(choices))


def open_palette(name: str) -> None:
    """Open a palette."""
    st.session_state[OPEN] = name
    st.session_state.pop(PICKER, None)


def pick() -> str:
    """Let the user choose the palette to work with, and name it."""
    choices = palette_choices()
    st.session_state.setdefault(PICKER, opened(choices))
    if st.session_state[PICKER] not in choices:
        st.session_state[PICKER] = opened(choices)
    chosen: str = st.selectbox(words.PALETTE, list(choices), key=PICKER, format_func=lambda name: _named(choices, name))
    st.session_state[OPEN] = chosen
    return chosen


def _named(choices: Mapping[str, str], name: str) -> str:
    title = choices.get(name, name)
    return words.OWN_TITLE.format(title=title) if is_own(name) else title


def kept(name: str, default: str) -> str:
    """Give a widget's key whose value outlives leaving the page; `keep` has to follow the widget."""
    st.session_state.setdefault(name, st.session_state.get(f"{OWN_PREFIX}{name}", default))
    return name


def keep(name: str, value: object) -> None:
    """Keep the value of a widget for the next time its page is opened."""
    st.session_state[f"{OWN_PREFIX}{name}"] = value


def show_view(view: str) -> None:
    """Turn to another view of the page the next time it is drawn."""
    st.session_state.pop(VIEW, None)
    keep(VIEW, view)
