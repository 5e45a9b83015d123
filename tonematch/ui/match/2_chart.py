"""Step 2: see where the chart was found, drag its corners where it was not, and see how far to trust the colours."""

import streamlit as st

from tonematch.chart.kinds import AUTO, CHART_TITLES, chart_kind
from tonematch.ui import memory, panels, session
from tonematch.ui.case import Chart
from tonematch.ui.marker.component import Picture, marker, marker_key, news_of
from tonematch.ui.marker.handles import Handles, frame_in, lattice_of
from tonematch.ui.marker.layer import legend_of
from tonematch.ui.marker.marks import Gesture
from tonematch.ui.match.reading import outline, read, verdict, way_back
from tonematch.ui.places import type_places
from tonematch.ui.shell import PHOTO, needs
from tonematch.ui.words import match as words


def corner_names(kind: str) -> tuple[str, ...]:
    """Name the patches at the corners in their order; a card's corners are all alike."""
    chart = chart_kind(kind)
    if len(chart.patch_names) == 1:
        return words.CARD_CORNERS
    makers = [chart.patch_names[index].partition(" (")[0] for index in chart.corner_patches]
    return tuple(words.PATCH_WORDS.get(name, name) for name in makers)


READ_HERE = f"{session.CASE_PREFIX}read here"
"""The photo whose chart is to be read where the rings are."""

case = session.current() or needs(words.EMPTY_PHOTO, PHOTO)
photo, calibration = case.photo, case.calibration
corners = outline(case)

st.header(words.CHART_TITLE)
with st.container(key="chart-page"):
    picture, facts = st.columns([3, 2], gap="large")
with facts:
    read(case)
    if case.calibrated != case.chart:
        way_back()
    verdict(case)
    kind = st.selectbox(
        words.CHART_KIND,
        [AUTO, *CHART_TITLES],
        key=session.seeded("kind", case.chart.kind),
        format_func=lambda name: CHART_TITLES.get(name, words.CHART_KIND_AUTO),
    )
    is_lost = case.chart.corners is not None or case.calibrated != case.chart
    by_hand = st.toggle(words.BY_HAND, key=session.seeded("by-hand", is_lost))
    wanted = Chart(kind, case.chart.corners if by_hand else None)
    if by_hand:
        chart = chart_kind(kind)
        st.markdown(words.BY_HAND_LEAD if lattice_of(chart) else words.BY_HAND_LEAD_CARD)
        place = marker_key(photo.sha256, "chart")
        news_of(photo.sha256, "chart")
        dragged = memory.seen(place).mark
        handles = Handles(corner_names(kind), corners or frame_in(photo.width, photo.height, chart), lattice_of(chart))
        at = handles.start if dragged is None else dragged.points
        # What the marker sends late may end the run of a press before it comes to its line; the wish outlives that.
        st.button(
            words.READ_HERE,
            type="primary" if calibration is None else "secondary",
            on_click=lambda: st.session_state.update({READ_HERE: photo.sha256}),
        )
        if st.session_state.get(READ_HERE) == photo.sha256:
            wanted = Chart(kind, at)
        typed = type_places(photo, handles.names, words.USE_CORNERS, key="corner", start=at)
        if typed is not None:
            memory.draw(place, memory.seen(place).then(Gesture("corners", typed)))
            wanted = Chart(kind, typed)
    panels.photo_facts(photo)
    if calibration is not None:
        panels.findings(calibration.findings)

with picture:
    shown = Picture(
        case.preview,
        (photo.width, photo.height),
        photo.sha256,
        words.CHART_PICTURE if corners else words.CHART_PICTURE_EMPTY,
        corners,
        legend=legend_of(None, chart=bool(corners)),
    )
    if by_hand:
        marker(shown, key="chart", groups=(("", ("corners",)),), handles=handles)
    else:
        marker(shown, key="chart")

st.session_state.pop(READ_HERE, None)
if wanted != case.chart:
    session.ask_chart(wanted)
    st.rerun()
