"""The marker: a photo one can point into, by mouse, pen, finger or keyboard. A Streamlit component of our own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from tonematch.ui import memory
from tonematch.ui.marker.handles import Handles
from tonematch.ui.marker.layer import LegendEntry
from tonematch.ui.marker.marks import KINDS, Gesture, Marking, Place, Tool, read_marking
from tonematch.ui.preview import Preview, picture_address
from tonematch.ui.words import marker as marker_words

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

Groups = Sequence[tuple[str, Sequence[Tool]]]
"""Tools, each group of them with its heading."""
HERE = Path(__file__).parent
SCRIPTS = ("log", "lines", "perspective", "view", "drawing", "handles", "loupe", "legend", "tools", "hands")
"""One idea a file; the browser gets them as one, since a component takes a single script."""
HTML = """
<div class="tools"></div>
<div class="frame">
  <div class="stage" tabindex="0" role="application">
    <div class="sheet">
      <img class="photo" draggable="false">
      <img class="regions" draggable="false" alt="" hidden>
      <svg class="lines" preserveAspectRatio="none" aria-hidden="true"></svg>
      <div class="handles"></div>
    </div>
    <div class="loupe" aria-hidden="true" hidden><img alt=""><svg class="lines"></svg></div>
  </div>
  <div class="zoom" role="group"></div>
</div>
<p class="help"></p>
<ul class="legend"></ul>
<p class="spoken" role="status"></p>
"""


@cache
def _component() -> "ComponentRenderer":
    files = (*(f"{name}.js" for name in SCRIPTS), "marker.js")
    return st.components.v2.component(
        "tonematch.marker",
        html=HTML,
        css=(HERE / "marker.css").read_text(encoding="utf-8"),
        js="\n".join((HERE / file).read_text(encoding="utf-8") for file in files),
    )


@dataclass(frozen=True)
class Picture:
    """What a marker shows.

    Parameters
    ----------
    preview
        The photo, shrunk for the screen.
    size
        Width and height of the photo itself; all places are in its pixels.
    digest
        Its SHA-256.
    description
        What can be seen, for those who cannot see it.
    chart
        Corners of the chart, to be outlined.
    regions
        A transparent PNG of what was found, see `layer_png`; empty for nothing.
    legend
        What the marks mean.
    at_top
        It stands at the top of its page, which is scrolled there when another photo appears.
    """

    preview: Preview
    size: tuple[int, int]
    digest: str
    description: str
    chart: Sequence[Place] = ()
    regions: bytes = b""
    legend: Sequence[LegendEntry] = ()
    at_top: bool = False


def news_of(digest: str, key: str) -> Marking | None:
    """Give what the user has drawn since this was last asked; None when that is nothing.

    Asked before the marker is drawn, so that what follows from it is drawn in the same run of the page.
    """
    place = marker_key(digest, key)
    state = st.session_state.get(place)
    marking = read_marking(state.get("marking")) if isinstance(state, Mapping) else None
    return marking if memory.is_news(place, marking) else None


def marker(  # noqa: PLR0913  # one keyword a thing that is drawn
    picture: Picture,
    *,
    key: str,
    groups: Groups = (),
    more: Groups = (),
    handles: Handles | None = None,
    shown: Marking | None = None,
    failed: Gesture | None = None,
) -> None:
    """Draw a photo to mark on; `news_of` tells what was drawn.

    Parameters
    ----------
    picture
        What to show.
    key
        Names the marker on its page; the photo is added.
    groups
        Ways of marking, each group with its heading; none makes it a picture to look at.
    more
        Rarer ways, behind a button.
    handles
        The corners of a chart to be dragged; the only tool is then ``"corners"``.
    shown
        What was drawn and holds; None for what was drawn last.
    failed
        What was drawn and could not be used.
    """
    place = marker_key(picture.digest, key)
    before = memory.seen(place)
    drawn = before if shown is None else shown
    data = {
        "picture": picture_address(picture.preview.jpeg, "jpeg"),
        "width": picture.size[0],
        "height": picture.size[1],
        "description": picture.description,
        "atTop": picture.at_top,
        "groups": _grouped(groups),
        "more": _grouped(more),
        "corners": None if handles is None else asdict(handles),
        "marking": {
            "gestures": [asdict(gesture) for gesture in drawn.gestures],
            "at": drawn.at,
            "revision": before.revision,
        },
        "failed": None if failed is None else {"kind": KINDS[failed.tool], "points": failed.points},
        "chart": [list(corner) for corner in picture.chart],
        "regions": picture_address(picture.regions, "png") if picture.regions else "",
        "legend": [{"picture": picture_address(mark, "png"), "text": text} for mark, text in picture.legend],
        "texts": dict(marker_words.TEXTS),
    }
    _component()(key=place, data=data, default={"marking": None}, on_marking_change=lambda: None)


def marker_key(digest: str, key: str) -> str:
    """Name a marker on one photo: on another photo its marks would mean nothing."""
    return f"{key}-{digest[:16]}"


def _grouped(groups: Groups) -> list[dict[str, object]]:
    return [{"label": label, "tools": [_tool(tool) for tool in tools]} for label, tools in groups]


def _tool(tool: Tool) -> dict[str, str]:
    return {"name": tool, "label": marker_words.TOOLS[tool], "kind": KINDS[tool]}
