"""Sample the skin: the patch, the skin around it, how they differ, and how far the numbers can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.colour import FloatArray
from tonematch.correct.calibration import Calibration
from tonematch.correct.light_at import LightAt
from tonematch.correct.skin_error import predicted_error_95
from tonematch.correct.skin_light import light_on_skin
from tonematch.difference import delta_e00
from tonematch.findings import Finding, Verdict, verdict_of
from tonematch.measure.marked import Marked, Reference, mark_skin, middle_of
from tonematch.measure.remarks import remarks_on
from tonematch.measure.skin_marks import Box, Place, SkinMarks
from tonematch.measure.strokes import Stroke
from tonematch.measure.surround.band_tone import BandTone, read_band, read_tone
from tonematch.measure.surround.left_out import LeftOut, both_left_out
from tonematch.measure.surround.profile import BorderProfile
from tonematch.measure.surround.sectors import SectorTone
from tonematch.measure.tone import SurroundingTone, Tone, ita_deg

NINETY_FIVE = 1.96  # standard errors to either side hold 95 of 100


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
        The tone of the skin around the patch, or of the skin chosen: flecks, hairs, shine and shadow left out.
    reference
        Where that skin lies: the ``"band"`` around the patch, ``"painted"`` by the user, the ``"skin"`` clicked on, or
        ``"contralateral"``, on the other side of the body in another photo.
    patch
        The tone of the patch; None when skin itself is the target.
    patch_mask, surround_mask
        (H, W) bool in pixels of the upright photo; no patch is an empty mask.
    left_out
        What near the patch was not sampled, and why.
    profile
        The colour across the patch's border; None where the skin was chosen by the user.
    sectors
        The surrounding tone by direction from the patch.
    flecks
        The shade of freckles and moles in the surrounding skin; None where there are too few.
    fleck_share
        How much of the surrounding skin they take up, 0-1.
    mm_per_px
        Millimetres a pixel of the photo spans at the patch; None where the chart's size is not known.
    contrast_delta_e00
        ΔE00 between patch and surrounding skin; None without a patch.
    ita_deg
        Individual typology angle of the surrounding skin.
    findings
        The calibration's findings and those of the sampling.
    marks
        What the user marked.
    """

    calibration: Calibration
    light: LightAt
    surrounding: SurroundingTone
    reference: Reference
    patch: Tone | None
    patch_mask: NDArray[np.bool_]
    surround_mask: NDArray[np.bool_]
    left_out: LeftOut
    profile: BorderProfile | None
    sectors: tuple[SectorTone, ...]
    flecks: Tone | None
    fleck_share: float
    mm_per_px: float | None
    contrast_delta_e00: float | None
    ita_deg: float
    findings: tuple[Finding, ...]
    marks: SkinMarks | None = None

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
    patch: Place | None = None,
    box: Box | None = None,
    stroke: Sequence[Place] | None = None,
    lighter_in: Box | None = None,
    darker_in: Box | None = None,
    patch_mask: NDArray[np.bool_] | None = None,
    skin: Place | None = None,
    skin_mask: NDArray[np.bool_] | None = None,
    retouch: Sequence[Stroke] = (),
) -> SkinSample:
    """Measure the skin around a patch, or the skin at a place.

    Parameters
    ----------
    photo, calibration
        The photo, and the calibration fitted to its chart.
    patch, box, stroke, lighter_in, darker_in, patch_mask, skin, skin_mask, retouch
        What is marked, in pixels of the upright photo; see `SkinMarks`.

    Raises
    ------
    RegionError
        When the marks contradict each other, lie outside the photo or off the skin, or show no border.
    """
    marks = SkinMarks(patch, box, stroke, lighter_in, darker_in, patch_mask, skin, skin_mask, retouch)
    return replace(_measured(photo, calibration, mark_skin(photo, calibration, marks)), marks=marks)


def _measured(photo: Photo, calibration: Calibration, marked: Marked) -> SkinSample:
    at = _middle(marked.whole_patch if marked.patch is not None else marked.view.enlarge(marked.band))
    # In the chart's own light, even where the patch could only be found as in light of another colour.
    as_lit = marked.view if (marked.view.gains == 1).all() else calibration.view(photo)
    light = light_on_skin(as_lit, calibration.reading, calibration.light, marked.band, at)

    def skin_lab(linear: FloatArray) -> FloatArray:
        return calibration.skin_lab_of(linear, light)

    around = read_band(photo.linear, skin_lab, marked.band, None if marked.surround is None else marked.surround.light)
    proper = marked.patch_proper
    inside = None if proper is None else read_tone(photo.linear, skin_lab, proper)
    surrounding = _with_uncertainty(calibration, light, at, around)
    contrast = None if inside is None else float(delta_e00(surrounding.lab, inside.lab))
    left_out = both_left_out(marked.left_out, around.left_out)
    surround_mask = marked.view.enlarge(marked.band & (left_out.labels == 0)) & ~marked.whole_patch
    blown = _share_of(photo.clipped, surround_mask)
    return SkinSample(
        calibration=calibration,
        light=light,
        surrounding=surrounding,
        reference=marked.reference,
        patch=inside,
        patch_mask=marked.whole_patch.copy(),
        surround_mask=surround_mask,
        left_out=left_out,
        profile=None if marked.surround is None else marked.surround.profile,
        sectors=around.sectors,
        flecks=around.flecks,
        fleck_share=around.fleck_share,
        mm_per_px=marked.mm_per_px,
        contrast_delta_e00=contrast,
        ita_deg=ita_deg(surrounding.lab),
        findings=(
            *calibration.findings,
            *(() if marked.surround is None else marked.surround.findings),
            *remarks_on(surrounding, light, around, blown_share=blown, chart_widths=calibration.chart_widths_to(at)),
        ),
    )


def _middle(mask: NDArray[np.bool_]) -> tuple[float, float]:
    return middle_of(mask) if mask.any() else (0.0, 0.0)


def _with_uncertainty(
    calibration: Calibration, light: LightAt, at: tuple[float, float], around: BandTone
) -> SurroundingTone:
    tone, sampling = around.tone, around.standard_error_delta_e00
    bound = predicted_error_95(calibration, light, at, tone.spread)
    return SurroundingTone(
        tone.lab, tone.spread, tone.pixels, tone.shiny, float(np.hypot(bound, NINETY_FIVE * sampling)), sampling
    )


def _share_of(marked: NDArray[np.bool_], mask: NDArray[np.bool_]) -> float:
    both = cv2.bitwise_and(marked.view(np.uint8), mask.view(np.uint8))
    return cv2.countNonZero(both) / max(1, cv2.countNonZero(mask.view(np.uint8)))
