"""A number that tells whether a palette is still the one a recipe was made of."""

import hashlib
import json
from dataclasses import fields
from typing import Any

import numpy as np

from tonematch.mix.palettes.shade import Palette, Shade

FIGURES = 9
"""Digits that count: fewer than a computer has, so that the last of them may differ between two computers."""
RECOVERED = ("reflectance",)  # follows from Lab by a search, whose last digits are not those of the file
UNSEEN = {"findings", "shades"}


def palette_digest(palette: Palette) -> str:
    """Give the SHA-256 of all that a palette says, its shades, stock and lots included, as 64 hexadecimal digits."""
    told: dict[str, Any] = {
        field.name: _plain(getattr(palette, field.name)) for field in fields(palette) if field.name not in UNSEEN
    }
    told["shades"] = [_shade(shade) for shade in palette.shades]
    text = json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _shade(shade: Shade) -> dict[str, Any]:
    names = [field.name for field in fields(shade)]
    kept = [name for name in names if not (shade.recovered and name in RECOVERED)]
    return {name: _plain(getattr(shade, name)) for name in kept}


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return [_plain(one) for one in value.tolist()]
    if isinstance(value, float):
        return float(f"{value:.{FIGURES}g}")
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
