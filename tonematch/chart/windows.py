"""Which part of a grid of patches may be the chart stated: every window of its layout, weighed by colour at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.chart.kinds import ChartKind
from tonematch.chart.lattice import (
    SMALL_AREA_PX,
    SMALL_BEYOND,
    SMALL_LEVELS,
    Blobs,
    Lattice,
    find_blobs,
    find_lattices,
    stretched,
)
from tonematch.chart.layout import project
from tonematch.colour import FloatArray, lab_to_linear, linear_to_srgb

PAD = 3  # rows and columns looked at beyond the patches strung together
FEWEST_SHARE = 0.3  # of a window's patches that were seen as patches
MOST_WINDOWS = 3
LEAST_EXPLAINED = 0.55  # of the reference's variance, by an affine camera without robustness
MOST_LATTICES = 12


def find_windows(preview: NDArray[np.uint8], kind: ChartKind) -> list[FloatArray]:
    """Find outlines (4, 2) in pixels of the preview that may be the stated chart, likeliest first."""
    return _likeliest(preview, find_blobs(stretched(preview)), kind)


def find_small_windows(preview: NDArray[np.uint8], kind: ChartKind) -> list[FloatArray]:
    """Do as `find_windows` does, for charts of small patches only, quicker."""
    blobs = find_blobs(stretched(preview, beyond=SMALL_BEYOND), levels=SMALL_LEVELS, largest_px=SMALL_AREA_PX)
    return _likeliest(preview, blobs, kind)


def _likeliest(preview: NDArray[np.uint8], blobs: Blobs, kind: ChartKind) -> list[FloatArray]:
    found: list[tuple[float, FloatArray]] = []
    for lattice in find_lattices(blobs)[:MOST_LATTICES]:
        found += _weigh(preview, lattice, kind)
    found.sort(key=lambda pair: pair[0])
    return [corners for _, corners in found]


@dataclass(frozen=True, eq=False)
class Field:
    """A grid of patches and its surroundings, read cell by cell.

    Parameters
    ----------
    homography
        From cells to pixels of the preview.
    first
        Column and row of the first cell.
    colours, inside, strung
        Encoded colour (rows, columns, 3) of each cell, whether it lies in the picture, and whether a patch was seen
        there.
    """

    homography: FloatArray
    first: NDArray[np.intp]
    colours: FloatArray
    inside: NDArray[np.bool_]
    strung: NDArray[np.bool_]


def _read_field(preview: NDArray[np.uint8], lattice: Lattice) -> Field:
    low = lattice.places.min(axis=0) - PAD
    high = lattice.places.max(axis=0) + PAD
    columns, rows = np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        spots = project(lattice.homography, np.stack([columns, rows], axis=-1).astype(float))
    size = np.array(preview.shape[1::-1])
    inside = np.asarray(((spots >= 1) & (spots <= size - 2)).all(axis=-1))
    # Beyond the horizon of a steep grid the perspective turns over; such cells lie nowhere.
    held = np.where(inside[..., None], spots, 1.0)
    x, y = (np.rint(held[..., axis]).astype(np.intp) for axis in (0, 1))
    colours = np.mean([preview[y + dy, x + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1)], axis=0) / 255
    strung = np.zeros(inside.shape, bool)
    strung[lattice.places[:, 1] - low[1], lattice.places[:, 0] - low[0]] = True
    return Field(lattice.homography, low, colours, inside, strung)


def _weigh(preview: NDArray[np.uint8], lattice: Lattice, kind: ChartKind) -> list[tuple[float, FloatArray]]:
    field = _read_field(preview, lattice)
    reference = linear_to_srgb(np.clip(lab_to_linear(kind.reference_lab), 0, 1)).reshape(kind.rows, kind.columns, 3)
    found: list[tuple[float, FloatArray]] = []
    for wanted in (reference, reference.transpose(1, 0, 2)):
        found += _windows(field, [wanted, wanted[::-1], wanted[:, ::-1], wanted[::-1, ::-1]], kind)
    found.sort(key=lambda pair: pair[0])
    return found[:MOST_WINDOWS]


def _windows(field: Field, turns: list[FloatArray], kind: ChartKind) -> list[tuple[float, FloatArray]]:
    shape = turns[0].shape[:2]
    if field.inside.shape[0] < shape[0] or field.inside.shape[1] < shape[1]:
        return []
    view = np.lib.stride_tricks.sliding_window_view
    cells = shape[0] * shape[1]
    weights = view(field.inside, shape).reshape(-1, cells).astype(float)
    seen = view(field.strung, shape).reshape(-1, cells).sum(axis=1)
    measured = view(field.colours, shape, axis=(0, 1)).transpose(0, 1, 3, 4, 2).reshape(-1, cells, 3)
    chosen = np.flatnonzero((seen >= FEWEST_SHARE * cells) & (weights.sum(axis=1) >= 0.5 * cells))
    if chosen.size == 0:
        return []
    left = _unexplained(measured[chosen], weights[chosen], np.array([turn.reshape(-1, 3) for turn in turns]))
    found = []
    for index in np.argsort(left)[:MOST_WINDOWS].tolist():
        if left[index] > 1 - LEAST_EXPLAINED:
            break
        row, column = divmod(int(chosen[index]), field.inside.shape[1] - shape[1] + 1)
        first = field.first + np.array([column, row])
        found.append((float(left[index]), project(field.homography, first + _outline(shape, kind))))
    return found


def _outline(shape: tuple[int, ...], kind: ChartKind) -> FloatArray:
    """Give the corners of a window of some rows and columns around its first cell, a long side first."""
    half = kind.patch_width / 2
    right, bottom = shape[1] - 1 + half, shape[0] - 1 + half
    box = np.array([[-half, -half], [right, -half], [right, bottom], [-half, bottom]])
    return box if shape == (kind.rows, kind.columns) else box[[0, 3, 2, 1]]


def _unexplained(measured: FloatArray, weights: FloatArray, wanted: FloatArray) -> FloatArray:
    """Give the share of the reference's variance that no affine camera explains, at the best turn, (windows,)."""
    inputs = np.concatenate([measured, np.ones((*measured.shape[:2], 1))], axis=-1)
    weighted = inputs * weights[..., None]
    square = weighted.transpose(0, 2, 1) @ inputs + 1e-6 * np.eye(4)
    total = weights.sum(axis=1)
    least = np.full(len(measured), np.inf)
    for reference in wanted:
        mixed = weighted.transpose(0, 2, 1) @ reference
        explained = (mixed * np.linalg.solve(square, mixed)).sum(axis=(1, 2))
        power = weights @ (reference**2).sum(axis=1)
        mean = (weights @ reference) / total[:, None]
        variance = power - total * (mean**2).sum(axis=1)
        least = np.minimum(least, (power - explained) / np.maximum(variance, 1e-6))
    return least
