"""Add a photo to a visit that is recorded: another view, fresh colour, or what it has healed to."""

import hashlib
from functools import partial

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.capture.photo import decode_photo
from tonematch.errors import RecordError
from tonematch.record.consent import may_keep_photos
from tonematch.record.home import Home
from tonematch.record.keep import add_to_visit
from tonematch.record.kept import MoreToKeep
from tonematch.record.tables import Client, Visit
from tonematch.ui.clients import where
from tonematch.ui.clients.photos_made import photos_made
from tonematch.ui.clients.take_photos import UPLOADS, calibrated
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words


def section(home: Home, client: Client, visit: Visit) -> None:
    """Offer to choose a photo and say what it shows."""
    with st.expander(words.ADD_PHOTO):
        if not may_keep_photos(client):
            st.text(words.TAKE_NO_CONSENT)
            return
        turn: int = st.session_state.get(UPLOADS, 0)
        kinds = words.PHOTO_KINDS
        kind = st.selectbox(
            words.ADD_SHOWS, list(kinds), format_func=kinds.__getitem__, key=f"add-kind-{visit.id}", width=300
        )
        file = st.file_uploader(
            words.ADD_FILE,
            [suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
            key=f"add-file-{visit.id}-{turn}",
        )
        if file is None or not st.button(words.ADD_TAKE, key=f"add-take-{visit.id}"):
            return
        with st.spinner(words.KEEPING):
            kept = tried("add photo", object(), partial(added, home, visit, file.getvalue(), file.name, kind))
        if kept:
            st.session_state[UPLOADS] = turn + 1
            where.say(words.ADDED_PHOTO if kept == "read" else words.ADDED_NO_CHART)
            st.rerun()


def added(home: Home, visit: Visit, encoded: bytes, name: str, kind: str) -> str:
    """Add a photo, stripped; gives ``read`` where its chart was read, else ``plain``.

    Raises
    ------
    PhotoError
        When it cannot be read or stripped.
    RecordError
        When the visit holds this photo already, or it cannot be kept.
    """
    if hashlib.sha256(encoded).hexdigest() in {photo.original_sha256 for photo in visit.photos}:
        raise RecordError(words.ADD_KNOWN, code="record.photo_known", hint=words.ADD_KNOWN_HINT)
    photo = decode_photo(encoded, name)
    calibration = calibrated(photo)
    photos = photos_made(photo, calibration, encoded, None, kind)
    add_to_visit(home.record, home.store, visit.site.client_id, visit.id, MoreToKeep(photos))
    return "plain" if calibration is None else "read"
