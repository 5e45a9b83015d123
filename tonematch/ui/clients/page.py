"""The page of the clients: the list, one client, one site, and what the practice sets."""

from pathlib import Path

import streamlit as st

from tonematch.ui.clients import client, client_list, gate, practice, site, where
from tonematch.ui.words import clients as words

st.html(Path(__file__).parent / "clients.css")
with st.container(horizontal=True, vertical_alignment="center", key="clients-title"):
    st.header(words.TITLE)
    if where.open_home() is not None and st.button(words.LOCK_AGAIN, key="lock-again"):
        where.lock_again()
        st.rerun()
home = gate.entered()
told = where.said()
if told:
    with st.container(key="clients-said"):
        st.text(told)
place = where.here()
if place.practice:
    practice.section(home)
elif place.site_id:
    site.section(home, place)
elif place.client_id:
    client.section(home, place)
else:
    client_list.section(home)
