"""The pictures of the technical annex: what was sampled, across the border, by direction, and the fleck shade."""

from tonematch.capture.photo import Photo
from tonematch.measure.sample import SkinSample
from tonematch.report.pictures.captioned import Picture
from tonematch.report.pictures.overlay import REASON_WORDS, close_up
from tonematch.report.pictures.swatch import fleck_swatch
from tonematch.report.plots.sample import profile_alt, profile_png, sectors_alt, sectors_png
from tonematch.report.words.wording import lab_text


def annex_pictures(photo: Photo, sample: SkinSample) -> dict[str, Picture]:
    """Draw the annex of a sample.

    Returns
    -------
    dict
        ``overlay``; ``profile`` and ``sectors`` of skin sampled around a patch; ``flecks`` where it has a fleck shade.
    """
    pictures = {
        "overlay": Picture(close_up(photo, sample), overlay_alt(sample), "What was sampled, and what was left out")
    }
    if sample.profile is not None:
        pictures["profile"] = Picture(
            profile_png(sample), profile_alt(sample), "The colour across the border of the patch", exact=True
        )
    if sample.reference == "band" and sample.sectors:
        pictures["sectors"] = Picture(
            sectors_png(sample), sectors_alt(sample), "The surrounding skin by direction", exact=True
        )
    if sample.flecks is not None:
        share = f"{sample.fleck_share:.1%}".replace("%", " %")
        pictures["flecks"] = Picture(
            fleck_swatch(sample.surrounding.lab, sample.flecks.lab, sample.fleck_share),
            f"Base shade, fleck shade, and the base stippled with flecks over {share} of it. "
            f"The fleck shade is {lab_text(sample.flecks.lab)}.",
            f"Base, flecks, and both as on the skin: flecks cover {share}",
            exact=True,
        )
    return pictures


def overlay_alt(sample: SkinSample) -> str:
    """Say in words what the overlay shows."""
    reasons = ", ".join(REASON_WORDS[reason] for reason in sample.left_out.reasons())
    outlined = (
        "the patch outlined and the sampled skin dotted" if sample.patch is not None else "the sampled skin dotted"
    )
    left_out = f"; marked as left out: {reasons}." if reasons else "."
    return f"The photo with {outlined}{left_out}"
