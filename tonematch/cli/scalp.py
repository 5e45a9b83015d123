"""`tonematch scalp`: the skin between hairs, stubble or pigment dots on a scalp, and the dots."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.capture.marks import Box, Point, parse_box, place_of
from tonematch.cli.mark_options import typed, typed_point
from tonematch.cli.options import AnywayOption, ChartOption, CornersOption, JsonOption, PhotoArgument


def scalp(
    photo: PhotoArgument,
    *,
    skin: Annotated[
        Point | None, typer.Option("--skin", parser=typed_point, metavar="X,Y", help="A place on the scalp.")
    ] = None,
    box: Annotated[
        Box | None, typer.Option("--box", parser=typed(parse_box), metavar="X0,Y0,X1,Y1", help="A box on the scalp.")
    ] = None,
    skin_mask: Annotated[
        Path | None,
        typer.Option("--skin-mask", metavar="FILE", help="A picture of the photo's size, white = scalp to look at."),
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option("--overlay", metavar="OUT.png", help="Write a picture of what was taken for skin and for dots."),
    ] = None,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a scalp: the skin between the dots of stubble or pigment, and the dots."""
    if sum(mark is not None for mark in (skin, box, skin_mask)) != 1:
        raise typer.BadParameter("Say where to look: one of --skin x,y, --box x0,y0,x1,y1 or --skin-mask FILE.")
    from tonematch.capture.mask import read_mask
    from tonematch.cli import screen
    from tonematch.measure.scalp.sample import sample_scalp
    from tonematch.pipeline import calibrate_photo, require_trust
    from tonematch.report.documents.scalp import scalp_json, scalp_words
    from tonematch.report.files import save_png
    from tonematch.report.pictures.scalp import scalp_picture

    read = calibrate_photo(photo, chart=chart, corners=corners, near=place_of(patch=None, box=box, skin=skin))
    reasons = [finding.text for finding in read.calibration.findings if finding.severity == "refuse"]
    require_trust(read.calibration.verdict, reasons, anyway=anyway)
    mask = None if skin_mask is None else read_mask(skin_mask, (read.photo.height, read.photo.width))
    told = sample_scalp(read.photo, read.calibration, skin=skin, box=box, skin_mask=mask)
    if overlay is not None:
        save_png(scalp_picture(read.photo, told), overlay)
        screen.write_note(f"Wrote the picture to check to {overlay}.")
    if as_json:
        screen.write_json(scalp_json(read.photo, told))
        return
    console = screen.people_console()
    for sentence in scalp_words(told):
        console.print(sentence)
    screen.bullets(console, "Findings", [finding.text for finding in dict.fromkeys(told.findings)])
