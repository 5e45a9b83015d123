"""What the user has drawn on a photo, as the marker in the browser sends it: gestures, and the mark they make."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from tonematch.measure.strokes import Stroke, outlined, painted

if TYPE_CHECKING:
    from tonematch.measure.sample import SkinSample
    from tonematch.pipeline import Calibrated

Base = Literal["point", "box", "line", "outline", "lighter", "darker", "skin", "corners"]
Named = Literal["stripe", "beside", "bare", "site"]
"""Places that are pointed at by name, each for itself; they make no mark."""
Tool = Literal[Base, Named, "add", "remove", "compare", "band", "over"]
Kind = Literal["point", "box", "line", "outline", "corners", "brush", "place", "at once"]
KINDS: Mapping[Tool, Kind] = {
    "point": "point",
    "box": "box",
    "line": "line",
    "outline": "outline",
    "lighter": "box",
    "darker": "box",
    "skin": "point",
    "corners": "corners",
    "stripe": "place",
    "beside": "place",
    "bare": "place",
    "site": "place",
    "add": "brush",
    "remove": "brush",
    "compare": "brush",
    "band": "at once",
    "over": "at once",
}
POINTS: Mapping[Kind, tuple[int, int]] = {
    "point": (1, 1),
    "box": (2, 2),
    "line": (1, 1000),
    "outline": (3, 1000),
    "corners": (4, 4),
    "brush": (1, 1000),
    "place": (1, 1),
    "at once": (0, 0),
}
MOST_GESTURES = 300
MOST_POINTS = 20_000
"""Of all gestures together: far more than a hand draws, and little enough to be painted at once."""

Place = tuple[float, float]
Rectangle = tuple[float, float, float, float]


class Aim(TypedDict, total=False):
    """The keywords of `sample_photo` that a mark stands for."""

    patch: Place
    box: Rectangle
    stroke: tuple[Place, ...]
    lighter_in: Rectangle
    darker_in: Rectangle
    patch_mask: NDArray[np.bool_]
    skin: Place
    skin_mask: NDArray[np.bool_]
    retouch: tuple[Stroke, ...]


@dataclass(frozen=True)
class Mark:
    """Where the patch is, how it was mended by brush, and the skin painted to compare with.

    Parameters
    ----------
    base
        How the patch was marked first; None when it was painted from nothing, or only skin was.
    points
        The base's points (x, y) in pixels of the upright full-size photo.
    retouch
        What was painted into the patch and taken from it, in its order.
    reference
        The skin painted to compare with, instead of the band around the patch.
    """

    base: Base | None
    points: tuple[Place, ...] = ()
    retouch: tuple[Stroke, ...] = ()
    reference: tuple[Stroke, ...] = ()

    def aim(self, shape: tuple[int, int]) -> Aim:
        """Say what to sample in a photo of this height and width.

        Raises
        ------
        RegionError
            When strokes leave the photo, or nothing painted remains.
        """
        aim = self._base_aim()
        if self.base == "outline":
            aim["patch_mask"] = outlined(shape, self.points)
        if self.retouch and self.base is None:
            aim["patch_mask"] = painted(shape, self.retouch)
        elif self.retouch:
            aim["retouch"] = self.retouch
        if self.reference:
            aim["skin_mask"] = painted(shape, self.reference)
        return aim

    def _base_aim(self) -> Aim:
        if self.base == "line":
            return {"stroke": self.points}
        if self.base == "skin":
            return {"skin": self.points[0]}
        if self.base == "point":
            return {"patch": self.points[0]}
        if self.base in {None, "corners", "outline"}:
            return {}
        (x0, y0), (x1, y1) = self.points
        around = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if self.base == "box":
            return {"box": around}
        return {"lighter_in": around} if self.base == "lighter" else {"darker_in": around}


@dataclass(frozen=True)
class Gesture:
    """One thing done with one tool: its points in pixels of the photo, and for a brush half its breadth."""

    tool: Tool
    points: tuple[Place, ...] = ()
    radius_px: float = 0.0


@dataclass(frozen=True)
class Marking:
    """All that was done on a photo, in its order, so that it can be undone.

    Parameters
    ----------
    gestures
        What was done, what was undone last included.
    at
        How many of them are in force; the rest can be done again.
    revision
        Counts what the browser has sent, to tell news from repetition. It is no part of what the marking says.
    """

    gestures: tuple[Gesture, ...] = ()
    at: int = 0
    revision: int = field(default=0, compare=False)

    @property
    def mark(self) -> Mark | None:
        """What the gestures in force come to; None when nothing is marked."""
        mark = Mark(None)
        for gesture in self.gestures[: self.at]:
            mark = _after(mark, gesture)
        return None if mark == Mark(None) else mark

    @property
    def places(self) -> dict[Tool, Place]:
        """The places pointed at by name, each where it was pointed at last."""
        found: dict[Tool, Place] = {}
        for gesture in self.gestures[: self.at]:
            if gesture.tool == "over":
                found = {}
            elif KINDS[gesture.tool] == "place":
                found[gesture.tool] = gesture.points[0]
        return found

    def then(self, gesture: Gesture) -> "Marking":
        """Do one thing more; what had been undone can no longer be done again."""
        kept = (*self.gestures[: self.at], gesture)[-MOST_GESTURES:]
        return Marking(kept, len(kept), self.revision)


NOTHING_DRAWN = Marking()


def _after(mark: Mark, gesture: Gesture) -> Mark:
    tool = gesture.tool
    if tool == "over":
        return Mark(None)
    if KINDS[tool] == "place":
        return mark
    if tool == "band":
        return Mark(mark.base, mark.points, mark.retouch)
    if tool in ("add", "remove", "compare"):
        stroke = Stroke("remove" if tool == "remove" else "add", gesture.points, gesture.radius_px)
        # Skin that is itself the target gives way to what is painted.
        base, points = (None, ()) if mark.base == "skin" else (mark.base, mark.points)
        if tool == "compare":
            return Mark(base, points, mark.retouch, (*mark.reference, stroke))
        return Mark(base, points, (*mark.retouch, stroke), mark.reference)
    return Mark(cast("Base", tool), gesture.points, (), () if tool == "skin" else mark.reference)


def sample_mark(calibrated: "Calibrated", mark: Mark, *, anyway: bool) -> "SkinSample":
    """Sample the skin where it is marked; see `sample_photo`."""
    from tonematch.pipeline import sample_photo  # noqa: PLC0415  # heavy: loaded while the user looks at the photo

    return sample_photo(calibrated, anyway=anyway, **mark.aim((calibrated.photo.height, calibrated.photo.width)))


def read_marking(sent: object) -> Marking | None:
    """Read what the browser sent; None when it is not whole, or more than a hand can have drawn.

    >>> read_marking({"gestures": [{"tool": "point", "points": [[3, 4]], "radius_px": 0}], "at": 1, "revision": 1}).mark
    Mark(base='point', points=((3.0, 4.0),), retouch=(), reference=())
    >>> read_marking({"gestures": [{"tool": "box", "points": [[3, 4]]}], "at": 1, "revision": 1}) is None
    True
    """
    if not isinstance(sent, Mapping):
        return None
    done, at, revision = sent.get("gestures"), sent.get("at"), sent.get("revision")
    if not isinstance(done, list) or len(done) > MOST_GESTURES or not _is_count(at) or not _is_count(revision):
        return None
    gestures = tuple(gesture for gesture in map(_gesture, done) if gesture is not None)
    if len(gestures) < len(done) or sum(len(gesture.points) for gesture in gestures) > MOST_POINTS:
        return None
    return Marking(gestures, at, revision) if at <= len(gestures) else None


def _is_count(value: Any) -> TypeGuard[int]:  # noqa: ANN401  # anything may come from a browser
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _gesture(sent: Any) -> Gesture | None:  # noqa: ANN401  # anything may come from a browser
    if not isinstance(sent, Mapping) or not isinstance(sent.get("tool"), str) or sent["tool"] not in KINDS:
        return None
    tool: Tool = sent["tool"]
    points, radius = sent.get("points"), sent.get("radius_px", 0)
    fewest, most = POINTS[KINDS[tool]]
    if not isinstance(points, list) or not fewest <= len(points) <= most:
        return None
    places = tuple(place for place in map(_place, points) if place is not None)
    if len(places) < len(points) or not _is_number(radius) or (KINDS[tool] == "brush" and not 0 < radius < 5000):
        return None
    return Gesture(tool, places, float(radius))


def _place(sent: Any) -> Place | None:  # noqa: ANN401  # anything may come from a browser
    if not isinstance(sent, list) or len(sent) != 2 or not all(map(_is_number, sent)):
        return None
    return float(sent[0]), float(sent[1])


def _is_number(value: Any) -> bool:  # noqa: ANN401  # anything may come from a browser
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
