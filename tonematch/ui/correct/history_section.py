"""The stripes of a mix one after the other, and what they showed of the jars."""

from functools import partial
from math import exp

import streamlit as st

from tonematch.mix.film.strengths import Factor, Strengths, strengths_from
from tonematch.mix.loop.correction import Correction
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.correct import advice, own_jars
from tonematch.ui.correct.history_plot import WIDTH, history_svg
from tonematch.ui.correct.work import Work
from tonematch.ui.problems import tried
from tonematch.ui.words import correct as words

FIELD = "correct-keep-jars"
TOLD = 0.03
"""Share from 1 below which a strength counts as stated."""


def history(at_hand: Work, correction: Correction | None) -> None:
    """Draw how far each stripe of the mix was off."""
    values = [one.delta_e00 for one in at_hand.tried]
    values += [] if correction is None else [correction.residual.delta_e00]
    if not at_hand.tried:
        return
    st.subheader(words.HISTORY_TITLE)
    if at_hand.mix.title.strip():
        st.text(words.HISTORY_OF.format(title=at_hand.mix.title.strip()))
    plot, rows = st.columns([1, 1], gap="large")
    with plot:
        alt = words.HISTORY_ALT.format(values=", ".join(f"{value:.1f}" for value in values))
        st.image(history_svg(values, words.HISTORY_LINE), alt=alt, width=WIDTH)
        st.caption(words.HISTORY_PLOT)
    with rows:
        for number, value in enumerate(values, 1):
            done = at_hand.tried[number - 1].done if number <= len(at_hand.tried) else ""
            form = words.HISTORY_DONE if done else words.HISTORY_ROW
            st.text(form.format(number=number, value=value, done=done))


def told_jars(palette: Palette) -> Strengths | None:
    """Give what is remembered of the jars; a file that cannot be read is told, and can be set aside."""
    path = own_jars.jars_file(palette.name)
    if not path.exists():
        return None
    stamp = path.stat().st_mtime_ns
    known = tried("own jars", (str(path), stamp), lambda: advice.known_jars(palette))
    if known is None and st.button(words.ASIDE, key="correct-aside"):
        aside = tried("set aside", (str(path), stamp), partial(own_jars.set_aside, path))
        if aside is not None:
            st.rerun()
    return known


def jars(palette: Palette, known: Strengths | None, correction: Correction | None) -> None:
    """Draw what the jars showed, and offer to remember or forget it."""
    st.subheader(words.JARS_TITLE)
    st.markdown(words.JARS_LEAD)
    shown = strengths_from(correction.learned) if correction is not None else known
    if shown is not None:
        _strengths(palette, shown)
    st.session_state[FIELD] = advice.wanted()
    st.toggle(words.JARS_KEEP, key=FIELD, on_change=lambda: advice.want(wish=st.session_state[FIELD]))
    if known is None:
        st.caption(words.JARS_UNKNOWN)
        return
    mixes = len({stripe.mix for stripe in known.history})
    stripes = words.counted(len(known.history), "stripe", "stripes")
    st.caption(words.JARS_KEPT.format(stripes=stripes, mixes=words.counted(mixes, "mix", "mixes")))
    with st.popover(words.JARS_FORGET):
        if st.button(words.JARS_FORGET_SURE, key="correct-forget-jars"):
            advice.want(wish=False)
            tried("forget jars", palette.name, partial(own_jars.forget_jars, palette.name))
            st.rerun()


def _strengths(palette: Palette, shown: Strengths) -> None:
    with st.container(gap=None):
        for code, factor in shown.shades.items():
            _told(palette.shade(code).name, factor, words.JARS_THAN["shade"])
        if shown.coat is not None:
            _told(words.JARS_COAT, shown.coat, words.JARS_THAN["coat"])


def _told(name: str, factor: Factor, than: tuple[str, str]) -> None:
    low, high = (words.signed_percent(value) for value in likely(factor))
    if abs(factor.factor - 1) < TOLD:
        text = words.JARS_SAME.format(low=low, high=high)
    else:
        way = than[factor.factor > 1]
        text = words.JARS_SHADE.format(by=words.percent(factor.factor), than=way, low=low, high=high)
    st.text(f"{name}: {text}")


def likely(factor: Factor) -> tuple[float, float]:
    """Give the range that holds two of three.

    >>> low, high = likely(Factor(1.0, 0.1))
    >>> round(low, 2), round(high, 2)
    (0.9, 1.11)
    """
    return factor.factor * exp(-factor.sd_ln), factor.factor * exp(factor.sd_ln)
