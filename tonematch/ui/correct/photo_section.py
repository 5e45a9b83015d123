"""The part of a page that takes a photo, reads its chart, and has places in it pointed at by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import streamlit as st

from tonematch.bundled import PHOTO_SUFFIXES
from tonematch.ui import memory, panels
from tonematch.ui.correct import shots
from tonematch.ui.correct.close_up import close_up
from tonematch.ui.correct.shots import SPOTS_MM, Shot, Spot
from tonematch.ui.marker.component import Picture, marker, news_of
from tonematch.ui.marker.layer import legend_of
from tonematch.ui.marker.marks import Gesture, Place, Tool
from tonematch.ui.places import type_places
from tonematch.ui.problems import tried
from tonematch.ui.words import correct as words
from tonematch.ui.words import match as match_words

CLOSE_UP_PX = 124
OF_SKIN: tuple[Tool, ...] = ("beside", "site")
OF_ANY_SURFACE = {"skin.shine", "skin.blown_out"}
"""What is found out about the light by how light the skin is means nothing on a stripe or a bare patch."""


def upload(name: str) -> None:
    """Offer to choose a photo; when one is chosen and can be read, the page is drawn anew with it."""
    file = st.file_uploader(
        words.UPLOAD,
        type=[suffix.removeprefix(".") for suffix in PHOTO_SUFFIXES],
        key=f"upload-{name}-{shots.taken()}",
        help=words.UPLOAD_PRIVACY,
    )
    if file is not None:
        take(name, file.getvalue(), file.name)


def take(name: str, encoded: bytes, file_name: str, pointed: Mapping[Tool, Place] | None = None) -> None:
    """Take a file as the photo; say why where it cannot be read."""
    with st.spinner(words.READING_PHOTO):
        tried(f"upload {name}", (file_name, hash(encoded)), lambda: shots.take(name, encoded, file_name, pointed))
    if shots.current(name) is not None:
        st.rerun()


def section(name: str, shot: Shot, places: Sequence[Tool]) -> Shot:
    """Draw a photo with its chart and the places pointed at; give it as it is then.

    Parameters
    ----------
    name
        Under which the session keeps it.
    places
        What is to be pointed at.
    """
    picture, facts = st.columns([3, 2], gap="large")
    with facts:
        shot = _chart(name, shot)
        if not shot.trusted:
            places = ()
        shot, failed = _pointed(name, shot, places)
        _close_ups(name, shot, places)
        _remarks(shot)
    with picture:
        _photo(name, shot, places, failed)
    return shots.keep(name, shot)


def _chart(name: str, shot: Shot) -> Shot:
    photo = shot.photo
    st.text(photo.name)
    if shot.calibrated != shot.chart:
        with st.spinner(words.READING_CHART):
            read = tried(f"chart {name}", (photo.sha256, shot.chart), partial(shots.calibrated, shot))
        shot = shot if read is None else read
    if shot.calibration is None:
        with st.expander(words.TO_NUMBERS):
            st.markdown(words.CORNERS_LEAD)
            corners = type_places(photo, words.CORNERS, words.USE_CORNERS, key=f"corner-{name}")
        if corners is not None:
            shots.keep(name, replace(shot, chart=replace(shot.chart, corners=corners)))
            st.rerun()
    else:
        panels.verdict(shot.calibration)
        if shot.calibration.verdict == "refuse":
            anyway = st.checkbox(match_words.ANYWAY, value=shot.anyway, key=f"anyway-{name}-{photo.sha256[:16]}")
            shot = replace(shot, anyway=anyway, spots=shot.spots if anyway else MappingProxyType({}))
    if st.button(words.ANOTHER, key=f"another-{name}"):
        shots.drop(name)
        st.rerun()
    return shot


def _pointed(name: str, shot: Shot, places: Sequence[Tool]) -> tuple[Shot, Gesture | None]:
    """Measure what was pointed at since; give the photo, and what could not be measured."""
    news = news_of(shot.photo.sha256, name)
    if news is not None:
        shot = replace(shot, marking=news)
    wanted = {tool: at for tool, at in shot.marking.places.items() if tool in places}
    spots: dict[Tool, Spot] = {
        tool: spot for tool, spot in shot.spots.items() if wanted.get(tool) == spot.at and spot.width_mm == shot.spot_mm
    }
    failed = None
    for tool, at in wanted.items():
        if tool in spots:
            continue
        about = (shot.photo.sha256, shot.anyway, shot.spot_mm, at, {other: spot.at for other, spot in spots.items()})
        with st.spinner(words.SAMPLING):
            spot = tried(f"{name} {tool}", about, partial(shots.measured, shot, tool, at, dict(spots)))
        if spot is None:
            failed = Gesture(tool, (at,))
        else:
            spots[tool] = spot
    return replace(shot, spots=shots.in_one_light(shot, spots)), failed


def _close_ups(name: str, shot: Shot, places: Sequence[Tool]) -> None:
    for tool in places:
        if tool not in shot.spots and words.MISSING[tool]:
            st.markdown(f"**{words.MISSING[tool]}**")
            break
    if not shot.spots:
        return
    with st.container(key=f"close-ups-{name}", horizontal=True):
        for tool in places:
            if tool not in shot.spots:
                continue
            spot = shot.spots[tool]
            with st.container(width=CLOSE_UP_PX, gap=None):
                near = memory.kept(f"near {name} {tool}", spot, partial(close_up, shot.photo, spot))
                st.image(near, alt=words.CLOSE_UP.format(name=words.PLACES[tool]), width=CLOSE_UP_PX)
                st.markdown(f"**{words.PLACES[tool]}**")
                st.caption(match_words.lab(spot.lab))
    st.caption(words.CLOSE_UP_LEAD)


def _remarks(shot: Shot) -> None:
    noticed = [] if shot.calibration is None else list(shot.calibration.findings)
    for tool, spot in shot.spots.items():
        of_skin = tool in OF_SKIN
        noticed += [finding for finding in spot.sample.findings if of_skin or finding.code in OF_ANY_SURFACE]
    panels.findings(finding for finding in noticed if finding.severity != "info")


def _photo(name: str, shot: Shot, places: Sequence[Tool], failed: Gesture | None) -> None:
    photo, calibration = shot.photo, shot.calibration
    outline = () if calibration is None else tuple((float(x), float(y)) for x, y in calibration.reading.corners)
    shown = Picture(
        shot.preview,
        (photo.width, photo.height),
        photo.sha256,
        words.PICTURE,
        outline,
        legend=legend_of(None, chart=bool(outline)),
    )
    groups = ((words.POINT_AT, tuple(places)),) if places else ()
    marker(shown, key=name, groups=groups, shown=shot.marking, failed=failed)
    if not places:
        return
    spot_mm = st.segmented_control(
        words.SPOT,
        SPOTS_MM,
        default=shot.spot_mm,
        format_func=lambda mm: words.SPOT_MM.format(mm=mm),
        key=f"spot-{name}-{photo.sha256[:16]}",
        required=True,
    )
    if spot_mm is not None and spot_mm != shot.spot_mm:
        shots.keep(name, replace(shot, spot_mm=spot_mm))
        st.rerun()
    needed = [tool for tool in places if words.MISSING[tool]]
    typed = type_places(photo, [words.PLACES[tool] for tool in needed], words.USE_PLACES, key=f"place-{name}")
    if typed is not None:
        marking = shot.marking
        for tool, at in zip(needed, typed, strict=True):
            marking = marking.then(Gesture(tool, (at,)))
        shots.keep(name, replace(shot, marking=marking))
        st.rerun()
