"""The way into the record: choose a lock once, unlock once a session."""

from functools import partial
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from tonematch.record import home
from tonematch.record.home import Home
from tonematch.ui.clients import where
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words

if TYPE_CHECKING:
    from tonematch.record.keys import Holder


def entered() -> Home:
    """Give the record; draw how to open it, and nothing more of the page, as long as it is locked."""
    return where.open_home() or _opened()


def _opened() -> NoReturn:
    """Draw how to open the record; the page is drawn anew as soon as it is open."""
    if tried("record", object(), home.record_here) is None:
        st.stop()
    lock = tried("lock", object(), lambda: home.lock_here() or "none")
    if lock is None:
        st.stop()
    if lock == "none":
        _first()
    elif not isinstance(lock, str) and lock.holder == "keyring":
        st.subheader(words.UNLOCK_TITLE)
        if st.button(words.UNLOCK, type="primary"):
            _take(tried("unlock", object(), home.unlock))
    else:
        _unlock()
    st.stop()


def passphrase_fields(name: str) -> str | None:
    """Offer a passphrase typed twice; give it when both are the same, else None."""
    first = st.text_input(words.PHRASE, type="password", key=f"{name}-passphrase", width=420)
    again = st.text_input(words.PHRASE_AGAIN, type="password", key=f"{name}-passphrase-again", width=420)
    return first if first == again else None


def _first() -> None:
    st.subheader(words.LOCK_TITLE)
    st.text(words.LOCK_LEAD)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{words.WHAT_IS_ENCRYPTED}**")
        for line in words.ENCRYPTED:
            st.text(line)
    holders: tuple[Holder, ...] = ("passphrase", "keyring")
    holder = st.radio(words.HOLDER, holders, 0, format_func=words.HOLDERS.__getitem__, key="lock-by")
    with st.form("first-lock", border=False):
        passphrase = passphrase_fields("first") if holder == "passphrase" else ""
        pressed = st.form_submit_button(words.BEGIN, type="primary")
    if pressed and passphrase is None:
        st.error(words.NOT_THE_SAME)
    elif pressed and passphrase is not None:
        with st.spinner(words.UNLOCKING):
            _take(tried("first lock", object(), partial(home.begin, holder, passphrase)))


def _unlock() -> None:
    st.subheader(words.UNLOCK_TITLE)
    with st.form("unlock", border=False):
        passphrase = st.text_input(words.UNLOCK_PHRASE, type="password", key="unlock-passphrase", width=420)
        pressed = st.form_submit_button(words.UNLOCK, type="primary")
    if pressed:
        with st.spinner(words.UNLOCKING):
            _take(tried("unlock", object(), partial(home.unlock, passphrase)))


def _take(opened: Home | None) -> None:
    if opened is not None:
        where.keep_open(opened)
        st.rerun()
