"""How palettes look in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tonematch.capture.photo import Photo
from tonematch.cli.screen import bullets, facts, shows_colour, swatch, warn_untrusted
from tonematch.correct.calibration import Calibration
from tonematch.mix.kubelka_munk import mixing_method
from tonematch.mix.shade import Palette
from tonematch.report import wording
from tonematch.report.palettes import NO_CONSTANTS_NOTE, Labelled, further_keys


def _plain_table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)


def show_palette_list(console: Console, palettes: Sequence[Palette]) -> None:
    """List palettes, one a row, with a ribbon of their shades."""
    table = _plain_table()
    for heading in ("Name", "Shades", "For", "Data"):
        table.add_column(heading, justify="right" if heading == "Shades" else "left")
    if shows_colour(console):
        table.add_column("")
    for palette in palettes:
        ribbon = Text("")
        for shade in palette.shades[:16]:
            ribbon.append_text(swatch(console, shade.lab, width=2))
        cells = [palette.name, str(len(palette.shades)), palette.technique, palette.data]
        table.add_row(*cells, *([ribbon] if shows_colour(console) else []))
    console.print(table)


def _about(palette: Palette) -> list[tuple[str, str]]:
    told = [
        ("Palette", palette.title or palette.name),
        ("Maker", " ".join(part for part in (palette.maker, palette.line) if part)),
        ("For", palette.technique),
        ("Data", palette.data),
        ("Mixing", mixing_method(palette)),
        ("Source", palette.source),
        ("Licence", palette.licence),
        ("Measured on", palette.measured_on),
    ]
    return [(label, value) for label, value in told if value]


def show_palette(console: Console, palette: Palette) -> None:
    """Show where a palette comes from, and its shades."""
    console.print(facts(_about(palette)))
    table = _plain_table()
    if shows_colour(console):
        table.add_column("")
    for heading in ("Code", "Name", "Colour", "Kept"):
        table.add_column(heading)
    for shade in palette.shades:
        kept = [] if shade.in_stock is None else ["in stock" if shade.in_stock else "not in stock"]
        kept += [f"lot {shade.lot}"] if shade.lot else []
        kept += [f"until {shade.expires}"] if shade.expires else []
        block = [swatch(console, shade.lab)] if shows_colour(console) else []
        table.add_row(*block, shade.code, shade.name, wording.lab_text(shade.lab), ", ".join(kept))
    console.print("")
    console.print(table)


def show_palette_check(console: Console, palette: Palette) -> None:
    """Say that a palette can be used, and what is in it."""
    console.print(f"{palette.name} can be used: {len(palette.shades)} shades, {palette.data}.")
    console.print(f"Mixes are predicted by {mixing_method(palette)}.")
    further = further_keys(palette)
    if further:
        console.print(f"Further keys, kept as they are: {', '.join(further)}.")


def show_measured(console: Console, photo: Photo, calibration: Calibration, jars: Sequence[Labelled]) -> None:
    """Show what was measured of one's own jars."""
    warn_untrusted(console, calibration)
    console.print(
        facts(
            [
                ("Photo", f"{photo.name}: {wording.photo_text(photo)}"),
                ("Correction", wording.correction_text(calibration)),
                ("Verdict", wording.VERDICT_WORDS[calibration.verdict]),
            ]
        )
    )
    console.print("")
    table = _plain_table()
    if shows_colour(console):
        table.add_column("")
    for heading in ("Code", "Name", "Colour", "Known to ΔE00"):
        table.add_column(heading)
    for code, name, drawdown in jars:
        block = [swatch(console, drawdown.lab)] if shows_colour(console) else []
        table.add_row(*block, code, name, wording.lab_text(drawdown.lab), f"{drawdown.uncertainty_delta_e00:.1f}")
    console.print(table)
    bullets(console, "What to watch out for", [*wording.findings_text(calibration.findings), NO_CONSTANTS_NOTE])
