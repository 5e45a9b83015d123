"""`tonematch batch`: many photos, resumable, one CSV row each."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.cli.options import DEFAULT_PALETTES, JsonOption


def batch(
    source: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|LIST.csv", help="Photos; a list may have patch, box, skin, corners, palette."),
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.csv", help="The table to write or to go on with.")],
    palette: Annotated[
        str, typer.Option("--palette", metavar="NAME_OR_FILE", help="Palette where the list names none.")
    ] = DEFAULT_PALETTES["camouflage"],
    as_json: JsonOption = False,
) -> None:
    """Work through many photos, one row each; run it again to go on after a stop."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from tonematch.batch import read_jobs, run_batch
    from tonematch.cli import screen

    jobs = read_jobs(source, palette=palette)
    counts = {"ok": 0, "refused": 0, "error": 0}
    kept = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("photos", total=len(jobs))
        for row, was_there in run_batch(jobs, out):
            counts[row["status"]] += 1
            kept += was_there
            progress.advance(task)
    if as_json:
        screen.write_json(
            {"schema": "tonematch.batch/1", "out": str(out), "photos": len(jobs), "kept": kept, "status": counts}
        )
        return
    told = f"{len(jobs)} photos in {out}: {counts['ok']} fine, {counts['refused']} refused, {counts['error']} failed"
    screen.people_console().print(f"{told}; {kept} were there already." if kept else f"{told}.", soft_wrap=True)
