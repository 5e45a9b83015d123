"""How L*, a* and b* run from the patch across its border into the surrounding skin."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_to_srgb
from tonematch.measure.surround.profile import BorderProfile
from tonematch.report.plots.figure import INK, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN = (5.6, 4.4)
LEAST_SPAN = 7.0  # Lab units: noise in a flat line must not fill a panel
LEAST_SHARE = 0.22  # of the highest panel: there must be room to read the lowest
PATCH_SIDE, SAMPLED_SIDE = "#ececec", "#dceefa"
COORDINATES = (
    ("L*", "lightness", "#000000", "-"),
    ("a*", "redness", "#b34700", "--"),
    ("b*", "yellowness", "#005b8f", "-."),
)
"""Okabe and Ito's vermillion and blue, darkened until thin lines and small words are legible on white."""
FLAGS = (("patch's border", ":"), ("settled, sampling starts", "--"), ("sampling ends", "-."))


@dataclass(frozen=True, eq=False)
class Profile:
    """A border profile in the unit it is shown in.

    Parameters
    ----------
    measured
        In pixels of the photo.
    patch, surrounding
        The tone of the patch, and the one that the colour settles to.
    mm_per_px
        Scale at the patch; None where the photo does not tell it.
    """

    measured: BorderProfile
    patch: Lab
    surrounding: Lab
    mm_per_px: float | None

    @property
    def unit(self) -> str:
        """What distances are counted in."""
        return "pixels" if self.mm_per_px is None else "mm"

    @property
    def distance(self) -> FloatArray:
        """Distances (n,) from the border; negative in the patch."""
        return self.measured.distance_px * (self.mm_per_px or 1.0)

    @property
    def marks(self) -> tuple[float, float, float]:
        """Where the patch ends, the colour settles, and sampling ends."""
        factor = self.mm_per_px or 1.0
        return 0.0, self.measured.settled_px * factor, self.measured.ends_px * factor

    def far(self, distance: float) -> str:
        """Write a distance."""
        return f"{distance:.0f} pixels" if self.mm_per_px is None else f"{distance:.1f} mm"


def draw_profile(figure: "Figure", profile: Profile) -> None:
    """Draw the profile: flags, a strip of the colours themselves, and a panel for each of L*, a* and b*.

    The panels are drawn to one scale, so that a change looks as large as it is.
    """
    limits = _limits(profile)
    heights = [high - low for low, high in limits]
    grid = figure.add_gridspec(
        5,
        1,
        height_ratios=[0.2 * sum(heights), 0.07 * sum(heights), *heights],
        left=0.205,
        right=0.855,
        top=0.985,
        bottom=0.115,
        hspace=0.06,
    )
    bottom = figure.add_subplot(grid[4])
    panels = [figure.add_subplot(grid[2], sharex=bottom), figure.add_subplot(grid[3], sharex=bottom), bottom]
    bottom.set_xlim(profile.distance[0], profile.distance[-1])
    _flags(figure.add_subplot(grid[0], sharex=bottom), profile)
    _strip(figure.add_subplot(grid[1], sharex=bottom), profile)
    for index, panel in enumerate(panels):
        _panel(panel, profile, index, limits[index], step=_step(sum(heights)))
    bottom.tick_params(labelbottom=True)
    bottom.set_xlabel(
        f"\N{LEFTWARDS ARROW} patch    distance from the border, {profile.unit}    skin \N{RIGHTWARDS ARROW}"
    )
    figure.align_ylabels(panels)


def _limits(profile: Profile) -> list[tuple[float, float]]:
    """Give each panel's lowest and highest value, with a little air."""
    lab, spread, skin = profile.measured.lab, profile.measured.spread, np.array(profile.surrounding)
    low = np.minimum(np.nanmin(lab - spread, axis=0), skin)
    high = np.maximum(np.nanmax(lab + spread, axis=0), skin)
    span = 1.1 * (high - low)
    span = np.maximum(span, max(LEAST_SPAN, LEAST_SHARE * float(span.max())))
    return [
        (float(middle - half), float(middle + half)) for middle, half in zip((low + high) / 2, span / 2, strict=True)
    ]


def _step(total: float) -> float:
    """Give the distance of ticks that leaves about a dozen in all."""
    return next((step for step in (2.0, 5.0, 10.0) if total / step < 14), 20.0)


def _flags(axes: "Axes", profile: Profile) -> None:
    """Name the three marks, each on a row of its own so that they never collide."""
    axes.set_axis_off()
    axes.set_ylim(0, 3)
    left, right = axes.get_xlim()
    for row, ((words, style), at) in enumerate(zip(FLAGS, profile.marks, strict=True)):
        if not left <= at <= right:
            continue
        height = 2.5 - row
        axes.plot([at, at], [0, height], linestyle=style, color=INK, linewidth=1, clip_on=False)
        near_right = at > left + 0.6 * (right - left)
        text = words if row == 0 else f"{words}: {profile.far(at)}"
        axes.annotate(
            text,
            (at, height),
            (-5 if near_right else 5, 0),
            textcoords="offset points",
            ha="right" if near_right else "left",
            va="center",
            fontsize=9,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},  # where it crosses the line of another flag
        )


def _strip(axes: "Axes", profile: Profile) -> None:
    """Show the colours themselves."""
    edges = profile.distance
    colours = lab_to_srgb(profile.measured.lab)[None]
    axes.imshow(np.clip(colours, 0, 1), aspect="auto", extent=(edges[0], edges[-1], 0, 1), interpolation="nearest")
    axes.set_yticks([])
    axes.tick_params(bottom=False, labelbottom=False)
    axes.set_ylabel("colour", rotation=0, ha="right", va="center", fontsize=9)
    for at in profile.marks:
        axes.axvline(at, color=INK, linewidth=0.6)


def _panel(axes: "Axes", profile: Profile, index: int, limits: tuple[float, float], *, step: float) -> None:
    from matplotlib.ticker import MultipleLocator  # noqa: PLC0415  heavy, and seldom needed

    name, words, colour, style = COORDINATES[index]
    distance, lab, spread = profile.distance, profile.measured.lab[:, index], profile.measured.spread[:, index]
    border, settled, ends = profile.marks
    axes.axvspan(distance[0], border, color=PATCH_SIDE, linewidth=0)
    axes.axvspan(settled, ends, color=SAMPLED_SIDE, linewidth=0)
    for at, (_, flag) in zip(profile.marks, FLAGS, strict=True):
        axes.axvline(at, linestyle=flag, color=INK, linewidth=1)
    axes.fill_between(distance, lab - spread, lab + spread, color=colour, alpha=0.2, linewidth=0)
    axes.plot(distance, lab, color=colour, linestyle=style, linewidth=1.8)
    axes.axhline(profile.surrounding[index], color=QUIET, linewidth=0.8)
    axes.annotate(
        f"skin {profile.surrounding[index]:.1f}",
        (1, profile.surrounding[index]),
        (5, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        fontsize=9,
        color=QUIET,
    )
    axes.set_ylim(limits)
    axes.yaxis.set_major_locator(MultipleLocator(step))
    axes.tick_params(labelbottom=False, labelsize=9)
    axes.set_ylabel(f"{name}\n{words}", rotation=0, ha="right", va="center", color=colour, fontsize=9)


def alt_of(profile: Profile) -> str:
    """Say in words what the plot shows."""
    start, end = profile.far(-float(profile.distance[0])), profile.far(float(profile.distance[-1]))
    _, settled, ends = profile.marks
    runs = ", ".join(
        f"{name} from {profile.patch[index]:.1f} to {profile.surrounding[index]:.1f}"
        for index, (name, *_) in enumerate(COORDINATES)
    )
    return (
        f"Colour across the border of the patch, from {start} inside to {end} outside. "
        f"From the patch to the skin around it, {runs}. "
        f"The colour settles {profile.far(settled)} from the border; "
        f"skin was sampled from there to {profile.far(ends)}."
    )
