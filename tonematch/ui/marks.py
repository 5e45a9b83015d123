"""A mark on a photo, as the marker in the browser sends it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

Tool = Literal["point", "box", "skin", "corners"]
POINTS: Mapping[Tool, int] = {"point": 1, "box": 2, "skin": 1, "corners": 4}
Place = tuple[float, float]


class Aim(TypedDict, total=False):
    """The keyword of `sample_photo` that a mark stands for."""

    patch: Place
    box: tuple[float, float, float, float]
    skin: Place


@dataclass(frozen=True)
class Mark:
    """A tool, and its points (x, y) in pixels of the upright full-size photo."""

    tool: Tool
    points: tuple[Place, ...]

    @property
    def aim(self) -> Aim:
        """What to sample."""
        if self.tool == "box":
            (left, top), (right, bottom) = self.points
            return {"box": (left, top, right, bottom)}
        return {"skin": self.points[0]} if self.tool == "skin" else {"patch": self.points[0]}


def read_mark(sent: object) -> Mark | None:
    """Read what the browser sent; None when it is not a whole mark.

    >>> read_mark({"tool": "point", "points": [[3, 4]]})
    Mark(tool='point', points=((3.0, 4.0),))
    >>> read_mark({"tool": "box", "points": [[3, 4]]}) is None
    True
    """
    if not isinstance(sent, Mapping) or sent.get("tool") not in POINTS:
        return None
    tool: Tool = sent["tool"]
    points = sent.get("points")
    if not isinstance(points, list) or len(points) != POINTS[tool]:
        return None
    places = tuple(place for place in map(_place, points) if place is not None)
    return Mark(tool, places) if len(places) == len(points) else None


def _place(sent: Any) -> Place | None:  # noqa: ANN401  # anything may come from a browser
    if not isinstance(sent, list) or len(sent) != 2:
        return None
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in sent):
        return None
    return float(sent[0]), float(sent[1])
