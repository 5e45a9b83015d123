"""Step 3: how far the stripe is off, and what that is put down to."""

import streamlit as st

from tonematch.mix.loop.correction import Correction
from tonematch.mix.loop.learning import NEARBY_SD
from tonematch.report.words.correction import cause_text
from tonematch.ui import panels
from tonematch.ui.correct import swatches
from tonematch.ui.words import correct as words

NINETY_FIVE = 1.96  # standard deviations to either side hold 95 of 100
DOUBT = NINETY_FIVE * NEARBY_SD
FULL_BAR = 3.0
"""ΔE00 of a bar of full length, unless a cause is larger."""


def section(correction: Correction) -> None:
    """Draw the step."""
    residual = correction.residual
    seen, put_down = st.columns([1, 1], gap="large")
    with seen:
        swatches.pair(
            residual.stripe,
            residual.skin,
            words.SPLIT_ALT.format(value=residual.delta_e00),
            (words.STRIPE_SIDE, words.SKIN_SIDE),
        )
        st.markdown(f"### {words.OFF_BY.format(value=residual.delta_e00, doubt=DOUBT)}")
        same = residual.in_words == "no visible difference"
        st.markdown(words.SAME_WORDS if same else words.OFF_WORDS.format(words=residual.in_words))
        with st.container(horizontal=True, key="correct-parts-of-it"):
            for name, value in residual.difference._asdict().items():
                sign, less, more = words.DIFFERENCE[name]
                told = words.signed(value)
                meaning = words.DIFFERENCE_NONE if float(told) == 0 else more if value > 0 else less
                with st.container(width=150, gap=None):
                    st.markdown(f"**{sign} {told}**")
                    st.caption(meaning)
        st.caption(words.DOUBT.format(doubt=DOUBT))
    with put_down:
        st.markdown(f"**{words.CAUSES_TITLE}**")
        longest = max([FULL_BAR, *(cause.delta_e00 for cause in correction.causes)])
        for cause in correction.causes:
            with st.container(gap=None):
                swatches.bar(cause.delta_e00 / longest, words.CAUSE_BAR.format(value=cause.delta_e00))
                st.text(cause_text(cause))
        st.caption(words.CAUSES_LEAD if correction.causes else words.CAUSES_NONE)
        panels.findings(correction.findings)
