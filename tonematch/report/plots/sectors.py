"""The tone of the surrounding skin by direction from the patch, as a wheel of the colours themselves."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tonematch.colour import Lab, lab_to_hex
from tonematch.measure.surround.sectors import SectorTone, direction_words
from tonematch.report.pictures.swatch import MID_GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN = (3.5, 3.5)
GROUND = f"#{MID_GREY:02x}{MID_GREY:02x}{MID_GREY:02x}"
INNER = 0.5  # radius of the disc of the whole tone, where the sectors' rim is 1
MIDDLE_L = 50.0  # on lighter ground black letters stand out more, on darker ground white ones
BESIDE, ABOVE, RIM = 1.07, 1.22, 1.72
MIDDLE = 0.3  # cosine; names nearer to the vertical stand centred
SAME_LIGHTNESS = 0.5  # Lab units; less is called neither lighter nor darker


def draw_sectors(figure: "Figure", sectors: Sequence[SectorTone], whole: Lab, verdict: str) -> None:
    """Draw each sector in its own colour around a disc of the whole tone, with its ΔE00 from the whole.

    The colours touch, on mid-grey, because the eye compares best so.
    """
    from matplotlib.patches import Circle, Wedge  # noqa: PLC0415  heavy, and seldom needed

    figure.set_facecolor(GROUND)
    axes = figure.add_axes((0.0, 0.11, 1.0, 0.89))
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-RIM, RIM)
    axes.set_ylim(-RIM + 0.12, RIM - 0.12)
    axes.add_patch(Circle((0, 0), 1, fill=False, edgecolor="black", linestyle=":", linewidth=1, zorder=0))
    for sector in sectors:
        middle, half = -sector.direction_deg, sector.breadth_deg / 2  # the photo's y runs down, the figure's up
        colour = lab_to_hex(sector.lab)  # on the edge too, or the ground would shine through between neighbours
        axes.add_patch(Wedge((0, 0), 1, middle - half, middle + half, width=1 - INNER, color=colour, linewidth=0.6))
        _name(axes, sector.direction_deg, f"{direction_words(sector.direction_deg)}\n{sector.from_whole_delta_e00:.1f}")
    axes.add_patch(Circle((0, 0), INNER, color=lab_to_hex(whole), linewidth=0.6))
    axes.text(0, 0, "whole", ha="center", va="center", fontsize=9, color="black" if whole.L > MIDDLE_L else "white")
    for direction in not_sampled(sectors):
        _name(axes, direction, f"{direction_words(direction)}\nnone used")
    figure.text(0.5, 0.02, verdict, ha="center", va="bottom", fontsize=8, color="black")


def not_sampled(sectors: Sequence[SectorTone]) -> list[float]:
    """List those of the eight directions that no sector covers."""

    def covered(direction: float) -> bool:
        return any(
            abs((direction - sector.direction_deg + 180) % 360 - 180) <= sector.breadth_deg / 2 for sector in sectors
        )

    return [direction for direction in range(0, 360, 45) if not covered(direction)]


def _name(axes: "Axes", direction_deg: float, words: str) -> None:
    """Write beside the wheel, away from it on whichever side that is."""
    angle = math.radians(-direction_deg)
    x, y = math.cos(angle), math.sin(angle)
    axes.text(
        BESIDE * x,
        ABOVE * y,
        words,
        ha="center" if abs(x) < MIDDLE else "left" if x > 0 else "right",
        va="center",
        fontsize=9,
        color="black",
        linespacing=1.15,
    )


def verdict_words(sectors: Sequence[SectorTone], whole: Lab, uncertainty_delta_e00: float) -> str:
    """Say whether the skin has one tone all round, within how well it is known."""
    farthest = max(sectors, key=lambda sector: sector.from_whole_delta_e00)
    apart, where = farthest.from_whole_delta_e00, direction_words(farthest.direction_deg)
    if apart < uncertainty_delta_e00:
        return (
            f"No direction differs by more than ΔE00 {apart:.1f} from the whole,\n"
            f"less than the uncertainty of {uncertainty_delta_e00:.1f}: it may be one tone."
        )
    step = farthest.lab.L - whole.L
    kind = "is another colour" if abs(step) < SAME_LIGHTNESS else "is lighter" if step > 0 else "is darker"
    return (
        f"The skin {_towards(where)} {kind}, by ΔE00 {apart:.1f} from the whole:\n"
        f"more than the uncertainty of {uncertainty_delta_e00:.1f}."
    )


def _towards(where: str) -> str:
    return {"above": "above", "below": "below"}.get(where, f"on the {where}")


def alt_of(sectors: Sequence[SectorTone], whole: Lab, uncertainty_delta_e00: float) -> str:
    """Say in words what the plot shows."""
    listed = ", ".join(
        f"{direction_words(sector.direction_deg)} {sector.from_whole_delta_e00:.1f}" for sector in sectors
    )
    verdict = verdict_words(sectors, whole, uncertainty_delta_e00).replace("\n", " ")
    return f"The surrounding skin by direction on the photo, with ΔE00 from the whole: {listed}. {verdict}"
