"""Compare blends: a target that was finished, or of the case open in Match, and any number of recipes."""

import streamlit as st

from tonematch.practise.bank import Graded
from tonematch.practise.easel import Easel, set_up
from tonematch.practise.entry import Entry
from tonematch.practise.reveal import Blend, judged
from tonematch.ui import memory, session
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.practise import own_cases, trainee
from tonematch.ui.practise.attempt import bench
from tonematch.ui.practise.comparison import comparison, same
from tonematch.ui.practise.swatches import skin_field
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

CASE = "case"


def compare_view() -> None:
    """Draw the choice of a target, and the blends against it."""
    st.markdown(words.COMPARE_LEAD)
    journal = trainee.journal()
    entries = () if journal is None else journal.entries
    if journal is not None:
        trainee.damaged(journal)
    done = _done(entries)
    case = session.current()
    options = [*([CASE] if case is not None and case.target is not None else []), *done]
    if not options:
        st.info(words.COMPARE_EMPTY)
        return
    chosen = st.selectbox(
        words.COMPARE_TARGET,
        options,
        format_func=lambda one: words.COMPARE_CASE if one == CASE else _title(done[one]),
        key="practise-compare-target",
    )
    graded = _of_case() if chosen == CASE else done[chosen]
    if graded is None:
        return
    exercise = graded.exercise
    palette = tried("practise palette", exercise.palette, lambda: load_choice(exercise.palette))
    if palette is None:
        return
    skin_field(exercise, large=False)
    st.caption(words.limits(exercise))
    easel = set_up(exercise, palette)
    blends = tried("practise compare", object(), lambda: _blends(easel, graded, entries))
    comparison(easel, blends or ())


def _done(entries: tuple[Entry, ...]) -> dict[str, Graded]:
    found = {entry.graded.exercise.id: entry.graded for entry in reversed(entries)}
    attempt = bench().attempt
    if attempt is not None and attempt.shown is not None:
        found.setdefault(attempt.graded.exercise.id, attempt.graded)
    return found


def _title(graded: Graded) -> str:
    return f"{graded.exercise.title} ({words.limits(graded.exercise)})"


def _of_case() -> Graded | None:
    choices = palette_choices()
    name = st.selectbox(
        words.OWN_PALETTE,
        list(choices),
        format_func=lambda one: choices[one],
        key="practise-compare-palette",
        width=300,
    )
    case = session.current()
    sample = None if case is None else case.target
    if sample is None:
        return None
    key = (name, sample.surrounding.lab, None if sample.patch is None else sample.patch.lab)
    with st.spinner(words.TRYING_ALL):
        return tried(
            "practise compare case",
            object(),
            lambda: memory.kept(
                "practise compare case",
                same("case", key),
                lambda: own_cases.of_case(name, own_cases.DEFAULT_POTS, own_cases.DEFAULT_PARTS),
            ),
        )


def _blends(easel: Easel, graded: Graded, entries: tuple[Entry, ...]) -> list[Blend]:
    mine = [entry for entry in entries if entry.graded.exercise.id == graded.exercise.id]
    tries = [judged(easel, words.OWN_TRY.format(on=f"{entry.on:%d %B %Y}"), entry.own.parts) for entry in mine]
    tutors = [entry.tutor for entry in mine if entry.tutor is not None][-1:]
    attempt = bench().attempt
    if not mine and attempt is not None and attempt.shown is not None and attempt.graded is graded:
        return list(attempt.shown.blends)
    return [
        *tries,
        judged(easel, "engine", graded.survey.best),
        *(judged(easel, "tutor", laid.parts) for laid in tutors),
    ]
