"""For the tutor: a recipe laid down for an exercise, which trainees see once their own is laid down."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from tonematch.mix.palettes.shade import Palette
from tonematch.practise.bank import Graded
from tonematch.practise.exercise import Exercise
from tonematch.practise.tutor import lay_down, tutor_recipes
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.practise.parts import chosen_pots, forget_parts, pot_grid
from tonematch.ui.practise.swatches import skin_field
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

PLACE = "tutor"
EXERCISE_KEY = "practise-tutor-exercise"


def lay_down_recipe(exercises: Sequence[Graded]) -> None:
    """Let a tutor lay down a recipe for one of the exercises on the page."""
    if not exercises or not st.toggle(words.TUTOR_TITLE, key="practise-tutor"):
        return
    with st.container(border=True, key="practise-tutor-box"):
        st.caption(words.TUTOR_LEAD)
        known = {graded.exercise.id: graded for graded in exercises}
        name = st.selectbox(
            words.TUTOR_EXERCISE,
            list(known),
            format_func=lambda one: f"{known[one].exercise.title} ({words.limits(known[one].exercise)})",
            key=EXERCISE_KEY,
            on_change=lambda: forget_parts(PLACE),
        )
        exercise = known[name].exercise
        palette = tried("practise tutor palette", object(), lambda: load_choice(exercise.palette))
        if palette is None:
            return
        skin_field(exercise, large=False)
        parts = chosen_pots(PLACE, exercise, palette)
        if st.button(words.TUTOR_KEEP, key="practise-tutor-keep"):
            tried("practise tutor keep", object(), partial(_keep, exercise, parts))
        pot_grid(PLACE, palette)


def _keep(exercise: Exercise, parts: Mapping[str, int]) -> None:
    lay_down(exercise, parts)
    st.success(words.TUTOR_KEPT)


def recipe_for(graded: Graded, palette: Palette) -> Mapping[str, int] | None:
    """Give the tutor's recipe for an exercise, if there is one whose pots are all in the palette still."""
    recipes = tried("practise tutor file", object(), tutor_recipes) or {}
    recipe = recipes.get(graded.exercise.id)
    known = {shade.code for shade in palette.shades}
    return recipe if recipe is not None and recipe.keys() <= known else None
