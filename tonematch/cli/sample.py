"""`tonematch sample`: calibrate, find the patch, sample the surrounding skin."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.cli.options import (
    AlsoOption,
    AnywayOption,
    BoxOption,
    ChartOption,
    CornersOption,
    JsonOption,
    PatchMaskOption,
    PatchOption,
    PhotoArgument,
    SkinMaskOption,
    SkinOption,
    one_mark,
    with_shots,
)


def sample(
    photo: PhotoArgument,
    *,
    patch: PatchOption = None,
    box: BoxOption = None,
    patch_mask: PatchMaskOption = None,
    skin: SkinOption = None,
    skin_mask: SkinMaskOption = None,
    also: AlsoOption = None,
    mask_out: Annotated[
        Path | None, typer.Option("--mask-out", metavar="OUT.png", help="Write the patch mask, 255 = patch.")
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option("--overlay", metavar="OUT.png", help="Write the photo with what was found drawn in.")
    ] = None,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure the tone of the skin around a patch, or of skin itself."""
    marks = with_shots(one_mark(patch, box, patch_mask, skin, skin_mask), also)
    from tonematch.cli import screen
    from tonematch.cli.aim import sample_marks
    from tonematch.pipeline import calibrate_photo
    from tonematch.report import picture
    from tonematch.report.contract import sample_json
    from tonematch.report.files import mask_picture, save_png

    read = calibrate_photo(photo, chart=chart, corners=corners, near=marks.near)
    measured, repeated = sample_marks(read, marks, chart=chart, anyway=anyway)
    if mask_out is not None:
        save_png(mask_picture(measured.patch_mask), mask_out)
        screen.write_note(f"Wrote the patch mask to {mask_out}.")
    if overlay is not None:
        save_png(picture.overlay(read.photo, measured), overlay)
        screen.write_note(f"Wrote the picture to check to {overlay}.")
    if as_json:
        screen.write_json(sample_json(read.photo, measured, repeated))
    else:
        screen.show_sample(screen.people_console(), read.photo, measured, repeated)
