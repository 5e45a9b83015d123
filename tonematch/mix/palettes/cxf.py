"""Color Exchange Format 3 (CxF3), the XML that spectrophotometers and their programs write, as a palette.

A file that brings its own document type or entities is refused before anything in it is read: no measurement needs
them, and they can be made to fill a computer's memory.

References
----------
ISO 17972-1:2015, Graphic technology - Colour data exchange format (CxF/X) - Part 1.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn
from xml.parsers import expat

from tonematch.errors import PaletteError
from tonematch.findings import Finding
from tonematch.mix.palettes.remarks import named
from tonematch.mix.palettes.spectral_table import PERCENT_FROM, Imported, unique_codes

CXF3 = "http://colorexchangeformat.com/CxF3-core"
USUAL_START, USUAL_STEP = "400", "10"
DEEPEST = 100  # levels; CxF needs about ten


def read_cxf(content: bytes, label: str, *, default_name: str) -> Imported:
    """Turn a CxF3 file to what a palette file would hold, every object with a reflectance or a Lab as a shade.

    Raises
    ------
    PaletteError
        If it is not CxF3, brings entities, or holds no colour.
    """
    root = _parse(content, label)
    if root.tag != f"{CXF3}}}CxF":
        _fail(label, "this is XML, but not CxF3", "Export it again as CxF3 (.cxf).")
    specs = {spec.get("Id", ""): spec for spec in _all(root, "ColorSpecification")}
    found: list[tuple[str, dict[str, Any], list[float] | None]] = []
    without: list[str] = []
    several: list[str] = []
    assumed: list[str] = []
    for number, item in enumerate(_all(root, "Object"), 1):
        name = (item.get("Name") or item.get("Id") or f"Sample {number}").strip()
        spectra = list(_all(item, "ReflectanceSpectrum"))
        if len(spectra) > 1:
            several.append(name)
        entry = _lab_entry(item, specs, f"{label}, object '{name}'")
        if spectra:
            entry = {"reflectance": _numbers(spectra[0].text, f"{label}, object '{name}'")}
            entry |= _conventions(specs.get(spectra[0].get("ColorSpecification", "")), with_light=False)
            if not all(_grid_fact(spectra[0], specs, fact) for fact in ("StartWL", "Increment")):
                assumed.append(name)
        if not entry:
            without.append(name)
            continue
        place = f"{label}, object '{name}'"
        grid = _grid(spectra[0], specs, len(entry["reflectance"]), place) if spectra else None
        found.append((name, entry, grid))
    if not found:
        _fail(label, "no object in it has a reflectance or a Lab", "Export measured values with the colours.")
    document, percent = _document(found, label, default_name)
    return Imported(document, _told(document["shades"], without, several, assumed, percent=percent))


def _document(
    found: list[tuple[str, dict[str, Any], list[float] | None]], label: str, default_name: str
) -> tuple[dict[str, Any], bool]:
    """Make the palette file's content, and tell whether its readings were percent."""
    grids = [grid for _, _, grid in found if grid is not None]
    if any(grid != grids[0] for grid in grids):
        _fail(label, "its spectra stand at different wavelengths", "Export them with one range and one step.")
    percent = any(max(entry.get("reflectance", [0])) > PERCENT_FROM for _, entry, _ in found)
    names = [name for name, _, _ in found]
    shades = []
    for code, (name, entry, _) in zip(unique_codes(names), found, strict=True):
        scaled = dict(entry)
        if percent and "reflectance" in scaled:
            scaled["reflectance"] = [value / 100 for value in scaled["reflectance"]]
        shades.append({"code": code, "name": name} | scaled)
    document = {"name": default_name, "data": "measured", "source": f"CxF3 file {label}", "shades": shades}
    return document | ({"wavelengths_nm": grids[0]} if grids else {}), percent


def _told(
    shades: list[dict[str, Any]], without: list[str], several: list[str], assumed: list[str], *, percent: bool
) -> tuple[Finding, ...]:
    told = []
    if without:
        text = f"Left out, having neither a reflectance nor a Lab: {named(without)}."
        told.append(Finding("palette.no_colour", "warn", text, float(len(without))))
    if several:
        text = f"Measured in more than one way: {named(several)}. The first spectrum of each was taken."
        told.append(Finding("palette.first_spectrum", "info", text, float(len(several))))
    if assumed:
        text = (
            f"The file does not say where the spectra of {named(assumed)} start or step; 400 nm and 10 nm were taken."
        )
        told.append(Finding("palette.range_assumed", "warn", text, float(len(assumed))))
    if percent:
        told.append(Finding("palette.percent", "info", "The readings were percent and were divided by 100."))
    if any("geometry" not in shade for shade in shades):
        text = "The file does not say whether the shine is in the readings; it was taken to be left out."
        told.append(Finding("palette.geometry_assumed", "warn", text))
    return tuple(told)


def _parse(content: bytes, label: str) -> ET.Element:
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def refuse(*_: object) -> NoReturn:
        _fail(label, "it declares a document type or entities, which no measurement needs", "Export it again as CxF3.")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            _fail(label, "it is nested too deep for a measurement")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise PaletteError(
            f"{label}, line {error.lineno}: this is not XML ({expat.ErrorString(error.code)}).",
            code="palette.cxf",
            hint="The file may be cut short; export it again.",
        ) from error
    except (LookupError, ValueError) as error:
        raise PaletteError(
            f"{label}: its letters are encoded in a way that is not known here.",
            code="palette.cxf",
            hint="Export it again in UTF-8.",
        ) from error
    return builder.close()


def _all(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    return parent.iter(f"{CXF3}}}{name}")


def _text(parent: ET.Element | None, name: str) -> str:
    if parent is None:
        return ""
    return next((element.text or "" for element in _all(parent, name)), "").strip()


def _conventions(spec: ET.Element | None, *, with_light: bool) -> dict[str, str]:
    """Read illuminant, observer and geometry of a measurement, as far as the file states them."""
    stated: dict[str, str] = {}
    if with_light and _text(spec, "Illuminant"):
        stated["illuminant"] = _text(spec, "Illuminant")
    if with_light and _text(spec, "Observer"):
        stated["observer"] = _text(spec, "Observer").split("_")[0]
    choice = next(_all(spec, "GeometryChoice"), None) if spec is not None else None
    if choice is not None:
        words = " ".join(
            [*(element.tag.rsplit("}", 1)[-1] for element in choice.iter()), *choice.itertext()]
        ).casefold()
        if "singleangle" in words:
            stated["geometry"] = "45/0"
        elif "exclu" in words or "sce" in words:
            stated["geometry"] = "d/8 sce"
        elif "inclu" in words or "sci" in words:
            stated["geometry"] = "d/8 sci"
    return stated


def _lab_entry(item: ET.Element, specs: Mapping[str, ET.Element], place: str) -> dict[str, Any]:
    lab = next(_all(item, "ColorCIELab"), None)
    if lab is None:
        return {}
    values = [_numbers(_text(lab, name), place) for name in "LAB"]
    if any(len(value) != 1 for value in values):
        _fail(place, "its Lab is not three numbers")
    conventions = _conventions(specs.get(lab.get("ColorSpecification", "")), with_light=True)
    return {"lab": [value[0] for value in values]} | conventions


def _grid_fact(spectrum: ET.Element, specs: Mapping[str, ET.Element], name: str) -> str | None:
    """Find where the spectra start or step: it stands on the spectrum, or in its specification."""
    spec = specs.get(spectrum.get("ColorSpecification", ""))
    stated = next(_all(spec, "WavelengthRange"), None) if spec is not None else None
    return spectrum.get(name) or (stated.get(name) if stated is not None else None)


def _grid(spectrum: ET.Element, specs: Mapping[str, ET.Element], count: int, place: str) -> list[float]:
    start = _numbers(_grid_fact(spectrum, specs, "StartWL") or USUAL_START, place)[0]
    step = _numbers(_grid_fact(spectrum, specs, "Increment") or USUAL_STEP, place)[0]
    return [start + step * i for i in range(count)]


def _numbers(text: str | None, place: str) -> list[float]:
    try:
        numbers = [float(word) for word in (text or "").split()]
    except ValueError:
        numbers = []
    if not numbers:
        _fail(place, f"'{(text or '').strip()[:60]}' is no number")
    return numbers


def _fail(place: str, sentence: str, hint: str = "") -> NoReturn:
    raise PaletteError(f"{place}: {sentence}.", code="palette.cxf", hint=hint)
