"""Brush strokes: what they paint is known from where the brush went."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.typing import NDArray

from tonematch.errors import RegionError
from tonematch.measure.strokes import Stroke, painted, with_strokes

SHAPE = (90, 120)
RIM_PX = 1.5  # a brush's edge falls between pixels: half a pixel each for the grid, the centre and the breadth

places = some.tuples(some.floats(0, SHAPE[1] - 1), some.floats(0, SHAPE[0] - 1))
lines = some.lists(places, min_size=1, max_size=6).map(tuple)
radii = some.floats(1.5, 25)
strokes = some.builds(Stroke, some.sampled_from(["add", "remove"]), lines, radii)


def distance_to(line: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """Give each pixel's distance to a line, by the textbook formula for its pieces."""
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    nearest = np.hypot(columns - line[0][0], rows - line[0][1])
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        length = max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-12)
        along = np.clip(((columns - x0) * (x1 - x0) + (rows - y0) * (y1 - y0)) / length, 0, 1)
        piece = np.hypot(columns - x0 - along * (x1 - x0), rows - y0 - along * (y1 - y0))
        nearest = np.minimum(nearest, piece)
    return nearest


@given(lines, radii)
def test_a_stroke_is_as_broad_as_its_brush(line, radius):
    """All within the radius of the line is painted, and nothing beyond it, but for the rim's own pixel."""
    area = painted(SHAPE, [Stroke("add", line, radius)])
    distance = distance_to(line)
    assert area[distance < radius - RIM_PX].all()
    assert not area[distance > radius + RIM_PX].any()


@given(some.lists(strokes, max_size=4), lines, radii)
def test_what_is_added_and_removed_again_is_gone(earlier, line, radius):
    """After a line is added and the same one removed, no pixel of it is left, and all else is as before."""
    before = with_strokes(np.zeros(SHAPE, bool), earlier)
    after = with_strokes(before, [Stroke("add", line, radius), Stroke("remove", line, radius)])
    touched = painted(SHAPE, [Stroke("add", line, radius)])
    assert not after[touched].any()
    assert (after[~touched] == before[~touched]).all()


@given(some.lists(strokes, max_size=5), some.integers(0, 5))
def test_strokes_may_be_painted_in_two_goes(drawn, first):
    """Painting some strokes and then the rest is painting them all; the same strokes again change nothing."""
    empty = np.zeros(SHAPE, bool)
    at_once = with_strokes(empty, drawn)
    assert (with_strokes(with_strokes(empty, drawn[:first]), drawn[first:]) == at_once).all()
    assert (with_strokes(at_once, drawn) == at_once).all()


def test_the_order_counts():
    """Where two strokes cross, the later one wins."""
    across, down = ((10.0, 40.0), (100.0, 40.0)), ((60.0, 5.0), (60.0, 80.0))
    added_last = with_strokes(np.ones(SHAPE, bool), [Stroke("remove", across, 6), Stroke("add", down, 6)])
    removed_last = with_strokes(np.ones(SHAPE, bool), [Stroke("add", down, 6), Stroke("remove", across, 6)])
    assert added_last[40, 60]
    assert not removed_last[40, 60]


def test_the_mask_given_is_left_alone():
    """A read-only mask is painted on in a copy; without strokes the copy is the same."""
    mask = painted(SHAPE, [Stroke("add", ((50.0, 50.0),), 12)])
    mask.flags.writeable = False
    after = with_strokes(mask, [Stroke("remove", ((50.0, 50.0),), 20)])
    assert mask.any()
    assert not after.any()
    assert (with_strokes(mask, ()) == mask).all()


def test_the_brush_may_reach_over_the_edge():
    """A dab in the corner paints a quarter of a disc."""
    area = painted(SHAPE, [Stroke("add", ((0.0, 0.0),), 20)])
    distance = np.hypot(*np.mgrid[: SHAPE[0], : SHAPE[1]])
    assert area[distance < 20 - RIM_PX].all()
    assert not area[distance > 20 + RIM_PX].any()


@pytest.mark.parametrize(
    ("points", "radius", "code"),
    [
        ((), 5, "stroke.empty"),
        (((3, math.nan),), 5, "stroke.not_finite"),
        (((3, 4),), 0, "stroke.radius"),
        (((3, 4),), -2, "stroke.radius"),
        (((3, 4),), math.nan, "stroke.radius"),
        (((3, 4),), 1e9, "stroke.radius"),
    ],
)
def test_a_stroke_that_cannot_be_is_told(points, radius, code):
    """No point, a place that is no number, and a brush without size are each a sentence of their own."""
    with pytest.raises(RegionError) as told:
        Stroke("add", points, radius)
    assert told.value.code == code
    assert told.value.message.endswith(".")


@pytest.mark.parametrize("place", [(-1, 4), (3, -0.5), (120, 4), (3, 90)])
def test_a_stroke_outside_the_photo_is_told(place):
    """The sentence names the place and the size of the photo."""
    with pytest.raises(RegionError, match="outside the photo of 120 x 90 pixels"):
        with_strokes(np.zeros(SHAPE, bool), [Stroke("add", ((5, 5), place), 3)])


def test_painting_nothing_is_told():
    """An area that is rubbed out again, or never painted, cannot be compared with."""
    for drawn in ((), [Stroke("add", ((5, 5),), 3), Stroke("remove", ((5, 5),), 9)]):
        with pytest.raises(RegionError, match="Nothing is painted"):
            painted(SHAPE, drawn)
