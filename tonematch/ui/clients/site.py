"""One site: its photos with the colours measured, the colours over time, two visits compared, and each visit."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from tonematch.colour import Lab
from tonematch.difference import delta_e00
from tonematch.record.home import Home
from tonematch.record.tables import Measurement, Site, Visit
from tonematch.report.plots.over_time import MARKS, Measured, time_alt, time_svg
from tonematch.ui import panels
from tonematch.ui.clients import visit as visit_view
from tonematch.ui.clients import where
from tonematch.ui.clients.client import read_client
from tonematch.ui.clients.photos_made import CORRECTED
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words

IN_STRIP = 6


def section(home: Home, place: where.Place) -> None:
    """Draw the site."""
    client = read_client(home, place.client_id)
    site = None if client is None else next((one for one in client.sites if one.id == place.site_id), None)
    if client is None or site is None:
        where.go(place.client_id)
    if st.button(words.BACK_TO_CLIENT.format(code=plain(client.code)), key="to-client"):
        where.go(client.id)
    with st.container(key="site-name"):
        st.text(site.name)
    visits = sorted(site.visits, key=lambda visit: visit.day, reverse=True)
    _strip(home, visits[:IN_STRIP])
    _over_time(site)
    _compare(visits)
    st.subheader(words.VISITS)
    for number, visit in enumerate(visits):
        visit_view.section(home, client, visit, opened=number == 0)


def lab_of(measurement: Measurement) -> Lab:
    """Give a measured colour."""
    return Lab(measurement.L, measurement.a, measurement.b)


def told(measurement: Measurement) -> str:
    """Write a measured colour with its uncertainty."""
    text = words.LAB.format(L=measurement.L, a=measurement.a, b=measurement.b)
    within = "" if measurement.uncertainty is None else f", {words.WITHIN.format(u95=measurement.uncertainty)}"
    return f"{text}{within}"


def _strip(home: Home, visits: Sequence[Visit]) -> None:
    st.subheader(words.STRIP)
    with st.container(horizontal=True, key="strip"):
        for visit in reversed(visits):
            with st.container(key=f"strip-{visit.id}", width=200, gap="small"):
                st.text(visit.day.isoformat())
                _picture(home, visit)
                for one in visit.measurements:
                    what = words.KINDS.get(one.kind, one.kind)
                    panels.block([lab_of(one)], words.SWATCH_ALT.format(what=what, lab=told(one)), "flecks")
                    st.text(f"{what}\n{told(one)}")


def _picture(home: Home, visit: Visit) -> None:
    digests = [photo.sha256 for photo in visit.photos if photo.kind == CORRECTED]
    if not digests:
        st.text(words.NO_PHOTO)
        return
    content = tried(f"photo {visit.id}", object(), lambda: home.store.get(digests[0]))
    if content is not None:
        st.image(content, alt=words.PHOTO_ALT.format(day=visit.day.isoformat()), width="stretch")


def _over_time(site: Site) -> None:
    rows = tuple(
        Measured(visit.day, one.kind, lab_of(one), one.uncertainty)
        for visit in site.visits
        for one in visit.measurements
        if one.kind in MARKS
    )
    if len({row.day for row in rows}) < 2:
        return
    st.subheader(words.OVER_TIME)
    st.image(_drawn(rows), alt=time_alt(rows), width=800)
    st.caption(words.OVER_TIME_NOTE)


def _drawn(rows: tuple[Measured, ...]) -> str:
    """Draw the plot once as long as the colours stay the same."""
    before: tuple[tuple[Measured, ...], str] | None = st.session_state.get(where.DRAWN)
    if before is None or before[0] != rows:
        before = (rows, time_svg(rows))
        st.session_state[where.DRAWN] = before
    return before[1]


def _compare(visits: Sequence[Visit]) -> None:
    if len(visits) < 2:
        return
    with st.expander(words.COMPARE):
        names = {visit.id: f"{visit.day.isoformat()} ({number})" for number, visit in enumerate(visits, 1)}
        with st.container(horizontal=True):
            first = st.selectbox(words.COMPARE_FIRST, names, len(names) - 1, format_func=names.__getitem__, width=220)
            second = st.selectbox(words.COMPARE_SECOND, names, 0, format_func=names.__getitem__, width=220)
        one, other = (next(visit for visit in visits if visit.id == chosen) for chosen in (first, second))
        alike = False
        for before in one.measurements:
            for after in other.measurements:
                if before.kind == after.kind:
                    alike = True
                    _apart(before, after)
        if not alike:
            st.info(words.NOTHING_ALIKE)


def _apart(before: Measurement, after: Measurement) -> None:
    what = words.KINDS.get(before.kind, before.kind)
    one, other = lab_of(before), lab_of(after)
    far = float(delta_e00(np.array(one), np.array(other)))
    panels.block([one, other], words.SWATCH_ALT.format(what=what, lab=f"{told(before)}; {told(after)}"), "pair")
    st.text(words.COMPARED.format(what=what, delta=far, dL=other.L - one.L, da=other.a - one.a, db=other.b - one.b))
    if before.uncertainty is not None and after.uncertainty is not None:
        doubt = (before.uncertainty**2 + after.uncertainty**2) ** 0.5
        if far <= doubt:
            st.text(words.WITHIN_DOUBT.format(u95=doubt))
