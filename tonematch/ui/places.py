"""Places on a photo as numbers, for those who do not point."""

from collections.abc import Sequence

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.ui.marker.marks import Place
from tonematch.ui.words import match as words


def type_places(photo: Photo, names: Sequence[str], button: str, *, key: str) -> tuple[Place, ...] | None:
    """Offer two number fields a place; give the places when the button is pressed, else None."""
    with st.expander(words.BY_NUMBERS):
        places = []
        for number, name in enumerate(names):
            with st.container(key=f"{key}-row-{number}", horizontal=True, vertical_alignment="bottom"):
                label = f"{name}: " if name else ""
                x = _field(f"{label}{words.X_LABEL}", photo.width, f"{key}-x-{number}")
                y = _field(f"{label}{words.Y_LABEL}", photo.height, f"{key}-y-{number}")
            places.append((x, y))
        return tuple(places) if st.button(button, key=f"{key}-use") else None


def _field(label: str, length_px: int, key: str) -> float:
    return float(st.number_input(label, 0, length_px - 1, length_px // 2, key=f"{key}-{length_px}", width=260))
