"""The skin page's section for a scalp: the skin between hairs, stubble or pigment dots, and the dots themselves."""

from functools import partial

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.measure.sample import SkinSample
from tonematch.measure.scalp.sample import sample_scalp
from tonematch.measure.scalp.tone import ScalpTone
from tonematch.measure.scalp.zones import zones_of
from tonematch.report.documents.scalp import scalp_words
from tonematch.report.files import png_bytes
from tonematch.report.pictures.scalp import scalp_picture
from tonematch.ui import memory, panels
from tonematch.ui.problems import tried
from tonematch.ui.words import match as words

TOGGLE = "scalp"


def section(photo: Photo, sample: SkinSample, site: str) -> None:
    """Offer to tell skin and dots apart where the skin was sampled, and inside the patch; on a scalp, do so at once."""
    st.session_state.setdefault(TOGGLE, site == "scalp")
    if not st.toggle(words.SCALP_TOGGLE, help=words.SCALP_HELP, key=TOGGLE):
        return
    zones = memory.kept("scalp zones", sample, partial(zones_of, sample))
    for name, title, mask in (
        ("surrounding", words.SCALP_SKIN_ITSELF if zones.patch is None else words.SCALP_SURROUNDING, zones.surrounding),
        ("patch", words.SCALP_PATCH, zones.patch),
    ):
        if mask is None:
            continue
        measure = partial(sample_scalp, photo, sample.calibration, skin_mask=mask, mm_per_px=sample.mm_per_px)
        with st.spinner(words.SAMPLING):
            told = tried(
                f"scalp-{name}", (photo.sha256, id(sample)), partial(memory.kept, f"scalp {name}", sample, measure)
            )
        if told is not None:
            _show(photo, told, title, name)


def _show(photo: Photo, told: ScalpTone, title: str, name: str) -> None:
    st.subheader(title)
    picture = memory.kept(f"picture of {name}", told, lambda: png_bytes(scalp_picture(photo, told)))
    st.image(picture, alt=words.SCALP_PICTURE)
    panels.swatch(told.skin.lab, words.SCALP_SKIN)
    if told.dots is not None:
        panels.swatch(told.dots.tone.lab, words.SCALP_DOTS)
    for sentence in scalp_words(told):
        st.text(sentence)
    panels.findings(
        [finding for finding in told.findings if finding.code.startswith("scalp.")], f"{title}: {words.FINDINGS_TITLE}"
    )
