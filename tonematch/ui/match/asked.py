"""What the user asks of a recipe: plain values, so that they can be compared and kept."""

from dataclasses import dataclass
from typing import Literal

Healed = Literal["off", "estimate", "own"]
HEALED: tuple[Healed, ...] = ("off", "estimate", "own")
Stage = Literal["after", "fresh"]
STAGES: tuple[Stage, ...] = ("after", "fresh")
Extent = Literal["patch", "photo"]
EXTENTS: tuple[Extent, ...] = ("patch", "photo")
CAMOUFLAGE, DERMATOGRAPHY = TECHNIQUES = ("camouflage", "dermatography")
DAYLIGHT = "D65"


@dataclass(frozen=True)
class Wishes:
    """What a recipe may be.

    Parameters
    ----------
    palettes
        By name.
    max_shades, max_parts
        How many pots it may take, and how many parts in all.
    technique, coats
        None: as the palette says, and as usual.
    in_stock_only
        Leave out what is not owned, and what has gone out.
    light
        The lamp it is chosen for, or ``"worst"``.
    forgiving
        Those first that uneven drops harm least; counts in daylight only.
    own_jars
        Reckon with the strengths learned of one's own jars, where there are any.
    healed, density
        Of pigment: whether it is chosen for the healed colour, and how densely it is implanted; None for opaque.
    """

    palettes: tuple[str, ...]
    max_shades: int = 2
    max_parts: int = 8
    technique: str | None = None
    coats: int | None = None
    in_stock_only: bool = False
    light: str = DAYLIGHT
    forgiving: bool = False
    own_jars: bool = True
    healed: Healed = "off"
    density: float | None = None


@dataclass(frozen=True)
class Worn:
    """How a recipe is shown on the photo.

    Parameters
    ----------
    opacity
        In percent.
    coats
        None for as many as were asked for.
    stage
        ``"after"`` powder or healing, or ``"fresh"``.
    extent
        The ``"patch"`` and the skin around it, or the whole ``"photo"``.
    """

    opacity: int = 100
    coats: int | None = None
    stage: Stage = "after"
    extent: Extent = "patch"
