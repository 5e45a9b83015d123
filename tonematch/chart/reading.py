"""Read the chart's patches: their colour, their evenness, and how much of each is blown out."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.kinds import ChartKind
from tonematch.chart.layout import project
from tonematch.colour import FloatArray
from tonematch.findings import Finding

INNER = 0.3  # half of the patch's width is read: edges carry blur, and the frame's reflection
SAMPLES_A_SIDE = 24
GLANCE = 9  # samples a side that do for telling which chart it is, and which way round


@dataclass(frozen=True, eq=False)
class ChartReading:
    """What a chart in a photo says.

    Parameters
    ----------
    kind
        The chart's layout and reference colours.
    corners
        (4, 2) outer corners of the patch field in pixels, in the order of the corner patches.
    found
        ``"auto"`` or ``"by hand"``.
    measured
        (patches, 3) median linear sRGB of each patch, as photographed.
    spread
        (patches, 3) robust standard deviation inside each patch, linear sRGB.
    clipped_share
        (patches,) share of each patch that is blown out, 0-1.
    patch_px
        Side of a patch in pixels.
    findings
        What to watch out for.
    others
        Further charts of the same kind in the photo, for a check.
    """

    kind: ChartKind
    corners: FloatArray
    found: Literal["auto", "by hand"]
    measured: FloatArray
    spread: FloatArray
    clipped_share: FloatArray
    patch_px: float
    findings: tuple[Finding, ...]
    others: tuple["ChartReading", ...] = ()

    def __post_init__(self) -> None:
        for array in (self.corners, self.measured, self.spread, self.clipped_share):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def centre(self) -> tuple[float, float]:
        """Centre of the patch field in pixels."""
        x, y = self.corners.mean(axis=0)
        return float(x), float(y)

    @property
    def width_px(self) -> float:
        """Length of the chart's longer side in pixels, for telling how far away something lies."""
        sides = np.linalg.norm(np.roll(self.corners, -1, axis=0) - self.corners, axis=1)
        return float(sides.max())


def patch_points(homography: FloatArray, kind: ChartKind, *, a_side: int = SAMPLES_A_SIDE) -> NDArray[np.intp]:
    """Give pixel positions inside each patch, so many `a_side`, (patches, points, 2) as x, y."""
    steps = (np.arange(a_side) + 0.5) / a_side - 0.5
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * 2 * INNER * kind.patch_width
    grid = kind.patch_centres[:, None, :] + offsets[None, :, :]
    return np.floor(project(homography, grid)).astype(np.intp)


def glance_at_patches(photo: Photo, homography: FloatArray, kind: ChartKind) -> FloatArray:
    """Read the median linear colour of every patch from a few pixels."""
    points = patch_points(homography, kind, a_side=GLANCE)
    x = np.clip(points[..., 0], 0, photo.width - 1)
    y = np.clip(points[..., 1], 0, photo.height - 1)
    return np.asarray(np.median(photo.linear[y, x].astype(float), axis=1))


def read_patches(photo: Photo, homography: FloatArray, kind: ChartKind) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Read median linear colour, robust spread and clipped share of every patch."""
    points = patch_points(homography, kind)
    x = np.clip(points[..., 0], 0, photo.width - 1)
    y = np.clip(points[..., 1], 0, photo.height - 1)
    values = photo.linear[y, x].astype(float)
    median = np.median(values, axis=1)
    spread = 1.4826 * np.median(np.abs(values - median[:, None, :]), axis=1)
    return median, spread, photo.clipped[y, x].mean(axis=1)
