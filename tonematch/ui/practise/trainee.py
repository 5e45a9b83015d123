"""Who practises: the pointer to a test of colour vision first, then a pseudonym."""

import streamlit as st

from tonematch.practise.journal import Journal, checked_trainee, read_journal, trainees
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

NAME_KEY = "practise-name"
WHO_KEY = "practise-who"


def colour_vision() -> None:
    """Point to a proper test, until that was read."""
    st.markdown(words.LEAD)
    with st.container(key="practise-eyes", border=True):
        st.subheader(words.EYES_TITLE)
        st.markdown(words.EYES)
        st.caption(words.EYES_SOURCE)
        if st.button(words.EYES_DONE, type="primary", key="practise-eyes-read"):
            change(eyes_told=True)
            st.rerun()


def choose_trainee() -> None:
    """Ask for the pseudonym that the journal is kept under."""
    known = trainees()
    if known:
        st.session_state.setdefault(WHO_KEY, bench().trainee if bench().trainee in known else words.TRAINEE_NEW)
        options = [words.TRAINEE_NEW, *known]
        if st.session_state[WHO_KEY] not in options:
            st.session_state[WHO_KEY] = words.TRAINEE_NEW
        st.selectbox(words.TRAINEE, options, key=WHO_KEY, width=220)
    if not known or st.session_state[WHO_KEY] == words.TRAINEE_NEW:
        st.session_state.setdefault(NAME_KEY, "" if bench().trainee in known else bench().trainee)
        st.text_input(words.TRAINEE_NAME, key=NAME_KEY, help=words.TRAINEE_HELP, width=240)
    _keep()


def is_settled(view: str | None) -> bool:
    """Tell whether somebody is in the middle of an exercise, where nobody need be asked who it is."""
    attempt = bench().attempt
    return view == words.EXERCISES and attempt is not None and (attempt.shown is None or bool(bench().trainee))


def _keep() -> None:
    """Keep who was chosen or typed, and say what cannot be a pseudonym."""
    chosen = st.session_state.get(WHO_KEY, words.TRAINEE_NEW)
    chosen = st.session_state.get(NAME_KEY, "") if chosen == words.TRAINEE_NEW else chosen
    if not chosen.strip():
        st.caption(words.TRAINEE_NONE)
        name = ""
    else:
        name = tried("practise trainee", chosen, lambda: checked_trainee(chosen)) or ""
    if name != bench().trainee:
        change(trainee=name)


def journal() -> Journal | None:
    """Read the journal of whoever practises; None where nobody is named or it cannot be read."""
    name = bench().trainee
    return None if not name else tried("practise journal", object(), lambda: read_journal(name))


def damaged(read: Journal) -> None:
    """Tell of lines that could not be read."""
    for finding in read.findings:
        with st.container(key=f"finding-{finding.severity}-practise", gap=None):
            st.text(finding.text)
