"""The recipe chosen on the photo: controls of how it is worn, and the divider between before and after."""

from dataclasses import dataclass

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.colour import Lab
from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Match
from tonematch.report.files import jpeg_bytes
from tonematch.report.recolour import Canvas, canvas_of, recoloured
from tonematch.report.wording import SCREEN_CAVEAT
from tonematch.ui import memory, session
from tonematch.ui.match.asked import DERMATOGRAPHY, Worn
from tonematch.ui.match.before_after import before_after
from tonematch.ui.words import blends as words

WORN = f"{session.CASE_PREFIX}worn"
FULL = 100


@dataclass(frozen=True, eq=False)
class Scene:
    """The photo with its patch, and what technique the mix is for."""

    photo: Photo
    sample: SkinSample
    technique: str


def worn() -> Worn:
    """Give how the mix was shown last."""
    kept: Worn = st.session_state.get(WORN, Worn())
    return kept


def colour_worn(match: Match, worn: Worn) -> Lab:
    """Give the colour of a recipe as it is to be shown."""
    if worn.stage == "fresh" and match.fresh is not None:
        return match.fresh
    return next((row.lab for row in match.coats if row.coats == worn.coats), match.predicted.lab)


def canvas(scene: Scene, extent: str) -> Canvas:
    """Make the photo ready, once as long as the same skin is looked at."""
    if extent == "photo":
        return memory.kept("canvas photo", scene.sample, lambda: canvas_of(scene.photo, scene.sample, extent="photo"))
    return memory.kept("canvas patch", scene.sample, lambda: canvas_of(scene.photo, scene.sample))


def section(scene: Scene, match: Match, coats: int | None) -> None:
    """Draw the recipe on the photo; a scene without a patch says so."""
    if scene.sample.patch is None:
        st.info(words.NO_PATCH)
        return
    place = st.container()
    before = worn()
    with st.container(key="worn", horizontal=True):
        opacity = st.slider(
            words.OPACITY,
            0,
            FULL,
            key=session.seeded("opacity", before.opacity),
            step=5,
            format="%d %%",
            help=words.OPACITY_HELP,
            width=220,
        )
        layers = _coats(match, before.coats or coats)
        stage = _stage(match, before, scene.technique)
        extent = st.selectbox(
            words.EXTENT,
            list(words.EXTENTS),
            key=session.seeded("extent", before.extent),
            format_func=words.EXTENTS.__getitem__,
            width=150,
        )
    now = Worn(opacity, layers, "fresh" if stage == "fresh" else "after", "photo" if extent == "photo" else "patch")
    st.session_state[WORN] = now
    ready = canvas(scene, now.extent)
    was = memory.kept(f"before {now.extent}", ready, lambda: jpeg_bytes(ready.picture))
    after = jpeg_bytes(recoloured(ready, colour_worn(match, now), opacity=now.opacity / FULL))
    with place:
        before_after(was, after, key=f"before-after-{now.extent}-{scene.photo.sha256[:16]}")
        st.caption(f"{words.PREVIEW_ESTIMATE} {SCREEN_CAVEAT}")


def _coats(match: Match, before: int | None) -> int | None:
    """Offer the coats there are for a cream over a patch."""
    known = [row.coats for row in match.coats]
    if not known:
        return None
    chosen: int = st.selectbox(
        words.COATS_SHOWN, known, key=session.seeded("coats-shown", before if before in known else known[0]), width=130
    )
    return chosen


def _stage(match: Match, before: Worn, technique: str) -> str:
    """Offer the mix before powder or healing where one of them is reckoned with."""
    if match.fresh is None:
        return before.stage
    names = words.STAGES if technique == DERMATOGRAPHY else words.STAGES_POWDER
    chosen: str = st.selectbox(
        words.STAGE, list(names), key=session.seeded("stage", before.stage), format_func=names.__getitem__, width=160
    )
    return chosen
