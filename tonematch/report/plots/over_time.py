"""How the colours measured at one site went from visit to visit: a record of colour, and of nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from tonematch.colour import Lab
from tonematch.difference import delta_e00
from tonematch.report.plots.figure import INK, QUIET, svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN = (8.4, 6.2)
LEAST_SPAN = 8.0  # Lab units: noise in a flat line must not fill a panel
PANELS = (("L*", "lightness"), ("a*", "redness"), ("b*", "yellowness"), ("ΔE00", "from the first visit"))
MARKS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "surround": ("surrounding skin", "#222222", "o"),
        "patch": ("patch", "#8a8a8a", "s"),
        "fresh": ("fresh", "#b34700", "^"),
        "healed": ("healed", "#005b8f", "D"),
        "stripe": ("stripe", "#595959", "x"),
    }
)
"""What each kind is called, its colour and its mark; the mark alone tells them apart."""


@dataclass(frozen=True)
class Measured:
    """A colour measured on a day; `u95` is its uncertainty (ΔE00, 95 %), None where unknown."""

    day: date
    kind: str
    lab: Lab
    u95: float | None


def time_svg(rows: Sequence[Measured]) -> str:
    """Draw L*, a*, b* and the ΔE00 to the first visit over the days, as an ``<svg>`` element."""
    draw: Callable[[Figure], None] = partial(_draw, rows=rows)
    return svg_of(draw, SIZE_IN, name="time", alt=time_alt(rows))


def time_alt(rows: Sequence[Measured]) -> str:
    """Say in words what the plot shows."""
    parts = []
    for kind, own in _by_kind(rows).items():
        first, last = own[0], own[-1]
        far = float(delta_e00(np.array(first.lab), np.array(last.lab)))
        parts.append(f"{MARKS[kind][0]}: {len(own)} from {first.day} to {last.day}, ΔE00 {far:.1f} apart")
    return "Colours measured by visit. " + "; ".join(parts) + "."


def _by_kind(rows: Sequence[Measured]) -> dict[str, list[Measured]]:
    ordered = sorted(rows, key=lambda row: row.day)
    return {kind: own for kind in MARKS if (own := [row for row in ordered if row.kind == kind])}


def _draw(figure: "Figure", rows: Sequence[Measured]) -> None:
    panels = figure.subplots(4, 1, sharex=True)
    days = sorted({row.day for row in rows})
    places = {day: place for place, day in enumerate(days)}
    for kind, own in _by_kind(rows).items():
        name, colour, mark = MARKS[kind]
        x = [places[row.day] for row in own]
        from_first = [float(delta_e00(np.array(own[0].lab), np.array(row.lab))) for row in own]
        values = [*np.array([row.lab for row in own]).T.tolist(), from_first]
        bars = [row.u95 or 0.0 for row in own]
        for panel, heights in zip(panels, values, strict=True):
            below = bars if panel is not panels[-1] else list(map(min, bars, heights))  # no ΔE00 is negative
            panel.errorbar(
                x, heights, yerr=[below, bars], color=colour, marker=mark, markersize=5, lw=1.2, capsize=3, label=name
            )
    for panel, (name, what) in zip(panels, PANELS, strict=True):
        _dress(panel, name, what)
    panels[-1].set_ylim(bottom=0)
    panels[-1].set_xticks(range(len(days)), [day.isoformat() for day in days], rotation=30, ha="right")
    panels[0].legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(MARKS), frameon=False, fontsize=9)
    figure.subplots_adjust(left=0.13, right=0.98, top=0.93, bottom=0.14, hspace=0.2)


def _dress(panel: "Axes", name: str, what: str) -> None:
    low, high = panel.get_ylim()
    if high - low < LEAST_SPAN:
        middle = (low + high) / 2
        panel.set_ylim(middle - LEAST_SPAN / 2, middle + LEAST_SPAN / 2)
    panel.set_ylabel(f"{name}\n{what}", fontsize=8.5, color=INK)
    panel.tick_params(labelsize=8.5, colors=QUIET)
    panel.grid(axis="y", lw=0.4, color="#dddddd")
