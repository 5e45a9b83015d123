"""Step 2: find the chart, or have its corners marked, and say how far the colours can be trusted."""

import streamlit as st

from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import AUTO, CHART_TITLES, chart_kind
from tonematch.correct.calibration import fit_calibration
from tonematch.ui import panels, session
from tonematch.ui.case import Chart
from tonematch.ui.marker.component import Picture, marker, news_of
from tonematch.ui.marker.layer import legend_of
from tonematch.ui.places import type_places
from tonematch.ui.problems import tried
from tonematch.ui.shell import PHOTO, SKIN, needs, open_step
from tonematch.ui.words import match as words


def corner_names(kind: str) -> tuple[str, ...]:
    """Name the patches at the corners in their order; none for a card, whose corners are all alike."""
    chart = chart_kind(kind)
    if len(chart.patch_names) == 1:
        return ()
    makers = [chart.patch_names[index].partition(" (")[0] for index in chart.corner_patches]
    return tuple(words.PATCH_WORDS.get(name, name) for name in makers)


case = session.current() or needs(words.EMPTY_PHOTO, PHOTO)
photo, calibration = case.photo, case.calibration
outline = () if calibration is None else tuple((float(x), float(y)) for x, y in calibration.reading.corners)
description = words.CHART_PICTURE if outline else words.CHART_PICTURE_EMPTY

st.header(words.CHART_TITLE)
st.markdown(words.CHART_LEAD)
with st.container(key="chart-page"):
    picture, facts = st.columns([3, 2], gap="large")
with facts:
    if case.calibrated != case.chart:
        with st.spinner(words.READING_CHART):
            read = tried(
                "chart",
                (photo.sha256, case.chart),
                lambda: fit_calibration(read_chart(photo, corners=case.chart.corners, kind=case.chart.kind), photo),
            )
        if read is not None:
            session.keep_calibration(read)
            st.rerun()
        if session.has_earlier():
            st.markdown(words.EARLIER_KEPT)
            if st.button(words.EARLIER_BACK):
                session.go_back()
                st.rerun()
    panels.photo_facts(photo)
    if calibration is not None:
        panels.verdict(calibration)
        if calibration.verdict == "refuse":
            anyway = st.checkbox(words.ANYWAY, key=session.seeded("anyway", case.anyway))
            if anyway != case.anyway:
                session.go_on_anyway(anyway)
                st.rerun()
        if (calibration.verdict != "refuse" or case.anyway) and st.button(words.TO_SKIN, type="primary"):
            open_step(SKIN)
        panels.findings(calibration.findings)

with picture:
    by_hand = st.toggle(words.BY_HAND, key=session.seeded("by-hand", case.chart.corners is not None))
    if by_hand:
        names = corner_names(case.chart.kind)
        st.markdown(words.BY_HAND_LEAD.format(*names) if names else words.BY_HAND_LEAD_CARD)
    news = news_of(photo.sha256, "chart")
    shown = Picture(
        case.preview,
        (photo.width, photo.height),
        photo.sha256,
        description,
        outline,
        legend=legend_of(None, chart=bool(outline)),
    )
    marker(shown, key="chart", groups=(("", ("corners",)),) if by_hand else ())
    typed = type_places(photo, names or words.CARD_CORNERS, words.USE_CORNERS, key="corner") if by_hand else None
    kind = st.selectbox(
        words.CHART_KIND,
        [AUTO, *CHART_TITLES],
        key=session.seeded("kind", case.chart.kind),
        format_func=lambda name: CHART_TITLES.get(name, words.CHART_KIND_AUTO),
    )

corners = case.chart.corners if by_hand else None
if by_hand and news is not None:
    corners = None if news.mark is None else news.mark.points
wanted = Chart(kind, typed or corners)
if wanted != case.chart:
    session.ask_chart(wanted)
    st.rerun()
