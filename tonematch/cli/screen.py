"""How results look in a terminal: the words of the report, in tables that fit 80 columns."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_to_hex
from tonematch.correct.calibration import Calibration
from tonematch.findings import Verdict
from tonematch.measure.description.describe import describe
from tonematch.measure.repeat import Repeated
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import AS_IT_IS, Measure, amounts_of
from tonematch.mix.answer import Comparison, Match, Suggestions
from tonematch.report.words import wording
from tonematch.report.words.amounts import amounts_lines, amounts_text, unit_heading
from tonematch.report.words.columns import HEADINGS, HOLDING_NOTE, holding_cells
from tonematch.report.words.description import description_rows
from tonematch.report.words.surround import surround_rows

VERDICT_STYLES = {"pass": "green", "warn": "yellow", "refuse": "bold red"}
LABEL_WIDTH = 12


def write_json(payload: Mapping[str, Any]) -> None:
    """Print exactly one JSON object on standard output."""
    sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    sys.stdout.flush()


def people_console() -> Console:
    """Give standard output as people read it; nothing typed or read from files is taken for markup."""
    return Console(markup=False, highlight=False, emoji=False)


def write_note(text: str) -> None:
    """Tell people something beside the result, on standard error."""
    Console(stderr=True, markup=False, highlight=False, emoji=False).print(text, soft_wrap=True)


def shows_colour(console: Console) -> bool:
    """Tell whether swatches can be seen here."""
    return console.color_system in {"truecolor", "256"} and not console.no_color


def swatch(console: Console, lab: Sequence[float], width: int = 4) -> Text:
    """Give a block of a colour, or nothing where the terminal has no colours."""
    return Text(" " * width, style=f"on {lab_to_hex(lab)}") if shows_colour(console) else Text("")


def facts(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """Set labels beside what they stand for."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=LABEL_WIDTH)
    grid.add_column()
    for label, value in rows:
        grid.add_row(label, value)
    return grid


def bullets(console: Console, title: str, sentences: Sequence[str]) -> None:
    """List sentences under a title, if there are any."""
    if not sentences:
        return
    grid = Table.grid(padding=(0, 1))
    for sentence in sentences:
        grid.add_row("•", sentence)
    console.print(Text(f"\n{title}", style="bold"))
    console.print(Padding(grid, (0, 0, 0, 1)))


def tone(console: Console, lab: Lab, remark: str) -> RenderableType:
    """Give a colour as a swatch and in numbers, with a remark beneath."""
    block = swatch(console, lab)
    line = Text.assemble(block, "  " if block.plain else "", wording.lab_text(lab))
    return Group(line, Text(remark, style="dim")) if remark else line


def read_rows(photo: Photo, calibration: Calibration, verdict: Verdict) -> list[tuple[str, RenderableType]]:
    """Say what was read, and whether it can be used."""
    return [
        ("Photo", f"{photo.name}: {wording.photo_text(photo)}"),
        ("Chart", wording.chart_text(calibration.reading)),
        ("Correction", wording.correction_text(calibration)),
        ("Verdict", Text(wording.VERDICT_WORDS[verdict], style=VERDICT_STYLES[verdict])),
    ]


def _tones(console: Console, sample: SkinSample, repeated: Repeated | None = None) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = []
    if repeated is not None:
        rows.append(("Shots", wording.shots_text(repeated)))
    rows.append(("Skin", tone(console, sample.surrounding.lab, wording.tone_remark(sample))))
    if sample.patch is not None:
        rows.append(("Patch", tone(console, sample.patch.lab, wording.contrast_remark(sample))))
    return rows


def warn_untrusted(console: Console, judged: Calibration | SkinSample) -> None:
    """Say first of all that a refused calibration is used, where it is."""
    notice = wording.trust_notice(judged)
    if notice:
        console.print(Text(f"{notice}\n", style="bold red"))


def show_calibration(console: Console, photo: Photo, calibration: Calibration) -> None:
    """Say what was read, and how far it can be trusted."""
    console.print(facts(read_rows(photo, calibration, calibration.verdict)))
    bullets(console, "Findings", [finding.text for finding in dict.fromkeys(calibration.findings)])


def show_sample(console: Console, photo: Photo, sample: SkinSample, repeated: Repeated | None = None) -> None:
    """Say what was read, and the tone of the skin."""
    warn_untrusted(console, sample)
    around = [(label, Text(text)) for label, text in surround_rows(sample)]
    console.print(
        facts([*read_rows(photo, sample.calibration, sample.verdict), *_tones(console, sample, repeated), *around])
    )
    console.print(Text("\nDescription", style="bold"))
    console.print(facts((label, Text(text)) for label, text in description_rows(describe(sample))))
    findings = dict.fromkeys(sample.findings)
    bullets(console, "Findings", [finding.text for finding in findings])


def matches_table(console: Console, matches: Sequence[Match], target: Lab, measure: Measure = AS_IT_IS) -> Table:
    """Set recipes in a table, one a row, in the unit wanted, with a ± where the target is uncertain."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("", justify="right")
    if shows_colour(console):
        table.add_column("")
    table.add_column(unit_heading(matches, measure), ratio=5)
    table.add_column("ΔE00", justify="right", no_wrap=True)
    table.add_column("Grade", no_wrap=True)
    table.add_column("In words", ratio=4)
    for match in matches:
        block = [swatch(console, match.predicted.lab)] if shows_colour(console) else []
        recipe = amounts_lines(match, amounts_of(match, target, measure))
        words = (recipe, wording.delta_text(match), match.grade, match.in_words)
        table.add_row(str(match.rank), *block, *words)
    return table


def holding_table(matches: Sequence[Match]) -> Table:
    """Set in a table how each recipe holds up, one a row."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    several = len({match.components[0].palette for match in matches}) > 1
    for heading in ("", *HEADINGS, *(["Palette"] if several else [])):
        table.add_column(heading, justify="right" if heading in {"", "Pots"} else "left")
    for match in matches:
        palette = [match.components[0].palette] if several else []
        table.add_row(str(match.rank), *holding_cells(match), *palette)
    return table


def _show_recipes(console: Console, title: str, matches: Sequence[Match], target: Lab, measure: Measure) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    console.print(Padding(matches_table(console, matches, target, measure), (0, 0, 0, 1)))
    console.print(Text("\nHow each holds up", style="bold"))
    console.print(Padding(holding_table(matches), (0, 0, 0, 1)))
    console.print(Padding(Text(HOLDING_NOTE, style="dim"), (0, 0, 0, 1)))


def show_suggestions(
    console: Console,
    suggestions: Suggestions,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    repeated: Repeated | None = None,
    *,
    measure: Measure = AS_IT_IS,
) -> None:
    """Say the whole answer: what was read, the tones, the nearest shade, the best blends, and what to watch."""
    rows: list[tuple[str, RenderableType]] = []
    if photo is not None and sample is not None:
        warn_untrusted(console, sample)
        rows += [*read_rows(photo, sample.calibration, sample.verdict), *_tones(console, sample, repeated)]
    else:
        rows.append(("Target", tone(console, suggestions.target, "")))
        if suggestions.over is not None:
            rows.append(("Patch beneath", tone(console, suggestions.over, "")))
    rows.append(("For", wording.technique_text(suggestions)))
    rows.append(("Limits", wording.limits_text(suggestions)))
    console.print(facts(rows))
    console.print(Text("\nNearest single shade", style="bold"))
    single = suggestions.nearest_single
    recipe = amounts_text(single, amounts_of(single, suggestions.target, measure))
    told = f"{recipe}: ΔE00 {wording.delta_text(single)}, {single.grade}, {single.in_words}"
    console.print(Padding(told, (0, 0, 0, 1)))
    _show_recipes(console, "Best recipes", suggestions.matches, suggestions.target, measure)
    bullets(console, "What to watch out for", wording.cautions(suggestions, sample, measure))


def show_comparison(
    console: Console,
    comparison: Comparison,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    measure: Measure = AS_IT_IS,
) -> None:
    """Say how good each recipe is, best first."""
    if photo is not None and sample is not None:
        warn_untrusted(console, sample)
        console.print(facts([*read_rows(photo, sample.calibration, sample.verdict), *_tones(console, sample)]))
    else:
        console.print(facts([("Target", tone(console, comparison.target, ""))]))
    _show_recipes(console, "Recipes, best first", comparison.recipes, comparison.target, measure)
    bullets(console, "What to watch out for", wording.comparison_cautions(comparison, sample, measure))
