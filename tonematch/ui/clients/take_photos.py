"""Take a folder of photos into a client's record: stripped, one saving a photo, so that it can be gone on with."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.capture.photo import Photo, decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.errors import CalibrationError, ChartNotFoundError, PhotoError
from tonematch.mix.palettes.kit import today
from tonematch.record.consent import may_keep_photos
from tonematch.record.home import Home
from tonematch.record.keep import keep_visit
from tonematch.record.kept import VisitToKeep
from tonematch.record.tables import Client
from tonematch.ui.clients import where
from tonematch.ui.clients.photos_made import photos_made
from tonematch.ui.problems import tried
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import clients as words
from tonematch.ui.words import match as match_words

UPLOADS = f"{OWN_PREFIX}clients uploads"


class Chosen(Protocol):
    """A file that was chosen."""

    name: str

    def getvalue(self) -> bytes:
        """Give its bytes."""


@dataclass(frozen=True)
class Taken:
    """What became of the files: how many were kept, how many had been before, and the names of those not read."""

    kept: int
    known: int
    unread: tuple[str, ...]


def section(home: Home, client: Client) -> None:
    """Offer to choose a folder of photos."""
    with st.expander(words.TAKE_TITLE):
        if not may_keep_photos(client):
            st.text(words.TAKE_NO_CONSENT)
            return
        st.text(words.TAKE_LEAD)
        turn: int = st.session_state.get(UPLOADS, 0)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            region = st.selectbox(
                words.REGION, list(match_words.SITES), format_func=match_words.SITES.__getitem__, width=150
            )
            site = st.text_input(words.KEEP_SITE, key=f"take-site-{client.id}", max_chars=80, width=260)
            day = st.date_input(words.KEEP_DAY, today(), key=f"take-day-{client.id}", width=170)
        files = st.file_uploader(
            words.TAKE_FILES,
            [suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
            "directory",
            key=f"take-files-{client.id}-{turn}",
        )
        if not files or not st.button(words.TAKE, key="take-photos"):
            return
        bar = st.progress(0.0, words.TAKING.format(done=0, whole=len(files)))
        place = VisitToKeep(
            client.code,
            " ".join(site.split()) or match_words.SITES[region],
            region,
            day if isinstance(day, date) else today(),
            "",
        )
        progress = partial(_shown, bar.progress, len(files))
        taken = tried("take photos", object(), partial(take, home, client, place, files, progress))
    if taken is not None:
        st.session_state[UPLOADS] = turn + 1
        where.say(words.taken(taken.kept, taken.known, taken.unread))
        st.rerun()


def _shown(show: Callable[[float, str], object], whole: int, done: int) -> None:
    show(done / whole, words.TAKING.format(done=done, whole=whole))


def take(
    home: Home, client: Client, place: VisitToKeep, files: Sequence[Chosen], progress: Callable[[int], None]
) -> Taken:
    """Keep each photo as a visit; one that this client's record has already is passed over.

    Raises
    ------
    RecordError
        When the client has not agreed to photos, or the record cannot be written; what was kept until then stays.
    """
    known = set(_originals(client))
    kept, passed, unread = 0, 0, []
    for done, file in enumerate(files, 1):
        encoded = file.getvalue()
        digest = hashlib.sha256(encoded).hexdigest()
        if digest in known:
            passed += 1
        else:
            try:
                photo = decode_photo(encoded, file.name)
                photos = photos_made(photo, calibrated(photo), encoded, None)
            except PhotoError:
                unread.append(file.name)
            else:
                keep_visit(home.record, home.store, replace(place, photos=photos))
                known.add(digest)
                kept += 1
        progress(done)
    return Taken(kept, passed, tuple(unread))


def calibrated(photo: Photo) -> Calibration | None:
    """Read the chart of a photo; None where there is none that can be used."""
    try:
        return fit_calibration(read_chart(photo), photo)
    except (ChartNotFoundError, CalibrationError):
        return None


def _originals(client: Client) -> Iterable[str]:
    return (photo.original_sha256 for site in client.sites for visit in site.visits for photo in visit.photos)
