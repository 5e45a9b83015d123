"""Correct a mix: the mix, the photo of its stripe, how far it is off, and what to add."""

from typing import TYPE_CHECKING

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.ui.correct import (
    advice,
    history_section,
    mix_section,
    next_section,
    own_jars,
    photo_section,
    record_section,
    residual_section,
    sample,
    shots,
    work,
)
from tonematch.ui.correct.work import STRIPE, Work
from tonematch.ui.marker.marks import Tool
from tonematch.ui.words import correct as words

if TYPE_CHECKING:
    from tonematch.mix.loop.correction import Correction

PLACES: tuple[Tool, ...] = ("stripe", "beside", "bare")


def section() -> None:
    """Draw all steps, one after the other."""
    at_hand, palette = mix_section.section(work.current(palette_names()[0]))
    known = None if palette is None else history_section.told_jars(palette)
    shot = _stripe(at_hand)
    st.subheader(words.RESIDUAL_TITLE)
    correction: Correction | None = None
    if palette is not None and shot is not None and {"stripe", "beside"} <= set(shot.spots) and at_hand.mix.parts:
        correction = advice.advice(at_hand, palette, known, shot)
    else:
        st.caption(words.RESIDUAL_WAITS)
    if correction is not None and palette is not None:
        residual_section.section(correction)
        st.subheader(words.NEXT_TITLE)
        next_section.section(at_hand, palette, correction)
        can_be_read = known is not None or not own_jars.jars_file(palette.name).exists()
        known = (advice.remember(at_hand, palette, correction.learned.stripes[-1]) if can_be_read else None) or known
    history_section.history(at_hand, correction)
    record_section.section(at_hand, correction, shot, "" if palette is None else palette.technique)
    if palette is not None and (correction is not None or known is not None):
        history_section.jars(palette, known, correction)


def _stripe(at_hand: Work) -> shots.Shot | None:
    st.subheader(words.STRIPE_TITLE)
    if at_hand.tried:
        st.text(words.STRIPE_NEXT.format(done=at_hand.tried[-1].done))
        if st.button(words.BACK, help=words.BACK_HELP, key="correct-back"):
            work.take_back(at_hand)
            st.rerun()
    else:
        st.markdown(words.STRIPE_LEAD)
    shot = shots.current(STRIPE)
    if shot is None:
        photo_section.upload(STRIPE)
        if not at_hand.tried:
            sample.offer(at_hand)
        return None
    shot = photo_section.section(STRIPE, shot, PLACES)
    if shot.trusted and "bare" not in shot.spots and at_hand.mix.over is None:
        st.caption(words.BARE_OPEN)
    return shot
