"""The part of the skin page that takes the target from the other side of the body, in a second photo."""

from dataclasses import replace
from functools import partial

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.capture.photo import decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.pipeline import Calibrated
from tonematch.ui import memory, session
from tonematch.ui.case import Case, OtherSide
from tonematch.ui.clients import originals
from tonematch.ui.marker.component import Picture, marker, news_of
from tonematch.ui.marker.layer import layer_png, legend_of
from tonematch.ui.marker.marks import Gesture, Tool, sample_mark
from tonematch.ui.places import type_places
from tonematch.ui.preview import preview_of
from tonematch.ui.problems import tried
from tonematch.ui.words import match as words

TOOLS: tuple[Tool, ...] = ("skin", "compare")


def section(case: Case) -> Case:
    """Draw the section, and give the case as it is afterwards."""
    with st.expander(words.OTHER_TITLE, expanded=case.other_side is not None):
        if case.other_side is None:
            st.markdown(words.OTHER_LEAD)
            upload = st.file_uploader(
                words.UPLOAD_LABEL,
                type=[suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
                key=f"other-{case.photo.sha256[:16]}",
                help=words.UPLOAD_PRIVACY,
            )
            if upload is not None:
                _take(upload.getvalue(), upload.name, case.chart.kind)
            return case
        return session.keep_other_side(_marked(case.other_side, anyway=case.anyway))


def _take(encoded: bytes, name: str, kind: str) -> None:
    """Open a second photo and read its chart; draw why where that fails."""

    def opened() -> OtherSide:
        photo = decode_photo(encoded, name)
        originals.hold(photo.sha256, encoded)
        return OtherSide(photo, preview_of(photo), fit_calibration(read_chart(photo, kind=kind), photo))

    with st.spinner(words.READING_CHART):
        other = tried("other photo", (name, hash(encoded), kind), opened)
    if other is not None:
        session.keep_other_side(other)
        session.forget_uploads()
        st.rerun()


def _marked(other: OtherSide, *, anyway: bool) -> OtherSide:
    """Draw the second photo to mark on, and measure the skin marked there."""
    photo = other.photo
    st.text(words.OTHER_PHOTO.format(name=photo.name))
    news = news_of(photo.sha256, "other")
    if news is not None:
        other = replace(other, marking=news)
    mark, failed = other.marking.mark, None
    if mark is None:
        other = replace(other, sample=None, sampled=other.marking)
    elif other.sample is None or other.sampled.mark != mark:
        measured = tried(
            "other skin",
            (photo.sha256, anyway, mark),
            partial(sample_mark, Calibrated(photo, other.calibration), mark, anyway=anyway),
        )
        if measured is None:
            failed = other.marking.gestures[other.marking.at - 1]
        else:
            other = replace(other, sample=measured, sampled=other.marking)
    _show(other, failed)
    return other


def _show(other: OtherSide, failed: Gesture | None) -> None:
    sample, photo = other.sample, other.photo
    picture = Picture(
        other.preview,
        (photo.width, photo.height),
        photo.sha256,
        words.OTHER_PICTURE,
        tuple((float(x), float(y)) for x, y in other.calibration.reading.corners),
        b"" if sample is None else memory.kept("other layer", sample, partial(layer_png, sample, other.preview)),
        memory.kept("other legend", sample, partial(legend_of, sample, chart=True)),
    )
    shown = other.marking if failed is None else other.sampled
    marker(picture, key="other", groups=((words.OTHER_TOOLS, TOOLS),), shown=shown, failed=failed)
    typed = type_places(photo, [""], words.USE_POINT, key="other-point")
    if typed is not None:
        session.keep_other_side(replace(other, marking=shown.then(Gesture("skin", typed))))
        st.rerun()
    if st.button(words.OTHER_DROP):
        session.keep_other_side(None)
        st.rerun()
