"""Measure one's own jars from a photo of the drawdown card."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.measure.drawdown import DISC_SHARE
from tonematch.own_jars.drawn import Jar
from tonematch.own_jars.on_card import opaque_jar, row_jar
from tonematch.ui import memory, panels, session
from tonematch.ui.marker.component import Picture, marker, news_of
from tonematch.ui.palettes import measured, prints
from tonematch.ui.palettes.card_layer import card_layer, card_legend, points_layer
from tonematch.ui.palettes.card_photo import CardPhoto, Label, current, hold, let_go, read_card_photo, relabelled
from tonematch.ui.problems import tried
from tonematch.ui.words import jars as words
from tonematch.ui.words import match as match_words

UPLOADS = "card uploads"


def section() -> None:
    """Draw the steps: the photo, what was found in it, the labels, what was measured."""
    held = current()
    if held is None:
        _upload()
        return
    news = news_of(held.photo.sha256, "jars")
    if news is not None:
        held = hold(replace(held, marking=news, jars={}))
    picture, facts = st.columns([3, 2], gap="large")
    with facts:
        held = _found(held)
    with picture:
        _show(held)
    with facts:
        held = _labels(held)
        _measure(held)
    held = current() or held
    if held.jars:
        measured.show(held)


def _upload() -> None:
    st.subheader(words.MEASURE_TITLE)
    st.markdown(words.MEASURE_LEAD)
    turn: int = st.session_state.setdefault(UPLOADS, 0)
    upload = st.file_uploader(
        words.MEASURE_UPLOAD,
        type=[suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
        key=f"card-{turn}",
        help=match_words.UPLOAD_PRIVACY,
    )
    if upload is not None:
        encoded = upload.getvalue()
        with st.spinner(words.MEASURE_READING):
            held = tried("card photo", (upload.name, hash(encoded)), lambda: read_card_photo(encoded, upload.name))
        if held is not None:
            hold(held)
            session.forget_uploads()
            st.session_state[UPLOADS] = turn + 1
            st.rerun()
    prints.card_button()
    prints.how_to()


def _found(held: CardPhoto) -> CardPhoto:
    panels.verdict(held.calibration)
    if held.card:
        by_hand = st.toggle(words.BY_HAND, held.by_hand, key=f"by-hand-{held.photo.sha256[:16]}")
        if by_hand != held.by_hand:
            held = hold(replace(held, by_hand=by_hand, labels={}, jars={}))
        if not by_hand:
            st.text(words.CARD_FOUND)
    elif held.missing is not None:
        st.text(held.missing.message)
        st.text(held.missing.hint)
    if held.by_hand:
        st.markdown(words.BY_HAND_LEAD)
    if st.button(words.MEASURE_DROP, key="card-drop"):
        let_go()
        st.rerun()
    return held


def _show(held: CardPhoto) -> None:
    photo = held.photo
    if held.by_hand:
        radius = held.calibration.reading.patch_px * DISC_SHARE
        layer = points_layer(held.points, radius, held.preview, photo.width)
    else:
        layer = memory.kept("card layer", held.card, lambda: card_layer(held.card, held.preview, photo.width))
    marker(
        Picture(
            held.preview,
            (photo.width, photo.height),
            photo.sha256,
            words.CARD_PICTURE_BY_HAND.format(count=len(held.points)) if held.by_hand else words.CARD_PICTURE,
            tuple((float(x), float(y)) for x, y in held.calibration.reading.corners),
            layer,
            card_legend(bare=not held.by_hand),
        ),
        key="jars",
        groups=((words.POINT_AT, ("point",)),) if held.by_hand else (),
        shown=held.marking,
    )


def _labels(held: CardPhoto) -> CardPhoto:
    st.subheader(words.LABELS_TITLE)
    st.caption(words.LABELS_LEAD)
    labels: dict[int, Label] = {}
    for number in held.numbers:
        code, name = held.labels.get(number, ("", ""))
        key = f"{held.photo.sha256[:12]}-{held.by_hand}-{number}"
        with st.container(key=f"label-row-{number}", horizontal=True, vertical_alignment="center"):
            st.text(str(number), width=24)
            code = _typed(words.LABEL_CODE, number, code, key)
            name = _typed(words.LABEL_NAME, number, name, key)
        if code.strip() or name.strip():
            labels[number] = (code.strip(), name.strip())
    return hold(relabelled(held, labels))


def _typed(what: str, number: int, value: str, key: str) -> str:
    label = words.LABEL.format(what=what, number=number)
    typed: str = st.text_input(label, value, key=f"{what}-{key}", placeholder=what, label_visibility="collapsed")
    return typed


def _measure(held: CardPhoto) -> None:
    wrong = wrong_labels(held.labels)
    for text in wrong:
        st.text(text)
    refused = held.calibration.verdict == "refuse"
    anyway = refused and st.checkbox(match_words.ANYWAY, key="jars-anyway")
    ready = bool(held.labels) and not wrong and (anyway or not refused)
    if st.button(words.MEASURE_BUTTON, key="measure", type="primary", disabled=not ready):
        jars = tried("measure", object(), partial(_measured, held))
        if jars is not None:
            hold(replace(held, jars=jars))


def wrong_labels(labels: Mapping[int, Label]) -> tuple[str, ...]:
    """Say which labels lack a code or a name, or stand twice."""
    codes = [code for code, _ in labels.values()]
    wrong = []
    for number, (code, name) in labels.items():
        if not code or not name:
            wrong.append(words.LABEL_MISSING.format(number=number))
        elif codes.count(code) > 1:
            wrong.append(words.LABEL_TWICE.format(number=number, code=code))
    return tuple(wrong)


def _measured(held: CardPhoto) -> Mapping[int, Jar]:
    bar = st.progress(0.0, words.MEASURE_BUSY)
    jars: dict[int, Jar] = {}
    try:
        for count, (number, (code, name)) in enumerate(held.labels.items(), 1):
            if held.by_hand:
                point = held.points[number - 1]
                jars[number] = opaque_jar(held.photo, held.calibration, point, code=code, name=name)
            else:
                row = held.card[number - 1]
                jars[number] = row_jar(held.photo, held.calibration, row, code=code, name=name)
            bar.progress(count / len(held.labels), words.MEASURE_BUSY)
    finally:
        bar.empty()
    return jars
