"""Which one shade more would help a kit most: every candidate is tried, none is guessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tonematch.errors import NoMatchError
from tonematch.mix.film.recover import checked_lab
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.kit import with_shades
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.reference import read_table

EVERY = 10  # of the 240 skins that come with tonematch, ordered by lightness
NO_GAIN = 0.02  # mean ΔE00 below which a further pot is not worth its shelf; a twentieth of what eyes can see


@dataclass(frozen=True, eq=False)
class Gain:
    """What one more shade would do for a kit.

    Parameters
    ----------
    shade
        The candidate.
    mean_before, mean_after
        Mean ΔE00 of the best recipe over the targets, with the kit alone and with the candidate.
    worst_before, worst_after
        The largest.
    helped
        How many targets get nearer.
    """

    shade: Shade
    mean_before: float
    mean_after: float
    worst_before: float
    worst_after: float
    helped: int


def typical_skins() -> list[tuple[float, float, float]]:
    """Give the Lab of 24 measured skins, evenly from the deepest to the lightest."""
    rows = read_table("skin_spectra")["lab"]
    return [(float(L), float(a), float(b)) for L, a, b in rows[EVERY // 2 :: EVERY]]


def which_shade_helps_most(  # noqa: PLR0913  # the question, its limits, and who waits for the answer
    targets: ArrayLike,
    kit: Palette,
    candidates: Sequence[Shade],
    *,
    max_shades: int = 2,
    max_parts: int = 8,
    progress: Callable[[float], object] = lambda _: None,
) -> tuple[Gain, ...]:
    """Try every candidate beside the kit, and order them by the mean ΔE00 that would be left.

    Parameters
    ----------
    targets
        Lab (N, 3) of the skins that matter, D65, 2°.
    kit
        The shades owned.
    candidates
        Shades of the same line; where K and S are known, in the kit's own unit.
    max_shades, max_parts
        As for a match.
    progress
        Told after each candidate which share of them, 0-1, has been tried.

    Returns
    -------
    tuple of Gain
        Best first.

    Raises
    ------
    NoMatchError
        If there is no target or no candidate.
    """
    skins = [checked_lab(row) for row in np.atleast_2d(np.asarray(targets, dtype=float))]
    owned = {shade.code for shade in kit.shades}
    extra = [shade for shade in candidates if shade.code not in owned]
    if not skins or not extra:
        raise NoMatchError(
            "There is no shade left to advise: everything is owned.",
            code="kit.no_candidate",
            hint="Name a line that has more shades.",
        )
    before = _errors(skins, kit, max_shades, max_parts)
    gains = []
    for count, shade in enumerate(extra, 1):
        after = _errors(skins, with_shades(kit, [*kit.shades, shade]), max_shades, max_parts)
        gains.append(_gain(shade, before, after))
        progress(count / len(extra))
    return tuple(sorted(gains, key=lambda gain: (gain.mean_after, gain.worst_after)))


def _errors(skins: Sequence[ArrayLike], kit: Palette, max_shades: int, max_parts: int) -> list[float]:
    return [find_matches(skin, [kit], max_shades=max_shades, max_parts=max_parts, top=1)[0].delta_e00 for skin in skins]


def _gain(shade: Shade, before: list[float], after: list[float]) -> Gain:
    # ties go to the simpler recipe, which may stand a hair above the best
    left = [min(pair) for pair in zip(before, after, strict=True)]
    helped = sum(was - now > NO_GAIN for was, now in zip(before, left, strict=True))
    return Gain(shade, float(np.mean(before)), float(np.mean(left)), max(before), max(left), helped)
