"""`tonematch sample`: calibrate, find the patch, sample the surrounding skin."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.cli.mark_options import (
    AlsoOption,
    BoxOption,
    ContralateralOption,
    ContralateralSkinOption,
    DarkerOption,
    LighterOption,
    Marks,
    PatchMaskOption,
    PatchOption,
    SkinMaskOption,
    SkinOption,
    StrokeOption,
    checked_marks,
)
from tonematch.cli.options import (
    AnywayOption,
    ChartOption,
    CornersOption,
    JsonOption,
    PhotoArgument,
)

if TYPE_CHECKING:
    from tonematch.measure.sample import SkinSample

PLOT_SUFFIXES = (".svg", ".png")


def _plot_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in PLOT_SUFFIXES:
        raise typer.BadParameter(f'"{text}" ends neither in .svg nor in .png.')
    return path


def sample(
    photo: PhotoArgument,
    *,
    patch: PatchOption = None,
    box: BoxOption = None,
    stroke: StrokeOption = None,
    lighter_in: LighterOption = None,
    darker_in: DarkerOption = None,
    patch_mask: PatchMaskOption = None,
    skin: SkinOption = None,
    skin_mask: SkinMaskOption = None,
    also: AlsoOption = None,
    contralateral: ContralateralOption = None,
    contralateral_skin: ContralateralSkinOption = None,
    mask_out: Annotated[
        Path | None, typer.Option("--mask-out", metavar="OUT.png", help="Write the patch mask, 255 = patch.")
    ] = None,
    overlay: Annotated[
        Path | None, typer.Option("--overlay", metavar="OUT.png", help="Write the photo with what was found drawn in.")
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="OUT.svg|OUT.png",
            parser=_plot_path,
            help="Draw L*, a* and b* across the patch's border.",
        ),
    ] = None,
    chart: ChartOption = "auto",
    corners: CornersOption = None,
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure the tone of the skin around a patch, or of skin itself."""
    marks = Marks(
        patch=patch,
        box=box,
        stroke=stroke,
        lighter_in=lighter_in,
        darker_in=darker_in,
        patch_mask=patch_mask,
        skin=skin,
        skin_mask=skin_mask,
        also=tuple(also or ()),
        contralateral=contralateral,
        contralateral_skin=contralateral_skin,
    )
    checked_marks(marks)
    from tonematch.cli import screen
    from tonematch.cli.aim import sample_marks
    from tonematch.pipeline import calibrate_photo
    from tonematch.report.documents.contract import sample_json
    from tonematch.report.files import mask_picture, save_png
    from tonematch.report.pictures import overlay as overlays

    read = calibrate_photo(photo, chart=chart, corners=corners, near=marks.near)
    measured, repeated = sample_marks(read, marks, chart=chart, anyway=anyway)
    if mask_out is not None:
        save_png(mask_picture(measured.patch_mask), mask_out)
        screen.write_note(f"Wrote the patch mask to {mask_out}.")
    if overlay is not None:
        save_png(overlays.overlay(read.photo, measured), overlay)
        screen.write_note(f"Wrote the picture to check to {overlay}.")
    if profile is not None:
        _write_profile(measured, profile)
        screen.write_note(f"Wrote the colour across the border to {profile}.")
    if as_json:
        screen.write_json(sample_json(read.photo, measured, repeated))
    else:
        screen.show_sample(screen.people_console(), read.photo, measured, repeated)


def _write_profile(measured: "SkinSample", profile: Path) -> None:
    from tonematch.report.files import png_bytes, write_whole
    from tonematch.report.plots.sample import profile_png, profile_svg

    vector = profile.suffix.lower() == ".svg"
    write_whole(profile, profile_svg(measured).encode() if vector else png_bytes(profile_png(measured)))
