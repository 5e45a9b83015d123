"""Search a photo for every chart of a kind, the cheap and likely ways first."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.detector import find_outlines, preview_srgb
from tonematch.chart.kinds import ChartKind
from tonematch.chart.placing import Doubt, Placed, place_chart
from tonematch.chart.windows import find_small_windows, find_windows
from tonematch.colour import FloatArray

Finder = Callable[[NDArray[np.uint8], ChartKind], list[FloatArray]]

PASSES: tuple[tuple[Finder, int], ...] = (
    (find_windows, 1400),
    (find_outlines, 1400),
    (find_windows, 800),
    (find_small_windows, 5000),
)
"""How to look, and at which size: small charts need the larger ones, blurred ones the smaller."""


SETTLED: tuple[Doubt, ...] = ("cut", "inset")
"""Doubts that a closer look does not lift."""


def search_charts(photo: Photo, kind: ChartKind) -> tuple[list[Placed], list[tuple[Doubt, Placed]]]:
    """Find what is proved to be the chart, and what is doubtful; the search ends at the first look that settles it."""
    doubted: list[tuple[Doubt, Placed]] = []
    for outlines in _outlines(photo, kind):
        proved: list[Placed] = []
        for outline in outlines:
            placed = place_chart(photo, outline, kind)
            if placed is None or any(placed.same_place(other) for other in proved):
                continue
            doubt = placed.doubt
            if doubt is None:
                proved.append(placed)
            else:
                doubted.append((doubt, placed))
        if proved:
            return sorted(proved, key=lambda placed: placed.explanation.cost), doubted
        if any(doubt in SETTLED for doubt, _ in doubted):
            break
    return [], doubted


def _outlines(photo: Photo, kind: ChartKind) -> Iterator[list[FloatArray]]:
    longest = max(photo.width, photo.height)
    seen: dict[int, tuple[NDArray[np.uint8], float]] = {}
    looked: set[tuple[Finder, int]] = set()
    for finder, wanted in PASSES:
        long_side = min(wanted, longest)
        if (finder, long_side) in looked:
            continue
        looked.add((finder, long_side))
        if long_side not in seen:
            seen = {long_side: preview_srgb(photo.linear, long_side)}
        preview, scale = seen[long_side]
        yield [(outline + 0.5) / scale - 0.5 for outline in finder(preview, kind)]
