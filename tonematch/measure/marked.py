"""From marks on the photo to the regions that are measured: the patch, and the skin it is compared with."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.scale import mm_per_px_at
from tonematch.correct.calibration import Calibration
from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.measure.patch.box import find_differing_in, find_patch_in_box
from tonematch.measure.patch.click import colour_at, find_patch, find_patch_along
from tonematch.measure.patch.found import FoundPatch, patch_from_mask
from tonematch.measure.patch.full_size import at_full_size
from tonematch.measure.patch.other_light import in_light_at, is_enclosed
from tonematch.measure.regions import distance_from
from tonematch.measure.skin_marks import SkinMarks, checked_mask
from tonematch.measure.strokes import with_strokes
from tonematch.measure.surround.band import Surround, surround_of
from tonematch.measure.surround.left_out import LeftOut, nothing_left_out

Reference = Literal["band", "painted", "skin", "contralateral"]

SKIN_DISC_SHARE = 0.035  # of the photo's long side: the disc sampled where skin itself is the target
SKIN_DISC_LIKE = 9.0  # Lab units from the colour clicked on; farther is another surface
PROPER = 0.8  # share of change above which a pixel tells the patch's own tone


@dataclass(frozen=True, eq=False)
class Marked:
    """The regions to be measured; those without a word are at the view's size.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    patch
        The patch as found; None where skin itself is the target.
    whole_patch
        (H, W) bool, the patch in the photo; empty where there is none.
    band
        (h, w) bool, the skin that tells the target.
    reference
        Where that skin comes from.
    surround
        How the band was found; None where it was painted, or skin itself is the target.
    mm_per_px
        Millimetres a pixel of the photo spans at the patch or the skin, where the chart tells.
    """

    view: View
    patch: FoundPatch | None
    whole_patch: NDArray[np.bool_]
    band: NDArray[np.bool_]
    reference: Reference
    surround: Surround | None
    mm_per_px: float | None

    @property
    def patch_proper(self) -> NDArray[np.bool_] | None:
        """The part of the patch that has changed for good, which tells its tone; None without a patch."""
        if self.patch is None:
            return None
        proper = self.patch.mask & (self.patch.share > PROPER)
        return proper if proper.any() else self.patch.mask

    @property
    def left_out(self) -> LeftOut:
        """What the search for the band left out."""
        return nothing_left_out(self.view.skin.shape) if self.surround is None else self.surround.left_out


def mark_skin(photo: Photo, calibration: Calibration, marks: SkinMarks) -> Marked:
    """Find the regions that the marks stand for.

    Raises
    ------
    RegionError
        When the marks lie outside the photo or off the skin, or show no border.
    """
    view = calibration.view(photo)
    if not marks.has_patch:
        return _without_patch(view, calibration, marks)
    view, found = _found(calibration, view, marks)
    whole = marks.patch_mask if marks.patch_mask is not None else at_full_size(photo, calibration, view, found)
    if marks.retouch:
        whole = with_strokes(whole, marks.retouch)
        found = _retouched(view, found, whole)
    scale = mm_per_px_at(calibration.reading, middle_of(whole))
    if marks.skin_mask is not None:
        band = view.shrink(checked_mask(marks.skin_mask, view.full_shape, "skin mask") & ~whole)
        return Marked(view, found, whole, band, "painted", None, scale)
    surround = surround_of(view, found, mm_per_px=scale)
    return Marked(view, found, whole, surround.band, "band", surround, scale)


def middle_of(mask: NDArray[np.bool_]) -> tuple[float, float]:
    """Give the middle (x, y) of a mask that is not empty."""
    across, down = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    return float(across.mean()), float(down.mean())


def _without_patch(view: View, calibration: Calibration, marks: SkinMarks) -> Marked:
    nowhere = np.zeros(view.full_shape, bool)
    reference: Reference = "skin"
    if marks.skin_mask is not None:
        band, reference = view.shrink(checked_mask(marks.skin_mask, view.full_shape, "skin mask")), "painted"
    elif marks.skin is not None:
        band = _skin_disc(view, marks.skin)
    at = middle_of(band) if band.any() else (0.0, 0.0)
    place = (float(view.x_of(at[0])), float(view.y_of(at[1])))
    return Marked(view, None, nowhere, band, reference, None, mm_per_px_at(calibration.reading, place))


def _found(calibration: Calibration, view: View, marks: SkinMarks) -> tuple[View, FoundPatch]:
    if marks.patch is not None:
        return _clicked(calibration, view, marks.patch)
    if marks.stroke is not None:
        return view, find_patch_along(view, marks.stroke)
    if marks.box is not None:
        return view, find_patch_in_box(view, marks.box)
    if marks.lighter_in is not None:
        return view, find_differing_in(view, marks.lighter_in, "lighter")
    if marks.darker_in is not None:
        return view, find_differing_in(view, marks.darker_in, "darker")
    painted = np.zeros(view.full_shape, bool) if marks.patch_mask is None else marks.patch_mask
    mask = view.shrink(checked_mask(painted, view.full_shape, "patch mask"))
    if marks.patch_mask is not None and not mask.any():
        raise _empty()
    return view, patch_from_mask(mask)


def _clicked(calibration: Calibration, view: View, at: tuple[float, float]) -> tuple[View, FoundPatch]:
    try:
        return view, find_patch(view, at)
    except RegionError as problem:
        if problem.code != "region.not_skin":
            raise
        other = in_light_at(calibration, view, at)
        if other is None:
            raise
        try:
            found = find_patch(other, at)
        except RegionError:
            raise problem from None
        if not is_enclosed(found.mask):
            raise
        return other, found


def _retouched(view: View, found: FoundPatch, whole: NDArray[np.bool_]) -> FoundPatch:
    mask = view.shrink(whole)
    if not mask.any():
        raise _empty()
    share = np.where(mask == found.mask, found.share, mask).astype(np.float32)
    return replace(found, mask=mask, share=share, others=found.others & ~mask)


def _empty() -> RegionError:
    return RegionError(
        "The patch is empty: nothing of it is left.", code="region.empty", hint="Paint the patch, or mark it anew."
    )


def _skin_disc(view: View, at: tuple[float, float]) -> NDArray[np.bool_]:
    colour = colour_at(view, at)
    centre = np.zeros(view.skin.shape, bool)
    column, row = view.place(at)
    centre[row, column] = True
    near = distance_from(centre) <= max(SKIN_DISC_SHARE * max(view.skin.shape), 8.0)
    alike = np.linalg.norm(view.lab - colour.astype(np.float32), axis=-1) < SKIN_DISC_LIKE
    return np.asarray(near & alike & view.skin)
