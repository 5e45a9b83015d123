"""Step 4: what to add, in the user's own units, and what was done about it."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tonematch.mix.loop.correction import WORTH_ADDING_DELTA_E00, Addition, Correction
from tonematch.mix.palettes.shade import Palette
from tonematch.report.words.correction import addition_text, amount_text
from tonematch.ui.correct import swatches, work
from tonematch.ui.correct.work import Tried, Work
from tonematch.ui.words import correct as words

MOST_ADDED = 50
SEEN_BY_FEW = 1.0
"""ΔE00 below which few people see a difference side by side."""


def section(at_hand: Work, palette: Palette, correction: Correction) -> None:
    """Draw the step; a button in it notes what was done, and the page is drawn anew."""
    unit = work.unit_of(palette)
    before = correction.residual.delta_e00
    coat = correction.another_coat_delta_e00
    if coat is not None and coat > correction.unchanged_delta_e00 - WORTH_ADDING_DELTA_E00:
        coat = None
    first, *others = correction.additions or (None,)
    coat_first = coat is not None and (first is None or coat <= first.expected_delta_e00)
    shows = first is not None and not coat_first
    advised, *seen = st.columns([3, 2], gap="large") if shows else [st.container()]
    with advised:
        if coat_first and coat is not None:
            _headline(words.COAT_TEXT, before, coat)
            _coat_button(at_hand, correction, primary=True)
        elif first is None:
            _leave(correction)
        else:
            mixed = amount_text(sum(correction.recipe.values()), unit)
            told = words.TO_THE_MIX.format(add=_sentence(first, unit), mixed=mixed)
            low, high = first.likely_delta_e00
            _headline(told, before, first.expected_delta_e00, words.LIKELY.format(low=low, high=high))
            _add_button(at_hand, correction, first, unit, place=0)
        if shows or coat_first:
            st.caption(words.DOUBT_NEXT)
    if first is not None and shows:
        with seen[0]:
            sides = words.EXPECTED_SIDE, words.SKIN_SIDE
            swatches.pair(first.expected, correction.residual.skin, words.EXPECTED_ALT, sides)
    st.markdown(f"**{words.OTHERS_TITLE}**")
    for place, addition in enumerate(correction.additions):
        if addition in others or coat_first:
            with _other(_sentence(addition, unit), before, addition.expected_delta_e00, f"add-{place}"):
                _add_button(at_hand, correction, addition, unit, place=place, primary=False)
    if coat is not None and not coat_first:
        with _other(words.COAT_TEXT, before, coat, "coat"):
            _coat_button(at_hand, correction, primary=False)
    st.text(words.UNCHANGED.format(value=correction.unchanged_delta_e00))
    _otherwise(at_hand, palette, correction, unit)


def _leave(correction: Correction) -> None:
    far = correction.residual.delta_e00 >= SEEN_BY_FEW
    with st.container(key="correct-advice", gap=None):
        st.text(words.LEAVE if far else words.LEAVE_SEEN)
        if far:
            st.markdown(words.LEAVE_FAR)


def _headline(text: str, before: float, after: float, likely: str = "") -> None:
    with st.container(key="correct-advice", gap=None):
        st.text(text)
        st.markdown(f"**{words.EXPECTED.format(before=before, after=after)}**")
        if likely:
            st.caption(likely)


def _other(text: str, before: float, after: float, place: str) -> DeltaGenerator:
    row = st.container(key=f"correct-other-{place}", horizontal=True, vertical_alignment="center")
    with row, st.container(gap=None, width="stretch"):
        st.text(text)
        st.caption(words.EXPECTED.format(before=before, after=after))
    return row


def _add_button(  # noqa: PLR0913  # what is added to which mix, in which unit, and how the button looks
    at_hand: Work, correction: Correction, addition: Addition, unit: str, *, place: int, primary: bool = True
) -> None:
    key = f"correct-add-{place}-{at_hand.revision}"
    if st.button(words.ADDED, key=key, type="primary" if primary else "secondary"):
        done = words.DID_ADD.format(what=addition_text(addition, unit).removeprefix("add "))
        _act(at_hand, correction, done, addition.recipe, at_hand.mix.coats)


def _coat_button(at_hand: Work, correction: Correction, *, primary: bool) -> None:
    key = f"correct-coat-{at_hand.revision}"
    if st.button(words.COAT_DONE, key=key, type="primary" if primary else "secondary"):
        _act(at_hand, correction, words.DID_COAT, correction.recipe, at_hand.mix.coats + 1)


def _otherwise(at_hand: Work, palette: Palette, correction: Correction, unit: str) -> None:
    with st.expander(words.OTHERWISE):
        names = {shade.code: f"{shade.name} ({shade.code})" for shade in palette.shades}
        with st.container(horizontal=True, vertical_alignment="bottom", key="correct-otherwise"):
            code = st.selectbox(
                words.OTHERWISE_POT, [*names], format_func=lambda one: names[one], key="correct-other-pot", width=320
            )
            amount = st.number_input(words.OTHERWISE_AMOUNT, 1, MOST_ADDED, key="correct-other-amount", width=170)
            if st.button(words.OTHERWISE_DONE, key="correct-other-done"):
                recipe = dict(correction.recipe)
                recipe[code] = recipe.get(code, 0) + amount
                what = f"{amount_text(amount, unit)} of {palette.shade(code).name}"
                _act(at_hand, correction, words.DID_ADD.format(what=what), recipe, at_hand.mix.coats)


def _act(at_hand: Work, correction: Correction, done: str, recipe: Mapping[str, int], coats: int) -> None:
    drawn = correction.learned.stripes[-1]
    work.act(at_hand, Tried(drawn, correction.residual.delta_e00, done), recipe=recipe, coats=coats)
    st.rerun()


def _sentence(addition: Addition, unit: str) -> str:
    text = addition_text(addition, unit)
    return f"{text[0].upper()}{text[1:]}"
