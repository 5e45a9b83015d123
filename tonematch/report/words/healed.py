"""What is said of an artist's own pairs of fresh and healed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import lab_from
from tonematch.mix.healing.healed import FEWEST_PAIRS, Healing, Pair
from tonematch.report.rounding import number, rounded

NOTICED = 0.5  # of L, a or b; less is lost in any photo


def _middle(pairs: Sequence[Pair]) -> tuple[float, ...]:
    return tuple(np.mean([pair.fresh for pair in pairs], axis=0).tolist())


def _direction(shift: ArrayLike) -> str:
    """Name where a shift of Lab leads.

    >>> _direction((3.0, -1.2, -0.1))
    'lighter, less red'
    """
    names = (("lighter", "darker"), ("redder", "less red"), ("yellower", "less yellow"))
    told = [
        up if size > 0 else down
        for size, (up, down) in zip(np.asarray(shift), names, strict=True)
        if abs(size) >= NOTICED
    ]
    return ", ".join(told) or "hardly changed"


def healed_text(pairs: Sequence[Pair], learned: Healing | None) -> str:
    """Say which way the work heals, and how well that is known."""
    if learned is None:
        left = FEWEST_PAIRS - len(pairs)
        return f"{len(pairs)} of {FEWEST_PAIRS} pairs: {left} more, and your own shift can be reckoned with."
    fresh = lab_from(_middle(pairs))
    shift = learned.shift(fresh)
    return (
        f"{len(pairs)} pairs: from fresh L* {fresh.L:.0f} to healed, L {shift[0]:+.1f}, a {shift[1]:+.1f}, "
        f"b {shift[2]:+.1f} ({_direction(shift)}), known to about ΔE00 {learned.uncertainty:.1f}. "
        "In a depigmented patch no melanin will lie above the pigment, and the patch will not tan."
    )


def healed_json(pairs: Sequence[Pair], learned: Healing | None) -> dict[str, Any]:
    """Say the same as JSON."""
    middle = _middle(pairs) if pairs else None
    return {
        "schema": "tonematch.healed/1",
        "pairs": [{"fresh": rounded(pair.fresh), "healed": rounded(pair.healed), "note": pair.note} for pair in pairs],
        "learned": None
        if learned is None or middle is None
        else {
            "at": {"lab": rounded(middle)},
            "shift": rounded(learned.shift(middle)),
            "uncertainty_delta_e00": number(learned.uncertainty),
            "multiple_of_the_model": number(learned.multiple),
            "constant": rounded(learned.constant),
        },
        "text": healed_text(pairs, learned),
    }
