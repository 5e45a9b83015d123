"""The frame around every page: what it is for, the five parts of the app, the steps of a match, the end of a case."""

from pathlib import Path
from typing import NoReturn

import streamlit as st

from tonematch.ui import session, shelf, sign_in
from tonematch.ui.problems import tried
from tonematch.ui.words import shell as words

HERE = Path(__file__).parent
PHOTO, CHART, SKIN, MATCH, KEEP = STEPS = tuple(
    HERE / "match" / name for name in ("1_photo.py", "2_chart.py", "3_skin.py", "4_match.py", "5_keep.py")
)
CORRECT, PRACTISE, PALETTES, CLIENTS = PARTS = tuple(
    HERE / name / "page.py" for name in ("correct", "practise", "palettes", "clients")
)


def start() -> None:
    """Draw the app: the frame, and in it the page that was asked for."""
    st.set_page_config(page_title=words.TITLE, layout="wide", initial_sidebar_state="collapsed")
    st.html(HERE / "page.css")
    sign_in.required()
    steps = [
        st.Page(path, title=name, default=path == PHOTO) for path, name in zip(STEPS, words.STEP_NAMES, strict=True)
    ]
    parts = [
        st.Page(path, title=name, url_path=path.parent.name) for path, name in zip(PARTS, words.PART_NAMES, strict=True)
    ]
    page = st.navigation([*steps, *parts], position="hidden")
    shelf.keep_through_reloads()
    _heading(steps, parts, page)
    if page in steps:
        _steps(steps, steps.index(page))
    try:
        tried(f"page {page.title}", object(), page.run)
    finally:  # pages end early, by st.stop or st.rerun
        with st.container(key="foot"):
            st.caption(words.INTENDED_USE)
        shelf.put_away()


def _heading(steps: list[st.Page], parts: list[st.Page], here: st.Page) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.markdown(f"**{words.TITLE}**", width="content")
        with st.container(horizontal=True, key="parts", width="stretch"):
            matching = here in steps
            link = steps[session.furthest()] if not matching else here
            for page, name, is_here in (
                (link, words.MATCH_PART, matching),
                *((part, part.title, part == here) for part in parts),
            ):
                with st.container(key=f"part-{'here' if is_here else 'there'}-{name}", width="content"):
                    st.page_link(page, label=name)
        is_case = any(key.startswith(session.CASE_PREFIX) for key in session.work())
        if is_case and st.button(words.END_CASE, key="end-case", help=words.END_CASE_HELP):
            session.end()
            shelf.put_away()
            open_step(PHOTO)
        sign_in.way_out()


def _steps(pages: list[st.Page], here: int) -> None:
    with st.container(horizontal=True, key="steps"):
        rows = zip(pages, words.STEP_NAMES, session.open_steps(), session.done_steps(), strict=True)
        for number, (page, name, is_open, is_done) in enumerate(rows):
            state = "here" if number == here else "done" if is_done else "open" if is_open else "shut"
            with st.container(key=f"step-{state}-{number + 1}", width="stretch"):
                label = f"{words.DONE_MARK} {name}" if is_done and number != here else f"{number + 1} {name}"
                st.page_link(page, label=label, disabled=not is_open, width="stretch")


def open_step(path: Path) -> NoReturn:
    """Go to another page."""
    st.switch_page(str(path))


def needs(text: str, step: Path) -> NoReturn:
    """Say what a page waits for, with the way there, and draw nothing more of it."""
    st.subheader(words.EMPTY)
    st.page_link(str(step), label=f"{text} \N{RIGHTWARDS ARROW} {words.STEP_NAMES[STEPS.index(step)]}")
    st.stop()
