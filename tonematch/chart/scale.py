"""How many millimetres a pixel spans, from the known size of the chart lying there.

Four corners fix the perspective of the chart's plane, and the chart's pitch turns it to millimetres. Skin beside the
chart and as high as the chart is measured exactly; what else makes a length wrong is put together by `scale_at`.

References
----------
R. Hartley and A. Zisserman, Multiple View Geometry in Computer Vision (2004), 2.3: plane projective maps. The area of
a pixel is the determinant of the map's Jacobian: for a map H, det H over the cube of the third homogeneous coordinate.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.chart.layout import grid_from_corners
from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray

REACH = 2.0
"""Chart widths from the chart's middle up to which the perspective is carried on; beyond, its end is used."""
CORNER_PX = 0.7  # sd: corners found scatter by 0.3 in a trial of 24 rendered scenes, marked ones by about a pixel
HEIGHT_MM = 10.0  # skin lies so much above or below the card, in 95 of 100 photos: a card beside a limb
CAMERA_AWAY = 0.7  # of what the frame's long side spans: a phone's main camera, equivalent to 26 mm
TILT_SHARE = 0.03  # skin turned away by 20 degrees looks smaller by 6 % in area, 3 % in length


class Scale(NamedTuple):
    """Millimetres a pixel at a place, and the share it may be wrong by, in 95 of 100 cases."""

    mm_per_px: float
    plus_minus: float


class Area(NamedTuple):
    """An area in square millimetres, and the share it may be wrong by, in 95 of 100 cases."""

    mm2: float
    plus_minus: float


def mm_per_px_at(reading: ChartReading, at: tuple[float, float]) -> float | None:
    """Give how many millimetres a pixel spans at a place in the chart's plane.

    Parameters
    ----------
    reading
        The chart as read.
    at
        The place (x, y) in pixels of the photo.

    Returns
    -------
    float or None
        None where the chart's size is not known, or where its plane runs out of sight at the place.
    """
    if reading.kind.pitch_mm is None:
        return None
    pitches = _pitches_per_px(reading, reading.corners, np.array([_within_reach(reading, at)]))
    return None if pitches is None else reading.kind.pitch_mm * float(pitches[0])


def scale_at(reading: ChartReading, at: tuple[float, float], frame_px: tuple[int, int]) -> Scale | None:
    """Give the scale at a place with its uncertainty: chart size, corners, height over the chart's plane, and tilt.

    Parameters
    ----------
    reading, at
        As for `mm_per_px_at`.
    frame_px
        Width and height of the photo.
    """
    scale = mm_per_px_at(reading, at)
    if scale is None:
        return None
    camera_mm = CAMERA_AWAY * scale * max(frame_px)
    parts = (reading.kind.pitch_doubt, _from_corners(reading, at), HEIGHT_MM / camera_mm, TILT_SHARE)
    return Scale(scale, float(np.linalg.norm(parts)))


def area_of(reading: ChartReading, mask: NDArray[np.bool_]) -> Area | None:
    """Give the area of a region as if it lay in the chart's plane: the sum of its pixels' areas there.

    Parameters
    ----------
    reading
        The chart as read.
    mask
        (H, W) bool in pixels of the photo, not empty.

    Returns
    -------
    Area or None
        None where the scale is not known.
    """
    rows, columns = np.nonzero(mask)
    at = (float(columns.mean()), float(rows.mean()))
    scale = scale_at(reading, at, (mask.shape[1], mask.shape[0]))
    if scale is None or reading.kind.pitch_mm is None:
        return None
    pitches = None
    if at == _within_reach(reading, at):
        pitches = _pitches_per_px(reading, reading.corners, np.stack([columns, rows], axis=1).astype(float))
    mean = scale.mm_per_px**2 if pitches is None else reading.kind.pitch_mm**2 * float((pitches**2).mean())
    return Area(mean * rows.size, 2 * scale.plus_minus)


def _within_reach(reading: ChartReading, at: tuple[float, float]) -> tuple[float, float]:
    away = np.subtract(at, reading.centre)
    widths = float(np.hypot(*away)) / reading.width_px
    if widths <= REACH:
        return at
    x, y = (np.array(reading.centre) + away * REACH / widths).tolist()
    return x, y


def _pitches_per_px(reading: ChartReading, corners: FloatArray, points: FloatArray) -> FloatArray | None:
    """Give pitches a pixel (n,) at points (n, 2); None where one lies beyond the horizon of the chart's plane."""
    to_grid = np.linalg.inv(grid_from_corners(corners, reading.kind))
    middle = to_grid[2] @ [*corners.mean(axis=0), 1.0]
    third = (points @ to_grid[2, :2] + to_grid[2, 2]) / middle
    if third.min() <= 0:
        return None
    return np.asarray(np.sqrt(np.abs(np.linalg.det(to_grid) / middle**3) / third**3))


def _from_corners(reading: ChartReading, at: tuple[float, float]) -> float:
    """Give the 95 % share by which the corners' own error makes the scale wrong at a place."""
    place = np.array([_within_reach(reading, at)])
    changes = []
    for index in range(8):
        moved = reading.corners.astype(float).copy()
        moved.flat[index] += CORNER_PX
        pair = (_pitches_per_px(reading, corners, place) for corners in (reading.corners, moved))
        before, after = (np.inf if one is None else float(one[0]) for one in pair)
        changes.append(np.log(after / before))
    return float(2 * np.linalg.norm(changes))
