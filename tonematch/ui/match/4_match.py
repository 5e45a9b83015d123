"""Step 4: say what a recipe may be, and see the recipes beside the target and on the photo."""

from pathlib import Path

import streamlit as st

from tonematch.ui import panels, session
from tonematch.ui.match import figures, on_photo, recipe_list, wishes
from tonematch.ui.match.answering import technique_of
from tonematch.ui.match.searching import first_answer, up_to_date
from tonematch.ui.shell import KEEP, SKIN, needs, open_step
from tonematch.ui.words import blends as words
from tonematch.ui.words import match as match_words

case = session.current()
sample = None if case is None else case.target
if case is None or case.sample is None or sample is None:
    needs(match_words.EMPTY_SKIN, SKIN)

st.html(Path(__file__).with_name("recipes.css"))
st.header(words.TITLE)
skin = sample.surrounding
target = words.TARGETS[sample.reference]
st.markdown(words.TARGET.format(what=target, lab=match_words.lab(skin.lab), value=skin.uncertainty_delta_e00))
usual = wishes.usual()
if case.suggestions is None:
    first_answer(sample, usual)
wished, makings = wishes.bar(usual, has_patch=sample.patch is not None)
if wished != case.wishes:
    session.ask_match(wished)

panels.distrust(sample.calibration)
if not wished.palettes:
    st.info(words.PALETTES_EMPTY)
if makings is None:
    st.stop()
if technique_of(wished, makings) is None:
    st.info(words.TECHNIQUE_UNCLEAR)
    st.stop()
suggestions = up_to_date(sample, wished, makings)
case = session.current()
if case is None or suggestions is None:
    st.stop()

measure = wishes.measure()
chosen = recipe_list.chosen_of(suggestions, case.chosen)
recipes, photo = st.columns([11, 9], gap="large")
with recipes, st.container(key="recipes"):
    recipe_list.section(suggestions, sample, chosen, measure)
with photo, st.container(key="on-photo"):
    st.subheader(words.PREVIEW.format(rank=chosen.rank) if chosen.rank else words.PREVIEW_SINGLE)
    scene = on_photo.Scene(case.photo, case.sample or sample, suggestions.technique)
    on_photo.section(scene, chosen, suggestions.coats)
    if st.button(words.TO_KEEP, type="primary"):
        open_step(KEEP)
    figures.section(suggestions, chosen, measure)
recipe_list.watch_out(suggestions, sample, measure)
