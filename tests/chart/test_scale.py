"""Millimetres a pixel, and areas, from the chart's corners."""

from dataclasses import replace

import numpy as np
import pytest

from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import AUTO, CHART_TITLES, ChartKind, chart_kind
from tonematch.chart.layout import project
from tonematch.chart.reading import ChartReading
from tonematch.chart.scale import REACH, area_of, mm_per_px_at, scale_at
from tonematch.colour import FloatArray

PITCH_MM, PITCH_PX = 15.0, 50.0
FRAME = (1000, 800)
EXACT = 1e-6  # float32 corners go through OpenCV's solver
PIXELATED = 0.01  # a disc of 120 pixels across is drawn in whole pixels


def laid(to_photo: FloatArray, kind: ChartKind | None = None) -> ChartReading:
    """Give the reading of a chart whose plane, in millimetres from its first patch, maps to the photo by (3, 3)."""
    chart = kind or replace(chart_kind("passport"), pitch_mm=PITCH_MM)
    half = chart.patch_width / 2
    field = PITCH_MM * np.array(
        [[-half, -half], [5 + half, -half], [5 + half, 3 + half], [-half, 3 + half]], dtype=float
    )
    none = np.zeros((24, 3))
    return ChartReading(chart, project(to_photo, field), "auto", none, none.copy(), np.zeros(24), 40.0, ())


def from_above() -> FloatArray:
    """Give the map of a chart seen straight from above, at 50 pixels a pitch."""
    scale = PITCH_PX / PITCH_MM
    return np.array([[scale, 0, 200], [0, scale, 150], [0, 0, 1]])


def tilted() -> FloatArray:
    """Give the map of a chart seen at a slant: what lies farther right looks smaller."""
    return np.array([[4.0, 0.3, 200], [-0.2, 3.6, 150], [1.2e-3, 4e-4, 1]])


def test_seen_from_above_the_scale_is_the_same_everywhere():
    """Straight from above, a pixel is the pitch in millimetres over the pitch in pixels, near and far."""
    reading = laid(from_above())
    for at in ((250.0, 200.0), (900.0, 700.0), (5.0, 790.0)):
        assert mm_per_px_at(reading, at) == pytest.approx(PITCH_MM / PITCH_PX, rel=EXACT)


@pytest.mark.parametrize("at", [(260.0, 200.0), (420.0, 330.0), (600.0, 400.0)])
def test_seen_at_a_slant_the_scale_is_local(at):
    """At a slant, the scale is that of a small square at the place, carried back to the chart's plane."""
    reading = laid(tilted())
    step = 1e-3
    back = np.linalg.inv(tilted())
    square = np.array(at) + step * np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    corner, right, down = project(back, square)
    area = abs(np.linalg.det(np.stack([right - corner, down - corner]))) / step**2
    assert mm_per_px_at(reading, at) == pytest.approx(np.sqrt(area), rel=1e-3)


def test_the_scale_grows_away_from_the_camera():
    """At a slant, a pixel farther away spans more millimetres."""
    reading = laid(tilted())
    near, far = mm_per_px_at(reading, (210.0, 200.0)), mm_per_px_at(reading, (700.0, 400.0))
    assert near is not None
    assert far is not None
    assert far > 1.2 * near


def test_beyond_reach_the_scale_stays_that_at_its_end():
    """The perspective is carried on for so many chart widths only, then it stays as it is."""
    reading = laid(tilted())
    away = np.array([1.0, 0.4]) / np.hypot(1.0, 0.4) * reading.width_px
    places = [tuple((np.array(reading.centre) + widths * away).tolist()) for widths in (REACH, REACH + 1, REACH + 4)]
    scales = [mm_per_px_at(reading, place) for place in places]
    assert scales[1] == pytest.approx(scales[0])
    assert scales[2] == pytest.approx(scales[0])


def test_a_place_beyond_the_horizon_has_no_scale():
    """Where the chart's plane has run out of sight nothing is told, and nothing fails."""
    steep = laid(np.array([[4.0, 0, 200], [0, 3.6, 150], [1.5e-2, 0, 1]]))
    left = (steep.centre[0] - 1.9 * steep.width_px, steep.centre[1])
    right = (steep.centre[0] + 1.9 * steep.width_px, steep.centre[1])
    assert mm_per_px_at(steep, left) is not None
    assert mm_per_px_at(steep, right) is None
    assert scale_at(steep, right, FRAME) is None


def test_an_area_is_told_in_square_millimetres_wherever_it_lies():
    """A disc of 36 mm on the chart's plane has its own area, seen from above or at a slant."""
    yy, xx = np.mgrid[: FRAME[1], : FRAME[0]]
    pixels = np.stack([xx, yy], axis=-1).astype(float)
    for view in (from_above(), tilted()):
        place = project(np.linalg.inv(view), pixels)
        disc = np.linalg.norm(place - [60.0, 90.0], axis=-1) < 18.0
        told = area_of(laid(view), disc)
        assert told is not None
        assert told.mm2 == pytest.approx(np.pi * 18.0**2, rel=PIXELATED)
        assert 0.05 < told.plus_minus < 0.5


def test_the_uncertainty_grows_with_distance_and_with_a_small_chart():
    """Far from the chart, and with a chart of few pixels, the corners' error tells more."""
    large, small = laid(from_above()), laid(from_above() * np.array([[0.15], [0.15], [1.0]]))
    near, far = scale_at(large, (300.0, 200.0), FRAME), scale_at(large, (950.0, 200.0), FRAME)
    assert near is not None
    assert far is not None
    assert far.plus_minus > near.plus_minus
    tiny = scale_at(small, (60.0, 40.0), (150, 120))
    assert tiny is not None
    assert tiny.plus_minus > near.plus_minus


def test_a_small_frame_makes_the_height_of_the_skin_count():
    """Seen from close by, skin a centimetre above the card looks clearly larger; from afar it does not."""
    reading = laid(from_above())
    close, afar = scale_at(reading, (300.0, 200.0), (600, 400)), scale_at(reading, (300.0, 200.0), (6000, 4000))
    assert close is not None
    assert afar is not None
    assert close.plus_minus > 1.5 * afar.plus_minus


def test_a_chart_whose_size_was_not_told_gives_no_scale(painted_photo):
    """A Classic, a Passport and a Mini look alike, so a chart found by itself tells no size, and says why."""
    reading = read_chart(painted_photo)
    assert mm_per_px_at(reading, (640.0, 430.0)) is None
    assert area_of(reading, np.ones((700, 900), bool)) is None
    assert "name its kind" in reading.kind.size_source


def test_a_chart_whose_kind_is_told_gives_the_scale(painted_photo):
    """Named a Passport, the painted chart is 360 pixels for five pitches and one patch."""
    reading, painted = read_chart(painted_photo, kind="passport"), chart_kind("classic24")
    expected = 15.0 * (5 + painted.patch_width) / 360.0
    assert mm_per_px_at(reading, reading.centre) == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("name", [AUTO, *CHART_TITLES])
def test_every_kind_says_where_its_size_comes_from(name):
    """Each kind names the source of its pitch, or why there is none; a pitch has a doubt of its own."""
    kind = chart_kind(name)
    assert len(kind.size_source) > 20
    assert 0.8 < kind.patch_width <= 1.0
    if kind.pitch_mm is not None:
        assert 5.0 < kind.pitch_mm < 60.0
        assert 0.0 < kind.pitch_doubt < 0.1


def test_sizes_of_one_layout_keep_their_order():
    """A Classic is about three times a Passport, and a Mini is as large as a Passport's page."""
    classic, passport, mini = (chart_kind(name).pitch_mm for name in ("classic24-2014", "passport", "mini-2014"))
    assert classic is not None
    assert passport is not None
    assert mini is not None
    assert 2.8 < classic / passport < 3.3
    assert mini == pytest.approx(passport, rel=0.02)
