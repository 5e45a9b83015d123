"""Progress over time: tendencies, plots, what comes back when, the record for an assessor, and its end."""

from functools import partial

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.practise.entry import Entry
from tonematch.practise.journal import delete_journal
from tonematch.practise.plots import errors_alt, errors_svg, points_alt, points_svg
from tonematch.practise.portfolio import NO_CERTIFICATE, portfolio_csv, portfolio_html
from tonematch.practise.progress import biases, groups, retests
from tonematch.ui.practise import trainee
from tonematch.ui.practise.attempt import bench, change
from tonematch.ui.problems import tried
from tonematch.ui.words import practise as words

DRAWN = "practise drawn"


def progress_view() -> None:
    """Draw how whoever practises gets on."""
    if not bench().trainee:
        st.info(words.PROGRESS_TRAINEE)
        return
    journal = trainee.journal()
    if journal is None:
        return
    trainee.damaged(journal)
    entries = journal.entries
    if not entries:
        st.info(words.PROGRESS_EMPTY)
    else:
        _tendencies(entries)
        _plots(entries)
        _groups(entries)
        _coming_back(entries)
        _portfolio(journal.trainee, entries)
    if entries or journal.findings:
        _end(journal.trainee)


def _tendencies(entries: tuple[Entry, ...]) -> None:
    st.subheader(words.TENDENCIES)
    found = biases(entries)
    if not found:
        st.markdown(words.NO_TENDENCY)
    for bias in found:
        st.markdown(
            words.TENDENCY.format(
                depth=bias.depth, words=bias.words, size=abs(bias.mean), error=bias.error, count=bias.count
            )
        )


def _plots(entries: tuple[Entry, ...]) -> None:
    known = st.session_state.get(DRAWN)
    if known is None or known[0] != entries:
        with st.spinner(""):
            drawn = (
                (words.POINTS_OVER_TIME, points_svg(entries), points_alt(entries)),
                (words.ERRORS_OVER_TIME, errors_svg(entries), errors_alt(entries)),
            )
        known = st.session_state[DRAWN] = (entries, drawn)
    for column, (title, svg, alt) in zip(st.columns(2, gap="medium"), known[1], strict=True):
        with column:
            st.subheader(title)
            st.image(svg, alt=alt, width="stretch")
    st.caption(words.PLOTS_NOTE)


def _groups(entries: tuple[Entry, ...]) -> None:
    st.subheader(words.GROUPS_TITLE)
    found = groups(entries)
    rows: list[list[object]] = [
        [words.GROUP_NAMES[group.kind].format(name=group.name).capitalize() for group in found],
        [group.count for group in found],
        [group.median_points for group in found],
        [group.mean_difference[0] for group in found],
        [group.mean_difference[1] for group in found],
        [group.mean_difference[2] for group in found],
    ]
    signed = st.column_config.NumberColumn(format="%+.1f")
    st.dataframe(
        dict(zip(words.GROUP_COLUMNS, rows, strict=True)),
        hide_index=True,
        column_config={
            words.GROUP_COLUMNS[2]: st.column_config.NumberColumn(format="%.0f"),
            **dict.fromkeys(words.GROUP_COLUMNS[3:], signed),
        },
    )


def _coming_back(entries: tuple[Entry, ...]) -> None:
    found = retests(entries)
    now = sum(one.due <= today() for one in found)
    with st.expander(words.RETESTS_TITLE.format(count=len(found), now=now)):
        for one in found:
            text = words.RETEST_DUE if one.due <= today() else words.RETEST
            st.text(
                text.format(
                    title=one.graded.exercise.title,
                    points=one.points,
                    last=f"{one.last:%d %B %Y}",
                    due=f"{one.due:%d %B %Y}",
                )
            )


def _portfolio(name: str, entries: tuple[Entry, ...]) -> None:
    st.subheader(words.PORTFOLIO_TITLE)
    st.markdown(words.PORTFOLIO_LEAD)
    st.caption(NO_CERTIFICATE)
    with st.container(horizontal=True):
        st.download_button(
            words.PORTFOLIO_HTML,
            partial(portfolio_html, name, entries, made_on=today()),
            words.PORTFOLIO_NAME.format(kind="html"),
            "text/html",
            key="practise-html",
            on_click="ignore",
        )
        st.download_button(
            words.PORTFOLIO_CSV,
            partial(portfolio_csv, name, entries),
            words.PORTFOLIO_NAME.format(kind="csv"),
            "text/csv",
            key="practise-csv",
            on_click="ignore",
        )


def _end(name: str) -> None:
    with st.expander(words.DELETE_TITLE):
        st.markdown(words.DELETE_LEAD)
        sure = st.checkbox(words.DELETE_SURE, key="practise-delete-sure")
        if st.button(words.DELETE, key="practise-delete", disabled=not sure):
            tried("practise delete", object(), partial(_delete, name))


def _delete(name: str) -> None:
    delete_journal(name)
    change(trainee="", attempt=None)
    for key in (trainee.NAME_KEY, trainee.WHO_KEY):
        st.session_state.pop(key, None)
    st.rerun()
