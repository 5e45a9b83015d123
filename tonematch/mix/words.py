"""A colour difference in the words of somebody who mixes by eye."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import Lab
from tonematch.difference import difference

SILENT = 0.3  # weighted difference along one direction below which it is not worth a word
STEPS = ((1.0, "a touch too"), (1.6, "slightly too"), (3.0, "too"), (np.inf, "far too"))
GREY = 3.0  # chroma below which a hue angle means nothing
SKIN_HUES_DEG = (15.0, 100.0)  # hue angles on which the only words are red and yellow


class Parts(NamedTuple):
    """ΔE00 split into lightness, chroma and hue; positive: the mix is lighter, stronger, yellower than the target."""

    dL: float  # noqa: N815  # its name in the formula
    dC: float  # noqa: N815  # its name in the formula
    dH: float  # noqa: N815  # its name in the formula


def split(target: ArrayLike, mix: ArrayLike) -> Parts:
    """Split the difference of a mix from its target."""
    parts = difference(target, mix)
    return Parts(float(parts.dL), float(parts.dC), float(parts.dH))


def in_words(target: Lab, mix: Lab) -> str:
    """Say how a mix differs from its target, the largest part first.

    >>> in_words(Lab(60, 12, 18), Lab(61.5, 11.5, 18.5))
    'slightly too light, a touch too yellow'
    >>> in_words(Lab(60, 12, 18), Lab(60, 12, 18))
    'no visible difference'
    """
    told = [(abs(size), word) for size, word in _directions(target, mix) if abs(size) >= SILENT]
    sentences = [f"{_how(size)} {word}" for size, word in sorted(told, reverse=True)]
    return ", ".join(sentences) or "no visible difference"


def missing_direction(target: Lab, mix: Lab) -> str:
    """Say where the target lies from the nearest mix, such as ``"lighter and yellower"``."""
    comparatives = {
        "light": "darker",
        "dark": "lighter",
        "yellow": "redder",
        "red": "yellower",
        "vivid": "greyer",
        "grey": "more vivid",
        "blue": "less blue",
        "green": "less green",
    }
    sizes = sorted(_directions(target, mix), key=lambda told: -abs(told[0]))
    strong = [comparatives[word] for size, word in sizes if abs(size) >= max(SILENT, abs(sizes[0][0]) / 3)]
    return " and ".join(strong[:2]) or "a little different"


def _how(size: float) -> str:
    return next(words for limit, words in STEPS if size < limit)


def _directions(target: Lab, mix: Lab) -> list[tuple[float, str]]:
    parts = split(target, mix)
    told = [(parts.dL, "light" if parts.dL > 0 else "dark")]
    if min(target.chroma, mix.chroma) < GREY:
        stretch = np.hypot(parts.dC, parts.dH)
        return [*told, (stretch, _cast(mix.a - target.a, mix.b - target.b))]
    told.append((parts.dC, "vivid" if parts.dC > 0 else "grey"))
    return [*told, (parts.dH, _turned(target, parts.dH))]


def _cast(a: float, b: float) -> str:
    if abs(a) > abs(b):
        return "red" if a > 0 else "green"
    return "yellow" if b > 0 else "blue"


def _turned(target: Lab, dH: float) -> str:
    """Name the colour a turn of hue leads to; on skin that is yellow or red."""
    if SKIN_HUES_DEG[0] <= target.hue_deg <= SKIN_HUES_DEG[1]:
        return "yellow" if dH > 0 else "red"
    ahead = np.radians(target.hue_deg + (90 if dH > 0 else -90))
    return _cast(float(np.cos(ahead)), float(np.sin(ahead)))
