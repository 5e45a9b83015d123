"""The reveal: one's own blend beside the best and the tutor's, the error split, which pot pulls where."""

from functools import partial

import streamlit as st

from tonematch.practise.easel import set_up
from tonematch.practise.entry import Entry, Guess
from tonematch.practise.journal import add_entry
from tonematch.practise.points import verdicts
from tonematch.practise.progress import RETEST
from tonematch.practise.reveal import Pull, Reveal
from tonematch.report.words.wording import recipe_text
from tonematch.thresholds import thresholds
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.practise import attempt as kept
from tonematch.ui.practise.attempt import Attempt, bench
from tonematch.ui.practise.choose import next_in_set
from tonematch.ui.practise.comparison import comparison
from tonematch.ui.practise.swatches import covered_field, split
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

SHOWN_PULLS = 4


def show(attempt: Attempt, shown: Reveal) -> None:
    """Draw all there is to say of a blend laid down."""
    exercise, own = shown.graded.exercise, shown.own
    with st.container(key="practise-result", horizontal=True, vertical_alignment="center"):
        st.subheader(words.RESULT.format(points=own.points), width="content")
        told = words.RESULT_WORDS.format(delta=own.match.delta_e00, grade=own.match.grade, words=own.match.in_words)
        st.markdown(told, width="content")
    sides = [(exercise.target, words.SIDES["target"])]
    sides += [(blend.match.predicted.lab, words.SIDES[blend.whose]) for blend in shown.blends]
    split(sides)
    _keep(attempt)
    _axes(shown, attempt.entry.guess if attempt.entry is not None else Guess())
    if exercise.over is not None:
        st.subheader(words.ON_PATCH)
        with st.container(key="practise-covered", horizontal=True):
            for blend in shown.blends:
                with st.container(gap=None, width="stretch"):
                    covered_field(exercise.target, blend.match.predicted.lab, words.SIDES[blend.whose])
                    st.markdown(f"**{words.SIDES[blend.whose]}**")
                    st.text(recipe_text(blend.match))
    _pulls(shown)
    palette = tried("practise palette", exercise.palette, lambda: load_choice(exercise.palette))
    if palette is not None:
        comparison(set_up(exercise, palette), shown.blends)
    _explained(shown)
    _onward(shown)


def _keep(attempt: Attempt) -> None:
    name, entry = bench().trainee, attempt.entry
    if entry is None or not name:
        st.caption(words.NOT_KEPT)
        return
    due = f"{entry.on + RETEST:%d %B %Y}"
    if attempt.kept:
        st.caption(words.KEPT.format(due=due))
        return
    if tried("practise keep", entry, partial(_written, name, entry)):
        st.caption(words.KEPT.format(due=due))
        return
    if st.button(words.KEEP_AGAIN, key="practise-keep-again"):
        st.session_state["problems"].pop("practise keep", None)
        st.rerun()


def _written(name: str, entry: Entry) -> bool:
    add_entry(name, entry)
    kept.answer(kept=True)
    return True


def _axes(shown: Reveal, guess: Guess) -> None:
    difference = shown.own.match.difference
    depth, undertone, chroma = verdicts(difference, shown.graded.exercise.target.L)
    rows = (
        (depth, difference.dL, guess.depth),
        (undertone, difference.dH, guess.undertone),
        (chroma, difference.dC, None),
    )
    with st.container(key="practise-axes"):
        for name, (word, size, thought) in zip(words.AXES, rows, strict=True):
            with st.container(key=f"practise-axis-{name}", border=True, gap=None):
                st.markdown(f"{name}: **{word}**")
                st.caption(words.signed(size))
                if thought is not None:
                    st.caption((words.GUESSED_RIGHT if thought == word else words.GUESSED).format(word=thought))
    st.caption(words.AXES_NOTE)


def _pulls(shown: Reveal) -> None:
    before = shown.own.match.delta_e00
    ordered = sorted(shown.pulls, key=lambda pull: pull.delta_e00)
    nearer = [pull for pull in ordered if pull.delta_e00 < before]
    farther = [pull for pull in ordered if pull.delta_e00 >= before]
    st.subheader(words.PULLS_TITLE)
    columns = st.columns(2, gap="medium")
    for column, title, pulls in zip(columns, (words.PULLS_NEARER, words.PULLS_FARTHER), (nearer, farther), strict=True):
        with column, st.container(gap="small"):
            st.markdown(f"**{title}**")
            if not pulls and title == words.PULLS_NEARER:
                st.text(words.PULLS_NONE)
            for pull in pulls[:SHOWN_PULLS]:
                st.text(_told(pull, before))


def _told(pull: Pull, before: float) -> str:
    moves = f" ({', '.join(pull.moves)})" if pull.moves else ""
    sign = "+" if pull.by > 0 else "\N{MINUS SIGN}"
    return words.PULL.format(sign=sign, name=pull.name, before=before, after=pull.delta_e00, moves=moves)


def _explained(shown: Reveal) -> None:
    limit = thresholds(shown.graded.exercise.target.L)
    with st.expander(words.POINTS_TITLE):
        st.latex(words.POINTS_FORMULA)
        st.markdown(words.POINTS_EXPLAINED.format(acceptable=limit.acceptable, perceptible=limit.perceptible))
    with st.expander(words.HOW_HARD):
        st.markdown(words.how_hard(shown.graded.survey))
        st.caption(words.LEVELS_EXPLAINED)
        st.caption(shown.graded.exercise.source)


def _onward(shown: Reveal) -> None:
    following = next_in_set(shown.graded)
    with st.container(horizontal=True, key="practise-onward"):
        if following is not None:
            st.button(words.NEXT, type="primary", key="practise-next", on_click=partial(kept.start, following))
        st.button(words.AGAIN, key="practise-again", on_click=partial(kept.start, shown.graded))
        st.button(words.LEAVE, key="practise-leave", on_click=kept.leave)
