"""Finding the chart, and refusing what is not one."""

import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import CHART_TITLES, chart_kind
from tonematch.colour import lab_to_linear
from tonematch.difference import delta_e00
from tonematch.errors import ChartNotFoundError

CORNERS = np.array([[80.0, 70.0], [440.0, 60.0], [445.0, 300.0], [85.0, 310.0]])
CORNER_PX = 3.0  # a twentieth of a patch: far inside what reading its middle needs


def turned(photo: Photo, how: str) -> Photo:
    """Turn or mirror a photo."""
    turns = {
        "upside down": lambda a: a[::-1, ::-1],
        "mirrored": lambda a: a[:, ::-1],
        "quarter": np.rot90,
        "as it is": lambda a: a,
    }
    turn = turns[how]
    return Photo(
        photo.name,
        photo.sha256,
        photo.profile,
        np.ascontiguousarray(turn(photo.linear)),
        turn(photo.clipped).copy(),
        (),
    )


def expected_corners(how: str) -> np.ndarray:
    """Say where the corners go when a 900 x 700 photo is turned."""
    x, y = CORNERS[:, 0], CORNERS[:, 1]
    return {
        "upside down": np.stack([899 - x, 699 - y], axis=1),
        "mirrored": np.stack([899 - x, y], axis=1),
        "quarter": np.stack([y, 899 - x], axis=1),
        "as it is": CORNERS,
    }[how]


@pytest.mark.parametrize("how", ["as it is", "upside down", "mirrored", "quarter"])
def test_chart_is_found_whichever_way_it_lies(painted_photo, how):
    """Corners come out in the order of patches 1, 6, 24, 19, also turned and mirrored."""
    reading = read_chart(turned(painted_photo, how))
    assert reading.found == "auto"
    assert np.abs(reading.corners - expected_corners(how)).max() < CORNER_PX


def test_patches_are_read_in_the_makers_order(painter, painting):
    """Without a camera in between, each patch reads as its reference."""
    reading = read_chart(painter(painting(camera=lambda linear: linear)))
    wanted = lab_to_linear(reading.kind.reference_lab)
    # Cyan lies outside sRGB, so its red cannot be held by the picture.
    assert np.abs(reading.measured - np.clip(wanted, 0, 1)).max() < 0.01


def test_corners_by_hand_read_the_same(painted_photo):
    """Marking the corners by hand gives the same patches as finding them."""
    found = read_chart(painted_photo)
    by_hand = read_chart(painted_photo, corners=CORNERS)
    assert by_hand.found == "by hand"
    assert np.abs(found.measured - by_hand.measured).max() < 0.01


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ([[80, 70], [440, 60], [445, 300]], "four points"),
        ([[80, 70], [440, 60], [445, 3000], [85, 310]], "outside the photo"),
        ([[80, 70], [445, 300], [440, 60], [85, 310]], "do not go around"),
        ([[440, 60], [445, 300], [85, 310], [80, 70]], "another order"),
        ([[480, 370], [840, 360], [845, 600], [485, 610]], "not those of"),
        ([["a", 70], [440, 60], [445, 300], [85, 310]], "not numbers"),
    ],
)
def test_wrong_corners_are_refused_in_words(painted_photo, corners, words):
    """Corners that cannot be right are told, never read silently."""
    with pytest.raises(ChartNotFoundError, match=words):
        read_chart(painted_photo, corners=corners)


def test_photo_without_chart_is_refused(painter, painting):
    """No chart: one sentence that says so."""
    with pytest.raises(ChartNotFoundError, match="No colour chart was found") as caught:
        read_chart(painter(painting(with_chart=False)))
    assert caught.value.code == "chart.none"


def test_chart_cut_by_the_frame_is_refused(painted_photo):
    """A chart whose last column is cut off is not read."""
    cut = Photo(
        "cut.png", "0" * 64, "sRGB", painted_photo.linear[:, 125:].copy(), painted_photo.clipped[:, 125:].copy(), ()
    )
    with pytest.raises(ChartNotFoundError) as caught:
        read_chart(cut)
    assert caught.value.code in {"chart.cut_off", "chart.none"}


def test_two_charts_are_refused(painted_photo):
    """Two charts: which to trust is for the user to say."""
    doubled = np.concatenate([painted_photo.linear, painted_photo.linear[:, ::-1]], axis=0)
    photo = Photo("two.png", "0" * 64, "sRGB", doubled, np.zeros(doubled.shape[:2], bool), ())
    with pytest.raises(ChartNotFoundError, match="There are 2 colour charts"):
        read_chart(photo)


def test_other_colours_in_the_same_grid_are_refused(painter, painting):
    """A grid of squares with other colours is not taken for a Classic 24."""
    shuffled = tuple(int(index) for index in np.random.default_rng(4).permutation(24))
    swapped = painter(painting(order=shuffled))
    with pytest.raises(ChartNotFoundError):
        read_chart(swapped)


def test_covered_patches_are_named(painter, painting):
    """Two covered patches do not stop the reading; they are named."""
    photo = painter(painting())
    linear = photo.linear.copy()
    linear[80:130, 90:140] = 0.5
    reading = read_chart(Photo("covered.png", "0" * 64, "sRGB", linear, photo.clipped.copy(), ()))
    texts = [finding.text for finding in reading.findings if finding.code == "chart.patches_left_out"]
    assert texts
    assert "dark skin" in texts[0]


def test_unknown_kind_names_the_known_ones():
    """An unknown chart kind is answered with those there are."""
    with pytest.raises(ChartNotFoundError, match="no chart kind 'sg140'") as caught:
        chart_kind("sg140")
    assert "classic24" in caught.value.hint


def test_the_two_eras_differ_a_little():
    """References before and after November 2014 differ by ΔE00 0.2 to 1.7, as the maker's notes say they do."""
    older, newer = (chart_kind(name).reference_lab for name in CHART_TITLES)
    differences = delta_e00(older, newer)
    assert differences.min() > 0.1
    assert differences.max() < 2.0
