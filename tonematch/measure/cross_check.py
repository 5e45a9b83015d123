"""Hold what one chart says about the skin against what the other charts in the same photo say."""

from dataclasses import replace

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import ToneMatchError
from tonematch.findings import Finding
from tonematch.measure.sample import SkinSample, sample_skin


def cross_checked(photo: Photo, sample: SkinSample) -> SkinSample:
    """Add what the other charts say of the same skin to a sample's findings; a photo with one chart says nothing.

    The same pixels are calibrated by each other chart, with the light taken back as seen from there. Charts that agree
    within the sample's uncertainty confirm it; charts that do not are warned of.
    """
    others = sample.calibration.reading.others
    if not others:
        return sample
    apart = []
    for other in others:
        try:
            measured = sample_skin(photo, fit_calibration(other, photo), skin_mask=sample.surround_mask)
        except ToneMatchError:
            continue
        apart.append(float(delta_e00(sample.surrounding.lab, measured.surrounding.lab)))
    found = _unreadable() if not apart else _compared(max(apart), sample.surrounding.uncertainty_delta_e00)
    return replace(sample, findings=(*sample.findings, found))


def _unreadable() -> Finding:
    return Finding(
        "chart.others_unreadable",
        "info",
        "The other charts in the photo cannot be read well enough to check the result by them.",
    )


def _compared(apart: float, limit: float) -> Finding:
    if apart <= limit:
        return Finding(
            "chart.others_agree",
            "info",
            f"Calibrated by another chart in the photo, the skin comes out within ΔE00 {apart:.1f}: the charts agree.",
            apart,
            limit,
        )
    return Finding(
        "chart.others_disagree",
        "warn",
        f"Calibrated by another chart in the photo, the skin comes out ΔE00 {apart:.1f} away. One chart may lie in "
        "other light, be worn or be of another edition. Leave one clean chart beside the skin, and take it again.",
        apart,
        limit,
    )
