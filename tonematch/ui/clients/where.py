"""Where in the record one is: the list, a client, a site of theirs, or what the practice sets."""

from dataclasses import dataclass, replace
from typing import NoReturn

import streamlit as st

from tonematch.record.home import Home
from tonematch.ui.session import OWN_PREFIX

PLACE = f"{OWN_PREFIX}clients place"
OPEN = f"{OWN_PREFIX}clients open"
"""The record with its key: in memory only, as long as the session lasts."""
SAID = f"{OWN_PREFIX}clients said"
EXPORTED = "clients exported"
DRAWN = "clients drawn"
OF_CLIENTS = (PLACE, SAID, EXPORTED, DRAWN)
"""What a session holds of the record beside the key; it goes when the record is locked."""


@dataclass(frozen=True)
class Place:
    """A place in the record; empty identities stand for the list."""

    client_id: str = ""
    site_id: str = ""
    practice: bool = False


def here() -> Place:
    """Give where one is."""
    place: Place = st.session_state.get(PLACE, Place())
    return place


def go(client_id: str = "", site_id: str = "") -> NoReturn:
    """Go to a client, a site of theirs, or back to the list."""
    st.session_state[PLACE] = Place(client_id, site_id)
    st.rerun()


def go_to_practice() -> NoReturn:
    """Go to what the practice sets."""
    st.session_state[PLACE] = replace(Place(), practice=True)
    st.rerun()


def open_home() -> Home | None:
    """Give the record if it is open in this session and its key is still the one in force."""
    home: Home | None = st.session_state.get(OPEN)
    if home is not None and not home.still_open:
        lock_again()
        return None
    return home


def keep_open(home: Home) -> None:
    """Hold the record open for this session."""
    st.session_state[OPEN] = home


def lock_again() -> None:
    """Let go of the key, and of everything read with it."""
    for key in (OPEN, *OF_CLIENTS):
        st.session_state.pop(key, None)


def say(text: str) -> None:
    """Have something said when the page is drawn next."""
    st.session_state[SAID] = text


def said() -> str:
    """Give what is to be said, once."""
    text: str = st.session_state.pop(SAID, "")
    return text
