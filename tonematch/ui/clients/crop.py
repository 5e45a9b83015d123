"""What is to be left of a photo before it is kept: two sliders and a picture of the part."""

import io

import streamlit as st
from PIL import Image

from tonematch.ui.case import Case
from tonematch.ui.words import clients as words

WHOLE = (0, 100)


def rectangle(case: Case, digest: str) -> tuple[int, int, int, int] | None:
    """Offer to keep only a part; gives it in pixels of the photo, None for all of it."""
    if not st.checkbox(words.KEEP_CROP, key=f"rec-crop-{digest}", help=words.KEEP_CROP_HELP):
        return None
    picked, shown = st.columns([2, 3], gap="large")
    with picked:
        left, right = st.slider(words.KEEP_ACROSS, *WHOLE, WHOLE, key=f"rec-across-{digest}")
        top, bottom = st.slider(words.KEEP_DOWN, *WHOLE, WHOLE, key=f"rec-down-{digest}")
    part = (left / 100, top / 100, max(right, left + 1) / 100, max(bottom, top + 1) / 100)
    with shown:
        st.image(cut(case.preview.jpeg, part), alt=words.KEEP_CROP_ALT, width=360)
    width, height = case.photo.width, case.photo.height
    return round(part[0] * width), round(part[1] * height), round(part[2] * width), round(part[3] * height)


def cut(picture: bytes, part: tuple[float, float, float, float]) -> bytes:
    """Cut a part, as shares of width and height, out of a JPEG for the screen."""
    with Image.open(io.BytesIO(picture)) as whole:
        width, height = whole.size
        box = (
            int(part[0] * width),
            int(part[1] * height),
            max(int(part[2] * width), int(part[0] * width) + 1),
            max(int(part[3] * height), int(part[1] * height) + 1),
        )
        coded = io.BytesIO()
        whole.crop(box).save(coded, format="JPEG", quality=88)
    return coded.getvalue()
