"""What was measured of one's own jars, with its uncertainty, and keeping it as a palette."""

from dataclasses import replace

import streamlit as st

from tonematch.mix.film.drawn_film import DrawnShade
from tonematch.mix.palettes.kit import today
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.own import add_own
from tonematch.mix.palettes.shade import Palette
from tonematch.own_jars.drawn import jar_findings
from tonematch.report.documents.measured_jars import CONSTANTS_NOTE, measured_palette
from tonematch.report.plots.constants import constants_alt, constants_svg
from tonematch.ui import memory, panels
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.card_photo import CardPhoto, let_go
from tonematch.ui.palettes.grid import Tile, show_shades
from tonematch.ui.palettes.typed import number_of
from tonematch.ui.problems import tried
from tonematch.ui.words import jars as words
from tonematch.ui.words import palettes as palette_words

COATS_LIMITS = (0.1, 100.0)


def show(held: CardPhoto) -> None:
    """Draw the shades measured, K and S, what to watch out for, and the way to keep them."""
    st.subheader(words.MEASURED_TITLE)
    palette = memory.kept(
        "measured palette", held.jars, lambda: _palette(held, words.MEASURED_NAME, "camouflage", None)
    )
    show_shades([Tile(shade, palette) for shade in palette.shades], today(), key="shades-measured")
    known = [(number, jar.shade) for number, jar in held.jars.items() if jar.shade is not None]
    if known:
        _plot(known)
    panels.findings([*jar_findings(list(held.jars.values())), *palette.findings], palette_words.REMARKS_TITLE)
    _keep(held)


def _plot(known: list[tuple[int, DrawnShade]]) -> None:
    st.subheader(words.CONSTANTS_TITLE)
    key = tuple(id(shade) for _, shade in known)
    drawn, alt = memory.kept(f"constants {key}", known[0][1], lambda: (constants_svg(known), constants_alt(known)))
    st.image(drawn, alt=alt, width="stretch")
    st.caption(CONSTANTS_NOTE)


def _palette(held: CardPhoto, title: str, technique: str, coats: float | None) -> Palette:
    document = measured_palette(
        list(held.jars.values()),
        held.photo,
        held.calibration,
        name=title,
        technique=technique,
        measured_on=today(),
        coats=coats,
    )
    return load_palette(document)


def _keep(held: CardPhoto) -> None:
    st.subheader(words.KEEP_TITLE)
    with st.container(horizontal=True, vertical_alignment="bottom", key="keep-measured"):
        title = st.text_input(palette_words.NAME, words.MEASURED_NAME, key="measured-title", width=320)
        technique = st.selectbox(
            words.FOR,
            list(palette_words.TECHNIQUES),
            format_func=palette_words.TECHNIQUES.__getitem__,
            key="measured-technique",
            width=240,
        )
        coats_typed = st.text_input(words.COATS, "", key="measured-coats", help=words.COATS_HELP, width=220)
        coats = number_of(coats_typed)
        wrong = bool(coats_typed.strip()) and (coats is None or not COATS_LIMITS[0] <= coats <= COATS_LIMITS[1])
        keeps = st.button(words.KEEP_MEASURED, key="keep-jars", type="primary", disabled=wrong or not title.strip())
    if wrong:
        st.text(words.COATS_WRONG.format(typed=coats_typed.strip()[:30], low=COATS_LIMITS[0], high=COATS_LIMITS[1]))
    if keeps:
        name = tried("keep jars", object(), lambda: _kept(held, " ".join(title.split()), technique, coats))
        if name:
            let_go()
            opened.open_palette(name)
            opened.show_view("look")
            st.rerun()


def _kept(held: CardPhoto, title: str, technique: str, coats: float | None) -> str:
    return add_own(replace(_palette(held, title, technique, coats), title=title))
