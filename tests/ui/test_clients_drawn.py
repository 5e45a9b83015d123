"""What the part Clients draws: the body map, the colours over time, the part of a photo that is kept."""

import io
from datetime import date
from xml.etree import ElementTree as ET

from PIL import Image

from tonematch.colour import Lab
from tonematch.report.plots.over_time import Measured, time_alt, time_svg
from tonematch.ui.clients.body_map import HEIGHT, PLACES, WIDTH, body_svg, place_of
from tonematch.ui.clients.crop import cut
from tonematch.ui.words.match import SITES

DAYS = (date(2026, 5, 4), date(2026, 7, 3))


def test_every_region_has_its_place():
    """Each site that can be chosen is drawn inside the map; a second one of a region lies on the other side."""
    assert PLACES.keys() == SITES.keys()
    for region in SITES:
        view, x, y = place_of(region)
        assert place_of(region, 1) == (view, 1 - x, y)
        assert 0 < x < 1
        assert 0 < y < 1


def test_dots_are_numbered_and_inside():
    """The map is well-formed, its dots are numbered in order, and none lies outside, whatever the record says."""
    drawn = ET.fromstring(body_svg([place_of("hand"), ("back", 7.0, -3.0)], "a map", ("front", "back")))  # noqa: S314
    circles = [one for one in drawn.iter() if one.tag.endswith("circle")]
    numbers = [one.text for one in drawn.iter() if one.tag.endswith("text")]
    assert numbers[-2:] == ["1", "2"]
    for circle in circles:
        assert 0 <= float(circle.get("cx", "")) <= WIDTH
        assert 0 <= float(circle.get("cy", "")) <= HEIGHT


def test_colours_over_time_are_told_in_words():
    """The plot's words name each kind with its days and how far apart first and last are."""
    labs = (Lab(61.0, 10.0, 16.0), Lab(63.0, 10.0, 16.0))
    rows = [Measured(day, "surround", lab, 1.7) for day, lab in zip(DAYS, labs, strict=True)]
    rows.append(Measured(DAYS[1], "healed", Lab(60.0, 9.0, 15.0), None))
    alt = time_alt(rows)
    assert "surrounding skin: 2 from 2026-05-04 to 2026-07-03, ΔE00 1.7 apart" in alt
    assert "healed: 1 from 2026-07-03" in alt
    assert time_svg(rows).startswith("<svg")


def test_the_part_shown_is_the_part_kept():
    """The picture of the part has its share of the pixels, and never none."""
    coded = io.BytesIO()
    Image.new("RGB", (200, 100)).save(coded, "JPEG")
    for part, size in (((0.0, 0.5, 0.5, 1.0), (100, 50)), ((0.5, 0.5, 0.5, 0.5), (1, 1))):
        with Image.open(io.BytesIO(cut(coded.getvalue(), part))) as shown:
            assert shown.size == size
