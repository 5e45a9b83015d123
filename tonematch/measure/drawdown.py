"""The colour of one's own jars, drawn down opaquely beside the chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_from
from tonematch.correct.calibration import Calibration
from tonematch.errors import RegionError

DISC_SHARE = 0.25  # of a chart patch: small enough for a narrow drawdown, large enough to average its texture
MIN_RADIUS_PX = 3.0
CHI_3_95 = 2.80  # 95 % of the lengths of three independent normal numbers are shorter
MAX_CLIPPED_SHARE = 0.02  # more blown-out pixels than stray glints would pull the median up
HINT = "Mark the middle of the opaque stripe, away from its edge and from shine."


@dataclass(frozen=True)
class Drawdown:
    """One jar's colour as the photo tells it.

    Parameters
    ----------
    lab
        Median over the disc, calibrated.
    spread
        Robust standard deviation of L, a and b over the disc.
    pixels
        How many pixels were read.
    uncertainty_delta_e00
        Half-width of the 95 % interval: what the calibration misses on chart patches it was not fitted to.
    """

    lab: Lab
    spread: tuple[float, float, float]
    pixels: int
    uncertainty_delta_e00: float

    @property
    def lab_sd(self) -> tuple[float, float, float]:
        """Standard deviations of L, a and b that this uncertainty stands for, alike in ΔE00.

        A step in Lab counts for less the stronger the colour, and in L for very dark or light ones; the weights are
        those of CIE 142-2001 for lightness and chroma, taken for both a and b.
        """
        L, a, b = self.lab
        one = self.uncertainty_delta_e00 / CHI_3_95
        light = 1 + 0.015 * (L - 50) ** 2 / math.sqrt(20 + (L - 50) ** 2)
        strong = 1 + 0.045 * math.hypot(a, b)
        return one * light, one * strong, one * strong


def measure_drawdowns(
    photo: Photo, calibration: Calibration, points: Sequence[tuple[float, float]]
) -> tuple[Drawdown, ...]:
    """Read the calibrated colour at each point, over a disc of about a quarter of a chart patch.

    Parameters
    ----------
    points
        Centres of the drawdowns, x and y in pixels.

    Raises
    ------
    RegionError
        When a disc leaves the photo or lies on blown-out highlights.
    """
    radius = calibration.reading.patch_px * DISC_SHARE
    return tuple(measure_disc(photo, calibration, point, radius) for point in points)


def measure_disc(photo: Photo, calibration: Calibration, point: tuple[float, float], radius_px: float) -> Drawdown:
    """Read the calibrated colour over a disc around a point, x and y in pixels, at least 3 pixels in radius.

    Raises
    ------
    RegionError
        When the disc leaves the photo or lies on blown-out highlights.
    """
    x, y = point
    radius = max(radius_px, MIN_RADIUS_PX)
    if not (radius <= x <= photo.width - 1 - radius and radius <= y <= photo.height - 1 - radius):
        raise RegionError(
            f"The drawdown at {x:g},{y:g} lies outside the photo or too close to its edge "
            f"(the photo is {photo.width} x {photo.height} pixels).",
            code="drawdown.outside",
            hint=HINT,
        )
    disc, window = _disc(x, y, radius)
    clipped = float(photo.clipped[window][disc].mean())
    if clipped > MAX_CLIPPED_SHARE:
        raise RegionError(
            f"The drawdown at {x:g},{y:g} is blown out on {clipped:.0%} of its pixels.",
            code="drawdown.clipped",
            hint="Tilt the card until the shine is gone, or expose the photo darker.",
        )
    lab = np.asarray(calibration.lab_of(photo.linear[window][disc]), dtype=float)
    middle = np.median(lab, axis=0)
    spread = 1.4826 * np.median(np.abs(lab - middle), axis=0)  # scales the MAD to a normal standard deviation
    return Drawdown(
        lab=lab_from(middle),
        spread=(float(spread[0]), float(spread[1]), float(spread[2])),
        pixels=int(disc.sum()),
        uncertainty_delta_e00=float(calibration.delta_e00.held_out_p95),
    )


def measure_places(
    photo: Photo, calibration: Calibration, points: Sequence[tuple[float, float]], radius_px: float
) -> Drawdown:
    """Read several places of one surface as one: the mean of their colours, with the largest spread."""
    read = [measure_disc(photo, calibration, point, radius_px) for point in points]
    middle = np.mean([one.lab for one in read], axis=0)
    L, a, b = np.max([one.spread for one in read], axis=0)
    return Drawdown(
        lab=lab_from(middle),
        spread=(float(L), float(a), float(b)),
        pixels=sum(one.pixels for one in read),
        uncertainty_delta_e00=read[0].uncertainty_delta_e00,
    )


def _disc(x: float, y: float, radius: float) -> tuple[NDArray[np.bool_], tuple[slice, slice]]:
    left, top = int(np.floor(x - radius)), int(np.floor(y - radius))
    right, bottom = int(np.ceil(x + radius)), int(np.ceil(y + radius))
    rows, columns = np.mgrid[top : bottom + 1, left : right + 1]
    disc = (columns - x) ** 2 + (rows - y) ** 2 <= radius**2
    return disc, (slice(top, bottom + 1), slice(left, right + 1))
