"""Places clicked on: where they lie in the view, and the colour there."""

import numpy as np

from tonematch.colour import FloatArray
from tonematch.correct.view import View
from tonematch.errors import RegionError

SEED_PX = 4


def place_in(view: View, at: tuple[float, float]) -> tuple[int, int]:
    """Turn a place (x, y) in the photo to (column, row) in the view.

    Raises
    ------
    RegionError
        When the place is outside the photo or on the chart.
    """
    height, width = view.full_shape
    if not (0 <= at[0] < width and 0 <= at[1] < height):
        raise RegionError(
            f"The place ({at[0]:g}, {at[1]:g}) lies outside the photo of {width} x {height} pixels.",
            code="region.outside",
            hint="Give x from the left and y from the top, in pixels of the upright photo.",
        )
    column, row = view.place(at)
    if view.chart[row, column]:
        raise RegionError(
            f"The place ({at[0]:g}, {at[1]:g}) lies on the colour chart.",
            code="region.on_chart",
            hint="Click on the skin.",
        )
    return column, row


def median_at(view: View, column: int, row: int) -> FloatArray:
    """Give the median Lab (3,) of a few pixels about a place in the view."""
    around = (slice(max(0, row - SEED_PX), row + SEED_PX + 1), slice(max(0, column - SEED_PX), column + SEED_PX + 1))
    return np.asarray(np.median(view.lab[around].reshape(-1, 3), axis=0), dtype=float)
