"""Step 3: mark the patch, and have the surrounding skin sampled."""

import streamlit as st

from tonematch.pipeline import Calibrated, sample_photo
from tonematch.ui import panels, session, words
from tonematch.ui.marker import marker
from tonematch.ui.marks import Mark
from tonematch.ui.places import type_places
from tonematch.ui.preview import regions_png
from tonematch.ui.problems import tried
from tonematch.ui.shell import CHART, MATCH, needs, open_step

case = session.current()
if case is None or case.calibration is None:
    needs(words.EMPTY_CHART, CHART)
photo, calibration, sample, asked = case.photo, case.calibration, case.sample, case.mark
anyway = case.anyway

st.header(words.SKIN_TITLE)
st.markdown(words.SKIN_LEAD)
picture, facts = st.columns([3, 2], gap="large")
with facts:
    if asked is not None and case.sampled != asked:
        aim = asked.aim
        with st.spinner(words.SAMPLING):
            measured = tried(
                "skin",
                (photo.sha256, case.calibrated, anyway, asked),
                lambda: sample_photo(Calibrated(photo, calibration), anyway=anyway, **aim),
            )
        if measured is not None:
            session.keep_sample(measured)
            st.rerun()
    panels.distrust(calibration)
    if sample is not None:
        panels.tones(sample)
        if st.button(words.TO_MATCH, type="primary"):
            open_step(MATCH)
        panels.findings(finding for finding in sample.findings if finding not in calibration.findings)

with picture:
    outline = [(float(x), float(y)) for x, y in calibration.reading.corners]
    mark = marker(
        case,
        key="skin",
        description=words.SKIN_PICTURE if sample is None else words.SKIN_PICTURE_DONE,
        tools=("point", "box", "skin"),
        shown=asked,
        chart=outline,
        regions=b"" if sample is None else regions_png(sample, case.preview),
    )
    if not session.is_news("skin", mark):
        mark = None
    if case.own_mark is not None and st.button(words.OWN_MARK):
        mark = case.own_mark
    typed = type_places(photo, [""], words.USE_POINT, key="point")
if typed is not None:
    mark = Mark("point", typed)
if mark is not None and mark != asked:
    session.ask_mark(mark)
    st.rerun()
