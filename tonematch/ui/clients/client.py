"""One client: sites on a body map, consents, label, remark, and deleting for good."""

from functools import partial

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.record.clients import remark_on_client
from tonematch.record.consent import delete_client, give_consent, withdraw_consent
from tonematch.record.find import client_of
from tonematch.record.home import Home
from tonematch.record.qr import label_png, label_svg
from tonematch.record.tables import Client, Consent
from tonematch.ui.clients import body_map, remind_me, take_photos, where
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words


def read_client(home: Home, client_id: str) -> Client | None:
    """Read all that is recorded of a client; say why where that fails."""

    def read() -> Client:
        with home.record.looking() as session:
            return client_of(session, client_id)

    return tried("client", object(), read)


def section(home: Home, place: where.Place) -> None:
    """Draw the client."""
    if st.button(words.BACK_TO_LIST, key="to-list"):
        where.go()
    client = read_client(home, place.client_id)
    if client is None:
        return
    with st.container(key="client-code"):
        st.text(client.code)
    _sites(client)
    about, label = st.columns([3, 2], gap="large")
    with about:
        st.subheader(words.CONSENTS)
        for kind in words.CONSENT_KINDS:
            _consent(home, client, kind)
        _remark(home, client)
    with label:
        _label(client)
        remind_me.section(home, client)
    take_photos.section(home, client)
    _delete(home, client)


def _sites(client: Client) -> None:
    st.subheader(words.MAP_TITLE)
    drawn, listed = st.columns([2, 3], gap="large")
    dots = [_dot(client, number) for number in range(len(client.sites))]
    with drawn:
        svg = body_map.body_svg(dots, words.MAP_ALT, (words.FRONT, words.BACK))
        with st.container(key="body-map"):
            st.image(svg, alt=words.MAP_ALT, width=380)
    with listed:
        if not client.sites:
            st.info(words.NO_SITES)
        for number, site in enumerate(client.sites, 1):
            with st.container(horizontal=True, key=f"site-{site.id}", vertical_alignment="center"):
                if st.button(f"{number}. {plain(site.name)}", key=f"open-site-{site.id}"):
                    where.go(client.id, site.id)
                last = max((visit.day for visit in site.visits), default=None)
                st.text(words.listed(1, len(site.visits), last).partition(" · ")[2])


def _dot(client: Client, number: int) -> body_map.Dot:
    site = client.sites[number]
    if site.x is not None and site.y is not None:
        return site.view, site.x, site.y
    return body_map.place_of(site.region, sum(one.region == site.region for one in client.sites[:number]))


def _consent(home: Home, client: Client, kind: str) -> None:
    own = [consent for consent in client.consents if consent.kind == kind]
    force = next((consent for consent in own if consent.withdrawn_on is None), None)
    with st.container(border=True, key=f"consent-{kind}", gap="small"):
        st.markdown(f"**{words.CONSENT_KINDS[kind]}**")
        for consent in own:
            st.text(_state(consent))
        if force is not None:
            st.text(force.wording)
            _withdraw(home, client, kind)
            return
        if not own:
            st.text(words.NOT_GIVEN)
        st.text(words.WORDINGS[kind])
        if st.button(words.GIVE[kind], key=f"give-{kind}"):
            given = partial(give_consent, home.record, client.code, kind, words.WORDINGS[kind], today())
            if tried(f"give {kind}", object(), given) is not None:
                st.rerun()


def _state(consent: Consent) -> str:
    if consent.withdrawn_on is None:
        return words.GIVEN.format(day=consent.given_on)
    return words.WITHDRAWN.format(given=consent.given_on, day=consent.withdrawn_on)


def _photos(client: Client) -> int:
    return sum(len(visit.photos) for site in client.sites for visit in site.visits)


def _withdraw(home: Home, client: Client, kind: str) -> None:
    with st.expander(words.WITHDRAW[kind]):
        sure = kind != "photo" or st.checkbox(
            words.WITHDRAW_PHOTOS.format(count=_photos(client)), key=f"withdraw-sure-{client.id}"
        )
        if st.button(words.WITHDRAW[kind], key=f"withdraw-{kind}", disabled=not sure):
            withdrawn = partial(withdraw_consent, home.record, home.store, client.id, kind, today())
            count = tried(f"withdraw {kind}", object(), withdrawn)
            if count is not None:
                where.say(words.WITHDRAWN_SAID.format(count=count))
                st.rerun()


def _remark(home: Home, client: Client) -> None:
    with st.form("client-remark", border=False):
        remark = st.text_area(words.REMARK, client.remark, key=f"remark-{client.id}", max_chars=4000)
        pressed = st.form_submit_button(words.SAVE_REMARK)

    def save() -> bool:
        remark_on_client(home.record, client.id, remark)
        return True

    if pressed and tried("remark", object(), save):
        where.say(words.REMARK_SAVED)
        st.rerun()


def _label(client: Client) -> None:
    st.subheader(words.LABEL_TITLE)
    st.text(words.LABEL_LEAD)
    svg, png = label_svg(client.code), label_png(client.code)
    with st.container(key="label"):
        st.image(png, alt=words.LABEL_ALT, width=150)
    st.text(client.code)
    with st.container(horizontal=True):
        for kind, content, mime in (("svg", svg, "image/svg+xml"), ("png", png, "image/png")):
            name = words.LABEL_NAME.format(kind=kind)
            st.download_button(words.LABEL_FILES[kind], content, name, mime, key=f"label-{kind}", on_click="ignore")


def _delete(home: Home, client: Client) -> None:
    with st.expander(words.DELETE_TITLE):
        sure = st.checkbox(words.DELETE_SURE.format(photos=_photos(client)), key=f"delete-sure-{client.id}")

        def delete() -> bool:
            delete_client(home.record, home.store, client.id)
            return True

        if st.button(words.DELETE, key="delete-client", disabled=not sure) and tried("delete", object(), delete):
            where.say(words.DELETED)
            where.go()
