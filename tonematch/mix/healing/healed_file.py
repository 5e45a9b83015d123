"""The file of an artist's own pairs of fresh and healed colours."""

import json
from collections.abc import Sequence
from pathlib import Path

from tonematch.mix.healing.healed import Pair
from tonematch.mix.palettes.plain_file import PlainFile, lab_values

SCHEMA = "tonematch.healed/1"


def dump_pairs(pairs: Sequence[Pair]) -> str:
    """Write pairs as JSON, from which `load_pairs` reads the same."""
    rows = [{"fresh": lab_values(p.fresh), "healed": lab_values(p.healed), "note": p.note} for p in pairs]
    return json.dumps({"schema": SCHEMA, "pairs": rows}, ensure_ascii=False, indent=1) + "\n"


def load_pairs(path: str | Path) -> tuple[Pair, ...]:
    """Read a file of pairs.

    Raises
    ------
    PaletteError
        Naming what is wrong in it.
    """
    file = PlainFile(str(path), "healed")
    top = file.read(path, schema=SCHEMA)
    pairs = []
    for number, value in enumerate(file.sequence(top.get("pairs"), "pairs"), 1):
        entry, place = file.mapping(value, f"pair {number}"), f"pair {number}"
        note = file.text(entry.get("note", ""), f"{place}, note")
        fresh, healed = (file.lab(entry.get(key), f"{place}, {key}") for key in ("fresh", "healed"))
        pairs.append(Pair(fresh, healed, note))
    return tuple(pairs)
