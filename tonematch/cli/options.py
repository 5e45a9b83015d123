"""The flags the commands share, and how what is typed becomes values."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import typer

from tonematch.capture.marks import Box, Corners, Point, parse_box, parse_corners, parse_numbers, parse_point, place_of
from tonematch.errors import RegionError

Value = TypeVar("Value")

DEFAULT_PALETTES = {"camouflage": "generic-camouflage", "dermatography": "iron-oxide-tinters"}
CHART_KINDS = (
    *("auto", "classic24", "classic24-2014", "passport", "passport-2014", "mini", "mini-2014", "nano"),
    *("sg140", "sg140-2014", "grey-card", "white-card"),
)
"""Those of `tonematch.chart.kinds`, which takes too long to load for a page of help."""
MARK_FLAGS = "--patch x,y, --box x0,y0,x1,y1, --patch-mask FILE or --skin x,y"


class Colour(NamedTuple):
    """A Lab colour as typed."""

    L: float
    a: float
    b: float


@dataclass(frozen=True)
class Recipe:
    """Codes and whole parts as typed."""

    parts: dict[str, int]


@dataclass(frozen=True)
class Jar:
    """A drawdown to measure: its code, its name, and where it lies in the photo."""

    code: str
    name: str
    point: Point


def _typed(parse: Callable[[str], Value]) -> Callable[[str], Value]:
    """Turn a sentence about a mark to an error of usage."""

    def parsed(text: str) -> Value:
        try:
            return parse(text)
        except RegionError as error:
            raise typer.BadParameter(str(error)) from error

    return parsed


def parse_colour(text: str) -> Colour:
    """Read ``"L,a,b"`` and check that it can be a colour of something."""
    colour = Colour(*parse_numbers(text, count=3, shape="L,a,b"))
    if not 0 <= colour.L <= 100:
        raise typer.BadParameter(f"L is {colour.L:g}, expected 0 to 100.")
    if max(abs(colour.a), abs(colour.b)) > 128:
        raise typer.BadParameter(f"a and b are {colour.a:g} and {colour.b:g}, expected -128 to 128.")
    return colour


def parse_recipe(text: str) -> Recipe:
    """Read ``"CODE=3,CODE2=1"``."""
    parts: dict[str, int] = {}
    for piece in text.split(","):
        code, _, amount = (cell.strip() for cell in piece.rpartition("="))
        if not code or not re.fullmatch(r"0*[1-9][0-9]{0,5}", amount):
            raise typer.BadParameter(
                f'"{piece.strip()}" is not of the form CODE=PARTS; parts are whole numbers from 1, as in W2=3,C1=1.'
            )
        if code in parts:
            raise typer.BadParameter(f'"{text}" names {code} twice.')
        parts[code] = int(amount)
    return Recipe(parts)


def parse_jar(text: str) -> Jar:
    """Read ``"CODE:Name@x,y"``."""
    label, _, place = text.rpartition("@")
    code, _, name = (part.strip() for part in label.partition(":"))
    if not code or not name:
        raise typer.BadParameter(f'"{text}" is not of the form CODE:Name@x,y.')
    return Jar(code, name, parse_point(place))


typed_point = _typed(parse_point)

PhotoArgument = Annotated[
    Path, typer.Argument(metavar="PHOTO", help="A photo with the chart in it: JPEG, PNG, TIFF, WebP, HEIC or raw.")
]
OptionalPhoto = Annotated[
    Path | None,
    typer.Argument(metavar="[PHOTO]", help="A photo with the chart in it; or give --target.", show_default=False),
]
ChartOption = Annotated[
    str,
    typer.Option(
        "--chart", metavar="KIND_OR_FILE.json", help=f"{', '.join(CHART_KINDS)}; or a file that describes your own."
    ),
]
CornersOption = Annotated[
    Corners | None,
    typer.Option(
        "--corners",
        parser=_typed(parse_corners),
        metavar='"X,Y X,Y X,Y X,Y"',
        help="Outer corners of the chart's patch field: at dark skin, bluish green, black, white.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
AnywayOption = Annotated[bool, typer.Option("--anyway", help="Go on although the calibration was refused.")]

PatchOption = Annotated[
    Point | None,
    typer.Option("--patch", parser=typed_point, metavar="X,Y", help="A point in the depigmented patch."),
]
BoxOption = Annotated[
    Box | None,
    typer.Option("--box", parser=_typed(parse_box), metavar="X0,Y0,X1,Y1", help="A box around the patch."),
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

TargetOption = Annotated[
    Colour | None,
    typer.Option("--target", parser=_typed(parse_colour), metavar="L,A,B", help="The target as Lab, D65/2°."),
]
OverOption = Annotated[
    Colour | None,
    typer.Option("--over", parser=_typed(parse_colour), metavar="L,A,B", help="Lab of the patch beneath the mix."),
]
PalettesOption = Annotated[
    list[str] | None,
    typer.Option("--palette", metavar="NAME_OR_FILE", help="Palette to mix from; may be given several times."),
]
TechniqueOption = Annotated[
    str | None,
    typer.Option("--technique", metavar="camouflage|dermatography", help="Default: what the palette is for."),
]
CoatsOption = Annotated[int | None, typer.Option("--coats", min=1, max=10, help="Thin coats over the patch.")]
RecipesOption = Annotated[
    list[Recipe] | None,
    typer.Option(
        "--recipe",
        parser=parse_recipe,
        metavar='"CODE=3,CODE=1"',
        help="A recipe in whole parts; may be given several times.",
    ),
]
RecipeOption = Annotated[
    Recipe,
    typer.Option("--recipe", parser=parse_recipe, metavar='"CODE=8,CODE=2"', help="What the stripe was mixed of."),
]
JarsOption = Annotated[
    list[Jar],
    typer.Option(
        "--jar", parser=_typed(parse_jar), metavar='"CODE:Name@X,Y"', help="A drawdown; may be given several times."
    ),
]


@dataclass(frozen=True)
class Marks:
    """Where the patch or the skin is, as given by flags: one of the first four, or a mask of the skin alone.

    `also` are further shots that the mark is to be carried to.
    """

    patch: Point | None
    box: Box | None
    patch_mask: Path | None
    skin: Point | None
    skin_mask: Path | None
    also: tuple[Path, ...] = ()

    @property
    def near(self) -> tuple[float, float] | None:
        """The place of the mark, by which the chart is chosen where there are several; None for masks."""
        return place_of(patch=self.patch, box=self.box, skin=self.skin)


def one_mark(
    patch: Point | None, box: Box | None, patch_mask: Path | None, skin: Point | None, skin_mask: Path | None
) -> Marks:
    """Insist on one way of saying where to look.

    Raises
    ------
    typer.BadParameter
        When none or several are given.
    """
    given = [
        flag
        for flag, value in (("--patch", patch), ("--box", box), ("--patch-mask", patch_mask), ("--skin", skin))
        if value is not None
    ]
    if not given and skin_mask is None:
        raise typer.BadParameter(f"Say where to look: one of {MARK_FLAGS}.")
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(given)} exclude each other; give one of {MARK_FLAGS}.")
    return Marks(patch, box, patch_mask, skin, skin_mask)


def with_shots(marks: Marks, also: list[Path] | None) -> Marks:
    """Add further shots; typer.BadParameter where the mark is a mask, which cannot be carried to them."""
    if also and (marks.patch_mask is not None or marks.skin_mask is not None):
        raise typer.BadParameter(
            "A mask belongs to one photo and cannot be carried to another shot; give --patch, --box or --skin.",
            param_hint="'--also'",
        )
    return replace(marks, also=tuple(also or ()))


@dataclass(frozen=True)
class PhotoTarget:
    """The skin in a photo is the target."""

    photo: Path
    marks: Marks


@dataclass(frozen=True)
class ColourTarget:
    """A colour given as numbers is the target."""

    target: Colour
    over: Colour | None


def one_target(
    photo: Path | None,
    target: Colour | None,
    over: Colour | None,
    marks: tuple[Point | None, Box | None, Path | None, Point | None, Path | None],
    also: list[Path] | None = None,
) -> PhotoTarget | ColourTarget:
    """Insist on either a photo with one mark on it, or a target given as numbers.

    Raises
    ------
    typer.BadParameter
        When both or neither are given, or flags of the one stand beside the other.
    """
    if photo is not None and target is None:
        if over is not None:
            raise typer.BadParameter("--over goes with --target; a photo shows its own patch.")
        return PhotoTarget(photo, with_shots(one_mark(*marks), also))
    if target is None or photo is not None:
        raise typer.BadParameter("Give either a PHOTO or --target L,a,b.")
    if also or any(mark is not None for mark in marks):
        raise typer.BadParameter(f"{MARK_FLAGS}, --skin-mask and --also need a PHOTO.")
    return ColourTarget(target, over)


def checked_technique(technique: str | None) -> str | None:
    """Insist on a known technique."""
    if technique is not None and technique not in DEFAULT_PALETTES:
        raise typer.BadParameter(
            f'"{technique}" is not one of {", ".join(DEFAULT_PALETTES)}.', param_hint="'--technique'"
        )
    return technique


def palettes_or_default(palettes: list[str] | None, technique: str | None) -> list[str]:
    """Give the palettes named, or the bundled one for the technique."""
    return palettes or [DEFAULT_PALETTES[technique or "camouflage"]]
