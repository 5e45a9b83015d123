"""A photo of drawdowns and what was made of it so far; it goes with the case, like every photo."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from tonematch.capture.photo import Photo, decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.errors import RegionError
from tonematch.measure.drawdown_card import CardRow, find_card
from tonematch.own_jars.drawn import Jar
from tonematch.ui.marker.marks import NOTHING_DRAWN, Marking, Place
from tonematch.ui.preview import Preview, preview_of
from tonematch.ui.session import CASE_PREFIX

JARS = f"{CASE_PREFIX}jars"
Label = tuple[str, str]
"""Code and name."""


@dataclass(frozen=True, eq=False)
class CardPhoto:
    """A photo of drawdowns.

    Parameters
    ----------
    photo, preview, calibration
        The photo, a small picture of it, and what its chart says of its colours.
    card
        The rows of the printed card; empty where it is not in the photo.
    missing
        Why the card was not found.
    by_hand
        Whether opaque layers are pointed at instead.
    marking
        What was pointed at.
    labels
        Code and name by number of row or point.
    jars
        What was measured, by the same numbers.
    """

    photo: Photo
    preview: Preview
    calibration: Calibration
    card: tuple[CardRow, ...]
    missing: RegionError | None
    by_hand: bool
    marking: Marking = NOTHING_DRAWN
    labels: Mapping[int, Label] = field(default_factory=dict)
    jars: Mapping[int, Jar] = field(default_factory=dict)

    @property
    def points(self) -> tuple[Place, ...]:
        """The places pointed at that are in force."""
        points: list[Place] = []
        for gesture in self.marking.gestures[: self.marking.at]:
            if gesture.tool == "over":
                points = []
            elif gesture.tool == "point":
                points.append(gesture.points[0])
        return tuple(points)

    @property
    def numbers(self) -> range:
        """The numbers of rows or points."""
        return range(1, 1 + (len(self.points) if self.by_hand else len(self.card)))


def read_card_photo(encoded: bytes, name: str) -> CardPhoto:
    """Decode a photo, read its chart, and look for the printed card in it.

    Raises
    ------
    PhotoError, ChartNotFoundError, CalibrationError
        When its colours cannot be known.
    """
    photo = decode_photo(encoded, name)
    calibration = fit_calibration(read_chart(photo), photo)
    try:
        card, missing = find_card(photo), None
    except RegionError as problem:
        card, missing = (), problem
    return CardPhoto(photo, preview_of(photo), calibration, card, missing, by_hand=not card)


def current() -> CardPhoto | None:
    """Give the photo at hand."""
    held = st.session_state.get(JARS)
    return held if isinstance(held, CardPhoto) else None


def hold(held: CardPhoto) -> CardPhoto:
    """Keep the photo and what was made of it."""
    st.session_state[JARS] = held
    return held


def let_go() -> None:
    """Forget the photo."""
    st.session_state.pop(JARS, None)


def relabelled(held: CardPhoto, labels: Mapping[int, Label]) -> CardPhoto:
    """Give the photo with other labels; what was measured under others goes."""
    if labels == held.labels:
        return held
    return replace(held, labels=dict(labels), jars={})
