"""How drawdowns are named on the command line, and what is read at each of them."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tonematch.capture.marks import Point, parse_point
from tonematch.cli.mark_options import typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonematch.own_jars.drawn import Jar, LetDown
    from tonematch.pipeline import Calibrated


@dataclass(frozen=True)
class NamedJar:
    """A jar: its code, its name, and where its opaque layer lies, or its film over black and over white."""

    code: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class NamedRow:
    """A row of the printed card, and which jar was drawn down in it."""

    row: int
    code: str
    name: str


@dataclass(frozen=True)
class NamedLetDown:
    """An opaque mix of a jar with a white jar, parts of each, and where it lies."""

    code: str
    white: str
    parts: tuple[float, float]
    point: Point


@dataclass(frozen=True)
class BarePlaces:
    """Bare black and bare white of the card."""

    black: Point
    white: Point


def _label(text: str, whole: str, form: str) -> tuple[str, str]:
    code, _, name = (part.strip() for part in text.partition(":"))
    if not code or not name:
        raise typer.BadParameter(f'"{whole}" is not of the form {form}.')
    return code, name


def parse_jar(text: str) -> NamedJar:
    """Read ``"CODE:Name@x,y"``, or ``"CODE:Name@x,y/x,y"`` of a film over black and over white."""
    label, _, places = text.rpartition("@")
    code, name = _label(label, text, "CODE:Name@x,y or CODE:Name@x,y/x,y")
    points = tuple(parse_point(place) for place in places.split("/"))
    if len(points) > 2:
        raise typer.BadParameter(f'"{text}" names {len(points)} places, expected one, or over black / over white.')
    return NamedJar(code, name, points)


def parse_row(text: str) -> NamedRow:
    """Read ``"3=CODE:Name"``."""
    row, _, label = (part.strip() for part in text.partition("="))
    if not re.fullmatch("[1-8]", row):
        raise typer.BadParameter(f'"{text}" is not of the form ROW=CODE:Name, rows 1 to 8.')
    return NamedRow(int(row), *_label(label, text, "ROW=CODE:Name"))


def parse_let_down(text: str) -> NamedLetDown:
    """Read ``"CODE+WHITE=1:4@x,y"``."""
    match = re.fullmatch(r"\s*([^+=@]+?)\s*\+\s*([^+=@]+?)\s*=\s*([0-9.]+)\s*:\s*([0-9.]+)\s*@(.+)", text)
    try:
        parts = (float(match[3]), float(match[4])) if match else (0.0, 0.0)
    except ValueError:
        parts = (0.0, 0.0)
    if match is None or min(parts) <= 0:
        raise typer.BadParameter(f'"{text}" is not of the form CODE+WHITE=PARTS:PARTS@x,y, as in R+W=1:4@320,200.')
    return NamedLetDown(match[1], match[2], parts, parse_point(match[5]))


def parse_bare(text: str) -> BarePlaces:
    """Read ``"x,y/x,y"``: bare black, bare white."""
    black, slash, white = text.partition("/")
    if not slash:
        raise typer.BadParameter(f'"{text}" is not of the form x,y/x,y: bare black / bare white.')
    return BarePlaces(parse_point(black), parse_point(white))


JarsOption = Annotated[
    list[NamedJar] | None,
    typer.Option(
        "--jar",
        parser=typed(parse_jar),
        metavar='"CODE:Name@X,Y[/X,Y]"',
        help="An opaque drawdown, or one film over black / over white; may be given several times.",
    ),
]
RowsOption = Annotated[
    list[NamedRow] | None,
    typer.Option(
        "--row",
        parser=typed(parse_row),
        metavar='"ROW=CODE:Name"',
        help="A row of the printed drawdown card, which is found by its signs; may be given several times.",
    ),
]
BareOption = Annotated[
    BarePlaces | None,
    typer.Option(
        "--bare", parser=typed(parse_bare), metavar='"X,Y/X,Y"', help="Bare black / bare white of the card, with --jar."
    ),
]
LetDownsOption = Annotated[
    list[NamedLetDown] | None,
    typer.Option(
        "--let-down",
        parser=typed(parse_let_down),
        metavar='"CODE+WHITE=1:4@X,Y"',
        help="An opaque mix of a jar with a white jar, in parts by weight; may be given several times.",
    ),
]


def measured_jars(
    read: "Calibrated",
    jars: "Sequence[NamedJar]",
    rows: "Sequence[NamedRow]",
    let_downs: "Sequence[NamedLetDown]",
    bare: BarePlaces | None,
) -> "tuple[Jar, ...]":
    """Read all that was named in a photo, in the order it was named: rows of the card first."""
    from tonematch.own_jars.drawn import with_let_downs

    measured = [*_row_jars(read, rows), *(_jar(read, jar, bare) for jar in jars)]
    return with_let_downs(measured, _let_downs(read, let_downs))


def checked_jars(jars: "Sequence[NamedJar]", rows: "Sequence[NamedRow]", bare: BarePlaces | None) -> None:
    """Insist on something to measure, each code and each row once, and bare card for a film.

    Raises
    ------
    typer.BadParameter
        Naming what is missing or stands twice.
    """
    if not jars and not rows:
        raise typer.BadParameter("Name at least one --jar or --row.")
    codes = [jar.code for jar in jars] + [row.code for row in rows]
    twice = [code for code in codes if codes.count(code) > 1]
    if twice:
        raise typer.BadParameter(f"The code {twice[0]} is given twice.")
    numbers = [row.row for row in rows]
    if len(set(numbers)) < len(numbers):
        raise typer.BadParameter("A row of the card is given twice.")
    if bare is None and any(len(jar.points) > 1 for jar in jars):
        raise typer.BadParameter("A film over black and white needs --bare: bare black / bare white of the card.")


def _row_jars(read: "Calibrated", rows: "Sequence[NamedRow]") -> "list[Jar]":
    if not rows:
        return []
    from tonematch.measure.drawdown_card import find_card
    from tonematch.own_jars.on_card import row_jar

    card = find_card(read.photo)
    return [row_jar(read.photo, read.calibration, card[one.row - 1], code=one.code, name=one.name) for one in rows]


def _jar(read: "Calibrated", jar: NamedJar, bare: BarePlaces | None) -> "Jar":
    from tonematch.measure.drawdown import measure_drawdowns
    from tonematch.own_jars.drawn import film_jar
    from tonematch.own_jars.on_card import opaque_jar

    if len(jar.points) == 1 or bare is None:
        return opaque_jar(read.photo, read.calibration, jar.points[0], code=jar.code, name=jar.name)
    points = (*jar.points, bare.black, bare.white)
    black, white, bare_black, bare_white = measure_drawdowns(read.photo, read.calibration, points)
    return film_jar(jar.code, jar.name, film=(black, white), bare=(bare_black, bare_white))


def _let_downs(read: "Calibrated", named: "Sequence[NamedLetDown]") -> "list[LetDown]":
    from tonematch.measure.drawdown import measure_drawdowns
    from tonematch.own_jars.drawn import LetDown

    drawdowns = measure_drawdowns(read.photo, read.calibration, [one.point for one in named])
    return [LetDown(one.code, one.white, one.parts, drawdown) for one, drawdown in zip(named, drawdowns, strict=True)]
