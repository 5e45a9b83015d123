"""Read small JSON files of plain values, and name file and place of what is wrong in them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from tonematch.colour import Lab
from tonematch.errors import PaletteError


@dataclass(frozen=True)
class PlainFile:
    """Turns what a file holds into values.

    Parameters
    ----------
    label
        The file, as errors name it.
    kind
        First word of the errors' codes.
    """

    label: str
    kind: str

    def read(self, path: str | Path, *, schema: str) -> Mapping[str, Any]:
        """Read the file at a path, and make sure that it is of the kind wanted.

        Raises
        ------
        PaletteError
            When it cannot be read, is no JSON, or of another kind.
        """
        try:
            document = json.loads(Path(path).expanduser().read_text(encoding="utf-8"))
            json.dumps(document, ensure_ascii=False).encode()  # JSON can spell half a letter, which nothing can write
        except OSError as error:
            reason = (error.strerror or "unreadable").lower()
            raise PaletteError(
                f"{self.label} cannot be read: {reason}.", code=f"{self.kind}.file", hint="Check its name and place."
            ) from error
        except (ValueError, RecursionError) as error:
            raise PaletteError(
                f"{self.label} is not JSON.", code=f"{self.kind}.json", hint="Restore it from a copy, or start anew."
            ) from error
        top = self.mapping(document, "the file")
        if top.get("schema") != schema:
            raise self.wrong("schema", top.get("schema"), f"'{schema}'")
        return top

    def wrong(self, place: str, value: object, expected: str) -> PaletteError:
        """Make the error that tells what stands where something else was expected."""
        return PaletteError(
            f"{self.label}, {place}: {value!r} is not {expected}.",
            code=f"{self.kind}.value",
            hint="Put it right in the file, or start anew with another.",
        )

    def mapping(self, value: object, place: str) -> Mapping[str, Any]:
        """Insist on names with values."""
        if not isinstance(value, dict):
            raise self.wrong(place, value, "a set of names with values")
        return value

    def sequence(self, value: object, place: str) -> Sequence[Any]:
        """Insist on a list."""
        if not isinstance(value, list):
            raise self.wrong(place, value, "a list")
        return value

    def text(self, value: object, place: str) -> str:
        """Insist on a text."""
        if not isinstance(value, str):
            raise self.wrong(place, value, "a text")
        return value

    def number(self, value: object, place: str, low: float, high: float) -> float:
        """Insist on a number within limits."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.wrong(place, value, "a number")
        if not low <= value <= high:
            raise self.wrong(place, value, f"within {low:g} to {high:g}")
        return float(value)

    def whole(self, value: object, place: str, low: int, high: int) -> int:
        """Insist on a whole number within limits."""
        number = self.number(value, place, low, high)
        if number != int(number):
            raise self.wrong(place, value, "a whole number")
        return int(number)

    def lab(self, value: object, place: str) -> Lab:
        """Insist on a colour."""
        numbers = self.sequence(value, place)
        if len(numbers) != 3:
            raise self.wrong(place, value, "three numbers L, a, b")
        lightness, *others = numbers
        return Lab(self.number(lightness, place, 0, 100), *(self.number(one, place, -128, 128) for one in others))


def lab_values(lab: Lab) -> list[float]:
    """Give a colour as a file holds it."""
    return [round(float(number), 4) + 0.0 for number in lab]
