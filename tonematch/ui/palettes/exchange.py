"""Bring a palette in from a file, and take one out in the formats others read."""

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import PurePath

import streamlit as st

from tonematch.mix.palettes.csv_file import palette_to_csv
from tonematch.mix.palettes.kit import today
from tonematch.mix.palettes.load import dump_palette, read_palette
from tonematch.mix.palettes.own import add_own
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.palettes.swatch_files import beyond_screen, palette_to_ase, palette_to_gpl
from tonematch.ui import memory, panels
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.palettes.grid import Tile, by_depth, show_shades
from tonematch.ui.problems import tried
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import palettes as words

KINDS = ["json", "csv", "tsv", "cxf", "cxf3", "xml"]
BROUGHT = f"{OWN_PREFIX}palette brought in"
UPLOADS = f"{OWN_PREFIX}palette uploads"


def section() -> None:
    """Draw both ways."""
    _bring_in()
    st.divider()
    _take_out()


def _bring_in() -> None:
    st.subheader(words.IMPORT_TITLE)
    st.markdown(words.IMPORT_LEAD)
    turn: int = st.session_state.get(UPLOADS, 0)
    upload = st.file_uploader(words.IMPORT_LABEL, type=KINDS, key=f"palette-file-{turn}")
    if upload is not None:
        content = upload.getvalue()
        about = (upload.name, hashlib.sha256(content).hexdigest())
        known = st.session_state.get(BROUGHT)
        if known is None or known[0] != about:
            with st.spinner(words.IMPORT_BUSY):
                palette = tried("import", about, partial(read_palette, content, _plain(upload.name)))
            if palette is None:
                st.session_state.pop(BROUGHT, None)
                return
            st.session_state[BROUGHT] = (about, palette)
    known = st.session_state.get(BROUGHT)
    if known is not None:
        _brought(known[1], known[0][1], turn)


def _plain(name: str) -> str:
    """Make what a browser calls a file printable and short; it is shown, and never opened."""
    shown = "".join(letter if letter.isprintable() else " " for letter in PurePath(name.replace("\\", "/")).name)
    path = PurePath(shown.strip() or "palette")
    return f"{path.stem[:80]}{path.suffix[:8]}"


def _brought(palette: Palette, digest: str, turn: int) -> None:
    st.text(words.imported(palette.title, len(palette.shades)))
    title = st.text_input(words.NAME, palette.title, key=f"import-title-{digest[:16]}", width=420)
    with st.container(horizontal=True):
        keeps = st.button(words.IMPORT_KEEP, key="import-keep", type="primary")
        drops = st.button(words.IMPORT_DROP, key="import-drop")
    if keeps:
        name = tried("import keep", object(), lambda: add_own(replace(palette, title=" ".join(title.split()))))
        if name:
            opened.open_palette(name)
            opened.show_view("look")
    if (keeps and name) or drops:
        st.session_state.pop(BROUGHT, None)
        st.session_state[UPLOADS] = turn + 1
        st.rerun()
    panels.findings(palette.findings, words.REMARKS_TITLE)
    show_shades([Tile(shade, palette) for shade in by_depth(palette.shades)], today(), key="shades-brought")


def _take_out() -> None:
    st.subheader(words.EXPORT_TITLE)
    name = opened.pick()
    palette = tried("open palette", name, partial(load_choice, name))
    if palette is None:
        return
    files = memory.kept("palette files", palette, lambda: _files(palette))
    with st.container(horizontal=True, key="export"):
        for suffix, content in files.items():
            st.download_button(
                words.EXPORTS[suffix],
                content,
                f"{palette.name}.{suffix}",
                "application/octet-stream",
                key=f"export-{suffix}",
                on_click="ignore",
            )
    st.caption(words.EXPORT_NOTE)
    beyond = beyond_screen(palette)
    if beyond is not None:
        st.text(beyond.text)


def _files(palette: Palette) -> dict[str, bytes]:
    return {
        "json": dump_palette(palette).encode(),
        "csv": palette_to_csv(palette).encode(),
        "ase": palette_to_ase(palette),
        "gpl": palette_to_gpl(palette).encode(),
    }
