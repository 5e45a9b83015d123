"""A palette as rows that people type into, what is wrong in each row, and the palette file that the rows make."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any

from tonematch.colour import Lab
from tonematch.errors import NoMatchError
from tonematch.mix.film.recover import recover_reflectance
from tonematch.mix.palettes.load import palette_document
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.palettes.typed import date_of, number_of
from tonematch.ui.words import palettes as words

TYPED = ("code", "name", "L", "a", "b", "strength", "in_stock", "lot", "expires", "opened")
LAB_LIMITS: Mapping[str, tuple[float, float]] = {"L": (0, 100), "a": (-128, 128), "b": (-128, 128)}
STRENGTH_LIMITS = (0.001, 1000.0)
OF_A_MEASUREMENT = (
    *("reflectance", "k", "s", "k_sd", "s_sd", "let_down", "lab_u95", "spread", "uncertainty_delta_e00", "known_by"),
    *("lab_over_black", "lab_over_white", "contrast_ratio", "contrast_ratio_u95", "hides", "scattering"),
    *("scattering_u95", "illuminant", "observer", "geometry", "data"),
)
"""What no longer holds of a shade once its colour was typed anew."""


@dataclass(frozen=True)
class Row:
    """A shade as typed.

    Parameters
    ----------
    code, name, L, a, b, strength, lot, expires, opened
        As typed.
    in_stock
        None where nothing was said.
    entry
        What the file holds of the shade; empty for a new one.
    """

    code: str = ""
    name: str = ""
    L: str = ""
    a: str = ""
    b: str = ""
    strength: str = "1"
    in_stock: bool | None = None
    lot: str = ""
    expires: str = ""
    opened: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def lab(self) -> Lab | None:
        """The colour, where three numbers are typed that can be one."""
        numbers = [number_of(text) for text in (self.L, self.a, self.b)]
        within = [
            value is not None and low <= value <= high
            for value, (low, high) in zip(numbers, LAB_LIMITS.values(), strict=True)
        ]
        return Lab(*(value or 0.0 for value in numbers)) if all(within) else None

    @property
    def recoloured(self) -> bool:
        """Whether the colour is another one than the file holds."""
        return self.lab is not None and [f"{value:g}" for value in self.lab] != [
            f"{value:g}" for value in self.entry.get("lab", ())
        ]


def rows_of(palette: Palette) -> tuple[Row, ...]:
    """Write a palette's shades as rows."""
    return tuple(_row(entry) for entry in palette_document(palette)["shades"])


def _row(entry: Mapping[str, Any]) -> Row:
    L, a, b = (f"{value:g}" for value in entry["lab"])
    texts = {key: str(entry.get(key) or "") for key in ("code", "name", "lot", "expires", "opened")}
    strength = f"{entry.get('tinting_strength', 1):g}"
    return Row(L=L, a=a, b=b, strength=strength, in_stock=entry.get("in_stock"), entry=entry, **texts)


def edited(rows: Sequence[Row], edits: Mapping[int, Mapping[str, Any]]) -> tuple[Row, ...]:
    """Give the rows with what was typed into them.

    Parameters
    ----------
    edits
        By the place of the row: what was typed, by the name of its field; an emptied one is None.
    """
    changed = list(rows)
    for place, typed in edits.items():
        if 0 <= place < len(changed):
            values: dict[str, Any] = {key: value for key, value in typed.items() if key in TYPED}
            texts = {key: "" if value is None else str(value) for key, value in values.items() if key != "in_stock"}
            changed[place] = replace(changed[place], **(values | texts))
    return tuple(changed)


def complaints(rows: Sequence[Row]) -> tuple[str, ...]:
    """Say of each row what is wrong in it; empty where nothing is."""
    codes = [row.code.strip() for row in rows]
    return tuple("; ".join(_wrong(row, codes)) for row in rows)


def _wrong(row: Row, codes: Sequence[str]) -> list[str]:
    code = row.code.strip()
    wrong = [
        words.EMPTY_FIELD.format(field=words.FIELDS[key]) for key in ("code", "name") if not getattr(row, key).strip()
    ]
    if code and codes.count(code) > 1:
        wrong.append(words.TWICE.format(code=code))
    for key, limits in (*LAB_LIMITS.items(), ("strength", STRENGTH_LIMITS)):
        told = _wrong_number(getattr(row, key), words.FIELDS[key], limits)
        wrong += [told] if told else []
    for key in ("expires", "opened"):
        typed = getattr(row, key)
        if typed.strip() and date_of(typed) is None:
            wrong.append(words.NO_DATE.format(field=words.FIELDS[key], typed=typed.strip()))
    colour = row.lab
    if colour is not None and row.recoloured and not _possible(*colour):
        wrong.append(words.NO_SURFACE)
    return wrong


def _wrong_number(typed: str, name: str, limits: tuple[float, float]) -> str:
    low, high = limits
    number = number_of(typed)
    if not typed.strip():
        return words.EMPTY_FIELD.format(field=name)
    if number is None or not low <= number <= high:
        return words.NO_NUMBER.format(field=name, typed=typed.strip()[:30], low=low, high=high)
    return ""


@lru_cache(maxsize=4096)
def _possible(L: float, a: float, b: float) -> bool:
    try:
        recover_reflectance((L, a, b))
    except NoMatchError:
        return False
    return True


def remarks(rows: Sequence[Row]) -> tuple[str, ...]:
    """Say of each row what saving it would do beyond what was typed."""
    return tuple(
        words.SPECTRUM_GOES if row.recoloured and {"reflectance", "k"} & set(row.entry) else "" for row in rows
    )


def document_of(palette: Palette, title: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Give the palette file that rows make; they must be without complaints."""
    document = palette_document(palette)
    return document | {"title": " ".join(title.split()) or palette.title, "shades": [_entry(row) for row in rows]}


def _entry(row: Row) -> dict[str, Any]:
    entry = dict(row.entry)
    if row.recoloured and row.lab is not None:
        entry = {key: value for key, value in entry.items() if key not in OF_A_MEASUREMENT}
        entry |= {"lab": list(row.lab), "data": "swatch"}
    told: dict[str, Any] = {
        "code": row.code.strip(),
        "name": row.name.strip(),
        "in_stock": row.in_stock,
        "lot": row.lot.strip() or None,
        "expires": date_of(row.expires),
        "opened": date_of(row.opened),
        "tinting_strength": number_of(row.strength),
    }
    return {key: value for key, value in (entry | told).items() if value is not None}


def same(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Tell whether two lists of rows hold the same."""
    return [_typed(row) for row in first] == [_typed(row) for row in second]


def _typed(row: Row) -> tuple[object, ...]:
    return tuple(asdict(row)[key] for key in TYPED)
