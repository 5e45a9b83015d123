"""`tonematch palette`: look at palettes, validate a file, convert formats, measure one's own jars."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.cli.jar_options import BareOption, JarsOption, LetDownsOption, RowsOption, checked_jars
from tonematch.cli.kit_options import OwnOption, PotsOption, typed_codes, with_pots
from tonematch.cli.mark_options import typed
from tonematch.cli.options import (
    AnywayOption,
    ChartOption,
    Colour,
    CornersOption,
    JsonOption,
    MaxPartsOption,
    MaxShadesOption,
    PhotoArgument,
    parse_colour,
)

palette_app = typer.Typer(
    no_args_is_help=True, help="Look at palettes, check and convert files, measure your own jars."
)

OUT_SUFFIXES = (".json", ".csv", ".ase", ".gpl")
PaletteArgument = Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="A bundled palette, or a file.")]


@palette_app.command("list")
def list_palettes(*, as_json: JsonOption = False) -> None:
    """List the palettes that come with tonematch."""
    from tonematch.bundled import palette_names
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.load import load_palette
    from tonematch.report.documents.palettes import palette_list_json

    palettes = [load_palette(name) for name in palette_names()]
    if as_json:
        screen.write_json(palette_list_json(palettes))
    else:
        palette_screen.show_palette_list(screen.people_console(), palettes)


@palette_app.command("show")
def show(palette: PaletteArgument, *, as_json: JsonOption = False) -> None:
    """Show the shades of a palette."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.load import load_palette
    from tonematch.report.documents.palettes import palette_json

    loaded = load_palette(palette)
    if as_json:
        screen.write_json(palette_json(loaded))
    else:
        palette_screen.show_palette(screen.people_console(), loaded)


@palette_app.command("check")
def check(palette: PaletteArgument, *, as_json: JsonOption = False) -> None:
    """Check a palette file: exit 0 when tonematch can use it."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.kit import kit_findings, today
    from tonematch.mix.palettes.load import load_palette
    from tonematch.report.documents.palettes import palette_check_json

    loaded = load_palette(palette)
    kept = kit_findings(loaded, today())
    if as_json:
        screen.write_json(palette_check_json(loaded, kept))
    else:
        palette_screen.show_palette_check(screen.people_console(), loaded, kept)


def _convertible(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in OUT_SUFFIXES:
        raise typer.BadParameter(f'"{text}" ends in none of {", ".join(OUT_SUFFIXES)}.')
    return path


@palette_app.command("convert")
def convert(
    source: PaletteArgument,
    out: Annotated[
        Path,
        typer.Argument(parser=_convertible, metavar="OUT", help="A .json, .csv, .ase or .gpl file to write."),
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write a palette as JSON (all of it), CSV (for a spreadsheet), or as swatches: Adobe .ase, GIMP .gpl.

    Reads .json, .csv, tables of spectra, and CxF3 (.cxf) of a spectrophotometer.
    """
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.csv_file import palette_to_csv
    from tonematch.mix.palettes.load import dump_palette, load_palette
    from tonematch.mix.palettes.swatch_files import beyond_screen, palette_to_ase, palette_to_gpl
    from tonematch.report.documents.palettes import palette_json
    from tonematch.report.files import write_whole

    loaded = load_palette(source)
    suffix = out.suffix.lower()
    if suffix == ".ase":
        content = palette_to_ase(loaded)
    else:
        writers = {".csv": palette_to_csv, ".gpl": palette_to_gpl, ".json": dump_palette}
        content = writers[suffix](loaded).encode()
    write_whole(out, content)
    screen.write_note(f"Wrote {len(loaded.shades)} shades to {out}.")
    beyond = beyond_screen(loaded) if suffix in {".ase", ".gpl"} else None
    palette_screen.note_findings([*loaded.findings, *([beyond] if beyond else [])])
    if as_json:
        screen.write_json({**palette_json(loaded), "written": str(out)})


@palette_app.command("measure")
def measure(
    photo: PhotoArgument,
    *,
    jars: JarsOption = None,
    rows: RowsOption = None,
    bare: BareOption = None,
    let_downs: LetDownsOption = None,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.json", help="The palette file to write.")],
    name: Annotated[str, typer.Option("--name", help="Name of the palette; the file's own by default.")] = "",
    technique: Annotated[
        str, typer.Option("--technique", metavar="camouflage|dermatography", help="What the jars are for.")
    ] = "camouflage",
    coats: Annotated[
        float | None,
        typer.Option("--drawdown-coats", min=0.1, max=100, help="How many thin coats one film drawn down is worth."),
    ] = None,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure one's own jars, drawn down beside the chart, and write a palette file.

    Opaque layers give the colour; a film over black and white, or one mix with a known white, gives K and S too.
    """
    from tonematch.cli import palette_screen, screen
    from tonematch.cli.jar_options import measured_jars
    from tonematch.cli.options import checked_technique
    from tonematch.mix.palettes.kit import today
    from tonematch.mix.palettes.load import dump_palette, load_palette
    from tonematch.pipeline import calibrate_photo, require_trust
    from tonematch.report.documents.measured_jars import measured_json, measured_palette
    from tonematch.report.files import write_whole

    checked_technique(technique)
    checked_jars(jars or [], rows or [], bare)
    read = calibrate_photo(photo, chart=chart, corners=corners)
    reasons = [finding.text for finding in read.calibration.findings if finding.severity == "refuse"]
    require_trust(read.calibration.verdict, reasons, anyway=anyway)
    measured = measured_jars(read, jars or [], rows or [], let_downs or [], bare)
    document = measured_palette(
        measured,
        read.photo,
        read.calibration,
        name=name or out.stem,
        technique=technique,
        measured_on=today(),
        coats=coats,
    )
    palette = load_palette(document)
    write_whole(out, dump_palette(palette).encode())
    screen.write_note(f"Wrote {len(palette.shades)} shades to {out}.")
    if as_json:
        screen.write_json(measured_json(palette.name, measured, read.photo, read.calibration, str(out)))
    else:
        palette_screen.show_measured(screen.people_console(), read.photo, read.calibration, measured)


def _pdf(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".pdf":
        raise typer.BadParameter(f'"{text}" does not end in .pdf.')
    return path


@palette_app.command("card")
def card(
    out: Annotated[Path, typer.Argument(parser=_pdf, metavar="OUT.pdf", help="The PDF to write.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write the drawdown card, an A4 page to print: black and white halves, corner signs, eight rows, a scale."""
    from tonematch.cli import screen
    from tonematch.report.files import write_whole
    from tonematch.report.pages.drawdown_card import card_pdf

    write_whole(out, card_pdf())
    screen.write_note(f"Wrote the drawdown card to {out}. Print it at 100 %.")
    if as_json:
        screen.write_json({"schema": "tonematch.palette-card/1", "written": str(out)})


@palette_app.command("kit")
def kit(
    source: PaletteArgument,
    *,
    own: OwnOption,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.json", help="The palette file to write.")],
    pots: PotsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a palette file in which the shades you own are marked, with lot, expiry and opening."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.kit import kit_findings, mark_owned, today
    from tonematch.mix.palettes.load import dump_palette, load_palette, palette_document
    from tonematch.report.documents.palettes import palette_json
    from tonematch.report.files import write_whole

    document = palette_document(mark_owned(load_palette(source), typed_codes(own)))
    marked = load_palette(with_pots(document, pots or []))
    write_whole(out, dump_palette(marked).encode())
    screen.write_note(f"Wrote {len(marked.shades)} shades to {out}, {len(typed_codes(own))} of them in stock.")
    palette_screen.note_findings([one for one in kit_findings(marked, today()) if one.code != "kit.out_of_stock"])
    if as_json:
        screen.write_json({**palette_json(marked), "written": str(out)})


@palette_app.command("advise")
def advise(
    palette: PaletteArgument,
    *,
    own: OwnOption = "",
    targets: Annotated[
        list[Colour] | None,
        typer.Option(
            "--target",
            parser=typed(parse_colour),
            metavar="L,A,B",
            help="A skin to be matched; may be given several times. Without it, 24 skins from deep to light.",
        ),
    ] = None,
    max_shades: MaxShadesOption = 2,
    max_parts: MaxPartsOption = 8,
    top: Annotated[int, typer.Option("--top", min=1, help="How many shades to show.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Say which one shade of a line, added to those you own, would help most."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palettes.kit import mark_owned
    from tonematch.mix.palettes.load import load_palette
    from tonematch.mix.palettes.missing_shade import typical_skins, which_shade_helps_most
    from tonematch.mix.shelf import shelf_of
    from tonematch.report.documents.palettes import advice_json

    line = load_palette(palette)
    (owned,) = shelf_of([mark_owned(line, typed_codes(own)) if own else line], in_stock_only=True).palettes
    skins = [tuple(target) for target in targets] if targets else typical_skins()
    gains = which_shade_helps_most(skins, owned, line.shades, max_shades=max_shades, max_parts=max_parts)[:top]
    if as_json:
        screen.write_json(advice_json(owned, gains, len(skins)))
    else:
        palette_screen.show_advice(screen.people_console(), owned, gains, len(skins))
