"""Practise: lay down a blend blind, see how near it comes, and get better over time."""

from pathlib import Path

import streamlit as st

from tonematch.ui.practise import choose, compare, entry, progress, reveal, trainee
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.words import practise as words

VIEW_KEY = "practise-view"

st.html(Path(__file__).parent / "practise.css")
st.header(words.TITLE)
if not bench().eyes_told:
    trainee.colour_vision()
    st.stop()
st.session_state.setdefault(VIEW_KEY, bench().view or words.EXERCISES)
with st.container(key="practise-head", horizontal=True, vertical_alignment="bottom"):
    chosen = st.segmented_control(words.VIEW, words.VIEWS, key=VIEW_KEY, label_visibility="collapsed", width="content")
    if not trainee.is_settled(chosen):
        trainee.choose_trainee()
view = chosen or words.EXERCISES
if view != bench().view:
    change(view=view)

attempt = bench().attempt
if view == words.COMPARE:
    compare.compare_view()
elif view == words.PROGRESS:
    progress.progress_view()
elif attempt is None:
    choose.choose_exercise()
elif attempt.shown is None:
    entry.lay_down(attempt)
else:
    reveal.show(attempt, attempt.shown)
