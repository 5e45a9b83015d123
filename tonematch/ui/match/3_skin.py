"""Step 3: mark the patch, mend it by brush, and have the surrounding skin sampled."""

from functools import partial

import streamlit as st

from tonematch.pipeline import Calibrated
from tonematch.ui import memory, panels, session
from tonematch.ui.marker.component import Picture, marker, news_of
from tonematch.ui.marker.layer import layer_png, legend_of
from tonematch.ui.marker.marks import Gesture, sample_mark
from tonematch.ui.match import other_side, scalp_section
from tonematch.ui.places import type_places
from tonematch.ui.problems import tried
from tonematch.ui.shell import CHART, MATCH, needs, open_step
from tonematch.ui.words import marker as marker_words
from tonematch.ui.words import match as words

case = session.current()
if case is None or case.calibration is None:
    needs(words.EMPTY_CHART, CHART)
photo, calibration, anyway = case.photo, case.calibration, case.anyway
had_sample = case.sample is not None
news = news_of(photo.sha256, "skin")
if news is not None:
    case = session.ask_marking(news)
mark, failed = case.marking.mark, None

st.header(words.SKIN_TITLE)
st.markdown(words.SKIN_LEAD)
picture, facts = st.columns([2, 1], gap="large")
stage, plots, below = picture.container(), st.container(), st.container()
with below:
    case = other_side.section(case)
with facts:
    if mark is not None and (case.sample is None or case.sampled.mark != mark):
        with st.spinner(words.SAMPLING):
            measured = tried(
                "skin",
                (photo.sha256, case.calibrated, anyway, mark),
                partial(sample_mark, Calibrated(photo, calibration), mark, anyway=anyway),
            )
        if measured is None:
            failed = case.marking.gestures[case.marking.at - 1]
        else:
            case = session.keep_sample(measured)
    if had_sample != (case.sample is not None):
        st.rerun()  # the steps above the page open or shut
    sample = case.sample
    panels.distrust(calibration)
    target = case.target
    if target is not None:
        panels.tones(target)
        if st.button(words.TO_MATCH, type="primary"):
            open_step(MATCH)
        panels.findings(finding for finding in target.findings if finding not in calibration.findings)

with stage:
    shown = case.marking if failed is None else case.sampled
    marker(
        Picture(
            case.preview,
            (photo.width, photo.height),
            photo.sha256,
            words.SKIN_PICTURE if sample is None else words.SKIN_PICTURE_DONE,
            tuple((float(x), float(y)) for x, y in calibration.reading.corners),
            b"" if sample is None else memory.kept("layer", sample, partial(layer_png, sample, case.preview)),
            memory.kept("legend", sample, partial(legend_of, sample, chart=True)),
        ),
        key="skin",
        groups=marker_words.TOOL_GROUPS,
        more=marker_words.MORE_TOOL_GROUPS,
        shown=shown,
        failed=failed,
    )
    wanted = shown
    if case.own_mark is not None and st.button(words.OWN_MARK):
        wanted = case.own_mark
    typed = type_places(photo, [""], words.USE_POINT, key="point")
    if typed is not None:
        wanted = shown.then(Gesture("point", typed))
if target is not None:
    with facts:
        panels.left_out(target)
        panels.description(target)
        if sample is not None:
            scalp_section.section(photo, sample, case.site)
    with plots:
        panels.plots(target)
if wanted is not shown:
    session.ask_marking(wanted)
    st.rerun()
