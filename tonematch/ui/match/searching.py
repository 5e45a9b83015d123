"""When recipes are searched for: as soon as there is a target, and whenever something they follow from has changed."""

from functools import partial

import streamlit as st

from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Suggestions
from tonematch.mix.ranking import must_prepare
from tonematch.mix.search.compile import WARM_UP
from tonematch.ui import session
from tonematch.ui.match.answering import Makings, answer, makings_of, technique_of
from tonematch.ui.match.asked import Wishes
from tonematch.ui.problems import tried
from tonematch.ui.words import blends as words

MADE_OF = f"{session.CASE_PREFIX}matched with"


def first_answer(sample: SkinSample, wishes: Wishes) -> None:
    """Search before any field is drawn, and draw the page anew; where nothing is found, the page says why further down.

    What a field begins with gets lost on its way to the browser when the run that draws it first ends early.
    """
    place = st.empty()
    with place.container():
        makings = tried("first makings", wishes, lambda: makings_of(wishes.palettes))
        ready = makings is not None and makings.palettes and technique_of(wishes, makings) is not None
        if makings is not None and ready and _search("first match", sample, wishes, makings) is not None:
            st.rerun()
    place.empty()


def up_to_date(sample: SkinSample, wishes: Wishes, makings: Makings) -> Suggestions | None:
    """Give the recipes for these wishes, searched for anew where need be; None where there are none."""
    case = session.current()
    if case is None:
        return None
    made_of: Makings | None = st.session_state.get(MADE_OF)
    if case.suggestions is not None and case.matched == wishes and makings.same_as(made_of):
        return case.suggestions
    found = _search("match", sample, wishes, makings)
    if found is not None and case.suggestions is None:
        st.rerun()  # the step after this one opens
    return found


def _search(place: str, sample: SkinSample, wishes: Wishes, makings: Makings) -> Suggestions | None:
    session.ask_match(wishes)
    preparing = must_prepare(makings.palettes, max_shades=wishes.max_shades, max_parts=wishes.max_parts)
    with st.spinner(WARM_UP if preparing else words.MATCHING):
        found = tried(
            place,
            (sample.surrounding.lab, sample.patch and sample.patch.lab, wishes, makings.palettes),
            partial(answer, sample, wishes, makings),
        )
    if found is not None:
        session.keep_suggestions(found)
        st.session_state[MADE_OF] = makings
    return found
