"""Small published tables, each with its source and licence inside; `scripts/derive_reference.py` writes them."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """Read one table of this folder, such as ``"lights"``."""
    text = resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
