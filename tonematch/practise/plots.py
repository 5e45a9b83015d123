"""The plots of practice as SVG, each with words for it: blends around their target, points and errors over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tonematch.colour import Lab, lab_to_hex
from tonematch.practise.entry import Entry
from tonematch.practise.reveal import Blend
from tonematch.practise.survey import LEVELS
from tonematch.report.plots.figure import INK, QUIET, RULE, svg_of
from tonematch.thresholds import thresholds

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COMPARE_IN, OVER_TIME_IN = (8.4, 4.2), (6.4, 4.4)
MARKERS = dict(zip(LEVELS, ("o", "s", "^"), strict=True))
PANELS = (("too light", "too dark"), ("too yellow", "too red"), ("too vivid", "too grey"))
SMALLEST_SPAN = 4.0  # Lab units shown at least, so that small differences do not look large
SMALLEST_ERROR = 2.0  # the same for signed errors
RUNNING = 5  # blends in the running mean
MOST_TICKS = 8
GRADE_LINES = ((90.0, "excellent"), (50.0, "fair"))
"""Points at the perceptible and at the acceptable threshold: `tonematch.practise.points`."""


def comparison_svg(target: Lab, blends: Sequence[Blend]) -> str:
    """Draw blends around their target: a* and b* in one panel, L* in the other."""

    def draw(figure: "Figure") -> None:
        plane, depth = figure.subplots(1, 2, width_ratios=(1.5, 1))
        _draw_plane(plane, target, blends)
        _draw_depth(depth, target, blends)
        figure.tight_layout()

    return svg_of(draw, COMPARE_IN, name="blends", alt=comparison_alt(target, blends))


def comparison_alt(target: Lab, blends: Sequence[Blend]) -> str:
    """Say in words what the plot of blends shows."""
    rows = "; ".join(
        f"{blend.match.rank}, {blend.whose}: L* {blend.match.predicted.lab.L:.1f}, "
        f"a* {blend.match.predicted.lab.a:.1f}, b* {blend.match.predicted.lab.b:.1f}"
        for blend in blends
    )
    return (
        f"Blends around the target in colour space. Target: L* {target.L:.1f}, a* {target.a:.1f}, b* {target.b:.1f}. "
        f"{rows}."
    )


def _draw_plane(axes: "Axes", target: Lab, blends: Sequence[Blend]) -> None:
    labs = np.array([blend.match.predicted.lab for blend in blends])
    axes.plot(target.a, target.b, "+", color=INK, markersize=16, markeredgewidth=1.6)
    axes.annotate("target", (target.a, target.b), (9, -12), textcoords="offset points", color=QUIET, fontsize=9)
    for blend, lab in zip(blends, labs, strict=True):
        axes.plot(lab[1], lab[2], "o", color=lab_to_hex(lab), markeredgecolor=INK, markersize=9)
        _number(axes, blend, (lab[1], lab[2]))
    reach = max(SMALLEST_SPAN / 2, float(np.abs(labs[:, 1:] - [target.a, target.b]).max()) * 1.25)
    axes.set_xlim(target.a - reach, target.a + reach)
    axes.set_ylim(target.b - reach, target.b + reach)
    axes.set_aspect("equal")
    axes.set_xlabel("a*  (redder \N{RIGHTWARDS ARROW})")
    axes.set_ylabel("b*  (yellower \N{RIGHTWARDS ARROW})")


def _draw_depth(axes: "Axes", target: Lab, blends: Sequence[Blend]) -> None:
    axes.axhline(target.L, color=INK, linewidth=1.2)
    axes.annotate(
        "target",
        (0, target.L),
        (2, 3),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        color=QUIET,
        fontsize=9,
    )
    for place, blend in enumerate(blends, 1):
        lab = blend.match.predicted.lab
        axes.plot([place, place], [target.L, lab.L], color=RULE, linewidth=1)
        axes.plot(place, lab.L, "o", color=lab_to_hex(lab), markeredgecolor=INK, markersize=9)
        _number(axes, blend, (place, lab.L))
    reach = max(SMALLEST_SPAN / 2, max(abs(blend.match.predicted.lab.L - target.L) for blend in blends) * 1.3)
    axes.set_ylim(target.L - reach, target.L + reach)
    axes.set_xlim(0, len(blends) + 1)
    axes.set_xticks([])
    axes.set_ylabel("L*  (lighter \N{RIGHTWARDS ARROW})")


def _number(axes: "Axes", blend: Blend, at: tuple[float, float]) -> None:
    axes.annotate(str(blend.match.rank), at, (6, 6), textcoords="offset points", fontsize=9)


def points_svg(entries: Sequence[Entry]) -> str:
    """Draw points over time, a mark for each blend by level, and their running mean."""

    def draw(figure: "Figure") -> None:
        axes = figure.subplots()
        for at, word in GRADE_LINES:
            axes.axhline(at, color=RULE, linewidth=1, linestyle="--")
            axes.annotate(word, (1, at), (4, -3), xycoords=("axes fraction", "data"), textcoords="offset points")
        got = [entry.own.points for entry in entries]
        for level, marker in MARKERS.items():
            places = [place for place, entry in enumerate(entries, 1) if entry.graded.level == level]
            heights = [got[place - 1] for place in places]
            axes.plot(places, heights, marker, color="#ffffff", markeredgecolor=INK, markersize=7, label=level)
        axes.plot(range(1, len(got) + 1), _running(got), color=QUIET, linewidth=1.6)
        axes.set_ylim(-3, 103)
        axes.set_ylabel("points")
        _dates(axes, entries)
        axes.legend(ncols=3, frameon=False, loc="upper center", bbox_to_anchor=(0.5, 1.12))
        figure.tight_layout()

    return svg_of(draw, OVER_TIME_IN, name="points", alt=points_alt(entries))


def span_text(entries: Sequence[Entry]) -> str:
    """Write the days from the first entry to the last."""
    first, last = (f"{entry.on:%d %B %Y}" for entry in (entries[0], entries[-1]))
    return first if first == last else f"{first} to {last}"


def points_alt(entries: Sequence[Entry]) -> str:
    """Say in words what the plot of points shows."""
    got = [entry.own.points for entry in entries]
    return (
        f"Points over time, {len(got)} in all, {span_text(entries)}: "
        f"first {got[0]:.0f}, last {got[-1]:.0f}, mean of the last {min(RUNNING, len(got))}: {_running(got)[-1]:.0f}."
    )


def errors_svg(entries: Sequence[Entry]) -> str:
    """Draw the signed errors over time: depth, undertone and chroma, with what is not perceptible shaded."""
    unseen = min(thresholds(entry.graded.exercise.target.L).perceptible for entry in entries)

    def draw(figure: "Figure") -> None:
        panels = figure.subplots(3, 1, sharex=True)
        for axes, (more, less), values in zip(panels, PANELS, _signed(entries), strict=True):
            axes.axhspan(-unseen, unseen, color="#e6e6e6", linewidth=0)
            axes.axhline(0, color=QUIET, linewidth=0.8)
            axes.plot(range(1, len(values) + 1), values, "o", color=INK, markersize=4.5)
            axes.plot(range(1, len(values) + 1), _running(values), color=QUIET, linewidth=1.6)
            reach = max(SMALLEST_ERROR, max(map(abs, values)) * 1.15)
            axes.set_ylim(-reach, reach)
            axes.set_title(f"{more} above, {less} below", loc="left", fontsize=9, color=QUIET)
        _dates(panels[-1], entries)
        figure.tight_layout()

    return svg_of(draw, OVER_TIME_IN, name="errors", alt=errors_alt(entries))


def errors_alt(entries: Sequence[Entry]) -> str:
    """Say in words what the plot of signed errors shows."""
    told = ", ".join(
        f"{more if np.mean(values) > 0 else less} by {abs(float(np.mean(values))):.1f}"
        for (more, less), values in zip(PANELS, _signed(entries), strict=True)
    )
    return (
        f"Signed errors of {len(entries)} blends in depth, undertone and chroma, in parts of ΔE00. On average {told}."
    )


def _signed(entries: Sequence[Entry]) -> tuple[list[float], list[float], list[float]]:
    parts = [entry.own.difference for entry in entries]
    return [part.dL for part in parts], [part.dH for part in parts], [part.dC for part in parts]


def _running(values: Sequence[float]) -> list[float]:
    return [float(np.mean(values[max(0, end - RUNNING) : end])) for end in range(1, len(values) + 1)]


def _dates(axes: "Axes", entries: Sequence[Entry]) -> None:
    places = np.unique(np.linspace(1, len(entries), min(MOST_TICKS, len(entries))).round().astype(int))
    axes.set_xticks(places, [f"{entries[place - 1].on:%d %b}" for place in places])
    axes.set_xlim(0.5, len(entries) + 0.5)
