"""Single values of a palette file: read, checked, and refused with the place they stand in."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import numpy as np

from tonematch.colour import FloatArray
from tonematch.errors import PaletteError

LONGEST_TEXT = 2000

Limits = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """Where in which file a value stands, for the message should it be wrong."""

    text: str

    def wrong(self, what: str, value: object, expected: str) -> NoReturn:
        """Raise the error that names place, value and expectation."""
        self.fail(f"{what} is {shown(value)}, expected {expected}")

    def fail(self, sentence: str, hint: str = "") -> NoReturn:
        """Raise an error with the place in front of the sentence."""
        raise PaletteError(f"{self.text}: {sentence}.", code="palette.value", hint=hint)


def shown(value: object) -> str:
    """Write a value short enough for a sentence.

    >>> shown([1] * 100)
    'a list of 100'
    """
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "missing"}[value]
    if isinstance(value, int) and abs(value) > 10**15:
        return "a number of too many digits"
    text = f"{value:g}" if isinstance(value, float) else str(value) if isinstance(value, int) else f"'{value}'"
    return text if len(text) <= 60 else text[:57] + "…'"


def read_number(value: object, place: Place, what: str, limits: Limits) -> float:
    """Give a number back if it lies within the limits."""
    low, high = limits
    expected = f"{low:g} to {high:g}"
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        place.wrong(what, value, f"a number, {expected}")
    if isinstance(value, int) and abs(value) > 10**15:
        place.wrong(what, value, expected)
    number = float(value)
    if not math.isfinite(number) or not low <= number <= high:
        place.wrong(what, number, expected)
    return number


def read_text(value: object, place: Place, what: str, *, default: str | None = None) -> str:
    """Give a text back, trimmed; without a default it may not be empty."""
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        place.wrong(what, value, "a text")
    text = " ".join(value.split())
    if not text and default is None:
        place.wrong(what, "", "a text that is not empty")
    if len(text) > LONGEST_TEXT:
        place.fail(f"{what} has {len(text)} letters, expected at most {LONGEST_TEXT}")
    return text


def read_choice(value: object, place: Place, what: str, choices: Sequence[str], default: str) -> str:
    """Give one of the choices back."""
    if value is None:
        return default
    if not isinstance(value, str) or value not in choices:
        place.wrong(what, value, " or ".join(choices))
    return value


def read_list(value: object, place: Place, what: str, length: int, limits: Limits) -> FloatArray:
    """Give a list of numbers as an array, all within the limits."""
    if not isinstance(value, list | tuple | np.ndarray):
        place.wrong(what, value, f"a list of {length} numbers")
    if len(value) != length:
        each = ", one a wavelength" if length > 3 else ""
        place.fail(f"{what} has {len(value)} numbers, expected {length}{each}")
    return np.array([read_number(item, place, f"{what}, number {i},", limits) for i, item in enumerate(value, 1)])


def read_date(value: object, place: Place, what: str) -> str:
    """Give a date back as written in ISO 8601."""
    try:
        return date.fromisoformat(read_text(value, place, what)).isoformat()
    except ValueError:
        place.wrong(what, value, "a date such as 2027-03-31")
