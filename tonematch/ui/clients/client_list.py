"""All clients: what is due, the search, the last saving, and a new one."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from tonematch.errors import RecordError
from tonematch.mix.palettes.kit import today
from tonematch.record.clients import find_code, make_client
from tonematch.record.find import Listed, find_clients
from tonematch.record.home import Home
from tonematch.record.journal import Saving, last_saving, undo
from tonematch.record.reminders import done, due_reminders
from tonematch.record.settings import read_settings
from tonematch.ui.clients import where
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words
from tonematch.ui.words import match as match_words

ROWS = 24
"""Shown at once; the search narrows them."""


def section(home: Home) -> None:
    """Draw the list."""
    st.text(words.LEAD)
    with st.container(horizontal=True, key="clients-ways", vertical_alignment="center"):
        if st.button(words.PRACTICE, key="to-practice"):
            where.go_to_practice()
        _undo(home)
    _due(home)
    _new(home)
    found = _search(home)
    if found is not None:
        _rows(found)


def _due(home: Home) -> None:
    def read() -> list[tuple[str, str, str, date]]:
        limit = today() + timedelta(days=read_settings(home.record).ahead_days)
        with home.record.looking() as session:
            return [
                (one.id, "" if one.client is None else one.client.code, words.due(one.kind, one.text), one.due_on)
                for one in due_reminders(session, limit)
            ]

    rows = tried("due", object(), read)
    if not rows:
        return
    st.subheader(words.DUE_TITLE)
    with st.container(key="due"):
        for number, (identity, code, what, day) in enumerate(rows[:ROWS], 1):
            with st.container(horizontal=True, key=f"due-{number}", vertical_alignment="center"):
                st.text(words.DUE_LINE.format(day=day, code=code, what=what))
                if st.button(words.DUE_DONE.format(number=number), key=f"due-done-{identity}"):
                    tried("due done", object(), partial(_tick, home, identity))
                    st.rerun()


def _tick(home: Home, identity: str) -> bool:
    done(home.record, identity, today())
    return True


def _search(home: Home) -> tuple[Listed, ...] | None:
    with st.container(horizontal=True, key="clients-search", vertical_alignment="bottom"):
        wanted = st.text_input(words.SEARCH, key="clients-wanted", placeholder=words.SEARCH_PLACE, width=300)
        regions = ["", *match_words.SITES]
        region = st.selectbox(
            words.REGION,
            regions,
            key="clients-region",
            format_func=lambda name: match_words.SITES.get(name, words.ANY_REGION),
            width=150,
        )
        lot = st.text_input(words.LOT, key="clients-lot", width=150)
        since = st.date_input(words.SINCE, None, key="clients-since", width=170)
    day = since if isinstance(since, date) else None
    asked = partial(find_clients, home.record, wanted, region=region, lot=lot.strip(), since=day)
    return tried("find clients", object(), asked)


def _rows(found: tuple[Listed, ...]) -> None:
    if not found:
        searched = any(st.session_state.get(f"clients-{name}") for name in ("wanted", "region", "lot", "since"))
        st.info(words.NONE_FOUND if searched else words.NONE_YET)
        return
    with st.container(key="client-rows", gap=None):
        for row in found[:ROWS]:
            with st.container(horizontal=True, key=f"client-{row.client_id}", vertical_alignment="center"):
                if st.button(words.OPEN.format(code=plain(row.code)), key=f"open-{row.client_id}"):
                    where.go(row.client_id)
                st.text(words.listed(row.sites, row.visits, row.last_visit))
    if len(found) > ROWS:
        st.caption(words.FIRST_SHOWN.format(count=ROWS))


def _new(home: Home) -> None:
    with st.expander(words.NEW_TITLE):
        with st.form("new-client-form", border=False):
            code = st.text_input(
                words.NEW_CODE, key="new-code", max_chars=40, placeholder=words.NEW_CODE_PLACE, width=320
            )
            pressed = st.form_submit_button(words.NEW_MAKE)
        if pressed:
            identity = tried("new client", object(), partial(_make, home, code))
            if identity is not None:
                where.say(words.MADE.format(code=code.strip()))
                where.go(identity)


def _make(home: Home, code: str) -> str:
    if find_code(home.record, code) is not None:
        raise RecordError(words.KNOWN_ALREADY, code="record.code_known")
    return make_client(home.record, code)


def _undo(home: Home) -> None:
    def read() -> Saving | str:
        with home.record.looking() as session:
            return last_saving(session) or ""

    saving = tried("last saving", object(), read)
    if not isinstance(saving, Saving):
        return
    if st.button(words.UNDO, key="undo-saving"):
        taken_back = tried("undo", object(), partial(_take_back, home))
        if taken_back is not None:
            where.say(words.UNDONE.format(what=taken_back.what))
            where.go()
    st.text(words.UNDO_WHAT.format(what=saving.what, at=saving.at))


def _take_back(home: Home) -> Saving | None:
    with home.record.saving() as session:
        return undo(session)
