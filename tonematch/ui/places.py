"""Places on a photo as numbers, for those who do not point."""

import re
from collections.abc import Sequence

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.ui.marker.marks import Place
from tonematch.ui.words import match as words

NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?", re.ASCII)


def read_number(typed: str) -> float | None:
    """Read a place as people write it, with a comma or a point; None when it is no such number.

    >>> read_number(" 812,5 "), read_number("40"), read_number("4e3"), read_number("1.024,5")
    (812.5, 40.0, None, None)
    """
    text = typed.strip()
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def type_places(
    photo: Photo, names: Sequence[str], button: str, *, key: str, start: Sequence[Place] = ()
) -> tuple[Place, ...] | None:
    """Offer two fields a place; give the places when the button is pressed and all of them lie in the photo.

    Parameters
    ----------
    photo
        What the places are in.
    names
        What each place is; an empty name for the only one.
    button
        What the button says.
    key
        Names the fields on their page.
    start
        What the fields hold before anyone types; the middle of the photo where it is empty.
    """
    middle = (photo.width / 2, photo.height / 2)
    with st.expander(words.BY_NUMBERS):
        places = []
        for number, name in enumerate(names):
            x, y = start[number] if start else middle
            label = f"{name}: " if name else ""
            with st.container(key=f"{key}-row-{number}", horizontal=True, vertical_alignment="bottom"):
                across = _field(f"{label}{words.X_LABEL}", x, photo.width, f"{key}-x-{number}-{x:.1f}")
                down = _field(f"{label}{words.Y_LABEL}", y, photo.height, f"{key}-y-{number}-{y:.1f}")
            places.append((across, down))
        pressed = st.button(button, key=f"{key}-use")
        whole = tuple((x, y) for x, y in places if x is not None and y is not None)
        if pressed and len(whole) < len(places):
            st.error(words.NOT_A_PLACE.format(width=photo.width - 1, height=photo.height - 1))
        return whole if pressed and len(whole) == len(places) else None


def _field(label: str, start: float, length_px: int, key: str) -> float | None:
    """Offer a field, and give the number typed in it where it lies in the photo."""
    st.session_state.setdefault(key, f"{start:.1f}".removesuffix(".0"))
    typed = read_number(st.text_input(label, key=key, width=200))
    return typed if typed is not None and typed <= length_px - 1 else None
