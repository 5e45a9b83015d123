"""Where the shades of a palette lie beside the skins people have: a*-b* seen from above, and lightness by chroma."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tonematch.colour import FloatArray, lab_to_srgb
from tonematch.mix.palettes.shade import Palette
from tonematch.reference import read_table
from tonematch.report.plots.figure import INK, QUIET, svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN = (4.6, 7.4)
SKIN, SKIN_EDGE = "#cfcfcf", "#8a8a8a"
ARC_POINTS = 12
AIR = 4.0  # Lab units around what is drawn
SKIN_SOURCE = "Grey: 98 of 100 measured skins of each depth (International Skin Spectra Archive)."


def gamut_svg(palette: Palette) -> str:
    """Draw the shades beside the skins, as an ``<svg>`` element with its description."""
    labs = np.array([shade.lab for shade in palette.shades], dtype=float)
    return svg_of(partial(_draw, labs=labs), SIZE_IN, name="gamut", alt=gamut_alt(palette))


def gamut_alt(palette: Palette) -> str:
    """Say in words where the shades lie."""
    labs = np.array([shade.lab for shade in palette.shades], dtype=float)
    chroma = np.hypot(labs[:, 1], labs[:, 2])
    inside = int(np.sum([_is_skin(lab) for lab in labs]))
    skins = _skins()
    return (
        f"{len(labs)} shades, L* from {labs[:, 0].min():.0f} to {labs[:, 0].max():.0f}, "
        f"chroma from {chroma.min():.0f} to {chroma.max():.0f}; "
        f"measured skins have L* from {skins[0, 0] - 2.5:.0f} to {skins[-1, 0] + 2.5:.0f}. "
        f"{inside} of the shades are themselves the colour of a skin; the others stand around it to be mixed."
    )


def _skins() -> FloatArray:
    """Give the skins: middle of L, count, then three percentiles of chroma and three of hue."""
    return np.array(read_table("skin_gamut")["rows"], dtype=float)


def _is_skin(lab: FloatArray) -> bool:
    skins = _skins()
    row = skins[np.argmin(np.abs(skins[:, 0] - lab[0]))]
    hue = np.degrees(np.arctan2(lab[2], lab[1]))
    return bool(abs(row[0] - lab[0]) <= 2.5 and row[2] <= np.hypot(*lab[1:]) <= row[4] and row[5] <= hue <= row[7])


def _draw(figure: "Figure", *, labs: FloatArray) -> None:
    above, beside = figure.subplots(2, 1, gridspec_kw={"height_ratios": [1, 1.05], "hspace": 0.28})
    figure.subplots_adjust(left=0.15, right=0.97, top=0.985, bottom=0.075)
    colours = np.clip(lab_to_srgb(labs), 0, 1)
    skins = _skins()
    for row in skins:
        above.fill(*_sector(row), color=SKIN, linewidth=0)
    chroma = np.hypot(labs[:, 1], labs[:, 2])
    beside.fill_betweenx(skins[:, 0], skins[:, 2], skins[:, 4], color=SKIN, linewidth=0)
    beside.plot(skins[:, 3], skins[:, 0], color=SKIN_EDGE, linewidth=1.2, linestyle="--")
    _dots(above, labs[:, 1], labs[:, 2], colours)
    _dots(beside, chroma, labs[:, 0], colours)
    above.set_xlabel("a*   green to red", fontsize=9)
    above.set_ylabel("b*   blue to yellow", fontsize=9)
    beside.set_xlabel("C*   grey to colourful", fontsize=9)
    beside.set_ylabel("L*   deep to light", fontsize=9)
    _frame(above, np.append(labs[:, 1], (0.0, 24.0)), np.append(labs[:, 2], (0.0, 30.0)))
    _frame(beside, np.append(chroma, (4.0, 34.0)), np.append(labs[:, 0], (20.0, 75.0)))
    _to_one_scale(above)


def _sector(row: FloatArray) -> tuple[FloatArray, FloatArray]:
    low, high = row[2], row[4]
    hues = np.radians(np.linspace(row[5], row[7], ARC_POINTS))
    radii = np.concatenate([np.full(ARC_POINTS, low), np.full(ARC_POINTS, high)])
    angles = np.concatenate([hues, hues[::-1]])
    return radii * np.cos(angles), radii * np.sin(angles)


def _dots(axes: "Axes", x: FloatArray, y: FloatArray, colours: FloatArray) -> None:
    axes.scatter(x, y, s=58 if len(x) <= 60 else 22, c=colours, edgecolors=INK, linewidths=0.7, zorder=3)


def _frame(axes: "Axes", x: FloatArray, y: FloatArray) -> None:
    axes.set_xlim(x.min() - AIR, x.max() + AIR)
    axes.set_ylim(y.min() - AIR, y.max() + AIR)
    axes.grid(color="#e2e2e2", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=8, color=QUIET)


def _to_one_scale(axes: "Axes") -> None:
    """Widen one of the two ranges until a step is as long across as it is up: distances are then distances."""
    box = axes.get_position()
    shape = box.width * SIZE_IN[0] / (box.height * SIZE_IN[1])
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    width = max(right - left, (high - low) * shape)
    middle, centre = (left + right) / 2, (low + high) / 2
    axes.set_xlim(middle - width / 2, middle + width / 2)
    axes.set_ylim(centre - width / shape / 2, centre + width / shape / 2)
