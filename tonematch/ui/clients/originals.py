"""The file of the photo at hand, as it was chosen: what may be kept of it is made from it. It goes with the case."""

import streamlit as st

from tonematch.ui.session import CASE_PREFIX

HELD = f"{CASE_PREFIX}original"
MOST = 4
"""The photo at hand and the one before it, that of the other side, and that of a test stripe."""


def hold(sha256: str, encoded: bytes) -> None:
    """Hold a file for as long as the case lasts."""
    known: dict[str, bytes] = st.session_state.get(HELD, {})
    others = {digest: content for digest, content in known.items() if digest != sha256}
    st.session_state[HELD] = dict([*others.items(), (sha256, encoded)][-MOST:])


def held(sha256: str) -> bytes | None:
    """Give the file of a photo; None where it was not chosen in this session."""
    known: dict[str, bytes] = st.session_state.get(HELD, {})
    return known.get(sha256)
