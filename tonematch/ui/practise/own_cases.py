"""Exercises made of cases of one's own: the colours of the case open in Match, and nothing else of it."""

import streamlit as st

from tonematch.practise.bank import Graded, own_exercise
from tonematch.practise.survey import can_survey
from tonematch.ui import session
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

DEFAULT_POTS, DEFAULT_PARTS, DEFAULT_COATS = 2, 8, 2


def make_exercise() -> None:
    """Offer to make an exercise of the case open in Match."""
    st.subheader(words.OWN_TITLE)
    case = session.current()
    if case is None or case.target is None:
        st.caption(words.OWN_NONE)
        return
    st.caption(words.OWN_LEAD)
    choices = palette_choices()
    with st.container(key="practise-own", horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            words.OWN_PALETTE,
            list(choices),
            format_func=lambda one: choices[one],
            key="practise-own-palette",
            width=300,
        )
        pots = st.number_input(words.OWN_POTS, 1, 4, DEFAULT_POTS, key="practise-own-pots", width=140)
        parts = st.number_input(words.OWN_PARTS, 2, 12, DEFAULT_PARTS, key="practise-own-parts", width=140)
        pressed = st.button(words.OWN_MAKE, key="practise-own-make")
    if not pressed:
        return
    with st.spinner(words.TRYING_ALL):
        made = tried("practise own", object(), lambda: of_case(name, int(pots), int(parts)))
    if made is None:
        return
    if made.exercise.id not in {graded.exercise.id for graded in bench().own}:
        change(own=(*bench().own, made))


def of_case(palette_name: str, pots: int, parts: int) -> Graded | None:
    """Make an exercise of the colours of the case open in Match; None where there is no such case."""
    case = session.current()
    sample = None if case is None else case.target
    if sample is None:
        return None
    palette = load_choice(palette_name)
    if not can_survey(len(palette.shades), max_shades=pots, max_parts=parts):
        st.warning(words.TOO_MANY)
        return None
    from tonematch.measure.tone import ita_class  # noqa: PLC0415  # only for the name

    number = len(bench().own) + 1
    return own_exercise(
        sample.surrounding.lab,
        None if sample.patch is None else sample.patch.lab,
        palette,
        known_as=palette_name,
        title=words.OWN_NAME.format(number=number, depth=ita_class(sample.ita_deg)),
        max_shades=pots,
        max_parts=parts,
        coats=DEFAULT_COATS,
    )
