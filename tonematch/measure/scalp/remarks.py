"""What to watch out for on a scalp, each with its cause and remedy."""

from typing import NamedTuple

from tonematch.findings import Finding
from tonematch.measure.remarks import FAR_CHART_WIDTHS, UNEVEN_SPREAD_L
from tonematch.measure.tone import Tone

COARSEST_MM_PER_PX = 0.15
"""Stubble is 0.2 mm and wider; coarser, fewer than two pixels cover a dot and dots run into each other."""
FINEST_DOT_PX = 2.5
OTHER_SKIN_SHARE = 0.04  # of the skin marked


class Seen(NamedTuple):
    """What remarks are made on: widths in pixels of the photo, distances in chart widths."""

    skin: Tone
    dot_diameter_px: float | None
    faint: bool
    lined: bool
    other_skin_share: float
    mm_per_px: float | None
    chart_widths: float


def scalp_remarks(seen: Seen) -> tuple[Finding, ...]:
    """List what lowers the trust in the tone of a scalp, and what could not be told."""
    checks = (
        *(_no_dots(seen), _lined(seen), _faint(seen), _coarse(seen)),
        *(_fine(seen), _shine(seen), _two_tones(seen), _uneven(seen), _far(seen)),
    )
    return tuple(finding for finding in checks if finding is not None)


def _no_dots(seen: Seen) -> Finding | None:
    if seen.dot_diameter_px is not None or seen.faint:
        return None
    return Finding(
        "scalp.no_dots",
        "info",
        "No dots stand out from the skin here, so the tone is of all that was marked. That is right for a bald scalp. "
        "If you see stubble or pigment there, the photo is too soft or too coarse for it, or it is as light as the "
        "skin: go closer, and hold still.",
    )


def _lined(seen: Seen) -> Finding | None:
    if not seen.lined:
        return None
    return Finding(
        "scalp.lines",
        "warn",
        "Fine lines run one way here. If they are creases, the tone is the skin's; if hair lies over the skin, it is "
        "the hair's. Mark a stretch without hair.",
    )


def _faint(seen: Seen) -> Finding | None:
    if not seen.faint:
        return None
    return Finding(
        "scalp.dots_run_together",
        "warn",
        "There are dots, but the photo is too soft or too coarse to tell each from the skin beside it. The skin's tone "
        "is a rough estimate, and the dots' tone cannot be told. Go closer, focus on the scalp, and hold still.",
    )


def _coarse(seen: Seen) -> Finding | None:
    if seen.mm_per_px is None or seen.mm_per_px <= COARSEST_MM_PER_PX:
        return None
    return Finding(
        "scalp.coarse",
        "warn",
        f"A pixel spans {seen.mm_per_px:.2f} mm of the scalp; dots of 0.2 to 0.6 mm need {COARSEST_MM_PER_PX} mm or "
        "less to be told apart. Go closer with the camera.",
        seen.mm_per_px,
        COARSEST_MM_PER_PX,
    )


def _fine(seen: Seen) -> Finding | None:
    if seen.dot_diameter_px is None or seen.dot_diameter_px >= FINEST_DOT_PX:
        return None
    return Finding(
        "scalp.dots_fine",
        "info",
        f"The dots are only {seen.dot_diameter_px:.1f} pixels wide, so they look paler and wider here than they are.",
        seen.dot_diameter_px,
        FINEST_DOT_PX,
    )


def _shine(seen: Seen) -> Finding | None:
    if not seen.skin.shiny:
        return None
    return Finding(
        "skin.shine",
        "warn",
        "The scalp shines, which makes it look lighter; its tone was taken from the least shiny part. "
        "Blot it, or turn it a little, and take the photo again.",
    )


def _two_tones(seen: Seen) -> Finding | None:
    if seen.other_skin_share <= OTHER_SKIN_SHARE:
        return None
    return Finding(
        "scalp.two_tones",
        "warn",
        f"{seen.other_skin_share:.0%} of the skin marked is much lighter or darker than the rest, as at the border of "
        "a patch, and the tone lies between the two. Mark the patch and the skin around it apart.",
        seen.other_skin_share,
        OTHER_SKIN_SHARE,
    )


def _uneven(seen: Seen) -> Finding | None:
    if seen.skin.spread[0] <= UNEVEN_SPREAD_L or seen.other_skin_share > OTHER_SKIN_SHARE:
        return None
    return Finding(
        "skin.uneven",
        "warn",
        f"The skin between the dots varies in lightness by {seen.skin.spread[0]:.1f}: a border, shading, or skin "
        "of two tones. Mark the patch and the skin around it apart.",
        seen.skin.spread[0],
        UNEVEN_SPREAD_L,
    )


def _far(seen: Seen) -> Finding | None:
    if seen.chart_widths <= FAR_CHART_WIDTHS:
        return None
    return Finding(
        "chart.far",
        "warn",
        f"The chart lies {seen.chart_widths:.1f} chart widths from the scalp; the light may differ between the two. "
        "Lay it right beside the place, facing the same way.",
        seen.chart_widths,
        FAR_CHART_WIDTHS,
    )
