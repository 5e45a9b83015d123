"""The flags that say where the patch and the skin are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tonematch.capture.marks import Box, Line, Point, parse_box, parse_line, parse_point, place_of
from tonematch.errors import RegionError

Value = TypeVar("Value")

MARK_FLAGS = (
    '--patch x,y, --box x0,y0,x1,y1, --stroke "x,y x,y …", --lighter-in x0,y0,x1,y1, --darker-in x0,y0,x1,y1, '
    "--patch-mask FILE or --skin x,y"
)


def typed(parse: Callable[[str], Value]) -> Callable[[str], Value]:
    """Turn a sentence about a mark to an error of usage."""

    def parsed(text: str) -> Value:
        try:
            return parse(text)
        except RegionError as error:
            raise typer.BadParameter(str(error)) from error

    return parsed


typed_point = typed(parse_point)

PatchOption = Annotated[
    Point | None,
    typer.Option("--patch", parser=typed_point, metavar="X,Y", help="A point in the depigmented patch."),
]
BoxOption = Annotated[
    Box | None,
    typer.Option("--box", parser=typed(parse_box), metavar="X0,Y0,X1,Y1", help="A box around the patch."),
]
PatchMaskOption = Annotated[
    Path | None, typer.Option("--patch-mask", metavar="FILE", help="A picture of the photo's size, white = patch.")
]
SkinOption = Annotated[
    Point | None,
    typer.Option("--skin", parser=typed_point, metavar="X,Y", help="No patch: this skin is the target."),
]
SkinMaskOption = Annotated[
    Path | None,
    typer.Option("--skin-mask", metavar="FILE", help="A picture of the photo's size, white = skin to sample."),
]
AlsoOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--also",
        metavar="PHOTO",
        help="Another shot of the same scene; may be given several times. The median of all is taken.",
    ),
]
StrokeOption = Annotated[
    Line | None,
    typer.Option(
        "--stroke", parser=typed(parse_line), metavar='"X,Y X,Y …"', help="A rough line drawn inside the patch."
    ),
]
LighterOption = Annotated[
    Box | None,
    typer.Option(
        "--lighter-in", parser=typed(parse_box), metavar="X0,Y0,X1,Y1", help="The lighter area in this region."
    ),
]
DarkerOption = Annotated[
    Box | None,
    typer.Option("--darker-in", parser=typed(parse_box), metavar="X0,Y0,X1,Y1", help="The darker area in this region."),
]
ContralateralOption = Annotated[
    Path | None,
    typer.Option(
        "--contralateral",
        metavar="PHOTO",
        help="A photo of the other side of the body, with its own chart: its skin is the target.",
    ),
]
ContralateralSkinOption = Annotated[
    Point | None,
    typer.Option(
        "--contralateral-skin", parser=typed_point, metavar="X,Y", help="The skin in the photo of the other side."
    ),
]


@dataclass(frozen=True)
class Marks:
    """Where the patch or the skin is, as given by flags.

    Parameters
    ----------
    patch, box, stroke, lighter_in, darker_in, patch_mask, skin
        One of these; or none, with a mask of the skin alone.
    skin_mask
        The skin to compare with.
    also
        Further shots that the mark is to be carried to.
    contralateral, contralateral_skin
        A photo of the other side of the body, and the skin in it that is the target.
    """

    patch: Point | None = None
    box: Box | None = None
    stroke: Line | None = None
    lighter_in: Box | None = None
    darker_in: Box | None = None
    patch_mask: Path | None = None
    skin: Point | None = None
    skin_mask: Path | None = None
    also: tuple[Path, ...] = ()
    contralateral: Path | None = None
    contralateral_skin: Point | None = None

    @property
    def near(self) -> tuple[float, float] | None:
        """The place of the mark, by which the chart is chosen where there are several; None for masks."""
        return place_of(
            patch=self.patch,
            box=self.box or self.lighter_in or self.darker_in,
            stroke=() if self.stroke is None else self.stroke.points,
            skin=self.skin,
        )


def checked_marks(marks: Marks) -> Marks:
    """Insist on one way of saying where to look, and on flags that go together.

    Raises
    ------
    typer.BadParameter
        When they do not.
    """
    ways = {
        "--patch": marks.patch,
        "--box": marks.box,
        "--stroke": marks.stroke,
        "--lighter-in": marks.lighter_in,
        "--darker-in": marks.darker_in,
        "--patch-mask": marks.patch_mask,
        "--skin": marks.skin,
    }
    given = [flag for flag, value in ways.items() if value is not None]
    if not given and marks.skin_mask is None:
        raise typer.BadParameter(f"Say where to look: one of {MARK_FLAGS}.")
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(given)} exclude each other; give one of {MARK_FLAGS}.")
    _check_shots(marks, given)
    _check_other_side(marks)
    return marks


def _check_shots(marks: Marks, given: list[str]) -> None:
    if not marks.also:
        return
    if marks.skin_mask is not None or not {"--patch", "--box", "--skin"} & set(given):
        raise typer.BadParameter(
            f"{(*given, '--skin-mask')[0]} belongs to one photo and cannot be carried to another shot; "
            "give --patch, --box or --skin.",
            param_hint="'--also'",
        )
    if marks.contralateral is not None:
        raise typer.BadParameter(
            "Further shots and a photo of the other side cannot be joined; give one of the two.", param_hint="'--also'"
        )


def _check_other_side(marks: Marks) -> None:
    if (marks.contralateral is None) != (marks.contralateral_skin is None):
        raise typer.BadParameter(
            "A photo of the other side and a point on the skin in it go together: --contralateral PHOTO "
            "--contralateral-skin x,y."
        )
