"""Load a palette by name, from a file or from what a file holds, and write it out again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tonematch.bundled import palette_names, palette_path
from tonematch.errors import PaletteError
from tonematch.mix.palettes.csv_file import parse_csv, split_head
from tonematch.mix.palettes.cxf import read_cxf
from tonematch.mix.palettes.file import PALETTE_TEXTS, palette_from
from tonematch.mix.palettes.shade import Origin, Palette, Shade
from tonematch.mix.palettes.spectral_table import Imported, is_spectral_table, read_spectral_table, table_rows

__all__ = ["Palette", "Shade", "dump_palette", "load_palette", "palette_document", "read_palette"]

CXF_SUFFIXES = {".cxf", ".xml", ".cxf3"}
LARGEST_FILE = 20_000_000  # bytes; a palette of 2000 spectral shades has about 2 million


def load_palette(source: str | Path | Mapping[str, Any]) -> Palette:
    """Load a palette.

    Parameters
    ----------
    source
        The name of a bundled palette, the path of a .json, .csv or .cxf file, or the parsed file.

    Raises
    ------
    PaletteError
        If there is no such palette, or a value in it is wrong.
    """
    if isinstance(source, Mapping):
        name = source.get("name")
        return palette_from(source, f"palette '{name}'" if isinstance(name, str) and name.strip() else "the palette")
    if not isinstance(source, str | Path):
        raise PaletteError(
            f"A {type(source).__name__} is no palette.",
            code="palette.unknown",
            hint="Give a name, a path or a mapping.",
        )
    if isinstance(source, str) and source in palette_names():
        return _read_file(palette_path(source), f"palettes/{source}.json")
    path = Path(source).expanduser() if str(source).strip() else Path("?")
    if not _exists(path):
        known = ", ".join(palette_names()) or "none"
        raise PaletteError(
            f"There is no palette '{source}'.",
            code="palette.unknown",
            hint=f"Bundled palettes are: {known}. A file of your own is given with its path.",
        )
    return _read_file(path, str(source))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _read_file(path: Path, label: str) -> Palette:
    return read_palette(_read_bytes(path, label), path, label)


def read_palette(content: bytes, path: str | Path, label: str = "") -> Palette:
    """Read a palette from the bytes of its file; nothing is looked for on the disk.

    Parameters
    ----------
    content
        What the file holds.
    path
        What it is called: its ending tells the format, and a table without a name is called after it.
    label
        What messages call it; its name by default.

    Raises
    ------
    PaletteError
        If it is too large, of another format, or a value in it is wrong.
    """
    path = Path(Path(path).name)
    label = label or path.name
    _refuse_large(len(content), label)
    suffix = path.suffix.lower()
    if suffix in CXF_SUFFIXES:
        return _imported(read_cxf(content, label, default_name=path.stem), label)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaletteError(
            f"{label} is not a text file.",
            code="palette.file",
            hint="A palette is a .json, .csv or .cxf file; text in UTF-8.",
        ) from error
    if suffix in {".csv", ".tsv"}:
        facts, table = split_head(text)
        if is_spectral_table(table_rows(table, label)):
            return _imported(read_spectral_table(table, label, default_name=path.stem, facts=facts), label)
        return palette_from(parse_csv(text, label, default_name=path.stem), label)
    return palette_from(_parse_json(text, label), label)


def _read_bytes(path: Path, label: str) -> bytes:
    try:
        _refuse_large(path.stat().st_size, label)
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise PaletteError(f"{label} cannot be read: {reason}.", code="palette.file", hint="Give a file.") from error


def _refuse_large(size: int, label: str) -> None:
    if size > LARGEST_FILE:
        raise PaletteError(
            f"{label} is larger than {LARGEST_FILE // 1_000_000} MB, which is no palette.", code="palette.file"
        )


def _imported(imported: Imported, label: str) -> Palette:
    palette = palette_from(imported.document, label)
    return replace(palette, findings=(*imported.findings, *palette.findings))


def _parse_json(text: str, label: str) -> object:
    try:
        document: object = json.loads(text)
        json.dumps(document, ensure_ascii=False).encode()  # JSON can spell half a letter, which nothing can write
    except json.JSONDecodeError as error:
        raise PaletteError(
            f"{label}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg.lower()}).",
            code="palette.json",
            hint="Look for a missing comma, quote or bracket just before that place.",
        ) from error
    except UnicodeEncodeError as error:
        raise PaletteError(f"{label} holds half a letter, such as \\ud800.", code="palette.json") from error
    except (ValueError, RecursionError) as error:
        raise PaletteError(f"{label} is too deep or holds too long a number.", code="palette.json") from error
    return document


def palette_document(palette: Palette) -> dict[str, Any]:
    """Give a palette as its file would hold it: D65, 2°, specular excluded, 31 bands."""
    document: dict[str, Any] = {"name": palette.name}
    document |= {key: getattr(palette, key) for key in PALETTE_TEXTS if getattr(palette, key)}
    document |= {"technique": palette.technique, "data": palette.data}
    document |= {"parts_unit": palette.parts_unit} if palette.parts_unit != "parts" else {}
    document |= {"drop_ml": palette.drop_ml} if palette.drop_ml is not None else {}
    document |= dict(palette.extra)
    document["wavelengths_nm"] = list(palette.wavelengths_nm)
    document["shades"] = [_shade_entry(shade, palette.data) for shade in palette.shades]
    return document


def _shade_entry(shade: Shade, data: Origin) -> dict[str, Any]:
    entry: dict[str, Any] = {"code": shade.code, "name": shade.name, "lab": [round(value, 4) for value in shade.lab]}
    for key in ("role", "in_stock", "lot", "expires", "opened", "pao_months", "density_g_ml", "grams_per_part"):
        if getattr(shade, key) is not None:
            entry[key] = getattr(shade, key)
    if shade.data != data:
        entry["data"] = shade.data
    if shade.tinting_strength != 1:
        entry["tinting_strength"] = shade.tinting_strength
    spectra = {"k": shade.k, "s": shade.s}
    if shade.k is None:
        spectra = {} if shade.recovered else {"reflectance": shade.reflectance}
    entry |= {key: [float(f"{value:.6g}") for value in np.asarray(values)] for key, values in spectra.items()}
    return entry | dict(shade.extra)


def dump_palette(palette: Palette) -> str:
    """Write a palette as JSON, one shade a line, so that `load_palette` reads the same from it."""
    document = palette_document(palette)
    shades = document.pop("shades")
    try:
        lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.items()]
        rows = ",\n".join(f"  {json.dumps(shade, ensure_ascii=False)}" for shade in shades)
    except (TypeError, ValueError, RecursionError) as error:
        raise PaletteError(
            f"Palette '{palette.name}' holds an extra value that JSON cannot.", code="palette.extra"
        ) from error
    lines.append(f' "shades": [\n{rows}\n ]')
    return "{\n" + ",\n".join(lines) + "\n}\n"
