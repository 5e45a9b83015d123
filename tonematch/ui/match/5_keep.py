"""Step 5: keep the match: a client card, files, and the list of this client's places."""

from pathlib import Path

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.report.documents.kept import Choice
from tonematch.ui import panels, session
from tonematch.ui.clients import keep_section
from tonematch.ui.match import card, downloads, fields, kept_list, on_photo, recipe_list, wishes
from tonematch.ui.shell import MATCH, PHOTO, needs, open_step
from tonematch.ui.words import keep as words
from tonematch.ui.words import match as match_words

NOTE = f"{session.CASE_PREFIX}note"

case = session.current()
st.html(Path(__file__).with_name("recipes.css"))
st.html(Path(__file__).with_name("keep.css"))
if case is None or case.suggestions is None or case.sample is None or case.target is None:
    if not kept_list.kept():
        needs(match_words.EMPTY_BLENDS, MATCH)
    kept_list.section()
    st.page_link(str(PHOTO if case is None else MATCH), label=words.NEXT_PLACE)
    st.stop()

st.header(words.TITLE)
suggestions, day = case.suggestions, today()
with st.container(key="card-fields", horizontal=True):
    site = fields.choose(
        match_words.SITE, ["", *match_words.SITES], "card-site", session.site(), told=words.site, width=260
    )
    key, first = fields.begin("note", st.session_state.get(NOTE, ""))
    note = st.text_input(
        words.NOTE, first, key=key, max_chars=words.NOTE_LONGEST, placeholder=words.NOTE_PLACE, width=380
    )
st.session_state[NOTE] = note
if site != session.site():
    session.ask_site(site)

choice = Choice(
    suggestions,
    recipe_list.chosen_of(suggestions, case.chosen),
    case.photo,
    case.target,
    wishes.measure(),
    match_words.SITES.get(site, ""),
    note.strip(),
    keep_section.code_typed(case),
)
panels.distrust(case.target.calibration)
card.section(choice, on_photo.Scene(case.photo, case.sample, suggestions.technique), day)
downloads.section(choice, day)
keep_section.section(choice, case, site, day)

with st.container(key="next"):
    st.subheader(words.NEXT)
    st.caption(words.NEXT_LEAD)
    with st.container(key="next-ways", horizontal=True):
        stays = st.button(words.KEEP_IT)
        goes = st.button(words.KEEP_AND_GO, type="primary")
if stays or goes:
    kept_list.keep(choice, card.line_title(choice), day)
if goes:
    st.session_state.pop(NOTE)
    session.next_site()
    open_step(PHOTO)
kept_list.section()
