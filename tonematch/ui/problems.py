"""The one place where errors are caught, and told beside the place where they belong."""

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from tonematch.errors import ToneMatchError
from tonematch.ui.words import shell as words

MEMORY = "problems"
Result = TypeVar("Result")


def tried(place: str, about: object, action: Callable[[], Result]) -> Result | None:
    """Do something; where it cannot be done, say why here and give None.

    Parameters
    ----------
    place
        A word for the place on the page.
    about
        What it is done for. The same again at the same place is not done again, only its problem told again.
    action
        What to do.
    """
    known: dict[str, tuple[object, ToneMatchError | None]] = st.session_state.setdefault(MEMORY, {})
    if place in known and known[place][0] == about:
        tell(known[place][1])
        return None
    known.pop(place, None)
    problem: ToneMatchError | None = None
    try:
        return action()
    except ToneMatchError as error:
        problem = error
    except Exception:
        logging.getLogger(__name__).exception("Unexpected error at %s", place)
    known[place] = (about, problem)
    tell(problem)
    return None


def tell(problem: ToneMatchError | None) -> None:
    """Draw a problem: what cannot be used, why, and what to do. None is one that nobody foresaw."""
    if problem is None:
        st.error(f"**{words.UNEXPECTED_TITLE}**\n\n{words.UNEXPECTED}")
        return
    title = words.PROBLEM_TITLES.get(type(problem), words.PROBLEM_TITLE)
    with st.container(key=f"problem-{problem.code.replace('.', '-')}", gap=None):
        st.error(f"**{title}**")
        # Messages carry file names, and markdown would obey what is written in them.
        st.text(problem.message)
        if words.hint_of(problem):
            st.text(words.hint_of(problem))
