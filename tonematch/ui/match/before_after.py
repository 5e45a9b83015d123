"""Two pictures of one place with a divider to push between them. A Streamlit component of our own."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from tonematch.ui.preview import picture_address
from tonematch.ui.words import blends as words

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
HTML = """
<div class="frame">
  <img class="before" draggable="false">
  <img class="after" draggable="false">
  <span class="tag left" aria-hidden="true"></span>
  <span class="tag right" aria-hidden="true"></span>
  <div class="bar" aria-hidden="true"></div>
  <div class="handle" role="slider" tabindex="0" aria-valuemin="0" aria-valuemax="100"></div>
</div>
"""


@cache
def _component() -> "ComponentRenderer":
    return st.components.v2.component(
        "tonematch.before_after",
        html=HTML,
        css=(HERE / "before_after.css").read_text(encoding="utf-8"),
        js=(HERE / "before_after.js").read_text(encoding="utf-8"),
    )


def before_after(before: bytes, after: bytes, *, key: str) -> None:
    """Show two JPEGs of the same size, the first left of a divider, the second right of it.

    The divider is pushed by mouse, pen, finger or keyboard; where it stands is nobody's business but the browser's.
    """
    data = {
        "before": picture_address(before, "jpeg"),
        "after": picture_address(after, "jpeg"),
        "texts": {
            "before": words.BEFORE,
            "after": words.AFTER,
            "label": words.SLIDER,
            "value": words.SLIDER_VALUE,
            "before_alt": words.PREVIEW_BEFORE,
            "after_alt": words.PREVIEW_AFTER,
        },
    }
    _component()(key=key, data=data)
