"""Colours on mid-grey: a skin with its patch, blends beside their target, pots. Only numbers and our own words."""

import re
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from tonematch.colour import Lab, lab_to_hex
from tonematch.practise.exercise import Exercise
from tonematch.ui.words import practise as words

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    r"""Write a user's text so that a label shows it as it is; labels obey markdown.

    >>> plain("*Fair* [1]")
    '\\*Fair\\* \\[1\\]'
    """
    return _MARKUP.sub(r"\\\1", text)


def skin_field(exercise: Exercise, *, large: bool) -> None:
    """Show the skin that is to be matched, with the patch in it."""
    alt = words.OPAQUE_ALT if exercise.over is None else words.FIELD_ALT
    told = alt.format(skin=words.THE_SKIN, patch=words.THE_PATCH)
    _field(exercise.target, exercise.over, told, "tm-skin-large" if large else "tm-skin-small")


def covered_field(target: Lab, blend: Lab, whose: str) -> None:
    """Show the skin with the patch covered by a blend."""
    _field(target, blend, words.COVERED_ALT.format(whose=whose), "tm-skin-covered")


def _field(skin: Lab, patch: Lab | None, alt: str, kind: str) -> None:
    inner = "" if patch is None else f'<i style="background:{lab_to_hex(patch)}"></i>'
    st.html(
        f'<div class="tm-skin {kind}" role="img" aria-label="{alt}">'
        f'<span style="background:{lab_to_hex(skin)}">{inner}</span></div>'
    )


def split(colours: Sequence[tuple[Lab, str]]) -> None:
    """Show colours edge to edge, with a word of ours under each."""
    alt = words.SPLIT_ALT.format(sides=", ".join(name for _, name in colours))
    blocks = "".join(f'<span style="background:{lab_to_hex(lab)}"></span>' for lab, _ in colours)
    names = "".join(f"<span>{name}</span>" for _, name in colours)
    st.html(
        f'<div class="tm-swatch tm-reveal" role="img" aria-label="{alt}">{blocks}</div>'
        f'<div class="tm-sides" aria-hidden="true">{names}</div>'
    )


def pot(lab: Lab, *, width: int | Literal["stretch"] = "stretch") -> None:
    """Show a pot's own colour; its name stands beside it."""
    block = f'<div class="tm-pot" aria-hidden="true"><span style="background:{lab_to_hex(lab)}"></span></div>'
    st.html(block, width=width)
