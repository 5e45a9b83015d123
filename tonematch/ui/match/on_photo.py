"""The recipe chosen on the photo: controls of how it is worn, and the divider between before and after."""

from dataclasses import dataclass

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.colour import Lab
from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Match
from tonematch.report.files import jpeg_bytes
from tonematch.report.pictures.recolour import Canvas, canvas_of, recoloured
from tonematch.report.words.wording import SCREEN_CAVEAT
from tonematch.ui import memory, session
from tonematch.ui.match import fields
from tonematch.ui.match.asked import DERMATOGRAPHY, EXTENTS, STAGES, Stage, Worn
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
        key, first = fields.begin("opacity", before.opacity)
        opacity = st.slider(
            words.OPACITY, 0, FULL, first, step=5, key=key, format="%d %%", help=words.OPACITY_HELP, width=220
        )
        layers = _coats(match, before.coats or coats)
        stage = _stage(match, before, scene.technique)
        extent = fields.choose(words.EXTENT, EXTENTS, "extent", before.extent, told=words.EXTENTS.__getitem__)
    now = Worn(opacity, layers, stage, extent)
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
    return fields.choose(words.COATS_SHOWN, known, "coats-shown", before if before in known else known[0], width=130)


def _stage(match: Match, before: Worn, technique: str) -> Stage:
    """Offer the mix before powder or healing where one of them is reckoned with."""
    if match.fresh is None:
        return before.stage
    names = words.STAGES if technique == DERMATOGRAPHY else words.STAGES_POWDER
    return fields.choose(words.STAGE, STAGES, "stage", before.stage, told=names.__getitem__, width=160)
