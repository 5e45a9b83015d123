"""Keep the stripes of a mix with a client's visit: the last section of Correct."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from tonematch.mix.loop.correction import Correction
from tonematch.mix.palettes.kit import today
from tonematch.record.home import Home
from tonematch.record.keep import add_to_visit, keep_visit
from tonematch.record.kept import ConsentToKeep, CorrectionToKeep, MoreToKeep, PhotoToKeep, VisitToKeep
from tonematch.record.tables import Client, Visit
from tonematch.ui.clients import originals, where
from tonematch.ui.clients.known import LONGEST_SITE, Known, consent, entered, known_of
from tonematch.ui.clients.stripes_made import is_kept, photo_made, stripes_made
from tonematch.ui.correct.shots import Shot
from tonematch.ui.correct.work import Work
from tonematch.ui.problems import tried
from tonematch.ui.session import CASE_PREFIX
from tonematch.ui.words import clients as words
from tonematch.ui.words import match as match_words

NEW = ""
"""Stands for a visit that is not recorded yet."""
JOINED = f"{CASE_PREFIX}stripes joined"
"""The visit that stripes were kept with last: the next ones belong there too."""


@dataclass(frozen=True)
class _Kept:
    """What is to be kept, and of which technique."""

    stripes: tuple[CorrectionToKeep, ...]
    shot: Shot | None
    technique: str


def section(at_hand: Work, correction: Correction | None, shot: Shot | None, technique: str) -> None:
    """Draw the section, where there is a stripe to keep."""
    stripes = stripes_made(at_hand, correction, shot)
    if not stripes:
        return
    with st.container(key="correct-to-record", border=True):
        home = entered()
        if home is None:
            return
        said = where.said()
        if said:
            with st.container(key="clients-said"):
                st.text(said)
        st.text(words.STRIPES_LEAD)
        shown = shot if correction is not None else None
        _fields(home, at_hand, _Kept(stripes, shown, technique))


def _fields(home: Home, at_hand: Work, kept: _Kept) -> None:
    word = at_hand.word[-6:]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.text_input(words.KEEP_CODE, key=f"stripes-code-{word}", max_chars=40, width=240)
        if not code.strip():
            return
        known = tried("known client", object(), partial(known_of, home, code))
        if known is None:
            return
        visits = {} if known.client is None else _visits(known.client)
        names = {identity: _named(visit) for identity, visit in visits.items()} | {NEW: words.STRIPES_NEW_VISIT}
        key = f"stripes-visit-{word}"
        joined = st.session_state.pop(JOINED, None)
        if joined in names:
            st.session_state[key] = joined
        chosen = st.selectbox(words.STRIPES_VISIT, list(names), format_func=names.__getitem__, key=key, width=380)
    st.text(words.KEEP_NEW if known.client is None else words.KEEP_KNOWN)
    site, region = ("", "") if chosen else _place(word)
    visit = visits.get(chosen)
    fresh = kept.stripes if visit is None else _fresh(kept.stripes, visit)
    photos, consents = _photo(known, kept, word) if _photo_belongs(kept, fresh, visit) else (False, ())
    if not fresh:
        st.caption(words.STRIPES_KEPT_ALREADY)
        return
    count = words.counted(len(fresh), "stripe", "stripes")
    if not st.button(words.STRIPES_KEEP.format(count=count), key="stripes-keep"):
        return
    more = partial(_more, kept.shot, fresh, consents, keeps_photo=photos)
    if visit is None:
        new = VisitToKeep(code, site, region, today(), kept.technique)
        saved = tried("keep stripes", object(), partial(_new_visit, home, new, more))
    else:
        saved = tried("keep stripes", object(), partial(_added, home, visit, more))
    if saved is not None:
        st.session_state[JOINED] = saved
        where.say(words.STRIPES_KEPT.format(code=code.strip(), count=count))
        st.rerun()


def _visits(client: Client) -> dict[str, Visit]:
    visits = [visit for site in client.sites for visit in site.visits]
    return {visit.id: visit for visit in sorted(visits, key=lambda one: (one.day, one.made_at), reverse=True)}


def _named(visit: Visit) -> str:
    return words.STRIPES_OF_VISIT.format(day=visit.day, site=visit.site.name, technique=visit.technique)


def _fresh(stripes: Sequence[CorrectionToKeep], visit: Visit) -> tuple[CorrectionToKeep, ...]:
    return tuple(one for one in stripes if not any(is_kept(one, held) for held in visit.corrections))


def _place(word: str) -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        region = st.selectbox(
            words.REGION,
            list(match_words.SITES),
            format_func=match_words.SITES.__getitem__,
            key=f"stripes-region-{word}",
            width=170,
        )
        site = st.text_input(words.KEEP_SITE, key=f"stripes-site-{word}", max_chars=LONGEST_SITE, width=300)
    return " ".join(site.split()) or match_words.SITES[region], region


def _photo_belongs(kept: _Kept, fresh: Sequence[CorrectionToKeep], visit: Visit | None) -> bool:
    """Tell whether the stripe in the photo is among those to be kept, and the visit has not got the photo yet."""
    if kept.shot is None or not fresh or fresh[-1] is not kept.stripes[-1]:
        return False
    held = () if visit is None else visit.photos
    return kept.shot.photo.sha256 not in {photo.original_sha256 for photo in held}


def _photo(known: Known, kept: _Kept, word: str) -> tuple[bool, tuple[str, ...]]:
    """Offer to keep the photo; gives whether it is to be kept, and the consents newly given."""
    if kept.shot is None:
        return False, ()
    if originals.held(kept.shot.photo.sha256) is None:
        st.text(words.KEEP_NO_FILE)
        return False, ()
    if not st.checkbox(words.STRIPES_PHOTO, key=f"stripes-photo-{word}"):
        return False, ()
    return True, consent(known, "photo", word)


def _more(
    shot: Shot | None, fresh: tuple[CorrectionToKeep, ...], consents: tuple[str, ...], *, keeps_photo: bool
) -> MoreToKeep:
    photos: tuple[PhotoToKeep, ...] = ()
    original = None if shot is None else originals.held(shot.photo.sha256)
    if keeps_photo and shot is not None and original is not None:
        photos = photo_made(shot, original)
        fresh = (*fresh[:-1], fresh[-1].on_photo(0))
    given = tuple(ConsentToKeep(kind, words.WORDINGS[kind]) for kind in consents)
    return MoreToKeep(photos, corrections=fresh, consents=given)


def _added(home: Home, visit: Visit, more: "partial[MoreToKeep]") -> str:
    add_to_visit(home.record, home.store, visit.site.client_id, visit.id, more())
    return visit.id


def _new_visit(home: Home, new: VisitToKeep, more: "partial[MoreToKeep]") -> str:
    made = more()
    visit = replace(new, photos=made.photos, corrections=made.corrections, consents=made.consents)
    return keep_visit(home.record, home.store, visit)
