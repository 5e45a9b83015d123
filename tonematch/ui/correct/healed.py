"""Healed colour: pairs of fresh and healed, and the shift that they tell."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from tonematch.colour import Lab
from tonematch.errors import CaseError
from tonematch.mix.healing.healed import FEWEST_PAIRS, Healing, Pair, learn_healing
from tonematch.report.words.healed import healed_text
from tonematch.ui.correct import own_jars, photo_section, shots, swatches
from tonematch.ui.correct.numbers import typed_number
from tonematch.ui.marker.marks import Tool
from tonematch.ui.problems import tried
from tonematch.ui.session import CASE_PREFIX
from tonematch.ui.words import correct as words
from tonematch.ui.words import match as match_words

PLACES: tuple[Tool, ...] = ("site",)
LIMITS = ((0.0, 100.0), (-128.0, 128.0), (-128.0, 128.0))
ADDED = f"{CASE_PREFIX}pairs added"
MANY_PAIRS = 6
"""From so many on, what pairs say outweighs the model's prior."""


def section() -> None:
    """Draw what is known, the pairs, and how to add one."""
    st.subheader(words.HEALED_TITLE)
    st.markdown(words.HEALED_LEAD)
    path = own_jars.pairs_file()
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    known = tried("own pairs", (str(path), stamp), own_jars.pairs)
    if known is None:
        if st.button(words.ASIDE, key="healed-aside"):
            tried("set aside", (str(path), stamp), partial(own_jars.set_aside, path))
            st.rerun()
        return
    _learned(known)
    _pairs(known)
    st.subheader(words.ADD_TITLE)
    how = st.segmented_control(
        words.ADD_HOW, (words.BY_PHOTOS, words.BY_NUMBERS), default=words.BY_PHOTOS, key="healed-how", required=True
    )
    if how == words.BY_NUMBERS:
        _by_numbers()
    else:
        _by_photos()


def _learned(known: tuple[Pair, ...]) -> None:
    learned = learn_healing(known) if len(known) >= FEWEST_PAIRS else None
    if learned is None:
        st.text(healed_text(known, learned))
        st.caption(words.HEALED_OFF)
        return
    fresh = Lab(*np.mean([pair.fresh for pair in known], axis=0).tolist())
    healed = Lab(*(np.asarray(fresh) + learned.shift(fresh)).tolist())
    swatch, told = st.columns([1, 2], gap="large")
    with swatch:
        swatches.pair(fresh, healed, words.HEALED_SWATCH_ALT, (words.FRESH_SIDE, words.HEALED_SIDE))
    with told:
        st.text(healed_text(known, learned))
        st.text(words.HEALED_READY)
        if _disagrees(learned, fresh):
            st.warning(words.HEALED_DISAGREE)
        elif len(known) < MANY_PAIRS:
            st.caption(words.HEALED_FEW)


def _disagrees(learned: Healing, fresh: Lab) -> bool:
    return learned.uncertainty > 2 * float(np.linalg.norm(learned.shift(fresh)))


def _pairs(known: tuple[Pair, ...]) -> None:
    st.subheader(words.PAIRS_TITLE)
    if not known:
        st.caption(words.PAIRS_NONE)
        return
    with st.container(horizontal=True, key="healed-pairs"):
        for place, pair in enumerate(known):
            with st.container(border=True, width=280, gap="small", key=f"healed-pair-{place}"):
                st.markdown(f"**{words.PAIR_TITLE.format(number=place + 1)}**")
                swatches.pair(pair.fresh, pair.healed, words.HEALED_SWATCH_ALT, (words.FRESH_SIDE, words.HEALED_SIDE))
                st.caption(
                    words.PAIR_LABS.format(fresh=match_words.lab(pair.fresh), healed=match_words.lab(pair.healed))
                )
                if pair.note:
                    st.text(pair.note)
                if st.button(words.PAIR_DROP_NUMBER.format(number=place + 1), key=f"healed-drop-{place}-{len(known)}"):
                    tried("drop pair", object(), partial(own_jars.drop_pair, place))
                    st.rerun()
    with st.popover(words.PAIRS_FORGET):
        if st.button(words.PAIRS_FORGET_SURE, key="healed-forget"):
            tried("forget pairs", object(), own_jars.forget_pairs)
            st.rerun()


def _by_numbers() -> None:
    count = _added()
    typed: dict[str, list[str]] = {}
    with st.form(f"healed-typed-{count}", border=False):
        for side, name in words.SIDES.items():
            with st.container(horizontal=True, key=f"healed-row-{side}"):
                typed[side] = [
                    st.text_input(
                        words.CHANNEL_LABEL.format(channel=channel, side=name.lower()),
                        key=f"healed-{side}-{place}-{count}",
                        max_chars=12,
                        width=150,
                    )
                    for place, channel in enumerate(words.CHANNELS)
                ]
        note = st.text_input(words.NOTE, max_chars=80, key=f"healed-note-{count}", width=480)
        pressed = st.form_submit_button(words.ADD)
    if pressed:
        _add(
            "typed pair", lambda: Pair(_typed_lab(typed["fresh"], "fresh"), _typed_lab(typed["healed"], "healed"), note)
        )


def _typed_lab(texts: list[str], side: str) -> Lab:
    labels = (words.CHANNEL_LABEL.format(channel=channel, side=words.SIDES[side].lower()) for channel in words.CHANNELS)
    return Lab(*(typed_number(text, label, *limits) for text, label, limits in zip(texts, labels, LIMITS, strict=True)))


def _by_photos() -> None:
    spots: dict[str, shots.Spot] = {}
    for side, name in words.SIDES.items():
        st.markdown(f"**{name}**")
        shot = shots.current(side)
        if shot is None:
            st.caption(words.PHOTO_LEAD[side])
            photo_section.upload(side)
            continue
        shot = photo_section.section(side, shot, PLACES)
        if "site" in shot.spots:
            spots[side] = shot.spots["site"]
    if len(spots) < len(words.SIDES):
        st.caption(words.PAIR_WAITS)
        return
    count = _added()
    note = st.text_input(words.NOTE, max_chars=80, key=f"healed-photo-note-{count}", width=480)
    if st.button(words.ADD, key=f"healed-add-{count}", type="primary"):
        _add("photo pair", lambda: _measured_pair(spots, note))


def _measured_pair(spots: dict[str, shots.Spot], note: str) -> Pair:
    fresh, healed = (shots.current(side) for side in words.SIDES)
    if fresh is not None and healed is not None and fresh.photo.sha256 == healed.photo.sha256:
        raise CaseError(words.SAME_PHOTO, code="healed.same_photo", hint=words.SAME_PHOTO_HINT)
    return Pair(spots["fresh"].lab, spots["healed"].lab, note)


def _add(place: str, make: Callable[[], Pair]) -> None:
    """Keep a pair; the fields and photos make room for the next one."""
    if tried(place, object(), lambda: own_jars.add_pair(make())) is None:
        return
    st.session_state[ADDED] = _added() + 1
    if place == "photo pair":
        for side in words.SIDES:
            shots.drop(side)
    st.rerun()


def _added() -> int:
    count: int = st.session_state.get(ADDED, 0)
    return count
