"""Choose an exercise: those that come back, a drawn set, and cases of one's own."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.practise.bank import Graded, bundled_exercises, draw, filtered
from tonematch.practise.progress import DEPTH_NAMES, Retest, due, retests
from tonematch.practise.survey import LEVELS
from tonematch.ui.practise import attempt, own_cases, trainee, tutor
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.practise.swatches import skin_field
from tonematch.ui.words import practise as words

SET_SIZE = 8
DUE_SHOWN = 4


def choose_exercise() -> None:
    """Draw what there is to choose from."""
    st.markdown(words.LEAD)
    journal = trainee.journal()
    entries = () if journal is None else journal.entries
    if journal is not None:
        trainee.damaged(journal)
    back = due(entries, today())
    if back:
        st.subheader(words.DUE_TITLE)
        notes = {one.graded.exercise.id: words.DUE.format(last=day(one), points=one.points) for one in back}
        _cards("due", [one.graded for one in back[:DUE_SHOWN]], notes)
        if len(back) > DUE_SHOWN:
            st.caption(words.DUE_MORE.format(count=len(back) - DUE_SHOWN))
    st.subheader(words.SET_TITLE)
    done = {one.graded.exercise.id: _done(one) for one in retests(entries)}
    drawn = _drawn()
    if drawn:
        _cards("set", drawn, done)
    else:
        st.info(words.NO_EXERCISE)
    st.caption(words.LEVELS_EXPLAINED)
    own_cases.make_exercise()
    _cards("own", bench().own, done)
    tutor.lay_down_recipe([*(one.graded for one in back), *drawn, *bench().own])


def _drawn() -> tuple[Graded, ...]:
    table = bench()
    st.session_state.setdefault("practise-levels", list(table.levels))
    st.session_state.setdefault("practise-depths", list(table.depths))
    st.session_state.setdefault("practise-seed", table.seed)
    with st.container(key="practise-filters", horizontal=True, vertical_alignment="bottom"):
        levels = st.pills(words.LEVEL, LEVELS, selection_mode="multi", key="practise-levels", width="content")
        depths = st.pills(words.DEPTH, DEPTH_NAMES, selection_mode="multi", key="practise-depths", width="content")
        seed = st.number_input(words.SET_NUMBER, 1, 9999, key="practise-seed", help=words.SET_HELP, width=170)
    if (tuple(levels), tuple(depths), seed) != (table.levels, table.depths, table.seed):
        change(levels=tuple(levels), depths=tuple(depths), seed=seed)
    return draw(filtered(bundled_exercises(), levels=levels, depths=depths), SET_SIZE, seed=int(seed))


def next_in_set(after: Graded) -> Graded | None:
    """Give the exercise that follows in the set drawn, or None after the last."""
    table = bench()
    drawn = draw(filtered(bundled_exercises(), levels=table.levels, depths=table.depths), SET_SIZE, seed=table.seed)
    ids = [graded.exercise.id for graded in drawn]
    place = ids.index(after.exercise.id) + 1 if after.exercise.id in ids else len(ids)
    return drawn[place] if place < len(drawn) else None


def _cards(place: str, exercises: Sequence[Graded], notes: Mapping[str, str]) -> None:
    with st.container(key=f"practise-cards-{place}"):
        for number, graded in enumerate(exercises):
            exercise = graded.exercise
            with st.container(key=f"practise-card-{place}-{number}", border=True, gap="small"):
                skin_field(exercise, large=False)
                st.markdown(f"**{graded.level.capitalize()}** · {exercise.depth} skin")
                st.text(exercise.title)
                st.caption(words.limits(exercise))
                if exercise.id in notes:
                    st.caption(notes[exercise.id])
                st.button(
                    words.START,
                    key=f"practise-start-{place}-{number}",
                    on_click=partial(attempt.start, graded),
                    width="stretch",
                )


def day(one: Retest) -> str:
    """Write the day an exercise was done last."""
    return f"{one.last:%d %B %Y}"


def _done(one: Retest) -> str:
    if one.due <= today():
        return words.DUE.format(last=day(one), points=one.points)
    return words.DONE_BEFORE.format(last=day(one), due=f"{one.due:%d %B %Y}")
