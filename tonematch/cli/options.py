"""The flags the commands share, and how what is typed becomes values."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from tonematch.capture.marks import Corners, parse_corners, parse_numbers
from tonematch.cli.mark_options import MARK_FLAGS, Marks, checked_marks, typed

DEFAULT_PALETTES = {"camouflage": "generic-camouflage", "dermatography": "iron-oxide-tinters"}
CHART_KINDS = (
    *("auto", "classic24", "classic24-2014", "passport", "passport-2014", "mini", "mini-2014", "nano"),
    *("sg140", "sg140-2014", "grey-card", "white-card"),
)
"""Those of `tonematch.chart.kinds`, which takes too long to load for a page of help."""


class Colour(NamedTuple):
    """A Lab colour as typed."""

    L: float
    a: float
    b: float


@dataclass(frozen=True)
class Recipe:
    """Codes and whole parts as typed."""

    parts: dict[str, int]


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
        parser=typed(parse_corners),
        metavar='"X,Y X,Y X,Y X,Y"',
        help="Outer corners of the chart's patch field: at dark skin, bluish green, black, white.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
AnywayOption = Annotated[bool, typer.Option("--anyway", help="Go on although the calibration was refused.")]

TargetOption = Annotated[
    Colour | None,
    typer.Option("--target", parser=typed(parse_colour), metavar="L,A,B", help="The target as Lab, D65/2°."),
]
OverOption = Annotated[
    Colour | None,
    typer.Option("--over", parser=typed(parse_colour), metavar="L,A,B", help="Lab of the patch beneath the mix."),
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
InStockOption = Annotated[
    bool,
    typer.Option("--in-stock-only", help="Recipes only from pots that the palette file marks as in stock."),
]
FromJsonOption = Annotated[
    Path | None,
    typer.Option(
        "--from-json",
        metavar="CASE.json",
        help="Work the match in this file out again; with its PHOTO, measure that again too.",
    ),
]
MaxShadesOption = Annotated[int, typer.Option("--max-shades", min=1, help="Most shades in one blend.")]
MaxPartsOption = Annotated[int, typer.Option("--max-parts", min=1, help="Most parts in one blend.")]


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
    photo: Path | None, target: Colour | None, over: Colour | None, marks: Marks
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
        return PhotoTarget(photo, checked_marks(marks))
    if target is None or photo is not None:
        raise typer.BadParameter("Give either a PHOTO or --target L,a,b.")
    if marks != Marks():
        raise typer.BadParameter(f"{MARK_FLAGS}, --skin-mask, --also and --contralateral need a PHOTO.")
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
