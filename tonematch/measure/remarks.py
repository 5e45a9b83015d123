"""What to watch out for in a sample of skin, each with its cause and remedy."""

from tonematch.findings import Finding
from tonematch.measure.tone import Tone

FAR_CHART_WIDTHS = 1.6
UNEVEN_SPREAD_L = 4.5
BLOWN_SHARE = 0.02


def remarks_on(surrounding: Tone, *, blown_share: float, chart_widths: float) -> tuple[Finding, ...]:
    """List what lowers the trust in a sample.

    Parameters
    ----------
    surrounding
        The tone sampled.
    blown_share
        Share of the skin sampled that is blown out, 0-1.
    chart_widths
        How far the skin lies from the chart, in chart widths.
    """
    checks = (_shine(surrounding), _blown_out(blown_share), _far(chart_widths), _uneven(surrounding.spread[0]))
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
