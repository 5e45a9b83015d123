"""Step 1: choose a photo, one's own or a bundled sample."""

from importlib import import_module
from pathlib import Path

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES, sample_photos
from tonematch.capture.photo import decode_photo
from tonematch.ui import session
from tonematch.ui.marker.marks import Gesture, Marking
from tonematch.ui.preview import sample_facts, sample_thumbnail
from tonematch.ui.problems import tried
from tonematch.ui.shell import CHART, open_step
from tonematch.ui.words import match as words


def take(encoded: bytes, name: str, own_mark: Marking | None = None) -> None:
    """Start a case with this file and go on to its chart; a file that is at hand already is not decoded again."""
    if not session.holds(encoded):
        with st.spinner(words.READING_PHOTO):
            photo = tried("upload", (name, hash(encoded)), lambda: decode_photo(encoded, name))
        if photo is None:
            return
        session.begin(photo, own_mark)
    open_step(CHART)


def sample_mark(path: Path) -> Marking | None:
    """Read where a bundled sample has its patch."""
    patch = sample_facts(path).get("patch")
    if not isinstance(patch, dict):
        return None
    x, y = patch["click"]
    return Marking().then(Gesture("point", ((float(x), float(y)),)))


st.header(words.PHOTO_TITLE)
st.markdown(words.PHOTO_LEAD)
st.subheader(words.UPLOAD_TITLE)
upload = st.file_uploader(
    words.UPLOAD_LABEL,
    type=[suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
    key=f"upload-{session.visit()}",
    help=words.UPLOAD_PRIVACY,
)
if upload is not None:
    take(upload.getvalue(), upload.name)
with st.expander(words.GUIDE_TITLE):
    st.markdown("\n".join(f"1. {line}" for line in words.GUIDE))

st.subheader(words.SAMPLES_TITLE)
st.caption(words.SAMPLES_LEAD)
with st.container(key="samples", horizontal=True):
    for number, path in enumerate(sample_photos(), start=1):
        with st.container(key=f"sample-{number}", border=True):
            what = str(sample_facts(path).get("what", path.stem))
            st.image(sample_thumbnail(str(path), path.stat().st_mtime), alt=what, width="stretch")
            st.caption(what)
            if st.button(words.SAMPLE_BUTTON.format(number=number), key=f"use-sample-{number}"):
                take(path.read_bytes(), path.name, sample_mark(path))

# The steps after this one need OpenCV and SciPy: they are loaded while the user looks at the pictures.
import_module("tonematch.pipeline")
