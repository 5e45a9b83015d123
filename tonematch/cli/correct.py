"""`tonematch correct`: from a photo of the test stripe beside the skin, what to add to the mix."""

from typing import Annotated

import typer

from tonematch.capture.marks import Point
from tonematch.cli.mark_options import typed_point
from tonematch.cli.options import (
    AnywayOption,
    ChartOption,
    CornersOption,
    JsonOption,
    PhotoArgument,
    RecipeOption,
)


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
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say what to add to a mix whose test stripe does not yet look like the skin beside it."""
    from tonematch.cli import screen
    from tonematch.mix.correction import suggest_correction
    from tonematch.mix.palette import load_palette
    from tonematch.pipeline import calibrate_photo, sample_photo
    from tonematch.report.contract import correction_json

    mixed_from = load_palette(palette)
    read = calibrate_photo(photo, chart=chart, corners=corners, near=skin)
    on_stripe = sample_photo(read, anyway=anyway, skin=stripe)
    on_skin = sample_photo(read, anyway=anyway, skin=skin)
    correction = suggest_correction(on_stripe.surrounding.lab, on_skin.surrounding.lab, mixed_from, recipe.parts)
    if as_json:
        screen.write_json(correction_json(read.photo, on_stripe, on_skin, correction))
    else:
        screen.show_correction(screen.people_console(), read.photo, on_stripe, on_skin, correction)
