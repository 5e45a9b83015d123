"""Find shades: by a part of code or name, or as the nearest to a colour; those in stock, or those gone out."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from tonematch.colour import Lab
from tonematch.difference import delta_e00
from tonematch.mix.palettes.kit import stock_of
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.ui.palettes.grid import Tile, by_depth
from tonematch.ui.palettes.typed import lab_of
from tonematch.ui.words import palettes as words

MOST_NEAR = 12


def in_state(palette: Palette, state: str, on: date) -> list[Shade]:
    """Keep the shades that are in stock or gone out, or all."""
    return [shade for shade in palette.shades if state == "all" or stock_of(shade, on) == state]


def found(palettes: Mapping[str, Palette], typed: str, state: str, on: date) -> list[Tile]:
    """Find shades, each with what is to be said of it beside its colour.

    Parameters
    ----------
    palettes
        Where to look.
    typed
        What was typed: a colour, or a part of a code or name.
    state
        Which to show: ``"all"``, or a state of stock.
    on
        The day that counts for it.
    """
    held = [(shade, palette) for palette in palettes.values() for shade in in_state(palette, state, on)]
    colour = lab_of(typed)
    if colour is not None:
        return _nearest(held, colour)
    wanted = typed.casefold().strip()
    hits = [(one, palette) for one, palette in held if wanted in one.code.casefold() or wanted in one.name.casefold()]
    owner = {id(shade): palette for shade, palette in hits}
    several = len(palettes) > 1
    ordered = by_depth(shade for shade, _ in hits)
    return [Tile(one, owner[id(one)], (owner[id(one)].title,) if several else ()) for one in ordered]


def _nearest(held: list[tuple[Shade, Palette]], colour: Lab) -> list[Tile]:
    if not held:
        return []
    far = delta_e00(np.array(colour), np.array([shade.lab for shade, _ in held]))
    first = np.argsort(far, kind="stable")[:MOST_NEAR]
    near = [(*held[place], float(far[place])) for place in first.tolist()]
    return [Tile(shade, palette, (words.near(value, palette.title),)) for shade, palette, value in near]
