"""Step 1: say where on the body, choose a photo, one's own or a sample, and see at once what was read of it."""

from importlib import import_module
from pathlib import Path
from typing import Literal

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES, sample_photos
from tonematch.capture.photo import decode_photo
from tonematch.ui import panels, session
from tonematch.ui.case import Case
from tonematch.ui.clients import originals
from tonematch.ui.marker.component import Picture, marker
from tonematch.ui.marker.layer import legend_of
from tonematch.ui.marker.marks import Gesture, Marking
from tonematch.ui.match import guide
from tonematch.ui.match.reading import outline, read, verdict, way_back
from tonematch.ui.preview import sample_facts, sample_thumbnail
from tonematch.ui.problems import tried
from tonematch.ui.shell import CHART, open_step
from tonematch.ui.words import guide as guide_words
from tonematch.ui.words import match as words

Kind = Literal["primary", "secondary"]
FIRST_SAMPLE = 3
"""Offered before the others: its patch is seen at a glance, in a light that works."""
SAMPLE_SITES = {"forearm": "arm", "hand": "hand", "shin": "leg", "neck": "neck", "scalp": "scalp"}
"""Words in the file names of the bundled samples, and the sites they stand for."""


def take(encoded: bytes, name: str, own_mark: Marking | None = None, at: str = "") -> None:
    """Start a case with this file; one that is at hand already is not decoded again."""
    if not session.holds(encoded):
        with st.spinner(words.READING_PHOTO):
            photo = tried("upload", (name, hash(encoded)), lambda: decode_photo(encoded, name))
        if photo is None:
            return
        session.begin(photo, own_mark, at)
        originals.hold(photo.sha256, encoded)
    session.upload_taken()
    st.rerun()


def ask_site() -> None:
    """Ask where on the body it is."""
    known = session.site() or None
    key = f"site-{session.visit()}-{session.uploads_taken()}"
    st.session_state.setdefault(key, known)
    said = st.segmented_control(
        words.SITE, list(words.SITES), key=key, format_func=lambda name: words.SITES[name], help=words.SITE_HELP
    )
    if (said or "") != session.site():
        session.ask_site(said or "")
        st.rerun()


def at_hand(case: Case) -> None:
    """Show what was read of the photo at hand, and the way on."""
    with st.container(key="at-hand", border=True):
        picture, facts = st.columns([2, 3], gap="large")
    with facts:
        panels.photo_facts(case.photo)
        read(case)
        if case.calibrated != case.chart:
            if st.button(words.TO_CORNERS, type="primary"):
                open_step(CHART)
            way_back()
        verdict(case)
        if case.calibration is not None:
            if st.button(words.TO_CHART):
                open_step(CHART)
            panels.findings(case.calibration.findings)
    with picture:
        corners = outline(case)
        shown = Picture(
            case.preview,
            (case.photo.width, case.photo.height),
            case.photo.sha256,
            words.CHART_PICTURE if corners else words.CHART_PICTURE_EMPTY,
            corners,
            legend=legend_of(None, chart=bool(corners)),
            at_top=True,
        )
        marker(shown, key="at-hand")


def offer_upload() -> None:
    """Offer to drop a file, or to use the camera; what was taken from the fields before has left them."""
    fresh = f"{session.visit()}-{session.uploads_taken()}"
    upload = st.file_uploader(
        words.UPLOAD_LABEL,
        type=[suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
        key=f"upload-{fresh}",
        help=words.UPLOAD_PRIVACY,
    )
    if upload is not None:
        take(upload.getvalue(), upload.name)
    st.caption(words.PHONE_HINT)
    with st.expander(words.CAMERA_TITLE):
        st.markdown(words.CAMERA_CAVEAT)
        if st.toggle(words.CAMERA_ON, key=f"camera-on-{fresh}"):
            shot = st.camera_input(words.CAMERA_LABEL, key=f"camera-{fresh}", resolution="1080p")
            if shot is not None:
                take(shot.getvalue(), words.CAMERA_NAME)


def sample_mark(facts: dict[str, object]) -> Marking | None:
    """Read where a bundled sample has its patch."""
    patch = facts.get("patch")
    if not isinstance(patch, dict):
        return None
    x, y = patch["click"]
    return Marking().then(Gesture("point", ((float(x), float(y)),)))


def sample_site(path: Path) -> str:
    """Tell by its name where on the body a sample is; nowhere where the name does not say."""
    return next((site for word, site in SAMPLE_SITES.items() if word in path.stem), "")


def offer_sample(number: int, path: Path, label: str) -> None:
    """Offer a bundled sample to be used."""
    facts = sample_facts(path)
    what = str(facts.get("what", path.stem))
    with st.container(key=f"sample-{number}", border=True):
        st.image(sample_thumbnail(str(path), path.stat().st_mtime), alt=what, width="stretch")
        st.caption(what)
        is_first = number == FIRST_SAMPLE and session.current() is None
        kind: Kind = "primary" if is_first else "secondary"
        if st.button(label, key=f"use-sample-{number}", type=kind, width="stretch" if is_first else "content"):
            take(path.read_bytes(), path.name, sample_mark(facts), sample_site(path))


case = session.current()
st.html(Path(__file__).with_name("photo.css"))
st.header(words.PHOTO_TITLE)
ask_site()
if case is not None:
    st.subheader(words.AT_HAND)
    at_hand(case)
else:
    st.markdown(words.PHOTO_LEAD)
samples = dict(enumerate(sample_photos(), start=1))
if case is None:
    drop, try_one = st.columns([3, 2], gap="large")
    with try_one:
        st.subheader(words.NO_PHOTO)
        with st.container(key="first-sample"):
            offer_sample(FIRST_SAMPLE, samples.pop(FIRST_SAMPLE), words.TRY_TITLE)
else:
    drop = st.container()
with drop:
    st.subheader(words.UPLOAD_TITLE if case is None else words.ANOTHER)
    offer_upload()
st.subheader(guide_words.TITLE)
guide.section()
st.subheader(words.SAMPLES_TITLE)
st.caption(words.SAMPLES_LEAD)
with st.container(key="samples", horizontal=True):
    for number, path in samples.items():
        offer_sample(number, path, words.SAMPLE_BUTTON.format(number=number))

# The steps after this one need OpenCV and SciPy: they are loaded while the user looks at the pictures.
import_module("tonematch.pipeline")
