"""How to take a photo that works, drawn and in words, on the page and to print."""

from functools import cache
from pathlib import Path

import streamlit as st

from tonematch.ui.words import guide as words

PICTURES = Path(__file__).resolve().parent.parent / "pictures"


def section() -> None:
    """Draw the guide."""
    with st.container(key="guide"):
        for step in words.STEPS:
            with st.container(key=f"guide-{step.name}", gap="small"):
                st.image(PICTURES / f"{step.name}.svg", alt=step.alt, width="stretch")
                st.markdown(f"**{step.title}**")
                st.caption(step.text)
    st.download_button(words.PRINT, printed, words.FILE, "application/pdf", on_click="ignore", key="print-guide")


@cache
def printed() -> bytes:
    """Give the guide as a PDF; it is the same for everybody."""
    from tonematch.report.pages.photo_guide import GuideStep, photo_guide_pdf  # noqa: PLC0415  # heavy, and seldom asked for

    steps = [
        GuideStep(step.title, step.text, (PICTURES / f"{step.name}.svg").read_bytes(), step.alt) for step in words.STEPS
    ]
    return photo_guide_pdf(words.TITLE, words.LEAD, steps)
