"""What to watch out for in a sample of skin, each with its cause and remedy."""

import numpy as np

from tonematch.correct.light_at import LightAt
from tonematch.findings import Finding
from tonematch.measure.surround.band_tone import BandTone
from tonematch.measure.surround.sectors import SectorTone, direction_words
from tonematch.measure.tone import SurroundingTone, Tone

FAR_CHART_WIDTHS = 1.6
UNEVEN_SPREAD_L = 4.5
BLOWN_SHARE = 0.02
OTHER_COLOUR = 0.5
OTHER_STRENGTH_STOPS = 0.2
UNCERTAIN_DELTA_E = 3.0
SIDED_DELTA_E = 2.0  # between one direction and the whole band; less is below what an eye accepts as a match


def remarks_on(
    surrounding: SurroundingTone, light: LightAt, around: BandTone, *, blown_share: float, chart_widths: float
) -> tuple[Finding, ...]:
    """List what lowers the trust in a sample.

    Parameters
    ----------
    surrounding
        The tone sampled.
    light
        How the light on the skin differs from that on the chart.
    around
        What else the skin sampled shows: flecks, and its tone by direction.
    blown_share
        Share of the skin sampled that is blown out, 0-1.
    chart_widths
        How far the skin lies from the chart, in chart widths.
    """
    checks: tuple[Finding | None, ...] = (
        _shine(surrounding),
        _blown_out(blown_share),
        _far(chart_widths),
        _uneven(surrounding.spread[0]),
        _flecked(around),
        _two_sided(around.sectors),
        _other_colour(light.other_colour),
        _other_strength(light.strength_log / np.log(2)),
        _uncertain(surrounding.uncertainty_delta_e00),
    )
    return tuple(finding for finding in checks if finding is not None)


def _shine(surrounding: Tone) -> Finding | None:
    if not surrounding.shiny:
        return None
    return Finding(
        "skin.shine",
        "warn",
        "The skin shines, which makes it look lighter; its tone was taken from the least shiny part. "
        "Blot it, or turn it a little, and take the photo again.",
    )


def _blown_out(share: float) -> Finding | None:
    if share <= BLOWN_SHARE:
        return None
    return Finding(
        "skin.blown_out",
        "warn",
        f"{share:.0%} of the skin sampled is blown out by shine or too much light. "
        "Blot oily skin, turn a little, or expose less.",
        share,
        BLOWN_SHARE,
    )


def _far(chart_widths: float) -> Finding | None:
    if chart_widths <= FAR_CHART_WIDTHS:
        return None
    return Finding(
        "chart.far",
        "warn",
        f"The chart lies {chart_widths:.1f} chart widths from the skin; the light may differ between the two. "
        "Lay it right beside the patch, in the same plane.",
        chart_widths,
        FAR_CHART_WIDTHS,
    )


def _uneven(spread_l: float) -> Finding | None:
    if spread_l <= UNEVEN_SPREAD_L:
        return None
    return Finding(
        "skin.uneven",
        "warn",
        f"The skin sampled varies in lightness by {spread_l:.1f}: shading, or skin of two tones. "
        "Turn so that the light falls evenly, or paint the skin to compare with.",
        spread_l,
        UNEVEN_SPREAD_L,
    )


def _flecked(around: BandTone) -> Finding | None:
    if around.flecks is None:
        return None
    return Finding(
        "skin.flecked",
        "info",
        f"Freckles or moles cover {around.fleck_share:.0%} of the surrounding skin. The tone given leaves them out: "
        "match it first, then stipple the fleck shade over it.",
        around.fleck_share,
    )


def _two_sided(sectors: tuple[SectorTone, ...]) -> Finding | None:
    if not sectors:
        return None
    most = max(sectors, key=lambda sector: sector.from_whole_delta_e00)
    if most.from_whole_delta_e00 <= SIDED_DELTA_E:
        return None
    return Finding(
        "skin.two_sided",
        "info",
        f"In one direction from the patch, {direction_words(most.direction_deg)} in the picture, the skin differs from "
        f"the rest by ΔE00 {most.from_whole_delta_e00:.1f}. "
        "Blend the edge there by eye, or paint the skin to compare with.",
        most.from_whole_delta_e00,
        SIDED_DELTA_E,
    )


def _other_colour(probability: float) -> Finding | None:
    if probability <= OTHER_COLOUR:
        return None
    return Finding(
        "light.other_on_skin",
        "warn",
        "The light on the skin has another colour than that on the chart, such as lamp and window. It was taken back "
        "as far as the photo tells, which is uncertain. Use one kind of light, and lay the chart beside the patch.",
        probability,
        OTHER_COLOUR,
    )


def _other_strength(stops: float) -> Finding | None:
    if abs(stops) <= OTHER_STRENGTH_STOPS:
        return None
    where = "weaker" if stops > 0 else "stronger"
    return Finding(
        "light.uneven_on_skin",
        "warn",
        f"The skin seems to lie in {where} light than the chart, by {abs(stops):.1f} stops, taken back in part. "
        "Turn so that both are lit alike, and lay the chart right beside the patch.",
        abs(stops),
        OTHER_STRENGTH_STOPS,
    )


def _uncertain(bound: float) -> Finding | None:
    if bound <= UNCERTAIN_DELTA_E:
        return None
    return Finding(
        "skin.uncertain",
        "warn",
        f"From this photo the tone is known to no better than ΔE00 {bound:.1f}. Follow the other remarks, and take the "
        "photo again in even light with the chart right beside the patch.",
        bound,
        UNCERTAIN_DELTA_E,
    )
