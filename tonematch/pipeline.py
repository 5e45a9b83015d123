"""The flow, from a photo to a blend. Read this first.

::

    read_photo ─► read_chart ─► fit_calibration ─► sample_skin ─┐
                                                               ├─► match_target ─► Suggestions
                                              load_palette ─────┘

Each step takes finished, frozen values and gives one. The command line and the app call what stands here and nothing
deeper, so that both say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.capture.photo import Photo, decode_photo, read_photo
from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import AUTO
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.errors import CalibrationError
from tonematch.findings import Verdict
from tonematch.measure.sample import SkinSample, sample_skin
from tonematch.mix.match import Suggestions, match_target
from tonematch.mix.shade import Palette


@dataclass(frozen=True, eq=False)
class Calibrated:
    """A photo and the calibration fitted to the chart in it."""

    photo: Photo
    calibration: Calibration


def calibrate_photo(source: str | Path, *, chart: str = AUTO, corners: ArrayLike | None = None) -> Calibrated:
    """Read a photo file, find its chart and fit the calibration.

    Parameters
    ----------
    source
        The photo file.
    chart
        The kind of chart, see `tonematch.chart.kinds.CHART_TITLES`.
    corners
        (4, 2) outer corners of the patch field, or None to search.
    """
    return _calibrated(read_photo(source), chart, corners)


def calibrate_bytes(encoded: bytes, name: str, *, chart: str = AUTO, corners: ArrayLike | None = None) -> Calibrated:
    """Do as `calibrate_photo` does, from the bytes of an uploaded file."""
    return _calibrated(decode_photo(encoded, name), chart, corners)


def _calibrated(photo: Photo, chart: str, corners: ArrayLike | None) -> Calibrated:
    return Calibrated(photo, fit_calibration(read_chart(photo, corners=corners, kind=chart), photo))


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
    patch_mask: NDArray[np.bool_] | None = None,
    skin: tuple[float, float] | None = None,
    skin_mask: NDArray[np.bool_] | None = None,
) -> SkinSample:
    """Measure the skin, after making sure that the calibration may be used; see `sample_skin` for the marks."""
    calibration = calibrated.calibration
    reasons = [finding.text for finding in calibration.findings if finding.severity == "refuse"]
    require_trust(calibration.verdict, reasons, anyway=anyway)
    return sample_skin(
        calibrated.photo, calibration, patch=patch, box=box, patch_mask=patch_mask, skin=skin, skin_mask=skin_mask
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
) -> Suggestions:
    """Suggest shades and blends for the skin measured, over the patch where there is one."""
    return match_target(
        sample.surrounding.lab,
        palettes,
        over=None if sample.patch is None else sample.patch.lab,
        max_shades=max_shades,
        max_parts=max_parts,
        technique=technique,
        coats=coats,
        top=top,
    )
