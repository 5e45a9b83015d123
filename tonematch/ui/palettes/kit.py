"""The kit: tick what one owns, and ask which one shade more would help most."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from tonematch.colour import Lab
from tonematch.mix.palettes.kit import kit_findings, mark_owned, owned, today
from tonematch.mix.palettes.missing_shade import Gain, typical_skins, which_shade_helps_most
from tonematch.mix.palettes.own import add_own, save_own
from tonematch.mix.palettes.shade import Palette
from tonematch.ui import panels, session
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.palettes.grid import Tile, by_depth, show_shades, tick_shades
from tonematch.ui.problems import tried
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import palettes as words

TICKED = f"{OWN_PREFIX}kit ticked "
DRAWN = "kit drawn"
ADVICE = f"{OWN_PREFIX}kit advice"
MOST_ADVISED = 5


def section() -> None:
    """Draw the shades to tick, and the advice."""
    name = opened.pick()
    palette = tried("open palette", name, partial(load_choice, name))
    if palette is None:
        return
    st.markdown(words.KIT_LEAD)
    marked = frozenset(shade.code for shade in palette.shades if shade.in_stock)
    ticked, turn = _ticked(name, marked)
    on = today()
    tiles = [Tile(shade, palette) for shade in by_depth(palette.shades)]
    with st.container(key="kit-actions", horizontal=True, vertical_alignment="center"):
        place = st.container()
        keeps = st.button(words.KIT_KEEP, key="kit-keep", type="primary")
        if st.button(words.KIT_ALL, key="kit-all"):
            _tick(name, marked, frozenset(shade.code for shade in palette.shades), turn + 1)
        if st.button(words.KIT_NONE, key="kit-none"):
            _tick(name, marked, frozenset(), turn + 1)
    kept_place = st.container()
    ticked = tick_shades(tiles, on, ticked, key="shades-kit", seed=seed_of(name, marked, turn))
    if ticked != marked or TICKED + name in st.session_state:
        st.session_state[TICKED + name] = st.session_state[DRAWN] = (marked, ticked, turn)
    with place:
        st.text(words.kit_count(len(ticked), len(palette.shades), saved=ticked == marked))
    if keeps:
        with kept_place:
            kept = tried("kit", object(), lambda: _kept(name, palette, ticked))
        if kept:
            opened.open_palette(kept)
            st.rerun()
    panels.findings(kit_findings(palette, on), words.REMARKS_TITLE)
    _advice(palette, ticked)


def seed_of(name: str, marked: frozenset[str], turn: int) -> str:
    """Name one turn of ticking: ticks from before the palette was saved do not count for it."""
    return f"{name} {turn} {hash(marked)}"


def _ticked(name: str, marked: frozenset[str]) -> tuple[frozenset[str], int]:
    """Give what is ticked, and the turn; ticks of a palette that was saved anew since are let go."""
    kept = st.session_state.get(TICKED + name)
    if kept is None:
        return marked, 0
    before, ticked, turn = kept
    if kept is not st.session_state.get(DRAWN):  # the page was left or loaded again: the tiles begin anew
        turn += 1
    return (ticked, turn) if before == marked else (marked, turn + 1)


def _tick(name: str, marked: frozenset[str], codes: frozenset[str], turn: int) -> None:
    st.session_state[TICKED + name] = (marked, codes, turn)
    st.rerun()


def _kept(name: str, palette: Palette, codes: frozenset[str]) -> str:
    marked = mark_owned(palette, sorted(codes))
    if opened.is_own(name):
        save_own(name, marked)
        return name
    return add_own(replace(marked, title=words.my_title(palette.title)))


def _advice(palette: Palette, codes: frozenset[str]) -> None:
    st.subheader(words.ADVICE_TITLE)
    case = session.current()
    target = None if case is None else case.target
    wish = "case" if target is not None and _for_whom() == "case" else "all"
    skins = (
        [target.surrounding.lab] if wish == "case" and target is not None else [Lab(*lab) for lab in typical_skins()]
    )
    asked = (palette.name, codes, tuple(skins))
    if st.button(words.ADVICE_BUTTON, key="advise", disabled=not codes, help=words.ADVICE_HELP):
        gains = tried("advice", object(), partial(_gains, palette, codes, skins))
        if gains is not None:
            st.session_state[ADVICE] = (asked, gains)
    known = st.session_state.get(ADVICE)
    if known and known[0] == asked:
        _advised(palette, known[1], len(skins))


def _for_whom() -> str:
    chosen = st.segmented_control(
        words.ADVICE_FOR,
        list(words.ADVICE_SKINS),
        format_func=words.ADVICE_SKINS.__getitem__,
        key="advice-skins",
        default="all",
        required=True,
    )
    return chosen or "all"


def _gains(palette: Palette, codes: frozenset[str], skins: Sequence[Lab]) -> tuple[Gain, ...]:
    kit = owned(mark_owned(palette, sorted(codes)))
    bar = st.progress(0.0, words.ADVICE_BUSY)
    gains = which_shade_helps_most(
        skins, kit, palette.shades, progress=lambda share: bar.progress(share, words.ADVICE_BUSY)
    )
    bar.empty()
    return gains


def _advised(palette: Palette, gains: Sequence[Gain], skins: int) -> None:
    best = gains[0]
    st.text(words.advice(best.mean_before, best.mean_after, best.shade.code, best.shade.name, skins))
    tiles = [Tile(gain.shade, palette, (words.gain(gain),)) for gain in gains[:MOST_ADVISED]]
    show_shades(tiles, today(), key="shades-advised")
    st.caption(words.ADVICE_NOTE.format(worst_before=best.worst_before, worst_after=best.worst_after))
