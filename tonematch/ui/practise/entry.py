"""The blind entry: the skin, the pots, one's own parts, and nothing of what they make."""

import streamlit as st

from tonematch.bundled import palette_names
from tonematch.mix.palettes.kit import today
from tonematch.mix.palettes.shade import Palette
from tonematch.practise.bank import Graded, grade_exercise
from tonematch.practise.easel import set_up
from tonematch.practise.entry import Guess, entry_of
from tonematch.practise.points import DEPTHS, UNDERTONES
from tonematch.practise.reveal import Reveal
from tonematch.practise.reveal import reveal as reveal_of
from tonematch.report.words.wording import SCREEN_CAVEAT
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.practise import attempt as kept
from tonematch.ui.practise import tutor
from tonematch.ui.practise.attempt import Attempt
from tonematch.ui.practise.parts import chosen_pots, pot_grid, seed_parts
from tonematch.ui.practise.swatches import skin_field
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

PLACE = "own"
DEPTH_KEY, UNDERTONE_KEY = "practise-blend-guess-depth", "practise-blend-guess-undertone"


def lay_down(attempt: Attempt) -> None:
    """Draw the exercise, and reveal it when the blend is laid down."""
    exercise = attempt.graded.exercise
    palette = tried("practise palette", exercise.palette, lambda: load_choice(exercise.palette))
    if palette is None:
        st.button(words.LEAVE, key="practise-leave", on_click=kept.leave)
        return
    seed_parts(PLACE, attempt.parts)
    there = tutor.recipe_for(attempt.graded, palette)
    left, right = st.columns([2, 1], gap="large")
    with left:
        st.subheader(words.TO_MATCH)
        skin_field(exercise, large=True)
        st.markdown(f"{words.TASK} **{words.limits(exercise)}.**")
        st.subheader(words.POTS_TITLE)
        pot_grid(PLACE, palette)
        st.caption(words.pots_lead(exercise))
    with right:
        st.subheader(words.YOUR_BLEND)
        parts = chosen_pots(PLACE, exercise, palette)
        if parts != attempt.parts:
            kept.answer(parts=parts)
        guess = _guess()
        with st.container(horizontal=True):
            pressed = st.button(words.REVEAL, type="primary", key="practise-reveal")
            st.button(words.LEAVE, key="practise-leave", on_click=kept.leave)
        if pressed:
            shown = tried(
                "practise reveal",
                object(),
                lambda: reveal_of(_graded_anew(attempt.graded, palette), set_up(exercise, palette), parts, tutor=there),
            )
            if shown is not None:
                _finish(shown, guess)
        st.caption(words.NOT_BEFORE)
        st.text(exercise.title)
        st.caption(" ".join([words.patch_known(exercise), *([words.TUTOR_THERE] if there else []), SCREEN_CAVEAT]))


def _graded_anew(graded: Graded, palette: Palette) -> Graded:
    """Grade an exercise on a palette of one's own again, as its pots may have been changed since."""
    return graded if graded.exercise.palette in palette_names() else grade_exercise(graded.exercise, palette)


def _guess() -> Guess:
    st.markdown(f"**{words.GUESS_TITLE}**")
    with st.container(horizontal=True, key="practise-guess"):
        depth = st.segmented_control(words.GUESS_DEPTH, DEPTHS, key=DEPTH_KEY)
        undertone = st.segmented_control(words.GUESS_UNDERTONE, UNDERTONES, key=UNDERTONE_KEY)
    return Guess(depth, undertone)


def _finish(shown: Reveal, guess: Guess) -> None:
    kept.answer(shown=shown, entry=entry_of(shown, guess, today()))
    st.rerun()
