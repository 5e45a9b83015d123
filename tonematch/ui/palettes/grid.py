"""Shades as a grid of swatches, to look at or to tick: a Streamlit component of our own, so that 200 come at once."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonematch.colour import lab_to_hex
from tonematch.mix.film.layers import contrast_ratio
from tonematch.mix.palettes.kit import best_before, stock_of
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.report.words.columns import known_by
from tonematch.ui.words import palettes as words

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
DEPTH_STEP = 5.0
"""Of L: shades within it count as equally deep and are ordered by hue."""


@dataclass(frozen=True, eq=False)
class Tile:
    """A shade on show: whose it is, and in lines what more is to be said of it, such as how near it is."""

    shade: Shade
    palette: Palette
    more: Sequence[str] = ()


@cache
def _component() -> "ComponentRenderer":
    return st.components.v2.component(
        "tonematch.shades",
        html="<ul></ul>",
        css=(HERE / "shades.css").read_text(encoding="utf-8"),
        js=(HERE / "shades.js").read_text(encoding="utf-8"),
    )


def by_depth(shades: Iterable[Shade]) -> list[Shade]:
    """Order shades from light to deep, and equally deep ones by hue."""
    rows: list[list[Shade]] = []
    for shade in sorted(shades, key=lambda one: -one.lab.L):
        if not rows or rows[-1][0].lab.L - shade.lab.L > DEPTH_STEP:
            rows.append([])
        rows[-1].append(shade)
    return [shade for row in rows for shade in sorted(row, key=lambda one: math.atan2(one.lab.b, one.lab.a))]


def show_shades(tiles: Sequence[Tile], on: date, *, key: str) -> None:
    """Show shades to look at, in the order given."""
    _draw(tiles, on, {"ticked": [], "tickable": False, "seed": key}, key)


def tick_shades(tiles: Sequence[Tile], on: date, ticked: Collection[str], *, key: str, seed: str) -> frozenset[str]:
    """Show shades to tick, and give the codes that are.

    Parameters
    ----------
    ticked
        What is ticked at first, and again whenever `seed` changes.
    """
    state = st.session_state.get(key)
    now = _ticked(state, seed, {tile.shade.code for tile in tiles})
    shown = frozenset(ticked) if now is None else now
    _draw(tiles, on, {"ticked": sorted(shown), "tickable": True, "seed": seed}, key)
    return shown


def _draw(tiles: Sequence[Tile], on: date, how: Mapping[str, Any], key: str) -> None:
    data = {"shades": [_told(tile, on) for tile in tiles], "label": words.GRID_LABEL, **how}
    _component()(key=key, data=data, default={"ticked": None}, on_ticked_change=lambda: None)


def _ticked(state: object, seed: str, codes: Collection[str]) -> frozenset[str] | None:
    sent = state.get("ticked") if isinstance(state, Mapping) else None
    if not isinstance(sent, Mapping) or sent.get("seed") != seed or not isinstance(sent.get("codes"), list | tuple):
        return None
    return frozenset(code for code in sent["codes"] if isinstance(code, str) and code in codes)


def _told(tile: Tile, on: date) -> dict[str, Any]:
    shade = tile.shade
    lines = [(text, "flag") for text in tile.more]
    lines += [(words.lab(shade.lab), ""), (known_by(shade), "quiet")]
    lines += [(text, "quiet") for text in (*_uncertain(shade), hiding_text(shade, tile.palette)) if text]
    return {
        "code": shade.code,
        "name": shade.name,
        "hex": lab_to_hex(shade.lab),
        "alt": words.swatch_alt(shade.lab),
        "lines": [*lines, *_kept(shade, on)],
    }


def hiding_text(shade: Shade, palette: Palette) -> str:
    """Say how well a shade hides: as it was measured, else as reckoned for one thin coat; empty where unknown."""
    ratio, u95 = _number(shade, "contrast_ratio"), _number(shade, "contrast_ratio_u95")
    if ratio is not None:
        return (
            words.HIDES_MEASURED.format(value=ratio) if u95 is None else words.HIDES_WITHIN.format(value=ratio, u95=u95)
        )
    if shade.k is None or shade.s is None or palette.coat_thickness is None:
        return ""
    return words.HIDES_MODELLED.format(value=float(contrast_ratio(shade.k, shade.s, thickness=palette.coat_thickness)))


def _uncertain(shade: Shade) -> list[str]:
    """Say how far what was measured of a shade may be off, as far as its file says."""
    within = shade.extra.get("lab_u95")
    lines = []
    if isinstance(within, list) and len(within) == 3 and all(isinstance(one, int | float) for one in within):
        lines.append(words.LAB_U95.format(L=within[0], a=within[1], b=within[2]))
    elif _number(shade, "uncertainty_delta_e00") is not None:
        lines.append(words.KNOWN_TO.format(value=_number(shade, "uncertainty_delta_e00")))
    scattering, u95 = _number(shade, "scattering"), _number(shade, "scattering_u95")
    if scattering is not None and u95 is not None:
        lines.append(words.SCATTERING_U95.format(value=scattering, u95=u95))
    return lines


def _number(shade: Shade, key: str) -> float | None:
    value = shade.extra.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _kept(shade: Shade, on: date) -> list[tuple[str, str]]:
    stock = stock_of(shade, on)
    lines = [] if stock == "unknown" else [(words.STOCKS[stock], "flag gone" if stock == "expired" else "flag")]
    limit = best_before(shade)
    facts = (
        (words.LOT, shade.lot),
        (words.OPENED, shade.opened),
        (words.EXPIRES, shade.expires),
        (words.BEST_BEFORE, limit.isoformat() if limit and limit.isoformat() != shade.expires else None),
    )
    return lines + [(text.format(value=value), "quiet") for text, value in facts if value]
