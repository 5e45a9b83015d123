"""The bundled photo of a test stripe, with the mix it was drawn from."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonematch.bundled import stripe_photos
from tonematch.ui.correct import photo_section, work
from tonematch.ui.correct.work import STRIPE, Mix, Work
from tonematch.ui.preview import sample_facts, sample_thumbnail
from tonematch.ui.words import correct as words

if TYPE_CHECKING:
    from tonematch.ui.marker.marks import Place, Tool

THUMBNAIL_PX = 200


def offer(at_hand: Work) -> None:
    """Offer the sample; when it is chosen, its mix is at hand and its places are pointed at."""
    for path in stripe_photos()[:1]:
        with st.container(horizontal=True, vertical_alignment="center", key="correct-sample"):
            thumbnail = sample_thumbnail(str(path), path.stat().st_mtime)
            st.image(thumbnail, alt=str(sample_facts(path).get("what", "")), width=THUMBNAIL_PX)
            with st.container(gap="small"):
                st.caption(words.SAMPLE_LEAD)
                if st.button(words.SAMPLE_BUTTON, key="correct-use-sample"):
                    _use(at_hand, path)


def _use(at_hand: Work, path: Path) -> None:
    facts: dict[str, Any] = sample_facts(path)
    stripe = facts["stripe"]
    work.begin_anew(at_hand, Mix(stripe["palette"], tuple(stripe["recipe"].items()), stripe["coats"]))
    clicks: dict[Tool, Any] = {
        "stripe": stripe["click"],
        "beside": facts["surrounding"]["skin_click"],
        "bare": facts["patch"]["click"],
    }
    places: dict[Tool, Place] = {tool: (float(x), float(y)) for tool, (x, y) in clicks.items()}
    photo_section.take(STRIPE, path.read_bytes(), path.name, places)
