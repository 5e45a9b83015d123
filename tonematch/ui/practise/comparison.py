"""Any number of blends against one target: one table, sortable, and one plot."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from tonematch.practise.easel import Easel, checked_recipe
from tonematch.practise.plots import comparison_alt, comparison_svg
from tonematch.practise.reveal import Blend, judged, ranked
from tonematch.report.words.columns import HEADINGS, HOLDING_NOTE, holding_cells
from tonematch.report.words.wording import recipe_text
from tonematch.ui import memory
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.practise.parts import chosen_pots, forget_parts, pot_grid
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

PLACE = "added"
PLOT_WIDTH = 860
NUMBERS = {"Pots", "Uneven drops", "Lamps alone"}
"""Of the columns that every comparison has, those that hold numbers and so sort as numbers."""


def comparison(easel: Easel, given: Sequence[Blend]) -> None:
    """Draw the table and the plot of blends, with those that were added, and a way to add more."""
    st.subheader(words.COMPARISON_TITLE)
    added = bench().added.get(easel.exercise.id, ())
    key = (easel.exercise.id, *(f"{blend.whose} {blend.match.recipe}" for blend in given), *map(str, added))
    blends = _judged(easel, given, key)
    if blends:
        table(blends)
        drawn, alt = _plot(easel, blends, key)
        st.subheader(words.PLOT_TITLE)
        st.image(drawn, alt=alt, width=PLOT_WIDTH)
    else:
        st.caption(words.COMPARE_NO_BLEND)
    if st.toggle(words.ADD_BLEND_TITLE, key="practise-add-open"):
        _add(easel)
    if added and st.button(words.CLEAR_ADDED, key="practise-added-clear"):
        change(added={**bench().added, easel.exercise.id: ()})
        st.rerun()


def _judged(easel: Easel, given: Sequence[Blend], key: tuple[str, ...]) -> tuple[Blend, ...]:
    added = bench().added.get(easel.exercise.id, ())

    def judge() -> tuple[Blend, ...]:
        more = [judged(easel, words.ADDED.format(number=number), parts) for number, parts in enumerate(added, 1)]
        return ranked([*given, *more])

    return memory.kept("practise blends", same("blends", key), judge)


def _plot(easel: Easel, blends: tuple[Blend, ...], key: tuple[str, ...]) -> tuple[str, str]:
    target = easel.exercise.target
    named = [replace(blend, whose=words.SIDES.get(blend.whose, blend.whose)) for blend in blends]
    return memory.kept(
        "practise plot", same("blends", key), lambda: (comparison_svg(target, named), comparison_alt(target, named))
    )


def same(place: str, key: tuple[object, ...]) -> object:
    """Give the same object for an equal key, as what is kept is known by the object it was made of."""
    known: dict[str, tuple[object, ...]] = st.session_state.setdefault("practise keys", {})
    if known.get(place) != key:
        known[place] = key
    return known[place]


def table(blends: Sequence[Blend]) -> None:
    """Set blends in a table, best first, with the columns of ``tonematch compare``."""
    rank, whose, recipe, delta, grade, told, points = words.COMPARISON_COLUMNS
    matches = [blend.match for blend in blends]
    rows: dict[str, list[object]] = {
        rank: [match.rank for match in matches],
        whose: [words.SIDES.get(blend.whose, blend.whose) for blend in blends],
        recipe: [recipe_text(match) for match in matches],
        delta: [match.delta_e00 for match in matches],
        grade: [match.grade for match in matches],
        told: [match.in_words for match in matches],
        points: [blend.points for blend in blends],
    }
    for heading, cells in zip(HEADINGS, zip(*map(holding_cells, matches), strict=True), strict=True):
        rows[heading] = [float(cell) for cell in cells] if heading in NUMBERS else list(cells)
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            delta: st.column_config.NumberColumn(format="%.1f"),
            points: st.column_config.NumberColumn(format="%.0f"),
            "Pots": st.column_config.NumberColumn(format="%d"),
            "Uneven drops": st.column_config.NumberColumn(format="%.1f"),
            "Lamps alone": st.column_config.NumberColumn(format="%.1f"),
        },
    )
    st.caption(f"{words.COMPARISON_SORT} {HOLDING_NOTE}")


def _add(easel: Easel) -> None:
    exercise = easel.exercise
    place = f"{PLACE}-{exercise.id}"
    with st.container(border=True, key="practise-add-box"):
        parts = chosen_pots(place, exercise, easel.palette)
        if st.button(words.ADD_BLEND, key="practise-add-blend"):
            checked = tried("practise add", object(), partial(checked_recipe, exercise, parts))
            if checked is not None:
                before = bench().added
                change(added={**before, exercise.id: (*before.get(exercise.id, ()), checked)})
                forget_parts(place)
                st.rerun()
        pot_grid(place, easel.palette)
