"""What the browser sends, and the mark it comes to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tonematch.errors import RegionError
from tonematch.measure.strokes import Stroke
from tonematch.ui.marker.marks import KINDS, MOST_GESTURES, Gesture, Mark, Marking, read_marking

CLICK = Gesture("point", ((30.0, 40.0),))
DAB = Gesture("add", ((50.0, 40.0),), 6.0)
ERASED = Gesture("remove", ((50.0, 40.0), (60.0, 40.0)), 4.0)
COMPARED = Gesture("compare", ((10.0, 10.0), (20.0, 10.0)), 5.0)
SHAPE = (80, 100)

gestures = some.sampled_from(
    [
        CLICK,
        DAB,
        ERASED,
        COMPARED,
        Gesture("box", ((5.0, 5.0), (60.0, 50.0))),
        Gesture("skin", ((9.0, 9.0),)),
        Gesture("band"),
        Gesture("over"),
    ]
)


def marking(*done: Gesture) -> Marking:
    """Do one thing after the other."""
    made = Marking()
    for gesture in done:
        made = made.then(gesture)
    return made


def sent(*done: dict[str, object], at: object = None, revision: object = 1) -> dict[str, object]:
    """Write gestures as the browser does."""
    return {"gestures": list(done), "at": len(done) if at is None else at, "revision": revision}


def test_what_the_browser_sends_is_read():
    """Tools, places, brushes, what is in force and the count of messages come through as they were sent."""
    read = read_marking(
        sent(
            {"tool": "point", "points": [[30, 40]], "radius_px": 0},
            {"tool": "add", "points": [[50, 40]], "radius_px": 6},
            at=1,
            revision=7,
        )
    )
    assert read == Marking((CLICK, DAB), 1)
    assert read.revision == 7


@pytest.mark.parametrize(
    "message",
    [
        None,
        "point",
        {},
        {"gestures": "point", "at": 0, "revision": 1},
        sent({"tool": "lasso", "points": [[1, 2]]}),
        sent({"tool": ["point"], "points": [[1, 2]]}),
        sent({"tool": "point", "points": []}),
        sent({"tool": "point", "points": [[1, 2], [3, 4]]}),
        sent({"tool": "point", "points": [["1", 2]]}),
        sent({"tool": "point", "points": [[True, 2]]}),
        sent({"tool": "point", "points": [[float("nan"), 2]]}),
        sent({"tool": "point", "points": {"0": [1, 2]}}),
        sent({"tool": "box", "points": [[1, 2], [3]]}),
        sent({"tool": "corners", "points": [[1, 2], [3, 4]]}),
        sent({"tool": "add", "points": [[1, 2]], "radius_px": 0}),
        sent({"tool": "add", "points": [[1, 2]], "radius_px": float("inf")}),
        sent({"tool": "add", "points": [[1, 2]], "radius_px": 1e9}),
        sent({"tool": "add", "points": [[1, 2]], "radius_px": "6"}),
        sent({"tool": "add", "points": [[1, 2]] * 1001, "radius_px": 5}),
        sent({"tool": "over", "points": [[1, 2]]}),
        sent(*[{"tool": "add", "points": [[1, 2]], "radius_px": 5}] * (MOST_GESTURES + 1)),
        sent(*[{"tool": "add", "points": [[1, 2]] * 1000, "radius_px": 5}] * 21),
        sent({"tool": "point", "points": [[1, 2]]}, at=2),
        sent({"tool": "point", "points": [[1, 2]]}, at=-1),
        sent({"tool": "point", "points": [[1, 2]]}, at=True),
        sent({"tool": "point", "points": [[1, 2]]}, revision=1.5),
    ],
)
def test_anything_but_whole_gestures_is_nothing(message):
    """A message with a tool, a place, a brush, a count or a length that cannot be is not read at all."""
    assert read_marking(message) is None


def test_every_base_says_what_to_sample():
    """Each tool stands for one keyword of the pipeline; the corners of a box may come in any order."""
    assert marking(CLICK).mark.aim(SHAPE) == {"patch": (30.0, 40.0)}
    assert marking(Gesture("skin", ((3.0, 4.0),))).mark.aim(SHAPE) == {"skin": (3.0, 4.0)}
    assert marking(Gesture("line", ((3.0, 4.0), (5.0, 6.0)))).mark.aim(SHAPE) == {"stroke": ((3.0, 4.0), (5.0, 6.0))}
    for tool, keyword in (("box", "box"), ("lighter", "lighter_in"), ("darker", "darker_in")):
        assert marking(Gesture(tool, ((7.0, 4.0), (3.0, 9.0)))).mark.aim(SHAPE) == {keyword: (3.0, 4.0, 7.0, 9.0)}


def test_strokes_mend_the_patch_and_a_new_base_forgets_them():
    """Strokes follow their base in order; another base starts from its own patch."""
    mended = marking(CLICK, DAB, ERASED).mark
    assert mended.retouch == (Stroke("add", DAB.points, 6.0), Stroke("remove", ERASED.points, 4.0))
    assert mended.aim(SHAPE) == {"patch": (30.0, 40.0), "retouch": mended.retouch}
    assert marking(CLICK, DAB, CLICK).mark == Mark("point", CLICK.points)


def test_a_patch_can_be_painted_from_nothing():
    """Strokes without a base are the patch; one that is rubbed out again is told in words."""
    aim = marking(DAB).mark.aim(SHAPE)
    assert set(aim) == {"patch_mask"}
    assert aim["patch_mask"][40, 50]
    with pytest.raises(RegionError, match="Nothing is painted"):
        marking(DAB, Gesture("remove", DAB.points, 20.0)).mark.aim(SHAPE)


def test_skin_painted_to_compare_with_stays_until_the_band_is_wanted_again():
    """It holds for another patch too, and goes when the band, other skin, or nothing is asked for."""
    assert marking(CLICK, COMPARED, CLICK).mark.reference
    aim = marking(COMPARED, CLICK).mark.aim(SHAPE)
    assert aim["patch"] == (30.0, 40.0)
    assert aim["skin_mask"][10, 15]
    for gesture in (Gesture("band"), Gesture("skin", ((3.0, 4.0),))):
        assert not marking(CLICK, COMPARED, gesture).mark.reference
    assert marking(CLICK, COMPARED, Gesture("over")).mark is None


def test_painting_takes_the_place_of_skin_pointed_at():
    """Skin that is itself the target gives way to painted skin and to a painted patch."""
    skin = Gesture("skin", ((3.0, 4.0),))
    assert set(marking(skin, COMPARED).mark.aim(SHAPE)) == {"skin_mask"}
    assert set(marking(skin, DAB).mark.aim(SHAPE)) == {"patch_mask"}


def test_an_outline_is_the_patch_and_the_brush_mends_it():
    """What lies within a closed line is the patch; strokes are kept for mending it; a line off the photo is told."""
    line = Gesture("outline", ((10.0, 10.0), (40.0, 10.0), (40.0, 40.0), (10.0, 40.0)))
    aim = marking(line, DAB).mark.aim(SHAPE)
    assert aim["patch_mask"][20, 20]
    assert not aim["patch_mask"][60, 60]
    assert aim["retouch"]
    with pytest.raises(RegionError, match="The outline goes through"):
        marking(Gesture("outline", ((10.0, 10.0), (400.0, 10.0), (40.0, 40.0)))).mark.aim(SHAPE)


@given(some.lists(gestures, max_size=6), gestures)
def test_undo_takes_one_thing_back(done, last):
    """With one gesture fewer in force, the mark is what it was before that gesture."""
    before = marking(*done)
    after = before.then(last)
    assert Marking(after.gestures, after.at - 1).mark == before.mark


@given(some.lists(gestures, max_size=6), some.integers(0, 6), gestures)
def test_something_new_ends_what_could_be_done_again(done, back, new):
    """After an undo, a new gesture takes the place of those undone."""
    at = max(0, len(done) - back)
    undone = Marking(tuple(done), at)
    assert undone.then(new) == marking(*done[:at], new)


def test_every_tool_has_a_kind_and_words():
    """Each tool on the page has a way of drawing and a label."""
    from tonematch.ui.words import marker as marker_words

    groups = [*marker_words.TOOL_GROUPS, *marker_words.MORE_TOOL_GROUPS]
    offered = [tool for _, tools in groups for tool in tools]
    assert len(set(offered)) == len(offered)
    assert set(offered) <= set(KINDS)
    assert all(marker_words.TOOLS[tool] for tool in offered)
    assert {f"help_{KINDS[tool]}" for tool in offered if KINDS[tool] != "at once"} <= set(marker_words.TEXTS)


def test_a_mask_is_as_large_as_the_photo():
    """What is painted has the photo's height and width."""
    assert marking(DAB).mark.aim(SHAPE)["patch_mask"].shape == SHAPE
    assert marking(DAB).mark.aim(SHAPE)["patch_mask"].dtype == np.bool_
