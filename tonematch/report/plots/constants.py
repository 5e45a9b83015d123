"""K and S of measured jars against wavelength, each with its 95 % interval."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tonematch.colour import FloatArray, lab_to_hex
from tonematch.mix.film.drawn_film import NORMAL_95, DrawnShade
from tonematch.report.plots.figure import INK, QUIET, svg_of
from tonematch.spectrum import BANDS_NM

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN = (8.4, 3.6)
Numbered = Sequence[tuple[int, DrawnShade]]


def constants_svg(shades: Numbered) -> str:
    """Draw K and S of numbered shades as an ``<svg>`` element; the lines carry the numbers."""
    return svg_of(partial(_draw, shades=shades), SIZE_IN, name="constants", alt=constants_alt(shades))


def constants_alt(shades: Numbered) -> str:
    """Say in words what the plot shows."""
    told = [
        f"{number}: K {shade.k.max():.2f} at most and {shade.k.min():.2f} at least, S {np.median(shade.s):.2f} "
        f"in the middle, known to a factor of {np.exp(NORMAL_95 * np.median(shade.s_sd)):.2f}"
        for number, shade in shades
    ]
    return "Absorption K and scattering S from 400 to 700 nm, with 95 % intervals. " + "; ".join(told) + "."


def _draw(figure: "Figure", *, shades: Numbered) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator  # noqa: PLC0415  heavy, and seldom needed

    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.08, right=0.965, top=0.92, bottom=0.16, wspace=0.28)
    for axes, title in ((left, "K, absorption"), (right, "S, scattering")):
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_yscale("log")
        axes.set_xlim(BANDS_NM[0], BANDS_NM[-1] + 22)
        axes.set_xlabel("nm", fontsize=9)
        axes.grid(color="#e2e2e2", linewidth=0.6)
        axes.tick_params(labelsize=8, color=QUIET)
        axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_locator(NullLocator())
    for number, shade in shades:
        colour = lab_to_hex(shade.lab)
        _line(left, (shade.k, shade.k_sd), colour, number)
        _line(right, (shade.s, shade.s_sd), colour, number)


def _line(axes: "Axes", known: tuple[FloatArray, FloatArray], colour: str, number: int) -> None:
    values, sd = known
    spread = np.exp(NORMAL_95 * sd)
    axes.fill_between(BANDS_NM, values / spread, values * spread, color=colour, alpha=0.25, linewidth=0)
    axes.plot(BANDS_NM, values, color=INK, linewidth=3.6)
    axes.plot(BANDS_NM, values, color=colour, linewidth=2.2)
    axes.annotate(
        str(number), (BANDS_NM[-1], values[-1]), (5, 0), textcoords="offset points", va="center", fontsize=9, color=INK
    )
