"""Signing in, where a clinic asks for it: without ``[auth]`` in secrets.toml nobody is asked, with it nobody gets past.

Streamlit does the signing in itself (OpenID Connect). Everybody whom the provider knows could then come in; a list of
addresses in ``[staff]`` narrows that to the people of the clinic.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitMissingAuthlibError

from tonematch.ui import session, shelf
from tonematch.ui.words import sign_in as words


def required() -> None:
    """Draw nothing more where signing in is asked for and nobody has; to be called before anything else is drawn."""
    if _unreadable():
        _refuse(words.UNREADABLE)
    user = st.user.to_dict()
    if "is_logged_in" not in user:
        return
    if user["is_logged_in"] is not True:
        _ask()
    if not _is_staff(user):
        st.button(words.SIGN_OUT, on_click=st.logout, key="sign-out")
        _refuse(words.NOT_STAFF)


def way_out() -> None:
    """Draw the button to sign out with, where somebody is signed in."""
    if "is_logged_in" in st.user.to_dict() and st.button(words.SIGN_OUT, key="sign-out", help=words.SIGN_OUT_HELP):
        session.end()
        for key in session.work():  # also what outlives a case, such as a record that is unlocked
            del st.session_state[key]
        shelf.put_away()
        st.logout()
        st.stop()


def _unreadable() -> bool:
    """Tell whether there is a secrets.toml that Streamlit cannot read: it would go on as if there were none."""
    files = st.get_option("secrets.files")
    return any(Path(file).exists() for file in files) and not st.secrets.load_if_toml_exists()


def _ask() -> NoReturn:
    st.subheader(words.TITLE)
    st.text(words.WHY)
    if st.button(words.SIGN_IN, type="primary", key="sign-in"):
        try:
            st.login()
        except StreamlitMissingAuthlibError:
            st.error(words.NO_LIBRARY)
    st.stop()


def _is_staff(user: Mapping[str, object]) -> bool:
    staff = st.secrets.get("staff") if st.secrets.load_if_toml_exists() else None
    if staff is None:
        return True
    known = {str(email).casefold() for email in staff.get("emails", ())}
    return str(user.get("email", "")).casefold() in known and user.get("email_verified") is not False


def _refuse(why: str) -> NoReturn:
    st.error(why)
    st.stop()
