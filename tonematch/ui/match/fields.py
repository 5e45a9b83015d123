"""Fields that show from the start what was chosen before, also where a browser gets two runs of the page at once.

A value put into the session for a field that is drawn for the first time travels beside the field, in that run only;
if the next run comes at once, the browser may never see it, show the field's own beginning and send that back. So each
field is given its beginning as its own, and keeps it as long as it stands on the page.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from tonematch.ui import session

Value = TypeVar("Value")
BEGUN, REVISION = "fields begun", "fields revision"


def begin(name: str, value: Value) -> tuple[str, Value]:
    """Give a field's key on the case's page, and what it begins with: the value when it was first drawn."""
    case = session.current()
    digest = "" if case is None else case.photo.sha256[:16]
    key = f"{name}-{digest}-{st.session_state.get(REVISION, 0)}"
    begun = st.session_state.setdefault(BEGUN, {})
    if key not in st.session_state:
        begun[key] = value
    first: Value = begun[key]
    return key, first


def begin_anew() -> None:
    """Let all fields be drawn with what is kept by then, in place of what stands in them."""
    st.session_state[REVISION] = st.session_state.get(REVISION, 0) + 1


def choose(  # noqa: PLR0913  # what a field is made of
    label: str,
    ways: Sequence[Value],
    name: str,
    value: Value,
    *,
    told: Callable[[Value], str] = str,
    width: int = 150,
    note: str | None = None,
) -> Value:
    """Offer one of several."""
    key, first = begin(name, value)
    index = ways.index(first) if first in ways else 0
    return st.selectbox(label, ways, index, key=key, format_func=told, width=width, help=note)


def count(label: str, limits: tuple[int, int], name: str, value: int, *, width: int) -> int:
    """Offer a whole number within limits."""
    key, first = begin(name, value)
    return st.number_input(label, *limits, min(max(first, limits[0]), limits[1]), key=key, width=width)


def switch(label: str, name: str, *, on: bool, note: str | None = None, disabled: bool = False) -> bool:
    """Offer something that is so or not."""
    key, first = begin(name, on)
    return st.toggle(label, first, key=key, help=note, disabled=disabled, width="content")
