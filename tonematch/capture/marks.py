"""Marks on a photo as people type them: points, boxes, lines and the corners of a chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tonematch.errors import RegionError

DECIMAL_COMMA_HINT = "Numbers are separated by commas, so decimals take a point: 3.5,4.2 and not 3,5,4,2."


class Point(NamedTuple):
    """A place in the upright photo, in pixels from the top left."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle in the upright photo, in pixels, x0 < x1 and y0 < y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Line:
    """A line drawn through places of the upright photo."""

    points: tuple[Point, ...]


class Corners(NamedTuple):
    """The outer corners of a chart's patch field, named after the corner patches of a Classic 24."""

    dark_skin: Point
    bluish_green: Point
    black: Point
    white: Point


def parse_numbers(text: str, *, count: int, shape: str) -> tuple[float, ...]:
    """Read a known count of finite numbers separated by commas.

    Parameters
    ----------
    text
        What was typed, such as ``"812,455.5"``.
    count
        How many numbers there must be.
    shape
        What was expected, for the error sentence, such as ``"x,y"``.

    Raises
    ------
    RegionError
        When the count differs, or something is not a finite number.

    Examples
    --------
    >>> parse_numbers("812, 455.5", count=2, shape="x,y")
    (812.0, 455.5)
    """
    cells = text.split(",")
    hint = DECIMAL_COMMA_HINT if len(cells) == 2 * count else ""
    try:
        numbers = tuple(float(cell) for cell in cells)
    except ValueError:
        numbers = ()
    if len(numbers) != count:
        raise RegionError(f'"{text}" is not of the form {shape}.', code="mark.unreadable", hint=hint)
    if not all(math.isfinite(number) for number in numbers):
        raise RegionError(f'"{text}" holds a value that is not a finite number.', code="mark.unreadable")
    return numbers


def parse_point(text: str) -> Point:
    """Read a point ``"x,y"`` in pixels.

    >>> parse_point("12,30.5")
    Point(x=12.0, y=30.5)
    """
    return Point(*parse_numbers(text, count=2, shape="x,y"))


def parse_box(text: str) -> Box:
    """Read a box ``"x0,y0,x1,y1"`` in pixels; its corners may come in either order.

    >>> parse_box("40,30,10,20")
    Box(x0=10.0, y0=20.0, x1=40.0, y1=30.0)
    """
    x0, y0, x1, y1 = parse_numbers(text, count=4, shape="x0,y0,x1,y1")
    if x0 == x1 or y0 == y1:
        raise RegionError(f'The box "{text}" has no area.', code="mark.unreadable")
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def parse_line(text: str) -> Line:
    """Read a line ``"x,y x,y …"`` of two or more points in pixels.

    >>> parse_line("0,0 60,0 60,40").points[-1]
    Point(x=60.0, y=40.0)
    """
    points = tuple(parse_point(part) for part in text.split())
    if len(points) < 2:
        raise RegionError(f'"{text}" is not of the form "x,y x,y …" with two or more places.', code="mark.unreadable")
    return Line(points)


def parse_corners(text: str) -> Corners:
    """Read the four corners of a chart, ``"x,y x,y x,y x,y"``, in the order of patches 1, 6, 24, 19.

    >>> parse_corners("0,0 60,0 60,40 0,40").black
    Point(x=60.0, y=40.0)
    """
    points = [parse_point(part) for part in text.split()]
    if len(points) != 4:
        raise RegionError(f'"{text}" is not of the form "x,y x,y x,y x,y".', code="mark.unreadable")
    return Corners(*points)


def place_of(
    *,
    patch: tuple[float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    stroke: Sequence[tuple[float, float]] = (),
    skin: tuple[float, float] | None = None,
) -> tuple[float, float] | None:
    """Say where a mark lies: its point, the middle of its box, or half-way through its line; None without any.

    >>> place_of(box=(10.0, 20.0, 40.0, 30.0))
    (25.0, 25.0)
    """
    if box is not None:
        x0, y0, x1, y1 = box
        return (x0 + x1) / 2, (y0 + y1) / 2
    if stroke:
        return stroke[len(stroke) // 2]
    return patch if patch is not None else skin
