"""Note something to do for a client on a day."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.record.home import Home
from tonematch.record.reminders import remind
from tonematch.record.settings import read_settings
from tonematch.record.tables import Client
from tonematch.ui.clients import where
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words

KINDS = ("touch-up", "healed")


def section(home: Home, client: Client) -> None:
    """List what is to be done, and offer to note more."""
    st.subheader(words.DUE_TITLE)
    waiting = sorted((one for one in client.reminders if one.done_on is None), key=lambda one: one.due_on)
    for one in waiting:
        st.text(words.DUE_OWN.format(day=one.due_on, what=words.due(one.kind, one.text)))
    settings = tried("remind settings", object(), partial(read_settings, home.record))
    if settings is None:
        return
    first = today() + timedelta(weeks=settings.healed_weeks)
    with st.form("remind", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(words.REMIND_WHAT, KINDS, format_func=words.DUE.__getitem__, key="remind-kind", width=250)
        day = st.date_input(words.REMIND_DAY, first, key=f"remind-day-{client.id}", width=170)
        pressed = st.form_submit_button(words.REMIND)

    def save() -> bool:
        remind(home.record, client.id, kind, day if isinstance(day, date) else first)
        return True

    if pressed and tried("remind", object(), save):
        where.say(words.REMINDED)
        st.rerun()
