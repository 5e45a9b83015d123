"""Random fields: clouds, stretched grain, and the grid that everything in a scene is drawn on."""

from dataclasses import dataclass

import cv2
import numpy as np

from tonematch.colour import FloatArray

GRAIN_SIGMA = 1.5  # cells a grain's Gaussian spans: coarse grain is drawn coarsely, then enlarged


@dataclass(frozen=True)
class Grid:
    """The pixels of a picture; lengths in a scene are in frame widths, so a scene looks alike at every size."""

    width: int
    height: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width

    @property
    def detail(self) -> float:
        """Pixels per 1/1600 of the frame's width: what fine texture scales with."""
        return self.width / 1600

    def points(self) -> tuple[FloatArray, FloatArray]:
        """Give x and y of pixel centres in frame widths, float32 (H, W) each."""
        x = (np.arange(self.width, dtype=np.float32) + 0.5) / self.width
        y = (np.arange(self.height, dtype=np.float32) + 0.5) / self.width
        return np.broadcast_to(x, self.shape), np.broadcast_to(y[:, None], self.shape)


def blurred(field: FloatArray, sigma_px: float) -> FloatArray:
    """Blur by a Gaussian, mirrored at the rim."""
    if sigma_px < 0.15:
        return field
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT))


def clouds(generator: np.random.Generator, grid: Grid, scale: float, *, octaves: int = 4) -> FloatArray:
    """Give smooth noise of mean 0 and deviation 1 whose largest features measure `scale` frame widths."""
    total = np.zeros(grid.shape, dtype=np.float32)
    for octave in range(octaves):
        step = max(scale / 2**octave * grid.width, 1.0)
        reach = int(np.hypot(*grid.shape) / step) + 5
        coarse = generator.standard_normal((reach, reach)).astype(np.float32)
        total += 0.55**octave * stretched(coarse, turned(grid, generator.uniform(0, 90), (step, step), coarse), grid)
    return standardised(total)


def grain(
    generator: np.random.Generator, grid: Grid, along_px: float, across_px: float, angle_deg: float
) -> FloatArray:
    """Give noise of mean 0 and deviation 1, long in one direction, at any angle; sizes at 1600 pixels of width."""
    cells = np.maximum(np.array([along_px, across_px]) * grid.detail / GRAIN_SIGMA, 1.0)
    reach = int(np.hypot(*grid.shape)) + 2
    columns, rows = (int(np.ceil(reach / cell)) + 4 for cell in cells)
    white = generator.standard_normal((rows, columns)).astype(np.float32)
    sigma = np.maximum(np.array([along_px, across_px]) * grid.detail / cells, 0.3)
    smooth = cv2.GaussianBlur(white, (0, 0), sigmaX=float(sigma[0]), sigmaY=float(sigma[1]))
    return standardised(stretched(np.asarray(smooth), turned(grid, angle_deg, tuple(cells), white), grid))


def turned(grid: Grid, angle_deg: float, cell_px: tuple[float, ...], field: FloatArray) -> FloatArray:
    """Give the affine map from pixels to a coarser field that is turned about the middle of both."""
    turn = np.radians(angle_deg)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) / np.array(cell_px)[:, None]
    offset = np.array(field.shape[::-1]) / 2 - rotation @ np.array([grid.width / 2, grid.height / 2])
    return np.column_stack([rotation, offset]).astype(np.float32)


def stretched(field: FloatArray, matrix: FloatArray, grid: Grid) -> FloatArray:
    """Sample a field at the affine image of each pixel, cubic, mirrored beyond its rim."""
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = (grid.width, grid.height)
    return np.asarray(cv2.warpAffine(field, matrix, size, flags=flags, borderMode=cv2.BORDER_REFLECT))


def standardised(field: FloatArray) -> FloatArray:
    """Shift and scale a field to mean 0 and deviation 1."""
    return np.asarray((field - field.mean()) / max(float(field.std()), 1e-9), dtype=np.float32)


def ramp(values: FloatArray, low: float, high: float) -> FloatArray:
    """Rise smoothly from 0 at `low` to 1 at `high`."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)
