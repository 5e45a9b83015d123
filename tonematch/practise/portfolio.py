"""A trainee's record for an assessor: one HTML file that needs nothing else, and a table for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from importlib import resources
from typing import Any

import jinja2

from tonematch.colour import lab_to_hex
from tonematch.practise.entry import Entry, Laid
from tonematch.practise.plots import errors_alt, errors_svg, points_alt, points_svg, span_text
from tonematch.practise.progress import biases, groups, retests
from tonematch.report.documents.spreadsheet import guarded
from tonematch.report.version import tool_version

NO_CERTIFICATE = (
    "This is a record of practice on a screen, kept on the computer it was done on. It is no certificate, and nobody "
    "has examined it: blends are judged by the colour that a model predicts of them, not by a stripe on skin."
)
POINTS_TEXT = (
    "Points: 100 for no difference, 90 where half of observers notice one on skin of that depth, 50 where half of them "
    "would no longer accept it."
)
TEMPLATE = "portfolio.html"

COLUMNS = (
    *("date", "trainee", "exercise", "title", "level", "depth", "palette", "technique", "coats", "max_pots"),
    *("max_parts", "target_L", "target_a", "target_b", "patch_L", "patch_a", "patch_b", "recipe", "delta_e00", "dL"),
    *("dC", "dH", "in_words", "grade", "points", "engine_recipe", "engine_delta_e00", "engine_points"),
    *("tutor_recipe", "tutor_delta_e00", "tutor_points", "guess_depth", "guess_undertone"),
)


def portfolio_csv(trainee: str, entries: Sequence[Entry]) -> bytes:
    """Write one row an exercise, UTF-8; no text in it runs as a formula, and numbers stay numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_cell(value) for value in _row(trainee, entry)])
    return written.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: object) -> str:
    """Write a cell.

    >>> _cell("=1+1"), _cell(-1.25), _cell(None)
    ("'=1+1", '-1.25', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return guarded(str(value))


def _row(trainee: str, entry: Entry) -> tuple[object, ...]:
    exercise, guess = entry.graded.exercise, entry.guess
    over = (None, None, None) if exercise.over is None else exercise.over
    return (
        *(entry.on.isoformat(), trainee, exercise.id, exercise.title, entry.graded.level, exercise.depth),
        *(exercise.palette, exercise.technique, exercise.coats, exercise.max_shades, exercise.max_parts),
        *(*exercise.target, *over, entry.own.recipe, entry.own.delta_e00, *entry.own.difference),
        *(entry.own.in_words, entry.grade, entry.own.points, *_others(entry.engine), *_others(entry.tutor)),
        *(guess.depth, guess.undertone),
    )


def _others(laid: Laid | None) -> tuple[object, object, object]:
    return (None, None, None) if laid is None else (laid.recipe, laid.delta_e00, laid.points)


def portfolio_html(trainee: str, entries: Sequence[Entry], *, made_on: date) -> bytes:
    """Lay the record out as a self-contained page, UTF-8; at least one entry."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(
        resources.files("tonematch.practise").joinpath(TEMPLATE).read_text(encoding="utf-8")
    )
    page = template.render(
        trainee=trainee,
        made=f"Made on {made_on:%d %B %Y} with tonematch {tool_version()}",
        span=span_text(entries),
        notice=NO_CERTIFICATE,
        points_text=POINTS_TEXT,
        rows=[_shown(entry) for entry in entries],
        groups=groups(entries),
        biases=biases(entries),
        retests=retests(entries),
        plots=[(points_svg(entries), points_alt(entries)), (errors_svg(entries), errors_alt(entries))],
    )
    return page.encode("utf-8", errors="replace")


def _shown(entry: Entry) -> dict[str, Any]:
    exercise = entry.graded.exercise
    blends = [("trainee", entry.own), ("best possible", entry.engine), ("tutor", entry.tutor)]
    laid = [(whose, blend) for whose, blend in blends if blend is not None]
    return {
        "on": f"{entry.on:%d %B %Y}",
        "title": exercise.title,
        "facts": f"{entry.graded.level.capitalize()}, {exercise.depth} skin; {exercise.palette}, "
        f"at most {exercise.max_shades} pots and {exercise.max_parts} parts"
        + (f", {exercise.coats} coats" if exercise.coats else ""),
        "patch": {"rendered": "patch rendered", "modelled": "patch modelled", "measured": "patch measured"}[
            exercise.patch_known
        ],
        "colours": [lab_to_hex(exercise.target), *(lab_to_hex(blend.lab) for _, blend in laid)],
        "sides": ["target", *(whose for whose, _ in laid)],
        "laid": laid,
        "grade": entry.grade,
        "guess": ", ".join(word for word in (entry.guess.depth, entry.guess.undertone) if word) or "not said",
    }
