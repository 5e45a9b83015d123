"""Look at palettes: all of them as cards, one of them open, and shades found in them."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.colour import lab_to_hex
from tonematch.findings import Finding
from tonematch.mix.film.kubelka_munk import mixing_method
from tonematch.mix.palettes.kit import kit_findings, today
from tonematch.mix.palettes.own import own_palettes
from tonematch.mix.palettes.shade import Palette
from tonematch.report.plots.palette import SKIN_SOURCE, gamut_alt, gamut_svg
from tonematch.ui import memory, panels
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.choice import bundled
from tonematch.ui.palettes.find import found, in_state
from tonematch.ui.palettes.grid import Tile, by_depth, show_shades
from tonematch.ui.palettes.mine import make_and_edit
from tonematch.ui.palettes.typed import lab_of
from tonematch.ui.problems import tell
from tonematch.ui.words import palettes as words


def section() -> None:
    """Draw the cards, the search, and what is open or was found."""
    own = own_palettes()
    palettes = {name: bundled(name) for name in palette_names()} | dict(own.palettes)
    here = opened.opened({name: palette.title for name, palette in palettes.items()})
    if own.broken:
        with st.expander(words.BROKEN_TITLE, expanded=True):
            st.text(words.BROKEN_LEAD)
            for problem in own.broken:
                tell(problem)
    typed, where, state = _search()
    if typed or where == "all":
        _hits({here: palettes[here]} if where == "open" else palettes, typed, state)
        return
    _cards(palettes, here)
    _opened(palettes[here], state)


def _cards(palettes: Mapping[str, Palette], here: str) -> None:
    st.subheader(words.CARDS)
    with st.container(key="palette-cards", horizontal=True):
        for number, (name, palette) in enumerate(palettes.items(), 1):
            with st.container(key=f"card-{'here' if name == here else 'there'}-{number}", border=True, gap=None):
                st.html(ribbon(palette))
                st.text(palette.title)
                st.text(_card_facts(palette, mine=opened.is_own(name)))
                label = words.OPEN_NOW if name == here else words.OPEN_BUTTON.format(number=number)
                if st.button(label, key=f"open-{number}", disabled=name == here, width="stretch"):
                    opened.open_palette(name)
                    st.rerun()


def _card_facts(palette: Palette, *, mine: bool) -> str:
    facts = [words.MINE] if mine else []
    facts += [words.shades_text(len(palette.shades)), words.TECHNIQUES[palette.technique], words.ORIGINS[palette.data]]
    licence = palette.licence or ("" if mine else words.NO_LICENCE)
    return " · ".join([*facts, *([licence] if licence else [])])


def ribbon(palette: Palette) -> str:
    """Paint a palette's colours edge to edge; nothing but numbers and our own words goes into the markup."""
    colours = "".join(f'<span style="background:{lab_to_hex(shade.lab)}"></span>' for shade in by_depth(palette.shades))
    return f'<div class="tm-swatch tm-ribbon" role="img" aria-label="{words.RIBBON_ALT}">{colours}</div>'


def _search() -> tuple[str, str, str]:
    with st.container(key="palette-search", horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            words.FIND,
            key=opened.kept("palette find", ""),
            help=words.FIND_HELP,
            placeholder=words.FIND_PLACEHOLDER,
            width=420,
        )
        where = _choice(words.WHERE, words.WHERES, "palette where", "open")
        state = _choice(words.STATE, words.STATES, "palette state", "all")
    opened.keep("palette find", typed, "")
    return typed.strip(), where, state


def _choice(label: str, options: Mapping[str, str], key: str, default: str) -> str:
    name = opened.kept(key, default)
    chosen = st.segmented_control(label, list(options), format_func=options.__getitem__, key=name, required=True)
    opened.keep(key, chosen or default, default)
    return chosen or default


def _hits(palettes: Mapping[str, Palette], typed: str, state: str) -> None:
    on = today()
    tiles = found(palettes, typed, state, on)
    st.subheader(words.FOUND_TITLE)
    if len(palettes) == 1:
        st.text(next(iter(palettes.values())).title)
    colour = lab_of(typed)
    if colour is not None:
        with st.container(width=260):
            panels.swatch(colour, words.LOOKED_FOR)
        st.text(words.FOUND_COLOUR.format(lab=words.lab(colour)))
    if not tiles:
        st.info(words.FOUND_NONE)
        return
    show_shades(tiles, on, key="shades-found")


def _opened(palette: Palette, state: str) -> None:
    on = today()
    shades, about = st.columns([5, 2], gap="large")
    with shades:
        with st.container(key="open-title"):
            st.text(palette.title)
        _ways_on(palette)
        st.subheader(words.OPEN_TITLE)
        tiles = [Tile(shade, palette) for shade in by_depth(in_state(palette, state, on))]
        if tiles:
            show_shades(tiles, on, key="shades-open")
        else:
            st.info(words.FOUND_NONE)
    with about:
        panels.findings(remarks(palette, on), words.REMARKS_TITLE)
        st.subheader(words.PLOT_TITLE)
        drawn, alt = memory.kept("gamut", palette, lambda: (gamut_svg(palette), gamut_alt(palette)))
        st.image(drawn, alt=alt, width="stretch")
        st.caption(SKIN_SOURCE)
        _about(palette)


def _ways_on(palette: Palette) -> None:
    own = opened.is_own(palette.name)
    with st.container(key="ways-on", horizontal=True):
        edits = st.button(words.TO_EDIT if own else words.MAKE_MINE, key="to-edit")
        ticks = st.button(words.TO_KIT, key="to-kit")
    if edits and not own:
        make_and_edit(palette.name)
    elif edits or ticks:
        opened.show_view("edit" if edits else "kit")
        st.rerun()


def remarks(palette: Palette, on: date) -> tuple[Finding, ...]:
    """Say what was made of a palette's numbers, and how its pots keep."""
    return (*palette.findings, *kit_findings(palette, on))


def _about(palette: Palette) -> None:
    st.subheader(words.ABOUT_TITLE)
    facts = [(words.MIXING, mixing_method(palette))]
    facts += [(label, str(getattr(palette, key))) for key, label in words.ABOUT.items() if getattr(palette, key)]
    for label, text in facts:
        with st.container(gap=None):
            st.markdown(f"**{label}**")
            st.text(text)
