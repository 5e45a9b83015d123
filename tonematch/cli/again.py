"""`tonematch match --from-json`: work a match out again from its JSON, and measure its photo again where given."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from tonematch.capture.photo import Photo
    from tonematch.measure.sample import SkinSample
    from tonematch.mix.answer import Suggestions
    from tonematch.mix.palettes.shade import Palette
    from tonematch.report.documents.case_file import CaseFile

BESIDE = frozenset({"from_json", "photo", "palette", "preview", "report", "as_json"})
"""What may be said beside --from-json; everything else stands in the file."""


@dataclass(frozen=True, eq=False)
class Again:
    """A match worked out again, with the photo and sample where the photo was given and is the same."""

    case: "CaseFile"
    answer: "Suggestions"
    told: dict[str, Any]
    photo: "Photo | None" = None
    sample: "SkinSample | None" = None


def only_beside(context: typer.Context) -> None:
    """Refuse flags whose values stand in the file."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if name not in BESIDE and source is not None and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"--{name.replace('_', '-')} stands in the file that --from-json names.")


def match_again(file: Path, photo: Path | None, palettes: Sequence[str]) -> Again:
    """Ask again what a file says was asked, and tell on standard error how it comes out."""
    from tonematch.cli.screen import write_note
    from tonematch.report.documents.again import again_json, ask_again, outcome_text, palette_remark
    from tonematch.report.documents.case_file import read_case

    case = read_case(file)
    found = _palettes_of(case, palettes)
    for named, palette in zip(case.palettes, found, strict=True):
        if remark := palette_remark(named, palette):
            write_note(remark)
    answer = ask_again(case, found)
    told = again_json(case, answer)
    write_note(outcome_text(dict(case.document), told, what="The match"))
    if photo is None:
        return Again(case, answer, told)
    read, sample = _measured_again(case, photo)
    return Again(case, answer, told, read, sample)


def _palettes_of(case: "CaseFile", given: Sequence[str]) -> list["Palette"]:
    from tonematch.errors import PaletteError
    from tonematch.mix.palettes.load import load_palette
    from tonematch.report.documents.again import missing_palette

    at_hand = {palette.name: palette for palette in map(load_palette, given)}
    found = []
    for named in case.palettes:
        try:
            found.append(at_hand[named.name] if named.name in at_hand else _bundled(named.name, load_palette))
        except PaletteError as problem:
            if problem.code not in {"palette.unknown", "palette.name"}:
                raise
            raise missing_palette(named) from problem
    return found


def _bundled(name: str, load: Any) -> "Palette":  # noqa: ANN401  the loader, which is slow to import
    from tonematch.errors import PaletteError

    if "/" in name or "\\" in name or name.startswith(("~", ".")):
        raise PaletteError(f"'{name}' is no palette's name.", code="palette.unknown", hint="")
    palette: Palette = load(name)
    return palette


def _measured_again(case: "CaseFile", path: Path) -> tuple["Photo", "SkinSample"]:
    """Measure the photo by the marks in the file, and tell whether that gives what stands there."""
    from tonematch.cli.screen import write_note
    from tonematch.pipeline import calibrate_photo, sample_photo
    from tonematch.report.documents.again import MEASURED_KEYS, outcome_text
    from tonematch.report.documents.contract import sample_json
    from tonematch.report.documents.photo_again import check_digest, marks_of

    marked = marks_of(case)
    read = calibrate_photo(path, chart=marked.chart, corners=marked.corners, near=marked.near)
    check_digest(case, read.photo)
    sample = sample_photo(read, anyway=True, **vars(marked.skin))
    now = {key: value for key, value in sample_json(read.photo, sample).items() if key in MEASURED_KEYS}
    before = {key: case.document.get(key) for key in now}
    before["findings"] = (before["findings"] or [])[: len(case.measured or ())]
    now["photo"] = {**now["photo"], "name": (before["photo"] or {}).get("name")}
    write_note(outcome_text(before, now, what="The sample"))
    return read.photo, sample
