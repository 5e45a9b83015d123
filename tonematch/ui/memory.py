"""What a session remembers beside the case: what markers sent last, and what was made of a value."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from tonematch.ui.marker.marks import NOTHING_DRAWN, Marking

SEEN = "marks seen"
KEPT = "made of a value"
Made = TypeVar("Made")


def kept(name: str, source: object, make: Callable[[], Made]) -> Made:
    """Make something of a value once, and give it again as long as it is asked for of the very same value."""
    memory: dict[str, tuple[object, Made]] = st.session_state.setdefault(KEPT, {})
    if name not in memory or memory[name][0] is not source:
        memory[name] = (source, make())
    return memory[name][1]


def seen(place: str) -> Marking:
    """Give what a marker sent last; an empty marking before it has sent anything."""
    known: dict[str, Marking] = st.session_state.setdefault(SEEN, {})
    return known.get(place, NOTHING_DRAWN)


def draw(place: str, marking: Marking) -> None:
    """Put something on a marker that was not drawn in it, such as places that were typed."""
    seen(place)
    st.session_state[SEEN][place] = marking


def is_news(place: str, marking: Marking | None) -> bool:
    """Tell whether a marker has sent something since it was last asked; markers repeat themselves on every run."""
    if marking is None or marking.revision <= seen(place).revision:
        return False
    st.session_state[SEEN][place] = marking
    return True
