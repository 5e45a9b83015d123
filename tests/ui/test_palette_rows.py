"""Rows of a palette as typed, what is wrong in them, and shades found among many; without the app."""

from datetime import date

import pytest

from tonematch.bundled import palette_names
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.palettes.find import found
from tonematch.ui.palettes.grid import by_depth
from tonematch.ui.palettes.rows import Row, complaints, document_of, edited, remarks, rows_of, same
from tonematch.ui.words import palettes as words

DAY = date(2026, 11, 22)


def creams(title: str = "My creams", **facts: object) -> Palette:
    """Make a palette of two shades known by their Lab."""
    shades = [
        {"code": "A1", "name": "Sand", "lab": [62.5, 10, 18], "note": "top shelf"} | facts,
        {"code": "A2", "name": "Night", "lab": [24, 11, 12]},
    ]
    return load_palette({"name": "x", "title": title, "shades": shades})


def test_found_by_code_name_and_colour():
    """A part of a code or name finds shades; a colour finds the nearest first, typed in any of three ways."""
    palettes = {"x": creams()}
    assert [tile.shade.code for tile in found(palettes, "sAn", "all", DAY)] == ["A1"]
    assert [tile.shade.code for tile in found(palettes, "a", "all", DAY)] == ["A1", "A2"]
    for typed in ("25; 11,5; 12", "25, 11.5, 12", "#4c3229"):
        tiles = found(palettes, typed, "all", DAY)
        assert [tile.shade.code for tile in tiles] == ["A2", "A1"]
        assert "ΔE00" in tiles[0].more[0]
    assert found(palettes, "nothing like it", "all", DAY) == []


def test_found_by_stock():
    """Only pots in stock, or only those gone out."""
    palettes = {"x": creams(in_stock=True, expires="2026-01-31")}
    assert [tile.shade.code for tile in found(palettes, "", "expired", DAY)] == ["A1"]
    assert found(palettes, "", "in stock", DAY) == []


def test_light_to_deep_then_hue():
    """Shades stand from light to deep; equally deep ones from red to yellow."""
    labs = {"deep": [30, 10, 10], "yellow": [61, 2, 20], "red": [60, 20, 5], "light": [80, 5, 10]}
    shades = [{"code": code, "name": code, "lab": lab} for code, lab in labs.items()]
    palette = load_palette({"name": "x", "shades": shades})
    assert [shade.code for shade in by_depth(palette.shades)] == ["light", "red", "yellow", "deep"]


def test_rows_and_back():
    """Rows that nobody changed make the same palette again, whatever else its file holds."""
    palette = load_choice(palette_names()[0])
    again = load_palette(document_of(palette, palette.title, rows_of(palette)))
    assert [shade.lab for shade in again.shades] == [shade.lab for shade in palette.shades]
    assert again.shades[0].k is not None
    assert set(complaints(rows_of(palette))) == {""}


def test_typed_into_a_row():
    """Decimal commas, dates as pots carry them and a tick become the values of the file."""
    palette = creams()
    typed = {"L": "61,5", "expires": "03/2027", "in_stock": True, "strength": "0,9", "lot": " 7731 "}
    rows = edited(rows_of(palette), {0: typed})
    assert set(complaints(rows)) == {""}
    shade = load_palette(document_of(palette, "Winter", rows)).shades[0]
    assert (shade.lab.L, shade.expires, shade.in_stock, shade.tinting_strength) == (61.5, "2027-03-31", True, 0.9)
    assert (shade.lot, shade.extra) == ("7731", {"note": "top shelf"})
    assert not same(rows, rows_of(palette))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"L": "140"}, "L* is 140, expected 0 to 100"),
        ({"a": "red"}, "a* is red, expected -128 to 128"),
        ({"b": None}, "b* is empty"),
        ({"code": " "}, "Code is empty"),
        ({"code": "A2"}, "the code A2 stands twice"),
        ({"name": ""}, "Name is empty"),
        ({"expires": "soon"}, "Expires is soon, expected a date"),
        ({"opened": "2026-02-31"}, "Opened is 2026-02-31, expected a date"),
        ({"strength": "0"}, "Strength is 0, expected 0.001 to 1000"),
        ({"L": "95", "a": "90", "b": "-90"}, "no matt surface can have this colour"),
    ],
)
def test_wrong_rows_are_told(typed, told):
    """What cannot be is told for its row, with field, value and what was expected."""
    assert told in complaints(edited(rows_of(creams()), {0: typed}))[0]


def test_new_colour_lets_the_spectrum_go():
    """A shade whose colour is typed anew keeps nothing of the measurement before, and that is told first."""
    palette = load_choice(palette_names()[0])
    rows = edited(rows_of(palette), {0: {"L": "50"}})
    assert remarks(rows)[0] == words.SPECTRUM_GOES
    assert remarks(rows)[1] == ""
    shade = load_palette(document_of(palette, "", rows)).shades[0]
    assert (shade.k, shade.recovered, shade.data) == (None, True, "swatch")


def test_a_new_row_is_a_shade():
    """A row added and filled in becomes a shade."""
    palette = creams()
    rows = (*rows_of(palette), Row(code="B1", name="New", L="50", a="12", b="17"))
    assert [shade.code for shade in load_palette(document_of(palette, "", rows)).shades] == ["A1", "A2", "B1"]
