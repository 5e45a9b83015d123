"""`tonematch batch`: many photos, resumable, one CSV row each."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.cli.mix_options import (
    Afterwards,
    DensityOption,
    ForgivingOption,
    HealedEstimateOption,
    HealedOption,
    LightOption,
    PowderOption,
    StrengthsOption,
    jars_in,
    reckoned_with,
)
from tonematch.cli.options import (
    DEFAULT_PALETTES,
    CoatsOption,
    InStockOption,
    JsonOption,
    MaxPartsOption,
    MaxShadesOption,
    TechniqueOption,
    checked_technique,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = {"max-shades": 2, "max-parts": 8, "light": "D65"}


def batch(
    source: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|LIST.csv", help="Photos; a list may have patch, box, skin, corners, palette."),
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.csv", help="The table to write or to go on with.")],
    palette: Annotated[
        str | None, typer.Option("--palette", metavar="NAME_OR_FILE", help="Palette where the list names none.")
    ] = None,
    in_stock_only: InStockOption = False,
    max_shades: MaxShadesOption = 2,
    max_parts: MaxPartsOption = 8,
    technique: TechniqueOption = None,
    coats: CoatsOption = None,
    strengths: StrengthsOption = None,
    powder: PowderOption = None,
    healed: HealedOption = None,
    healed_estimate: HealedEstimateOption = False,
    density: DensityOption = None,
    light: LightOption = "D65",
    forgiving: ForgivingOption = False,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that work side by side; the table is the same.")
    ] = 1,
    as_json: JsonOption = False,
) -> None:
    """Work through many photos, one row each; run it again to go on after a stop."""
    afterwards = Afterwards(powder, healed, healed_estimate)
    chosen = palette or DEFAULT_PALETTES[checked_technique(technique) or "camouflage"]
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from tonematch.batch.jobs import Wishes, read_jobs
    from tonematch.batch.table import run_batch
    from tonematch.cli import screen

    jobs = read_jobs(source, palette=chosen)
    wishes = Wishes(
        told=_told(
            {
                "in-stock-only": in_stock_only,
                "max-shades": max_shades,
                "max-parts": max_parts,
                "technique": technique,
                "coats": coats,
                "strengths": strengths,
                "powder": powder,
                "healed": healed,
                "healed-estimate": healed_estimate,
                "density": density,
                "light": light,
                "forgiving": forgiving,
            }
        ),
        max_shades=max_shades,
        max_parts=max_parts,
        technique=technique,
        coats=coats,
        light=light,
        prefer="forgiving" if forgiving else "nearest",
        density=density,
        strengths=jars_in(strengths),
        in_stock_only=in_stock_only,
        after=partial(reckoned_with, afterwards),
    )
    counts = {"ok": 0, "refused": 0, "error": 0}
    kept = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("photos", total=len(jobs))
        for row, was_there in run_batch(jobs, out, wishes, workers=workers):
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


def _told(typed: "Mapping[str, object]") -> str:
    """Write wishes as short words, what is usual left out; a file stands with a mark of what it holds."""
    words = []
    for flag, value in typed.items():
        if value in (None, False, USUAL.get(flag)):
            continue
        if isinstance(value, Path):
            words.append(f"{flag}={value.name}#{_fingerprint(value)}")
        elif isinstance(value, tuple):
            words.append(f"{flag}={','.join(f'{number:g}' for number in value)}")
        else:
            words.append(flag if value is True else f"{flag}={value}")
    return "; ".join(words)


def _fingerprint(file: Path) -> str:
    from hashlib import sha256

    return sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else "missing"
