"""The palettes there are to choose from, on whichever page: those that come with tonematch, then one's own."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tonematch.bundled import palette_names
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.own import load_own, own_palettes
from tonematch.mix.palettes.shade import Palette


def palette_choices() -> Mapping[str, str]:
    """Give the titles of all palettes that can be used, by name: bundled ones first, then one's own."""
    own = own_palettes().palettes
    titles = {name: bundled(name).title for name in palette_names()}
    for name, palette in own.items():
        # Fields know their entries by what is written in them, so no two may be called the same.
        titles[name] = f"{palette.title} ({name})" if palette.title in titles.values() else palette.title
    return MappingProxyType(titles)


def load_choice(name: str) -> Palette:
    """Load a palette of `palette_choices`.

    Raises
    ------
    PaletteError
        If it has gone since, or its file is broken.
    """
    return bundled(name) if name in palette_names() else load_own(name)


@cache
def bundled(name: str) -> Palette:
    """Load a palette that comes with tonematch, once."""
    return load_palette(name)
