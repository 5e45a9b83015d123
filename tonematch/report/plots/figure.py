"""Figures drawn by matplotlib, the same bytes for the same values.

Figures are objects here: pyplot's global state would not stand two users of the app at once.
"""

import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from tonematch.report.files import Pixels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#222222"
QUIET = "#595959"
RULE = "#b0b0b0"
STYLE: Mapping[Any, Any] = MappingProxyType(
    {
        "font.family": ["DejaVu Sans"],  # comes with matplotlib, so the figure looks the same on every machine
        "font.size": 10.0,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": RULE,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "svg.fonttype": "path",
    }
)
PNG_DPI = 160
_STYLED = threading.Lock()
"""Matplotlib's settings belong to the whole process; one figure at a time borrows them."""


def svg_of(draw: Callable[["Figure"], None], size_in: tuple[float, float], *, name: str, alt: str) -> str:
    """Draw a figure as SVG.

    Parameters
    ----------
    draw
        Puts everything on an empty figure.
    size_in
        Width and height in inches.
    name
        Keeps the figure's inner names apart from those of other figures on the same page.
    alt
        What the figure says, for those who do not see it.

    Returns
    -------
    str
        One ``<svg>`` element, without the lines that only a file of its own would need.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415  heavy, and seldom needed

    written = io.StringIO()
    with _drawn(draw, size_in, name) as figure:
        FigureCanvasSVG(figure).print_svg(written, metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    element = text[text.index("<svg") :]
    return element.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)


def png_of(draw: Callable[["Figure"], None], size_in: tuple[float, float], *, name: str) -> Pixels:
    """Draw a figure as (h, w, 3) encoded sRGB; see `svg_of`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  heavy, and seldom needed

    with _drawn(draw, size_in, name) as figure:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        return np.array(canvas.buffer_rgba(), np.uint8)[..., :3]


@contextmanager
def _drawn(draw: Callable[["Figure"], None], size_in: tuple[float, float], name: str) -> Iterator["Figure"]:
    from matplotlib import rc_context  # noqa: PLC0415  heavy, and seldom needed
    from matplotlib.figure import Figure  # noqa: PLC0415

    with _STYLED, rc_context({**STYLE, "svg.hashsalt": f"tonematch {name}"}):
        figure = Figure(figsize=size_in, dpi=PNG_DPI)
        draw(figure)
        yield figure
