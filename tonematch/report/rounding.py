"""Numbers as JSON carries them: rounded far below what is known of them."""

from collections.abc import Iterable

DIGITS = 4  # Lab and ΔE00: far below what any photo resolves, enough to recompute from
PIXEL_DIGITS = 2


def rounded(values: Iterable[float], digits: int = DIGITS) -> list[float]:
    """Round numbers for JSON; minus zero becomes zero.

    >>> rounded([1.00004, -0.00001])
    [1.0, 0.0]
    """
    return [round(float(value), digits) + 0.0 for value in values]


def number(value: float, digits: int = DIGITS) -> float:
    """Round a number for JSON; minus zero becomes zero."""
    return round(float(value), digits) + 0.0
