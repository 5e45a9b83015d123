"""Step 4: choose palettes and limits, and see ranked blends beside the target."""

import json
from functools import partial

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.ranking import must_prepare
from tonematch.mix.search.compile import WARM_UP
from tonematch.pipeline import match_sample
from tonematch.report.contract import match_json
from tonematch.report.wording import SCREEN_CAVEAT, cautions
from tonematch.ui import panels, session
from tonematch.ui.match.asked import Wishes
from tonematch.ui.problems import tried
from tonematch.ui.shell import SKIN, needs
from tonematch.ui.words import match as words

case = session.current()
sample = None if case is None else case.target
if case is None or sample is None:
    needs(words.EMPTY_SKIN, SKIN)
names = palette_names()
before = case.wishes or Wishes(names[:1])

st.header(words.MATCH_TITLE)
skin = sample.surrounding
st.markdown(words.TARGET.format(lab=words.lab(skin.lab), value=skin.uncertainty_delta_e00))
with st.container(key="wishes", horizontal=True):
    palettes = st.multiselect(
        words.PALETTES,
        names,
        key=session.seeded("palettes", list(before.palettes)),
        format_func=lambda name: load_palette(name).title,
        width=340,
    )
    max_shades = st.number_input(words.MOST_SHADES, 1, 3, key=session.seeded("shades", before.max_shades), width=170)
    max_parts = st.number_input(words.MOST_PARTS, 2, 12, key=session.seeded("parts", before.max_parts), width=170)
    technique = st.selectbox(
        words.TECHNIQUE,
        ["", *words.TECHNIQUES],
        key=session.seeded("technique", before.technique or ""),
        format_func=lambda name: words.TECHNIQUES.get(name, words.TECHNIQUE_DEFAULT),
        width=230,
    )
    coats = st.selectbox(
        words.COATS,
        range(5),
        key=session.seeded("coats", before.coats or 0),
        format_func=lambda count: str(count or words.COATS_DEFAULT),
        width=130,
    )
wishes = Wishes(tuple(palettes), max_shades, max_parts, technique or None, coats or None)
if wishes != before or case.wishes is None:
    session.ask_match(wishes)
    case = session.current() or case

panels.distrust(sample.calibration)
if not palettes:
    st.info(words.PALETTES_EMPTY)
    st.stop()
if case.matched != wishes:
    chosen = [load_palette(name) for name in palettes]
    preparing = must_prepare(chosen, max_shades=max_shades, max_parts=max_parts)
    with st.spinner(WARM_UP if preparing else words.MATCHING):
        found = tried(
            "match",
            (sample.surrounding.lab, case.sampled.mark, wishes),
            partial(
                match_sample,
                sample,
                chosen,
                max_shades=max_shades,
                max_parts=max_parts,
                technique=wishes.technique,
                coats=wishes.coats,
            ),
        )
    if found is None:
        st.stop()
    session.keep_suggestions(found)
    st.rerun()
suggestions = case.suggestions
if suggestions is not None:
    panels.recipes(suggestions)
    st.subheader(words.WATCH_OUT)
    for caution in cautions(suggestions, sample):
        st.text(f"• {caution}")
    st.caption(words.DELTA_EXPLAINED)
    st.caption(SCREEN_CAVEAT)
    st.download_button(
        words.DOWNLOAD,
        json.dumps(match_json(suggestions, case.photo, sample), ensure_ascii=False, indent=2),
        words.DOWNLOAD_NAME.format(digest=case.photo.sha256[:12]),
        "application/json",
    )
