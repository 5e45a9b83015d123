"""The strengths file: written whole, and read with everything in it checked."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tonematch.mix.film.strengths import Factor, Strengths
from tonematch.mix.loop.stripes import UNCERTAINTY, Stripe
from tonematch.mix.palettes.plain_file import PlainFile, lab_values

SCHEMA = "tonematch.strengths/1"
WEAKEST, STRONGEST = 0.1, 10.0
"""Factors beyond these are typing errors, not jars."""


def dump_strengths(strengths: Strengths) -> str:
    """Write strengths as JSON, from which `load_strengths` reads the same."""
    document = {
        "schema": SCHEMA,
        "palette": strengths.palette,
        "note": "factor: times what the palette says; sd_ln: its uncertainty. They follow from the history.",
        "shades": {code: asdict(factor) for code, factor in strengths.shades.items()},
        "coat": None if strengths.coat is None else asdict(strengths.coat),
        "history": [_stripe_document(stripe) for stripe in strengths.history],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _stripe_document(stripe: Stripe) -> dict[str, Any]:
    over = None if stripe.over is None else lab_values(stripe.over)
    colours = {"stripe": lab_values(stripe.stripe), "skin": lab_values(stripe.skin), "over": over}
    return {"day": stripe.day, "mix": stripe.mix, "parts": dict(stripe.parts), **colours} | {
        "coats": stripe.coats,
        "uncertainty": round(stripe.uncertainty, 4),
    }


def load_strengths(path: str | Path) -> Strengths:
    """Read a strengths file.

    Raises
    ------
    PaletteError
        Naming what is wrong in it.
    """
    file = PlainFile(str(path), "strengths")
    return read_strengths(file, file.read(path, schema=SCHEMA))


def read_strengths(file: PlainFile, top: Mapping[str, Any]) -> Strengths:
    """Read what `dump_strengths` wrote, from the file that holds it.

    Raises
    ------
    PaletteError
        Naming what is wrong in it.
    """
    coat = top.get("coat")
    shades = file.mapping(top.get("shades"), "shades")
    return Strengths(
        palette=file.text(top.get("palette"), "palette"),
        shades={str(code): _factor(file, value, f"shade {code}") for code, value in shades.items()},
        coat=None if coat is None else _factor(file, coat, "coat"),
        history=tuple(
            _stripe(file, entry, f"stripe {number}")
            for number, entry in enumerate(file.sequence(top.get("history", []), "history"), 1)
        ),
    )


def _factor(file: PlainFile, value: object, place: str) -> Factor:
    entry = file.mapping(value, place)
    factor = file.number(entry.get("factor"), f"{place}, factor", WEAKEST, STRONGEST)
    return Factor(factor, file.number(entry.get("sd_ln", 0.0), f"{place}, sd_ln", 0.0, 5.0))


def _stripe(file: PlainFile, value: object, place: str) -> Stripe:
    entry = file.mapping(value, place)
    parts = file.mapping(entry.get("parts"), f"{place}, parts")
    if not parts:
        raise file.wrong(f"{place}, parts", parts, "a recipe")
    over = entry.get("over")
    return Stripe(
        parts={str(code): file.whole(amount, f"{place}, {code}", 1, 10**6) for code, amount in parts.items()},
        stripe=file.lab(entry.get("stripe"), f"{place}, stripe"),
        skin=file.lab(entry.get("skin"), f"{place}, skin"),
        over=None if over is None else file.lab(over, f"{place}, over"),
        coats=file.whole(entry.get("coats", 2), f"{place}, coats", 1, 10),
        uncertainty=file.number(entry.get("uncertainty", UNCERTAINTY), f"{place}, uncertainty", 0.0, 50.0),
        mix=file.text(entry.get("mix", ""), f"{place}, mix"),
        day=file.text(entry.get("day", ""), f"{place}, day"),
    )
