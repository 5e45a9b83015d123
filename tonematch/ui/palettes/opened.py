"""Which palette is open, and what of this part is kept while one is elsewhere."""

from collections.abc import Mapping

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.ui.palettes.choice import palette_choices
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import palettes as words

OPEN = f"{OWN_PREFIX}palette open"
PICKER = "palette picker"
BEGUN, TURN = "palette picker begun", "palette picker turn"
VIEW, FIRST_VIEW = "palettes view", "look"


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
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def pick() -> str:
    """Let the user choose the palette to work with, and name it.

    The field begins with the palette that is open, and is another field when one is opened elsewhere: a value put into
    the session for it would get lost on its way to the browser when the run that draws it first ends early.
    """
    choices = palette_choices()
    key = f"{PICKER} {st.session_state.get(TURN, 0)}"
    here = opened(choices)
    if key not in st.session_state:
        st.session_state[BEGUN] = here
    begun = st.session_state[BEGUN]
    index = list(choices).index(begun) if begun in choices else 0
    chosen: str = st.selectbox(
        words.PALETTE, list(choices), index, key=key, format_func=lambda name: _named(choices, name)
    )
    if chosen != here:
        st.session_state[OPEN] = chosen
    return chosen


def _named(choices: Mapping[str, str], name: str) -> str:
    title = choices.get(name, name)
    return words.OWN_TITLE.format(title=title) if is_own(name) else title


def kept(name: str, default: str) -> str:
    """Give a widget's key whose value outlives leaving the page and a reload; `keep` has to follow the widget."""
    known = st.session_state.get(f"{OWN_PREFIX}{name}", default)
    if name not in st.session_state or st.session_state.get(f"{name} kept", known) != known:
        st.session_state[name] = known
    return name


def keep(name: str, value: str, default: str) -> None:
    """Keep the value of a widget for the next time its page is opened.

    What nobody changed is not kept: a session that keeps anything would not take up its work after a reload.
    """
    if value != st.session_state.get(f"{OWN_PREFIX}{name}", default):
        st.session_state[f"{OWN_PREFIX}{name}"] = value
    st.session_state[f"{name} kept"] = value


def show_view(view: str) -> None:
    """Turn to another view of the page the next time it is drawn."""
    st.session_state.pop(VIEW, None)
    keep(VIEW, view, FIRST_VIEW)
