"""`tonematch palette`: look at palettes, validate a file, convert formats, measure one's own jars."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.cli.options import AnywayOption, ChartOption, CornersOption, JarsOption, JsonOption, PhotoArgument

palette_app = typer.Typer(
    no_args_is_help=True, help="Look at palettes, check and convert files, measure your own jars."
)

PaletteArgument = Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="A bundled palette, or a file.")]


@palette_app.command("list")
def list_palettes(*, as_json: JsonOption = False) -> None:
    """List the palettes that come with tonematch."""
    from tonematch.bundled import palette_names
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palette import load_palette
    from tonematch.report.palettes import palette_list_json

    palettes = [load_palette(name) for name in palette_names()]
    if as_json:
        screen.write_json(palette_list_json(palettes))
    else:
        palette_screen.show_palette_list(screen.people_console(), palettes)


@palette_app.command("show")
def show(palette: PaletteArgument, *, as_json: JsonOption = False) -> None:
    """Show the shades of a palette."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palette import load_palette
    from tonematch.report.palettes import palette_json

    loaded = load_palette(palette)
    if as_json:
        screen.write_json(palette_json(loaded))
    else:
        palette_screen.show_palette(screen.people_console(), loaded)


@palette_app.command("check")
def check(palette: PaletteArgument, *, as_json: JsonOption = False) -> None:
    """Check a palette file: exit 0 when tonematch can use it."""
    from tonematch.cli import palette_screen, screen
    from tonematch.mix.palette import load_palette
    from tonematch.report.palettes import palette_check_json

    loaded = load_palette(palette)
    if as_json:
        screen.write_json(palette_check_json(loaded))
    else:
        palette_screen.show_palette_check(screen.people_console(), loaded)


def _convertible(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".json", ".csv"}:
        raise typer.BadParameter(f'"{text}" ends neither in .json nor in .csv.')
    return path


@palette_app.command("convert")
def convert(
    source: PaletteArgument,
    out: Annotated[Path, typer.Argument(parser=_convertible, metavar="OUT", help="A .json or .csv file to write.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write a palette as JSON (all of it) or as CSV (for a spreadsheet)."""
    from tonematch.cli import screen
    from tonematch.mix.palette import dump_palette, load_palette
    from tonematch.mix.palette_csv import palette_to_csv
    from tonematch.report.files import write_whole
    from tonematch.report.palettes import palette_json

    loaded = load_palette(source)
    text = palette_to_csv(loaded) if out.suffix.lower() == ".csv" else dump_palette(loaded)
    write_whole(out, text.encode())
    screen.write_note(f"Wrote {len(loaded.shades)} shades to {out}.")
    if as_json:
        screen.write_json({**palette_json(loaded), "written": str(out)})


@palette_app.command("measure")
def measure(
    photo: PhotoArgument,
    *,
    jars: JarsOption,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.json", help="The palette file to write.")],
    name: Annotated[str, typer.Option("--name", help="Name of the palette; the file's own by default.")] = "",
    technique: Annotated[
        str, typer.Option("--technique", metavar="camouflage|dermatography", help="What the jars are for.")
    ] = "camouflage",
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure one's own jars, drawn down opaquely beside the chart, and write a palette file."""
    from datetime import UTC, datetime

    from tonematch.cli import palette_screen, screen
    from tonematch.cli.options import checked_technique
    from tonematch.measure.drawdown import measure_drawdowns
    from tonematch.mix.palette import dump_palette, load_palette
    from tonematch.pipeline import calibrate_photo, require_trust
    from tonematch.report.files import write_whole
    from tonematch.report.palettes import measured_json, measured_palette

    checked_technique(technique)
    read = calibrate_photo(photo, chart=chart, corners=corners)
    reasons = [finding.text for finding in read.calibration.findings if finding.severity == "refuse"]
    require_trust(read.calibration.verdict, reasons, anyway=anyway)
    drawdowns = measure_drawdowns(read.photo, read.calibration, [jar.point for jar in jars])
    labelled = [(jar.code, jar.name, drawdown) for jar, drawdown in zip(jars, drawdowns, strict=True)]
    document = measured_palette(
        labelled,
        read.photo,
        read.calibration,
        name=name or out.stem,
        technique=technique,
        measured_on=datetime.now(UTC).astimezone().date(),
    )
    palette = load_palette(document)
    write_whole(out, dump_palette(palette).encode())
    screen.write_note(f"Wrote {len(palette.shades)} shades to {out}.")
    if as_json:
        screen.write_json(measured_json(palette, labelled, read.photo, read.calibration, str(out)))
    else:
        palette_screen.show_measured(screen.people_console(), read.photo, read.calibration, labelled)
