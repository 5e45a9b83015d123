"""Reading a photo's chart on whichever page comes first, and saying what was read."""

import streamlit as st

from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.ui import panels, session
from tonematch.ui.case import Case
from tonematch.ui.problems import tried
from tonematch.ui.shell import SKIN, open_step
from tonematch.ui.words import match as words


def read(case: Case) -> None:
    """Read the chart as the case asks for it, and go on with the page; draw why where that fails."""
    if case.calibrated == case.chart:
        return
    with st.spinner(words.READING_CHART):
        calibration = tried(
            "chart",
            (case.photo.sha256, case.chart),
            lambda: fit_calibration(
                read_chart(case.photo, corners=case.chart.corners, kind=case.chart.kind), case.photo
            ),
        )
    if calibration is not None:
        session.keep_calibration(calibration)
        st.rerun()


def verdict(case: Case) -> None:
    """Say how far to trust the colours, and go on from there: to the patch, or not without insisting."""
    calibration = case.calibration
    if calibration is None:
        return
    panels.verdict(calibration)
    if calibration.verdict == "refuse":
        anyway = st.checkbox(words.ANYWAY, key=session.seeded("anyway", case.anyway))
        if anyway != case.anyway:
            session.go_on_anyway(anyway)
            st.rerun()
    if (calibration.verdict != "refuse" or case.anyway) and st.button(words.TO_SKIN, type="primary"):
        open_step(SKIN)


def way_back() -> None:
    """Offer the case before, as long as the new photo has not proved its worth."""
    if not session.has_earlier():
        return
    st.markdown(words.EARLIER_KEPT)
    if st.button(words.EARLIER_BACK):
        session.go_back()
        st.rerun()


def outline(case: Case) -> tuple[tuple[float, float], ...]:
    """Give the corners of the chart that was read; none where none was."""
    corners = () if case.calibration is None else case.calibration.reading.corners
    return tuple((float(x), float(y)) for x, y in corners)
