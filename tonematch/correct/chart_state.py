"""How the chart lies and looks in the photo: blurred, tilted away from the camera, or bent by heavy processing."""

from dataclasses import dataclass

import cv2
import numpy as np

from tonematch.capture.photo import Photo
from tonematch.chart.layout import grid_from_corners, project
from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray, linear_to_srgb
from tonematch.correct.models import Correction
from tonematch.correct.tone_affine import ToneAffine

STEPS = 64
LINES = 7
REACH = 0.36  # from the middle of a patch's edge inwards and outwards, in pitches: into the patch, and over the gap
LEAST_STEP = 0.12  # encoded; fainter edges tell nothing
FOCAL_SHARE = 0.75  # of the photo's long side: phones' main cameras are equivalent to 24-28 mm on 36 mm


@dataclass(frozen=True)
class ChartState:
    """What can be seen of the chart beside its colours.

    Parameters
    ----------
    edge_share
        How wide edges of patches are smeared, as a share of a patch's width; None where no edge stands out.
    tilt_deg
        Angle between the chart's plane and the picture's.
    bend
        How strongly the tone curve had to be bent; 0 is a plain sRGB picture.
    """

    edge_share: float | None
    tilt_deg: float
    bend: float


def look_at(photo: Photo, reading: ChartReading, correction: Correction) -> ChartState:
    """Look at the chart in a photo, and at what its correction had to undo."""
    bend = float(np.abs(correction.curve).max()) if isinstance(correction, ToneAffine) else 0.0
    return ChartState(edge_width(photo, reading), tilt_deg(photo, reading), bend)


def edge_width(photo: Photo, reading: ChartReading) -> float | None:
    """Measure how wide the edges of patches are smeared, as a share of a patch's width.

    Parameters
    ----------
    photo, reading
        The photo and the chart in it.

    Returns
    -------
    float or None
        Distance from 20 to 80 % of the step, median over the patches' edges; None where no edge stands out.
    """
    grid = grid_from_corners(reading.corners, reading.kind)
    along = np.linspace(-REACH, 0.06, STEPS)
    across = np.linspace(-0.2, 0.2, LINES)
    half = reading.kind.patch_width / 2
    paths = []
    for turn in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        outwards, aside = np.array(turn), np.array([-turn[1], turn[0]])
        offsets = (half + along)[None, :, None] * outwards + across[:, None, None] * aside
        paths.append(reading.kind.patch_centres[:, None, None, :] + offsets)
    points = project(grid, np.concatenate(paths)).astype(np.float32)
    flat = points.reshape(-1, LINES * STEPS, 2)
    values = cv2.remap(photo.linear, flat[..., 0], flat[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    profile = linear_to_srgb(np.clip(values, 0, 1)).reshape(-1, LINES, STEPS, 3).mean(axis=(1, 3))
    widths = [_step_width(line) for line in profile]
    seen = [width * (along[1] - along[0]) / reading.kind.patch_width for width in widths if width is not None]
    return float(np.median(seen)) if len(seen) >= LINES else None


def _step_width(line: FloatArray) -> float | None:
    inside, outside = np.median(line[: STEPS // 3]), line.min() if line[0] > line[-1] else line.max()
    if abs(inside - outside) < LEAST_STEP:
        return None
    share = (line - outside) / (inside - outside)
    high, low = np.flatnonzero(share < 0.8), np.flatnonzero(share < 0.2)
    return float(low[0] - high[0]) if high.size and low.size else None


def tilt_deg(photo: Photo, reading: ChartReading) -> float:
    """Estimate the angle between the chart's plane and the picture's, in degrees.

    The camera's focal length is not known and taken to be a phone's, so this is good to some five degrees.
    """
    grid = grid_from_corners(reading.corners, reading.kind)
    focal = FOCAL_SHARE * max(photo.width, photo.height)
    camera = np.array([[focal, 0, photo.width / 2], [0, focal, photo.height / 2], [0, 0, 1.0]])
    first, second = (np.linalg.inv(camera) @ grid[:, column] for column in (0, 1))
    normal = np.cross(first, second)
    return float(np.degrees(np.arccos(np.clip(abs(normal[2]) / np.linalg.norm(normal), 0, 1))))
