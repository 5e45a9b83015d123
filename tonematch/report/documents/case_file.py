"""A match as its JSON file keeps it, read with everything in it checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args

from tonematch.colour import Lab
from tonematch.errors import CaseError, NoMatchError, PaletteError
from tonematch.findings import Finding, Severity
from tonematch.mix.amounts import UNITS, Measure
from tonematch.mix.asked import Asked
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.healing.aftermath import Aftermath, powder_from
from tonematch.mix.healing.healed import Healing
from tonematch.mix.loop.strengths_file import read_strengths
from tonematch.mix.palettes.plain_file import PlainFile
from tonematch.mix.palettes.shade import Palette

SCHEMA = "tonematch.match/1"
LARGEST_FILE = 64_000_000  # bytes; a match with two masks of a large photo takes some hundred thousand
MOST_SHADES, MOST_PARTS, MOST_COATS, MOST_RECIPES, MOST_PALETTES = 4, 1000, 10, 1000, 50
Prefer = Literal["nearest", "forgiving"]


@dataclass(frozen=True)
class Named:
    """A palette as it was when the match was made."""

    name: str
    title: str
    sha256: str


@dataclass(frozen=True, eq=False)
class CaseFile:
    """What a file says was asked; see `tonematch.mix.suggest.suggest_recipes`.

    Parameters
    ----------
    document
        The whole file.
    measured
        The findings of the sample; None where the target was given as numbers.
    """

    document: Mapping[str, Any]
    asked: Mapping[str, Any]
    target: Lab
    over: Lab | None
    palettes: tuple[Named, ...]
    max_shades: int
    max_parts: int
    light: str
    after: Aftermath | None
    measure: Measure
    measured: tuple[Finding, ...] | None
    wishes: Asked

    def with_palettes(self, palettes: tuple[Palette, ...]) -> dict[str, Any]:
        """Give the keywords of `suggest_recipes`."""
        wishes = self.wishes
        return {
            "target": self.target,
            "palettes": palettes,
            "over": self.over,
            "max_shades": self.max_shades,
            "max_parts": self.max_parts,
            "technique": wishes.technique,
            "coats": wishes.coats,
            "top": wishes.top,
            "light": self.light,
            "prefer": wishes.prefer,
            "after": self.after,
            "density": wishes.density,
            "uncertainty": wishes.uncertainty,
            "strengths": wishes.strengths,
            "in_stock_only": wishes.in_stock_only,
            "on": wishes.on,
        }


def read_case(path: str | Path) -> CaseFile:
    """Read what `tonematch match --json` or the app wrote.

    Raises
    ------
    CaseError
        Naming what is wrong in it.
    """
    place = Path(path).expanduser()
    return case_in(_parsed(place), place.name)


def case_in(document: object, name: str) -> CaseFile:
    """Read a match out of the JSON object that is kept of it; `name` is what sentences call it.

    Raises
    ------
    CaseError
        Naming what is wrong in it.
    """
    try:
        return _case(PlainFile(name, "again"), _checked(document, name))
    except (PaletteError, NoMatchError) as problem:
        raise CaseError(
            problem.message, code="again.value", hint="Give the file as tonematch wrote it; match anew where it is not."
        ) from problem


def _parsed(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CaseError(
                f"{path.name} is larger than any match.", code="again.size", hint="Give the JSON of one match."
            )
        document: object = json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_number)
    except OSError as problem:
        reason = (problem.strerror or "unreadable").lower()
        raise CaseError(
            f"{path.name} cannot be read: {reason}.", code="again.file", hint="Check its name and place."
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise CaseError(
            f"{path.name} is not JSON as tonematch writes it.", code="again.json", hint="Give the JSON of one match."
        ) from problem
    return document


def _checked(document: object, name: str) -> dict[str, Any]:
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise CaseError(
            f"{name} is not a match of tonematch.",
            code="again.schema",
            hint="Give what 'tonematch match --json' printed, or the numbers downloaded in step 5.",
        )
    if document.get("asked") is None:
        raise CaseError(
            f"{name} does not say what was asked, so that it cannot be worked out again.",
            code="again.asked",
            hint="It is of an older tonematch: match the photo anew.",
        )
    return document


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _case(file: PlainFile, document: dict[str, Any]) -> CaseFile:
    asked = file.mapping(document["asked"], "asked")
    over = asked.get("over")
    return CaseFile(
        document=document,
        asked=asked,
        target=file.lab(asked.get("target"), "target"),
        over=None if over is None else file.lab(over, "over"),
        palettes=_palettes(file, asked.get("palettes")),
        max_shades=file.whole(asked.get("max_shades"), "max_shades", 1, MOST_SHADES),
        max_parts=file.whole(asked.get("max_parts"), "max_parts", 1, MOST_PARTS),
        light=file.text(asked.get("light"), "light"),
        after=_after(file, asked.get("after")),
        measure=_measure(file, asked),
        measured=_measured(file, document, asked),
        wishes=_wishes(file, asked),
    )


def _palettes(file: PlainFile, value: object) -> tuple[Named, ...]:
    entries = [file.mapping(entry, "palettes") for entry in file.sequence(value, "palettes")]
    if not 1 <= len(entries) <= MOST_PALETTES:
        raise file.wrong("palettes", len(entries), "a number of palettes")
    return tuple(
        Named(*(file.text(entry.get(key, ""), f"palettes, {key}") for key in ("name", "title", "sha256")))
        for entry in entries
    )


def _wishes(file: PlainFile, asked: Mapping[str, Any]) -> Asked:
    technique, coats, density = asked.get("technique"), asked.get("coats"), asked.get("density")
    prefer, owned = asked.get("prefer"), asked.get("in_stock_only")
    if prefer not in get_args(Prefer):
        raise file.wrong("prefer", prefer, "nearest or forgiving")
    if not isinstance(owned, bool):
        raise file.wrong("in_stock_only", owned, "true or false")
    return Asked(
        palettes=(),
        technique=None if technique is None else file.text(technique, "technique"),
        coats=None if coats is None else file.whole(coats, "coats", 1, MOST_COATS),
        top=file.whole(asked.get("top"), "top", 1, MOST_RECIPES),
        prefer=cast("Prefer", prefer),
        density=None if density is None else file.number(density, "density", 0.05, 0.99),
        uncertainty=file.number(asked.get("uncertainty_delta_e00"), "uncertainty_delta_e00", 0.0, 200.0),
        strengths=_strengths(file, asked.get("strengths")),
        in_stock_only=owned,
        on=_day(file, asked.get("on")),
    )


def _strengths(file: PlainFile, value: object) -> Strengths | None:
    return None if value is None else read_strengths(file, file.mapping(value, "strengths"))


def _day(file: PlainFile, value: object) -> date:
    try:
        return date.fromisoformat(file.text(value, "on"))
    except ValueError as problem:
        raise file.wrong("on", value, "a day such as 2026-11-22") from problem


def _after(file: PlainFile, value: object) -> Aftermath | None:
    if value is None:
        return None
    entry = file.mapping(value, "after")
    if entry.get("kind") == "powder":
        return powder_from(_three(file, entry.get("by"), "after, by"))
    if entry.get("kind") != "healing":
        raise file.wrong("after", entry.get("kind"), "powder or healing")
    return Healing(
        multiple=file.number(entry.get("multiple"), "after, multiple", -100, 100),
        constant=_three(file, entry.get("constant"), "after, constant"),
        uncertainty=file.number(entry.get("uncertainty"), "after, uncertainty", 0, 200),
        pairs=file.whole(entry.get("pairs"), "after, pairs", 0, 10**6),
    )


def _three(file: PlainFile, value: object, place: str) -> Lab:
    numbers = [file.number(one, place, -200, 200) for one in file.sequence(value, place)]
    if len(numbers) != 3:
        raise file.wrong(place, value, "three differences of L, a, b")
    return Lab(*numbers)


def _measure(file: PlainFile, asked: Mapping[str, Any]) -> Measure:
    unit, batch = asked.get("unit"), asked.get("batch_grams")
    if unit is not None and unit not in UNITS:
        raise file.wrong("unit", unit, "parts, drops or grams")
    balance = file.number(asked.get("balance_g"), "balance_g", 0, 1000)
    return Measure(unit, None if batch is None else file.number(batch, "batch_grams", 0, 1e6), balance)


def _measured(file: PlainFile, document: Mapping[str, Any], asked: Mapping[str, Any]) -> tuple[Finding, ...] | None:
    if "surrounding" not in document:
        return None
    listed = file.sequence(document.get("findings"), "findings")
    count = file.whole(asked.get("sample_findings"), "sample_findings", 0, len(listed))
    return tuple(_finding(file, file.mapping(entry, "findings")) for entry in listed[:count])


def _finding(file: PlainFile, entry: Mapping[str, Any]) -> Finding:
    severity = entry.get("severity")
    if severity not in get_args(Severity):
        raise file.wrong("findings", severity, "a severity")
    value, limit = (
        None if entry.get(key) is None else file.number(entry[key], "findings", -1e12, 1e12)
        for key in ("value", "limit")
    )
    code, text = (file.text(entry.get(key), "findings") for key in ("code", "text"))
    return Finding(code, cast("Severity", severity), text, value, limit)
