"""The surrounding tone by direction from the patch: skin is often lighter towards one side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00

DIRECTIONS = 8
FEWEST_SHARE = 0.03  # of the band: a direction with less is joined with its neighbours
FEWEST_PX = 60
DIRECTION_WORDS = ("right", "lower right", "below", "lower left", "left", "upper left", "above", "upper right")
"""Every eighth of a turn, clockwise from the right of the photo."""


@dataclass(frozen=True)
class SectorTone:
    """The tone in one direction from the patch.

    Parameters
    ----------
    direction_deg
        Middle of the sector, clockwise from the right of the upright photo: 0 right, 90 down, 180 left, 270 up.
    breadth_deg
        How wide the sector is.
    lab
        Robust centre of the skin sampled there.
    pixels
        How many pixels of the photo were sampled there.
    from_whole_delta_e00
        ΔE00 between the sector's tone and that of the whole band.
    """

    direction_deg: float
    breadth_deg: float
    lab: Lab
    pixels: int
    from_whole_delta_e00: float


def sector_tones(
    lab: NDArray[np.float32], angle_deg: FloatArray, whole: Lab, *, photo_px_each: float
) -> tuple[SectorTone, ...]:
    """Give the tone in eight directions, or fewer, broader ones where there is little skin.

    Parameters
    ----------
    lab
        (n, 3) of the pixels sampled.
    angle_deg
        (n,) their direction from the patch, clockwise from the right.
    whole
        Tone of the whole band.
    photo_px_each
        Pixels of the photo each stands for.

    Returns
    -------
    tuple of SectorTone
        In the order of their directions; a direction without skin is absent.
    """
    breadth = 360 / DIRECTIONS
    slot = (((angle_deg + breadth / 2) % 360) // breadth).astype(int) % DIRECTIONS
    found = []
    for first, many in _joined(np.bincount(slot, minlength=DIRECTIONS)):
        chosen = (slot - first) % DIRECTIONS < many
        tone = lab_from(np.median(lab[chosen], axis=0))
        found.append(
            SectorTone(
                direction_deg=(first + (many - 1) / 2) * breadth % 360,
                breadth_deg=many * breadth,
                lab=tone,
                pixels=round(int(chosen.sum()) * photo_px_each),
                from_whole_delta_e00=float(delta_e00(whole, tone)),
            )
        )
    return tuple(sorted(found, key=lambda sector: sector.direction_deg))


def _joined(counts: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Join neighbouring directions with few pixels: first direction and how many, of each group with enough."""
    least = max(FEWEST_PX, FEWEST_SHARE * counts.sum())
    groups = [(slot, 1) for slot in range(DIRECTIONS) if counts[slot] >= least]
    poor = (counts > 0) & (counts < least)
    for start in range(DIRECTIONS):
        if not poor[start] or (poor[start - 1] and not poor.all()) or (poor.all() and start > 0):
            continue
        run = 0
        while run < DIRECTIONS and poor[(start + run) % DIRECTIONS]:
            run += 1
        if counts[[(start + step) % DIRECTIONS for step in range(run)]].sum() >= least:
            groups.append((start, run))
    return groups


def direction_words(direction_deg: float) -> str:
    """Name a direction on the photo.

    >>> direction_words(0.0), direction_words(275.0)
    ('right', 'above')
    """
    return DIRECTION_WORDS[round(direction_deg / 45) % 8]
