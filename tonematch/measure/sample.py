"""Sample the skin: the patch, the skin around it, how they differ, and how far the numbers can be trusted."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.colour import lab_from
from tonematch.correct.calibration import Calibration
from tonematch.correct.light_at import LightAt
from tonematch.correct.skin_error import predicted_error_95
from tonematch.correct.skin_light import light_on_skin
from tonematch.correct.view import View
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.findings import Finding, Verdict, verdict_of
from tonematch.measure.patch import colour_at, find_patch, find_patch_in_box
from tonematch.measure.remarks import remarks_on
from tonematch.measure.shine import least_shiny
from tonematch.measure.surround import distance_outside, surround_of, usual_tone
from tonematch.measure.tone import SurroundingTone, Tone, ita_deg

SKIN_DISC_SHARE = 0.035  # of the photo's long side: the disc sampled where skin itself is the target
SKIN_DISC_LIKE = 9.0  # Lab units from the colour clicked on; farther is another surface
FEWEST_PX = 40
MOST_SAMPLED = 80_000
CORRELATED_PX = 6.0  # texture of skin repeats over a few pixels, so neighbours are not independent


@dataclass(frozen=True, eq=False)
class SkinSample:
    """What was measured on the skin.

    Parameters
    ----------
    calibration
        The calibration all colours went through.
    light
        How the light on the skin differs from that on the chart, which was taken back.
    surrounding
        The tone of the skin around the patch, or of the skin chosen.
    patch
        The tone of the patch; None when skin itself is the target.
    patch_mask, surround_mask
        (H, W) bool in pixels of the upright photo; no patch is an empty mask.
    contrast_delta_e00
        ΔE00 between patch and surrounding skin; None without a patch.
    ita_deg
        Individual typology angle of the surrounding skin.
    findings
        The calibration's findings and those of the sampling.
    """

    calibration: Calibration
    light: LightAt
    surrounding: SurroundingTone
    patch: Tone | None
    patch_mask: NDArray[np.bool_]
    surround_mask: NDArray[np.bool_]
    contrast_delta_e00: float | None
    ita_deg: float
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings, those of the calibration and those of the skin."""
        return verdict_of(self.findings)

    def __post_init__(self) -> None:
        self.patch_mask.flags.writeable = False
        self.surround_mask.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def sample_skin(  # noqa: PLR0913  # one keyword a way of marking, as the contract names them
    photo: Photo,
    calibration: Calibration,
    *,
    patch: tuple[float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    patch_mask: NDArray[np.bool_] | None = None,
    skin: tuple[float, float] | None = None,
    skin_mask: NDArray[np.bool_] | None = None,
) -> SkinSample:
    """Measure the skin around a patch, or the skin at a place.

    Parameters
    ----------
    photo, calibration
        The photo, and the calibration fitted to its chart.
    patch
        A place (x, y) inside the patch.
    box
        x0, y0, x1, y1 around the patch.
    patch_mask
        (H, W) bool, the patch itself.
    skin
        A place (x, y) on skin that is itself the target: there is no patch.
    skin_mask
        (H, W) bool, the skin to take as the target instead of a band around the patch.

    Raises
    ------
    RegionError
        When the marks contradict each other, lie outside the photo or off the skin, or show no border.
    """
    marks = [mark for mark in (patch, box, patch_mask, skin) if mark is not None]
    if len(marks) > 1 or not (marks or skin_mask is not None):
        raise RegionError(
            "Mark the skin in exactly one way: a point in the patch, a box around it, its mask, or a point on skin.",
            code="region.marks",
            hint="On the command line: one of --patch, --box, --patch-mask, --skin.",
        )
    view = calibration.view(photo)
    found = None if skin is not None or not marks else _patch_in(view, patch, box, patch_mask)
    if found is None:
        whole_patch = np.zeros(view.full_shape, bool)
    else:
        whole_patch = patch_mask if patch_mask is not None else view.enlarge(found)
    if skin_mask is not None:
        band = _checked(skin_mask, photo, "skin mask") & ~whole_patch
        marked = Marked(view, whole_patch, band, view.shrink(band))
    elif found is not None:
        seen = surround_of(view, found)
        marked = Marked(view, whole_patch, view.enlarge(seen) & ~whole_patch, seen)
    elif skin is not None:
        seen = _skin_disc(view, skin)
        marked = Marked(view, whole_patch, view.enlarge(seen), seen)
    return _measured(photo, calibration, marked)


def _patch_in(
    view: View,
    patch: tuple[float, float] | None,
    box: tuple[float, float, float, float] | None,
    patch_mask: NDArray[np.bool_] | None,
) -> NDArray[np.bool_]:
    if patch is not None:
        return find_patch(view, patch)
    if box is not None:
        return find_patch_in_box(view, box)
    if patch_mask is None or patch_mask.shape != view.full_shape:
        raise _wrong_shape("patch mask", view.full_shape)
    shrunk = view.shrink(patch_mask)
    if not shrunk.any():
        raise RegionError(
            "The patch mask is empty.", code="region.empty", hint="Paint the patch white, the rest black."
        )
    return shrunk


def _wrong_shape(what: str, shape: tuple[int, int]) -> RegionError:
    return RegionError(
        f"The {what} is not {shape[1]} x {shape[0]} pixels, the size of the upright photo.",
        code="region.mask_size",
        hint="Paint it over the photo as it shows on the screen, and keep its size.",
    )


def _checked(mask: NDArray[np.bool_], photo: Photo, what: str) -> NDArray[np.bool_]:
    if mask.shape != (photo.height, photo.width):
        raise _wrong_shape(what, (photo.height, photo.width))
    return mask


def _skin_disc(view: View, at: tuple[float, float]) -> NDArray[np.bool_]:
    colour = colour_at(view, at)
    centre = np.zeros(view.skin.shape, bool)
    column, row = view.place(at)
    centre[row, column] = True
    near = distance_outside(centre) <= max(SKIN_DISC_SHARE * max(view.skin.shape), 8.0)
    alike = np.linalg.norm(view.lab - colour.astype(np.float32), axis=-1) < SKIN_DISC_LIKE
    return np.asarray(near & alike & view.skin)


@dataclass(frozen=True, eq=False)
class Marked:
    """The regions to be measured, in the photo and, for the band, in the view."""

    view: View
    patch: NDArray[np.bool_]
    band: NDArray[np.bool_]
    band_in_view: NDArray[np.bool_]


def _measured(photo: Photo, calibration: Calibration, marked: Marked) -> SkinSample:
    patch, band = marked.patch, marked.band
    moments = cv2.moments((patch if patch.any() else band).view(np.uint8), binaryImage=True)
    if not moments["m00"]:
        raise _too_few(0)
    at = (moments["m10"] / moments["m00"], moments["m01"] / moments["m00"])
    light = light_on_skin(marked.view, calibration.reading, calibration.light, marked.band_in_view, at)
    around = _tone_of(photo, calibration, light, band)
    inside = _tone_of(photo, calibration, light, patch) if patch.any() else None
    texture = float(np.linalg.norm(around.spread)) / max(1.0, np.sqrt(around.pixels) / CORRELATED_PX)
    surrounding = SurroundingTone(
        around.lab,
        around.spread,
        around.pixels,
        around.shiny,
        float(np.hypot(predicted_error_95(calibration, light, at, around.spread), 2 * texture)),
    )
    return SkinSample(
        calibration=calibration,
        light=light,
        surrounding=surrounding,
        patch=inside,
        patch_mask=patch.copy(),
        surround_mask=band.copy(),
        contrast_delta_e00=None if inside is None else float(delta_e00(around.lab, inside.lab)),
        ita_deg=ita_deg(around.lab),
        findings=(
            *calibration.findings,
            *remarks_on(
                surrounding,
                light,
                blown_share=_share_of(photo.clipped, band),
                chart_widths=calibration.chart_widths_to(at),
            ),
        ),
    )


def _share_of(marked: NDArray[np.bool_], mask: NDArray[np.bool_]) -> float:
    both = cv2.bitwise_and(marked.view(np.uint8), mask.view(np.uint8))
    return cv2.countNonZero(both) / max(1, cv2.countNonZero(mask.view(np.uint8)))


def _too_few(count: int) -> RegionError:
    return RegionError(
        f"Only {count} pixels of skin were left to measure; at least {FEWEST_PX} are needed.",
        code="region.small",
        hint="Mark a larger area, or go closer with the camera.",
    )


def _tone_of(photo: Photo, calibration: Calibration, light: LightAt, mask: NDArray[np.bool_]) -> Tone:
    count = cv2.countNonZero(mask.view(np.uint8))
    if count < FEWEST_PX:
        raise _too_few(count)
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    part = slice(top, top + height), slice(left, left + width)
    places = np.flatnonzero(mask[part])[:: count // MOST_SAMPLED + 1]
    pixels = photo.linear[part][np.unravel_index(places, (height, width))]
    lab = calibration.skin_lab_of(pixels, light).astype(np.float32)
    kept, centre, spread = usual_tone(lab)
    matte = least_shiny(lab, kept, centre)
    if matte is not None:
        kept, centre = matte, np.median(lab[matte], axis=0)
    L, a, b = (float(value) for value in spread)
    return Tone(lab_from(centre), (L, a, b), round(count * float(kept.mean())), shiny=matte is not None)
