"""Why no chart was read: each reason in words, with what to do about it."""

import re
from collections.abc import Sequence

from tonematch.capture.photo import Photo
from tonematch.chart.kinds import ChartKind, chart_kind
from tonematch.chart.placing import SMALLEST_PATCH_PX, Doubt, Placed
from tonematch.errors import ChartNotFoundError

BY_HAND_HINT = "Mark the four outer corners of the patch field by hand (--corners), or take the photo again."


def corner_names(kind: ChartKind) -> str:
    """Name the corner patches in their order, for telling people where the corners go."""
    names = (kind.patch_names[index] for index in kind.corner_patches)
    # Densities such as "white 9.5 (.05 D)" stand on no label that people look at.
    one, two, three, four = (re.sub(r"( [\d.]+)?( \(.*\))?$", "", name) for name in names)
    return f"{one}, {two}, {three} and {four}"


def bad_corners(why: str) -> ChartNotFoundError:
    """Tell that corners are no corners."""
    return ChartNotFoundError(
        f"The chart's corners cannot be used: {why}.",
        code="chart.corners",
        hint="Give four points in pixels, such as --corners '100,80 700,90 690,480 95,470'.",
    )


def wrong_order(kind: ChartKind) -> ChartNotFoundError:
    """Tell that corners fit in another order."""
    return ChartNotFoundError(
        "The four corners fit the chart better in another order: the patches read there are turned or mirrored.",
        code="chart.corner_order",
        hint=f"Give the outer corners next to {corner_names(kind)}, in this order.",
    )


def wrong_colours(kind: ChartKind, cost: float) -> ChartNotFoundError:
    """Tell that something else lies between the corners."""
    return ChartNotFoundError(
        f"Between these corners the colours are not those of a {kind.title}: they miss by ΔE00 {cost:.0f} on average.",
        code="chart.not_this_chart",
        hint="Check the corners, and which chart it is (--chart).",
    )


def uneven_card(kind: ChartKind, spread: float) -> ChartNotFoundError:
    """Tell that more than the card lies between the corners of a card."""
    return ChartNotFoundError(
        f"Between these corners the picture is not one even {kind.title.split(',')[0].lower()}: "
        f"its brightness varies by {spread:.0%}.",
        code="chart.not_this_chart",
        hint="Put the corners inside the card, away from its edge and from print or glare on it.",
    )


def needs_corners(kind: ChartKind) -> ChartNotFoundError:
    """Tell that this kind cannot be searched for."""
    return ChartNotFoundError(
        f"A {kind.title.split(',')[0]} cannot be searched for: it has too few colours, or they lie in no plain grid.",
        code="chart.needs_corners",
        hint=f"Mark its four outer corners by hand (--corners), at {corner_names(kind)}."
        if len(kind.patch_names) > 1
        else "Mark its four corners by hand (--corners).",
    )


def several_charts(photo: Photo, proved: Sequence[Placed]) -> ChartNotFoundError:
    """Tell that there is more than one chart, and nothing to choose by."""
    places = " and ".join(f"({x:.0f}, {y:.0f})" for x, y in (chart.corners.mean(axis=0) for chart in proved))
    return ChartNotFoundError(
        f"There are {len(proved)} colour charts in {photo.name}, at {places}; it is not clear which one to trust.",
        code="chart.several",
        hint="Say which by marking its four corners (--corners), or take the photo with one chart.",
    )


def refusal(photo: Photo, doubted: Sequence[tuple[Doubt, Placed]], kind: ChartKind) -> ChartNotFoundError:
    """Say why none of what was looked at can be read as the chart."""
    doubts = {doubt for doubt, _ in doubted}
    if "inset" in doubts and kind.inside is not None:
        larger = chart_kind(kind.inside[0])
        return ChartNotFoundError(
            f"The chart in {photo.name} is a {larger.title.split(',')[0]}, not a {kind.title.split(',')[0]}.",
            code="chart.not_this_chart",
            hint=f"Say so with --chart {larger.name}, or --chart {larger.name}-2014 if it was made since then.",
        )
    if "cut" in doubts:
        return ChartNotFoundError(
            f"The colour chart in {photo.name} is cut off by the edge of the photo.",
            code="chart.cut_off",
            hint="Take the photo again with the whole chart in the frame.",
        )
    if "hidden" in doubts:
        return ChartNotFoundError(
            f"A colour chart was found in {photo.name}, but part of it is covered, shaded or in glare, "
            "or it is not the chart stated.",
            code="chart.hidden",
            hint="Take the photo again with the chart fully visible, flat and out of reflections.",
        )
    if "small" in doubts:
        size = max(placed.patch_px for doubt, placed in doubted if doubt == "small")
        return ChartNotFoundError(
            f"The colour chart in {photo.name} is too small: a patch spans {size:.0f} pixels, "
            f"at least {SMALLEST_PATCH_PX:.0f} are needed.",
            code="chart.too_small",
            hint="Go closer, or use the photo at its full size.",
        )
    if doubted:
        return ChartNotFoundError(
            f"{photo.name} shows a grid of coloured squares, but not the colours of a {kind.title.split(',')[0]}.",
            code="chart.not_this_chart",
            hint="Say which chart it is (--chart), and if it is that one, mark its four corners (--corners).",
        )
    return ChartNotFoundError(
        f"No colour chart was found in {photo.name}.",
        code="chart.none",
        hint=f"Lay a chart beside the skin. {BY_HAND_HINT}",
    )
