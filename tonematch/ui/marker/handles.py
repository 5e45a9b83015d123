"""The four corners of a chart as handles on the photo, and the patches that have to lie between them."""

from dataclasses import dataclass

from tonematch.chart.kinds import ChartKind
from tonematch.ui.marker.marks import Place

Corners = tuple[Place, ...]
FRAME_SHARE = 0.6
"""Of the photo's width or height: a frame large enough to be seen, whose corners are all within reach."""


@dataclass(frozen=True)
class Handles:
    """Corners to be dragged.

    Parameters
    ----------
    names
        What lies at each of the four corners.
    start
        Where they are before anyone has dragged them, (x, y) in pixels of the photo.
    lattice
        The four corners of every patch, in shares of the field's width and height.
    """

    names: tuple[str, ...]
    start: Corners
    lattice: tuple[Corners, ...] = ()


def lattice_of(kind: ChartKind) -> tuple[Corners, ...]:
    """Give the corners of every patch in shares of the field that the four outer corners span.

    Examples
    --------
    >>> from tonematch.chart.kinds import chart_kind
    >>> first, *_, last = lattice_of(chart_kind("classic24"))
    >>> first[0], last[2]
    ((0.0, 0.0), (1.0, 1.0))
    """
    if kind.balance_only:
        return ()
    half = kind.patch_width / 2
    centres = kind.patch_centres
    low, high = centres.min(axis=0) - half, centres.max(axis=0) + half
    squares = ((-half, -half), (half, -half), (half, half), (-half, half))
    return tuple(
        tuple(
            (float((x + across - low[0]) / (high[0] - low[0])), float((y + down - low[1]) / (high[1] - low[1])))
            for across, down in squares
        )
        for x, y in centres
    )


def frame_in(width: int, height: int, kind: ChartKind) -> Corners:
    """Give a frame of the chart's proportions in the middle of a photo, for corners that nobody knows yet."""
    shape = kind.columns / kind.rows
    across = min(FRAME_SHARE * width, FRAME_SHARE * height * shape) / 2
    down = across / shape
    x, y = width / 2, height / 2
    return ((x - across, y - down), (x + across, y - down), (x + across, y + down), (x - across, y + down))
