"""The marker: a photo one can point into, by mouse, pen, finger or keyboard. A Streamlit component of our own."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonematch.ui import words
from tonematch.ui.marks import POINTS, Mark, Place, Tool, read_mark
from tonematch.ui.preview import picture_address
from tonematch.ui.session import Case

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
HTML = """
<div class="tools" role="group"></div>
<div class="stage" tabindex="0" role="application">
  <img class="photo" draggable="false">
  <canvas class="regions" aria-hidden="true"></canvas>
  <svg class="lines" preserveAspectRatio="none" aria-hidden="true"></svg>
</div>
<p class="help"></p>
<ul class="legend"></ul>
<p class="spoken" role="status"></p>
"""


@cache
def _component() -> "ComponentRenderer":
    return st.components.v2.component(
        "tonematch.marker",
        html=HTML,
        css=(HERE / "marker.css").read_text(encoding="utf-8"),
        js=(HERE / "marker.js").read_text(encoding="utf-8"),
    )


def marker(  # noqa: PLR0913  # what a picture can carry, each by its name
    case: Case,
    *,
    key: str,
    description: str,
    tools: Sequence[Tool] = (),
    shown: Mark | None = None,
    chart: Sequence[Place] = (),
    regions: bytes = b"",
) -> Mark | None:
    """Draw the photo and give the mark that was last set on it.

    Parameters
    ----------
    case
        Whose photo it is.
    key
        Names the marker on its page; the case's photo is added.
    description
        What the picture shows, for those who cannot see it.
    tools
        Ways of marking; none makes it a picture to look at.
    shown
        The mark to draw until another is set.
    chart
        Corners of the chart, to be outlined.
    regions
        PNG of what was found, see `regions_png`.
    """
    data = {
        "photo": case.photo.sha256,
        "picture": picture_address(case.preview.jpeg, "jpeg"),
        "width": case.photo.width,
        "height": case.photo.height,
        "description": description,
        "tools": [{"name": tool, "label": words.TOOLS[tool], "points": POINTS[tool]} for tool in tools],
        "mark": None if shown is None else {"tool": shown.tool, "points": shown.points},
        "chart": [list(corner) for corner in chart],
        "regions": picture_address(regions, "png") if regions else "",
        "legend": _legend(has_chart=bool(chart), regions=bool(regions), patch=shown is None or shown.tool != "skin"),
        "texts": dict(words.MARKER_TEXTS),
    }
    result: Any = _component()(
        key=marker_key(case, key), data=data, default={"mark": None}, on_mark_change=lambda: None
    )
    return read_mark(result.mark)


def marker_key(case: Case, key: str) -> str:
    """Name a marker on one photo: on another photo its mark would mean nothing."""
    return f"{key}-{case.photo.sha256[:16]}"


def _legend(*, has_chart: bool, regions: bool, patch: bool) -> list[dict[str, str]]:
    entries = [("chart", words.LEGEND_CHART)] if has_chart else []
    if regions and patch:
        entries.append(("patch", words.LEGEND_PATCH))
    if regions:
        entries.append(("skin", words.LEGEND_SKIN))
    return [{"kind": kind, "text": text} for kind, text in entries]
