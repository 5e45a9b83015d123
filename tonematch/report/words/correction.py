"""What is said of a test stripe: what moved it, and what to do."""

from collections.abc import Sequence

from tonematch.mix.loop.attribution import Cause
from tonematch.mix.loop.correction import Addition, Correction

CORRECTION_CAVEAT = (
    "Stir well and draw a new stripe beside the old one: drops and the strength of shades vary, and the next photo "
    "tells more about both."
)


def amount_text(amount: int, unit: str) -> str:
    """Write parts in the palette's own unit.

    >>> amount_text(1, "drops"), amount_text(3, "parts")
    ('1 drop', '3 parts')
    """
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def unit_of(correction: Correction) -> str:
    """Name what the mix is counted in: drops where the palette says so, else parts."""
    return correction.learned.bottles.palette.parts_unit


def addition_text(addition: Addition, unit: str = "parts") -> str:
    """Write one step on from a mix, such as ``"add 1 part of Warm 3"``."""
    return "add " + " and ".join(f"{amount_text(parts, unit)} of {shade.name}" for shade, parts in addition.shades)


def advice_text(correction: Correction) -> str:
    """Say what to do about a stripe, in one sentence."""
    before = correction.residual.delta_e00
    if correction.leave_it:
        return f"Leave it: at ΔE00 {before:.1f} nothing in this palette brings the stripe clearly closer to the skin."
    best = correction.additions[0]
    coat = correction.another_coat_delta_e00
    if coat is not None and coat <= best.expected_delta_e00:
        return f"Press on one more thin coat of the same mix: expected ΔE00 {before:.1f} → {coat:.1f}."
    text = addition_text(best, unit_of(correction))
    held, after = sum(correction.recipe.values()), best.expected_delta_e00
    low, high = best.likely_delta_e00
    return (
        f"{text[0].upper()}{text[1:]} to the {held} you mixed; two stripes in three end between ΔE00 {low:.1f} and "
        f"{high:.1f}: expected ΔE00 {before:.1f} → {after:.1f}."
    )


def cause_text(cause: Cause) -> str:
    """Say what one cause is, and how far it moved the stripe."""
    moved = f"ΔE00 {cause.delta_e00:.1f}"
    if cause.kind == "recipe":
        return f"{moved}: the recipe itself, by the palette's numbers, misses this skin by that much"
    if cause.kind == "rest":
        return f"{moved}: not explained; error of the model, or stripe and skin in unequal light"
    bounds = f"{_percent(cause.low)} to {_percent(cause.high)}"
    if cause.kind == "film":
        thick = "thicker" if cause.factor > 1 else "thinner"
        return f"{moved}: a film about {_by(cause.factor)} {thick} than taken for granted (likely {bounds})"
    if cause.kind == "strength":
        strong = "stronger" if cause.factor > 1 else "weaker"
        return f"{moved}: {cause.name} seems about {_by(cause.factor)} {strong} than the palette says (likely {bounds})"
    more = "more" if cause.factor > 1 else "less"
    return f"{moved}: about {_by(cause.factor)} {more} {cause.name} in the mix than counted (likely {bounds})"


def cause_texts(causes: Sequence[Cause]) -> tuple[str, ...]:
    """Say what each cause is, the largest first."""
    return tuple(cause_text(cause) for cause in causes)


def _by(factor: float) -> str:
    return f"{abs(factor - 1) * 100:.0f} %"


def _percent(factor: float) -> str:
    return f"{(factor - 1) * 100:+.0f} %"
