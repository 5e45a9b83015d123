"""The flow, from a photo to a blend. Read this first.

::

    read_photo ─► read_chart ─► fit_calibration ─► sample_skin ─┐
                                                               ├─► match_sample ─► Suggestions
                                              load_palette ─────┘

Further shots of the scene go the same way up to their own SkinSample, and `sample_shots` joins them to one.

Each step takes finished, frozen values and gives one. The command line and the app call what stands here and nothing
deeper, so that both say the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.capture.photo import Photo, read_photo
from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import AUTO
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import CalibrationError, PhotoError, RegionError
from tonematch.findings import Finding, Verdict
from tonematch.measure.carry import carry_box, carry_place
from tonematch.measure.cross_check import cross_checked
from tonematch.measure.repeat import Repeated, combine_repeats
from tonematch.measure.sample import SkinSample, sample_skin
from tonematch.measure.strokes import Stroke
from tonematch.measure.tone import ita_deg
from tonematch.mix.answer import Suggestions
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.healing.aftermath import Aftermath
from tonematch.mix.lights import DAYLIGHT
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.ranking import Prefer
from tonematch.mix.suggest import suggest_recipes


@dataclass(frozen=True, eq=False)
class Calibrated:
    """A photo and the calibration fitted to the chart in it."""

    photo: Photo
    calibration: Calibration


def calibrate_photo(
    source: str | Path,
    *,
    chart: str = AUTO,
    corners: ArrayLike | None = None,
    near: tuple[float, float] | None = None,
) -> Calibrated:
    """Read a photo file, find its chart and fit the calibration.

    Parameters
    ----------
    source
        The photo file.
    chart
        The kind of chart, see `tonematch.chart.kinds.CHART_TITLES`, or the file of a chart of one's own.
    corners
        (4, 2) outer corners of the patch field, or None to search.
    near
        Where the skin is marked: of several charts the nearest one is used. Without it, several are refused.
    """
    photo = read_photo(source)
    return Calibrated(photo, fit_calibration(read_chart(photo, corners=corners, kind=chart, near=near), photo))


def require_trust(verdict: Verdict, reasons: Sequence[str], *, anyway: bool) -> None:
    """Stop where a calibration must not be used, unless the user insists.

    Raises
    ------
    CalibrationError
        When the verdict is ``"refuse"`` and `anyway` is False.
    """
    if verdict == "refuse" and not anyway:
        raise CalibrationError(
            "This photo cannot be trusted for matching. " + " ".join(reasons),
            code="calibration.refused",
            hint="Take the photo again as suggested, or go on all the same with --anyway and trust no number.",
        )


def sample_photo(  # noqa: PLR0913  # one keyword a way of marking, as the contract names them
    calibrated: Calibrated,
    *,
    anyway: bool = False,
    patch: tuple[float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    stroke: Sequence[tuple[float, float]] | None = None,
    lighter_in: tuple[float, float, float, float] | None = None,
    darker_in: tuple[float, float, float, float] | None = None,
    patch_mask: NDArray[np.bool_] | None = None,
    skin: tuple[float, float] | None = None,
    skin_mask: NDArray[np.bool_] | None = None,
    retouch: Sequence[Stroke] = (),
) -> SkinSample:
    """Measure the skin, after making sure that the calibration may be used; see `sample_skin` for the marks.

    Other charts in the photo serve as a check, whose outcome is one of the findings.
    """
    calibration = calibrated.calibration
    reasons = [finding.text for finding in calibration.findings if finding.severity == "refuse"]
    require_trust(calibration.verdict, reasons, anyway=anyway)
    sample = sample_skin(
        calibrated.photo,
        calibration,
        patch=patch,
        box=box,
        stroke=stroke,
        lighter_in=lighter_in,
        darker_in=darker_in,
        patch_mask=patch_mask,
        skin=skin,
        skin_mask=skin_mask,
        retouch=retouch,
    )
    return cross_checked(calibrated.photo, sample)


def sample_shots(  # noqa: PLR0913  # one keyword a way of marking, as the contract names them
    first: Calibrated,
    more: Iterable[str | Path],
    *,
    chart: str = AUTO,
    anyway: bool = False,
    patch: tuple[float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    skin: tuple[float, float] | None = None,
) -> tuple[SkinSample, Repeated]:
    """Measure the skin in several shots of one scene: their median, and how well they repeat.

    Parameters
    ----------
    first
        The photo the mark belongs to. In the others, the mark lies where the chart says that it must.
    more
        Files of the further shots, in which the chart is searched for.
    chart
        The kind of chart, in all of them.
    anyway
        Go on with shots whose calibration is refused.
    patch, box, skin
        The mark, as for `sample_skin`; masks belong to one photo only.

    Returns
    -------
    SkinSample, Repeated
        The first shot's sample with tones, uncertainty and findings of all together; and what the shots said.

    Raises
    ------
    PhotoError
        When the same file is given twice.
    RegionError
        When a shot does not show the skin marked.
    """
    samples = [sample_photo(first, anyway=anyway, patch=patch, box=box, skin=skin)]
    corners = first.calibration.reading.corners
    seen = {first.photo.sha256}
    for source in more:
        shot = calibrate_photo(source, chart=chart)
        if shot.photo.sha256 in seen:
            raise PhotoError(
                f"{shot.photo.name} was given twice; a copy says nothing about how well shots repeat.",
                code="repeat.same_photo",
                hint="Give photos that were taken one after the other.",
            )
        seen.add(shot.photo.sha256)
        there = shot.calibration.reading.corners
        try:
            sample = sample_photo(
                shot,
                anyway=anyway,
                patch=None if patch is None else carry_place(patch, corners, there),
                box=None if box is None else carry_box(box, corners, there),
                skin=None if skin is None else carry_place(skin, corners, there),
            )
        except RegionError as problem:
            raise RegionError(
                f"The mark, carried over to {shot.photo.name} by the chart, cannot be used there: {problem.message}",
                code=problem.code,
                hint="Move neither chart nor skin between shots, and keep both in the frame; or leave this one out.",
            ) from problem
        samples.append(sample)
    repeated = combine_repeats(samples)
    return _joined(samples[0], repeated), repeated


def _joined(first: SkinSample, repeated: Repeated) -> SkinSample:
    surrounding = replace(
        first.surrounding, lab=repeated.surrounding, uncertainty_delta_e00=repeated.uncertainty_delta_e00
    )
    patch = first.patch
    if patch is not None and repeated.patch is not None:
        patch = replace(patch, lab=repeated.patch)
    return replace(
        first,
        surrounding=surrounding,
        patch=patch,
        contrast_delta_e00=None if patch is None else float(delta_e00(surrounding.lab, patch.lab)),
        ita_deg=ita_deg(surrounding.lab),
        findings=repeated.findings,
    )


def with_contralateral(sample: SkinSample, other: SkinSample) -> SkinSample:
    """Take the target from the same site on the other side of the body, measured in a second photo.

    Parameters
    ----------
    sample
        The patch and the skin around it, which the target is compared with.
    other
        The skin of the other side, calibrated by the chart in its own photo.

    Returns
    -------
    SkinSample
        The sample with the other's surrounding tone and uncertainty, the contrast of its patch to that tone, and the
        findings of both photos with one that says how far the two sides differ.
    """
    apart = float(delta_e00(other.surrounding.lab, sample.surrounding.lab))
    told = Finding(
        "skin.contralateral",
        "info",
        "The target is the skin of the other side of the body, from a second photo. "
        f"It differs by ΔE00 {apart:.1f} from the skin beside the mark in the first.",
        apart,
    )
    there = (replace(finding, text=f"In the second photo: {finding.text}") for finding in other.findings)
    return replace(
        sample,
        surrounding=other.surrounding,
        contrast_delta_e00=(
            None if sample.patch is None else float(delta_e00(other.surrounding.lab, sample.patch.lab))
        ),
        ita_deg=other.ita_deg,
        reference="contralateral",
        findings=(*sample.findings, *there, told),
    )


def match_sample(  # noqa: PLR0913  # the limits a user may set, as the contract names them
    sample: SkinSample,
    palettes: Sequence[Palette],
    *,
    max_shades: int = 2,
    max_parts: int = 8,
    technique: str | None = None,
    coats: int | None = None,
    top: int = 10,
    light: str = DAYLIGHT,
    prefer: Prefer = "nearest",
    after: Aftermath | None = None,
    density: float | None = None,
    strengths: Strengths | None = None,
    in_stock_only: bool = False,
    on: date | None = None,
) -> Suggestions:
    """Suggest shades and blends for the skin measured, over the patch where there is one.

    See `tonematch.mix.suggest.suggest_recipes` for the parameters.
    """
    return suggest_recipes(
        sample.surrounding.lab,
        palettes,
        over=None if sample.patch is None else sample.patch.lab,
        max_shades=max_shades,
        max_parts=max_parts,
        technique=technique,
        coats=coats,
        top=top,
        light=light,
        prefer=prefer,
        after=after,
        density=density,
        uncertainty=sample.surrounding.uncertainty_delta_e00,
        strengths=strengths,
        in_stock_only=in_stock_only,
        on=on,
    )
