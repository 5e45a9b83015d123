"""`tonematch correct`: from a photo of the test stripe beside the skin, what to add to the mix."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.capture.marks import Point
from tonematch.cli.mark_options import typed, typed_point
from tonematch.cli.options import (
    AnywayOption,
    ChartOption,
    Colour,
    CornersOption,
    JsonOption,
    PhotoArgument,
    RecipeOption,
    parse_colour,
)

if TYPE_CHECKING:
    from tonematch.measure.sample import SkinSample
    from tonematch.mix.film.strengths import Strengths
    from tonematch.mix.loop.correction import Correction


def correct(
    photo: PhotoArgument,
    *,
    stripe: Annotated[
        Point, typer.Option("--stripe", parser=typed_point, metavar="X,Y", help="A point on the test stripe.")
    ],
    skin: Annotated[
        Point, typer.Option("--skin", parser=typed_point, metavar="X,Y", help="A point on the skin beside it.")
    ],
    palette: Annotated[
        str, typer.Option("--palette", metavar="NAME_OR_FILE", help="The palette the stripe was mixed from.")
    ],
    recipe: RecipeOption,
    bare: Annotated[
        Point | None,
        typer.Option(
            "--bare",
            parser=typed_point,
            metavar="X,Y",
            help="A point on the bare patch, where the stripe is a film over it.",
        ),
    ] = None,
    over: Annotated[
        Colour | None,
        typer.Option(
            "--over", parser=typed(parse_colour), metavar="L,A,B", help="Lab of the bare patch, in place of --bare."
        ),
    ] = None,
    coats: Annotated[
        int, typer.Option("--coats", min=1, max=10, help="Thin coats the stripe was drawn in, with --bare or --over.")
    ] = 2,
    strengths: Annotated[
        Path | None,
        typer.Option(
            "--strengths",
            metavar="FILE.json",
            help="What your own jars have shown so far: read if it is there, and written anew with this stripe.",
        ),
    ] = None,
    mix: Annotated[
        str,
        typer.Option(
            "--mix",
            metavar="NAME",
            help="Name of this mix in the strengths file, the same for all its stripes. Default: a mix of its own.",
        ),
    ] = "",
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say what to add to a mix whose test stripe does not yet look like the skin beside it."""
    if bare is not None and over is not None:
        raise typer.BadParameter("--bare and --over say the same thing; give one of them.")
    from datetime import UTC, datetime

    from tonematch.cli import correction_screen, screen
    from tonematch.measure.beside import read_beside
    from tonematch.mix.film.strengths import checked_for
    from tonematch.mix.loop.correction import suggest_correction
    from tonematch.mix.palettes.load import load_palette
    from tonematch.pipeline import calibrate_photo, sample_photo
    from tonematch.report.documents.correction import correction_json

    mixed_from = load_palette(palette)
    known = None if strengths is None else checked_for(mixed_from, _known(strengths, mixed_from.name))
    read = calibrate_photo(photo, chart=chart, corners=corners, near=skin)
    on_skin = sample_photo(read, anyway=anyway, skin=skin)

    def beside(at: Point) -> "SkinSample":
        return read_beside(read.photo, on_skin, sample_photo(read, anyway=anyway, skin=at))

    on_stripe = beside(stripe)
    beneath = over if bare is None else beside(bare).surrounding.lab
    before = () if known is None else known.history
    correction = suggest_correction(
        on_stripe.surrounding.lab,
        on_skin.surrounding.lab,
        mixed_from,
        recipe.parts,
        over=beneath,
        coats=coats,
        uncertainty=on_skin.surrounding.uncertainty_delta_e00,
        before=before,
        mix=mix or f"mix {len(before) + 1}",
        day=datetime.now(UTC).astimezone().date().isoformat(),
    )
    if as_json:
        screen.write_json(correction_json(read.photo, on_stripe, on_skin, correction))
    else:
        correction_screen.show_correction(screen.people_console(), read.photo, on_stripe, on_skin, correction)
    if strengths is not None:
        _remember(strengths, correction)


def _known(path: Path, palette: str) -> "Strengths":
    """Read what is known of the jars, or begin with nothing."""
    from tonematch.mix.film.strengths import Strengths
    from tonematch.mix.loop.strengths_file import load_strengths

    return load_strengths(path) if path.exists() else Strengths(palette, {})


def _remember(path: Path, correction: "Correction") -> None:
    from tonematch.cli import screen
    from tonematch.mix.film.strengths import strengths_from
    from tonematch.mix.loop.strengths_file import dump_strengths
    from tonematch.report.files import write_whole

    write_whole(path, dump_strengths(strengths_from(correction.learned)).encode("utf-8"))
    count = len(correction.learned.stripes)
    screen.write_note(
        f"Wrote what {count} stripe{'s' if count > 1 else ''} tell of your jars to {path}; "
        f"'tonematch match --strengths {path}' uses it."
    )
