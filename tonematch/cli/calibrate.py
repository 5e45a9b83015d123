"""`tonematch calibrate`: find the chart, fit the correction, say how far it can be trusted."""

from pathlib import Path
from typing import Annotated

import typer

from tonematch.cli.options import ChartOption, CornersOption, JsonOption, PhotoArgument


def calibrate(
    photo: PhotoArgument,
    *,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    corrected: Annotated[
        Path | None, typer.Option("--corrected", metavar="OUT.png", help="Write the corrected picture.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find the chart, fit the colour correction, and say how far it can be trusted."""
    from tonematch.cli import screen
    from tonematch.pipeline import calibrate_photo
    from tonematch.report.documents.contract import calibration_json
    from tonematch.report.files import save_png
    from tonematch.report.pictures.picture import corrected_srgb

    read = calibrate_photo(photo, chart=chart, corners=corners)
    if corrected is not None:
        save_png(corrected_srgb(read.photo, read.calibration), corrected)
        screen.write_note(f"Wrote the corrected picture to {corrected}.")
    if as_json:
        screen.write_json(calibration_json(read.photo, read.calibration))
    else:
        screen.show_calibration(screen.people_console(), read.photo, read.calibration)
