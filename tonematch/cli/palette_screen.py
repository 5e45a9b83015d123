"""How palettes look in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tonematch.capture.photo import Photo
from tonematch.cli.screen import bullets, facts, shows_colour, swatch, warn_untrusted, write_note
from tonematch.colour import Lab
from tonematch.correct.calibration import Calibration
from tonematch.findings import Finding
from tonematch.mix.film.kubelka_munk import mixing_method
from tonematch.mix.palettes.kit import best_before
from tonematch.mix.palettes.missing_shade import Gain
from tonematch.mix.palettes.shade import Palette
from tonematch.own_jars.drawn import Jar, jar_findings
from tonematch.report.documents.measured_jars import CONSTANTS_NOTE
from tonematch.report.documents.palettes import further_keys
from tonematch.report.words import wording
from tonematch.report.words.columns import known_by


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
    for heading in ("Code", "Name", "Colour", "Known by", "Kept"):
        table.add_column(heading)
    for shade in palette.shades:
        kept = [] if shade.in_stock is None else ["in stock" if shade.in_stock else "not in stock"]
        kept += [f"lot {shade.lot}"] if shade.lot else []
        limit = best_before(shade)
        kept += [f"until {limit.isoformat()}"] if limit else []
        block = [swatch(console, shade.lab)] if shows_colour(console) else []
        table.add_row(*block, shade.code, shade.name, wording.lab_text(shade.lab), known_by(shade), ", ".join(kept))
    console.print("")
    console.print(table)


def show_palette_check(console: Console, palette: Palette, kept: Sequence[Finding]) -> None:
    """Say that a palette can be used, what is in it, what was made of its numbers, and how its pots keep."""
    count = len(palette.shades)
    console.print(f"{palette.name} can be used: {count} shade{'' if count == 1 else 's'}, {palette.data}.")
    console.print(f"Mixes are predicted by {mixing_method(palette)}.")
    further = further_keys(palette)
    if further:
        console.print(f"Further keys, kept as they are: {', '.join(further)}.")
    told = dict.fromkeys(finding.text for finding in (*palette.findings, *kept))
    bullets(console, "What to know of it", list(told))


def note_findings(findings: Sequence[Finding]) -> None:
    """Tell findings beside what a command writes."""
    for text in dict.fromkeys(finding.text for finding in findings):
        write_note(text)


def show_measured(console: Console, photo: Photo, calibration: Calibration, jars: Sequence[Jar]) -> None:
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
    known = any(jar.shade is not None for jar in jars)
    for heading in ("Code", "Name", "Colour", "Known to ΔE00", *(("Contrast ratio", "Scattering") if known else ())):
        table.add_column(heading)
    for jar in jars:
        block = [swatch(console, Lab(*jar.lab))] if shows_colour(console) else []
        error = f"{jar.drawdown.uncertainty_delta_e00:.1f}"
        more = _constants_text(jar) if known else ()
        table.add_row(*block, jar.code, jar.name, wording.lab_text(Lab(*jar.lab)), error, *more)
    console.print(table)
    told = [*wording.findings_text([*calibration.findings, *jar_findings(jars)]), *([CONSTANTS_NOTE] if known else [])]
    bullets(console, "What to watch out for", told)


def _constants_text(jar: Jar) -> tuple[str, str]:
    shade = jar.shade
    if shade is None:
        return "", ""
    ratio = "" if shade.contrast_ratio is None else f"{shade.contrast_ratio:.3f} ± {shade.contrast_u95 or 0:.3f}"
    return ratio, f"{shade.scattering:.2f} ± {shade.scattering_u95:.2f}"


def show_advice(console: Console, kit: Palette, gains: Sequence[Gain], targets: int) -> None:
    """Show which shades would help a kit most."""
    before = gains[0].mean_before
    skins = "skin" if targets == 1 else "skins"
    console.print(f"{len(kit.shades)} shades owned miss {targets} {skins} by ΔE00 {before:.2f} on average.")
    console.print("")
    table = _plain_table()
    if shows_colour(console):
        table.add_column("")
    for heading in ("Code", "Name", "Mean ΔE00 with it", "Worst", "Skins helped"):
        table.add_column(heading)
    for gain in gains:
        block = [swatch(console, gain.shade.lab)] if shows_colour(console) else []
        row = (gain.shade.code, gain.shade.name, f"{gain.mean_after:.2f}", f"{gain.worst_after:.2f}", str(gain.helped))
        table.add_row(*block, *row)
    console.print(table)
