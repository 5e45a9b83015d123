"""The tone of a region of skin from the photo's own pixels: robust centre, spread, flecks, directions, its error.

::

    band in the view ─► band_detail ─► without hairs, flecks, glints ─► in even light ─► usual tone ─► least shiny
                                             └─► fleck shade                 └─► tone by direction
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, lab_from
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.regions import grown
from tonematch.measure.surround.band_detail import BandDetail, band_detail
from tonematch.measure.surround.flecks import Marks, find_marks
from tonematch.measure.surround.left_out import LeftOut, Reason, left_out_for
from tonematch.measure.surround.relight import LightSlope, even_light, relit
from tonematch.measure.surround.sectors import SectorTone, sector_tones
from tonematch.measure.surround.shine import least_shiny
from tonematch.measure.surround.texture_error import texture_error
from tonematch.measure.tone import Tone

FEWEST_PX = 40
TRIM_SD = 2.5
TRIM_ROUNDS = 4
TRIMMED_BY = 15_000  # pixels that tell where to trim
TRIM_FLOOR = 0.5  # Lab units: JPEG makes neighbouring pixels equal, which must not pass for even skin
MARKED_MOST = 0.6  # of the band; more marks than that are the skin itself
MAJORITY_PX = 9
FLECKS_FEWEST, FLECK_SHARE_LEAST, FLECK_DELTA_E_LEAST = 8, 0.01, 2.0

SkinLab = Callable[[FloatArray], FloatArray]
"""Gives the Lab (n, 3) of linear light (n, 3) as photographed, known to be skin, in the light that falls there."""


@dataclass(frozen=True, eq=False)
class BandTone:
    """What the pixels of a region of skin say.

    Parameters
    ----------
    tone
        The base shade: flecks, hairs and glints left out.
    standard_error_delta_e00
        Of the tone, from the skin's texture alone.
    flecks
        The shade of the flecks; None where there are too few.
    fleck_share
        Of the region's area, 0-1.
    sectors
        The tone by direction.
    left_out
        Hairs, flecks and glints, at the view's size.
    """

    tone: Tone
    standard_error_delta_e00: float
    flecks: Tone | None
    fleck_share: float
    sectors: tuple[SectorTone, ...]
    left_out: LeftOut

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def read_band(
    linear: NDArray[np.float32], skin_lab: SkinLab, band: NDArray[np.bool_], light: LightSlope | None = None
) -> BandTone:
    """Read the tone of a region of skin.

    Parameters
    ----------
    linear
        (H, W, 3) linear light of the photo.
    skin_lab
        How its pixels become Lab.
    band
        (h, w) bool at the view's size.
    light
        How the light falls off around the patch, in pixels of the view; None takes it as even.

    Raises
    ------
    RegionError
        When too few pixels are left.
    """
    seen = _seen(linear, skin_lab, band, light)
    tone, kept, shiny = _base(seen.lab, seen.plain, seen.detail.every**2)
    x, y = seen.x, seen.y
    angle = np.degrees(np.arctan2(y - seen.slope.centre[1], x - seen.slope.centre[0]))
    shown = relit(seen.lab, -seen.slope.log_at(x, y))
    flecks, fleck_share = _flecks(seen.lab, seen.marks, seen.detail, tone)
    return BandTone(
        tone=tone,
        standard_error_delta_e00=texture_error(seen.lab[kept], x[kept], y[kept]),
        flecks=flecks,
        fleck_share=fleck_share,
        sectors=sector_tones(shown[kept], angle[kept], tone.lab, photo_px_each=seen.detail.every**2),
        left_out=_left_out(seen.marks, _on_grid(shiny, seen.detail.inside), seen.detail, band.shape),
    )


def read_tone(linear: NDArray[np.float32], skin_lab: SkinLab, region: NDArray[np.bool_]) -> Tone:
    """Read the tone of a region alone, such as the patch; see `read_band` for what is given and raised."""
    seen = _seen(linear, skin_lab, region, None)
    return _base(seen.lab, seen.plain, seen.detail.every**2)[0]


@dataclass(frozen=True, eq=False)
class _Seen:
    """A region's pixels (n,), in even light, and which of them show no hair, fleck or glint."""

    detail: BandDetail
    marks: Marks
    slope: LightSlope
    lab: NDArray[np.float32]
    x: FloatArray
    y: FloatArray
    plain: NDArray[np.bool_]


def _seen(linear: NDArray[np.float32], skin_lab: SkinLab, band: NDArray[np.bool_], light: LightSlope | None) -> _Seen:
    if not band.any():
        raise too_few(0)
    detail = band_detail(linear, band)
    count = int(np.count_nonzero(detail.inside)) * detail.every**2
    if count < FEWEST_PX:
        raise too_few(count)
    marks = find_marks(detail.linear, detail.inside, max(linear.shape[:2]) / detail.every)
    rows, columns = np.nonzero(detail.inside)
    x, y = detail.in_view(rows, columns)
    slope = light or even_light((float(x.mean()), float(y.mean())))
    lab = relit(skin_lab(detail.linear[rows, columns]).astype(np.float32), slope.log_at(x, y))
    plain = ~grown(marks.hair | marks.fleck | marks.glint, 1)[rows, columns]
    if plain.mean() < 1 - MARKED_MOST:
        plain = np.ones(len(lab), bool)
    return _Seen(detail, marks, slope, lab, x, y, plain)


def usual_tone(lab: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Trim what is unlike the rest, and give the tone of what remains.

    Parameters
    ----------
    lab
        (n, 3) Lab of the pixels.

    Returns
    -------
    kept, centre, spread
        Which pixels were kept (n,), their median (3,), and their robust standard deviation (3,).
    """
    some = lab[:: len(lab) // TRIMMED_BY + 1].astype(float)
    kept = np.ones(len(some), bool)
    centre, spread = np.zeros(3), np.zeros(3)
    for _ in range(TRIM_ROUNDS):
        centre = np.median(some[kept], axis=0)
        spread = 1.4826 * np.median(np.abs(some[kept] - centre), axis=0)
        keep = (np.abs(some - centre) <= TRIM_SD * np.maximum(spread, TRIM_FLOOR)).all(axis=1)
        if (keep == kept).all():
            break
        kept = keep
    all_kept = np.asarray((np.abs(lab - centre) <= TRIM_SD * np.maximum(spread, TRIM_FLOOR)).all(axis=1))
    return all_kept, np.asarray(np.median(lab[all_kept], axis=0), dtype=float), np.asarray(spread)


def too_few(count: int) -> RegionError:
    """Say that too few pixels of skin are left to measure."""
    return RegionError(
        f"Only {count} pixels of skin were left to measure; at least {FEWEST_PX} are needed.",
        code="region.small",
        hint="Mark a larger area, or go closer with the camera.",
    )


def _on_grid(values: NDArray[np.bool_], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    grid = np.zeros(inside.shape, np.uint8)
    grid[inside] = values
    # By the majority around, so that whole places shine or do not, and not every other pixel.
    return cv2.medianBlur(grid, MAJORITY_PX).astype(bool) & inside


def _base(
    lab: NDArray[np.float32], plain: NDArray[np.bool_], photo_px_each: int
) -> tuple[Tone, NDArray[np.bool_], NDArray[np.bool_]]:
    """Give the tone, the pixels it was taken from, and those that shine."""
    usual, centre, spread = usual_tone(lab[plain])
    kept = plain.copy()
    kept[plain] = usual
    matte = least_shiny(lab, kept, centre)
    shiny = np.zeros(len(lab), bool) if matte is None else kept & ~matte
    if matte is not None:
        kept, centre = matte, np.median(lab[matte], axis=0)
    L, a, b = spread.tolist()
    return Tone(lab_from(centre), (L, a, b), int(kept.sum()) * photo_px_each, shiny=matte is not None), kept, shiny


def _flecks(lab: NDArray[np.float32], marks: Marks, detail: BandDetail, base: Tone) -> tuple[Tone | None, float]:
    share = float(marks.body.sum() / detail.inside.sum())
    core = lab[marks.core[detail.inside]]
    if marks.flecks < FLECKS_FEWEST or share < FLECK_SHARE_LEAST:
        return None, share
    centre = np.median(core, axis=0)
    if float(delta_e00(base.lab, centre)) < FLECK_DELTA_E_LEAST:
        return None, share
    L, a, b = (1.4826 * np.median(np.abs(core - centre), axis=0)).tolist()
    return Tone(lab_from(centre), (L, a, b), len(core) * detail.every**2, shiny=False), share


def _left_out(marks: Marks, shiny: NDArray[np.bool_], detail: BandDetail, shape: tuple[int, ...]) -> LeftOut:
    size = (shape[0], shape[1])
    masks: dict[Reason, NDArray[np.bool_]] = {
        "hair": detail.shrunk(marks.hair, size),
        "fleck": detail.shrunk(marks.fleck, size),
        "shine": detail.shrunk(marks.glint | shiny, size),
    }
    return left_out_for(size, masks)
