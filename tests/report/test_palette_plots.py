"""Plots of palettes: where shades lie beside skins, and K and S of measured jars."""

from html import escape

import pytest

from tonematch.colour import Lab
from tonematch.mix.film.drawn_film import DrawnShade, estimate_let_down
from tonematch.mix.film.likely_pigments import Seen
from tonematch.mix.palettes.load import load_palette
from tonematch.report.plots.constants import constants_alt, constants_svg
from tonematch.report.plots.palette import gamut_alt, gamut_svg


@pytest.fixture(scope="module")
def drawn() -> DrawnShade:
    """Give a shade known from a let-down."""
    labs = Lab(40, 20, 25), Lab(70, 12, 16), Lab(95, 0, 2)
    full, mixed, white = (Seen(lab, (0.5, 0.5, 0.5)) for lab in labs)
    return estimate_let_down(full, mixed, parts=(1, 4), white=white)


def test_the_plot_tells_how_many_shades_are_skins():
    """One shade amid measured skins and one far from them are told apart."""
    shades = [
        {"code": "1", "name": "skin", "lab": [57.5, 11, 19]},
        {"code": "2", "name": "green", "lab": [57, -30, 10]},
    ]
    palette = load_palette({"name": "$\\bad{ <x>", "shades": shades})
    assert "1 of the shades" in gamut_alt(palette)
    assert f'aria-label="{escape(gamut_alt(palette))}"' in gamut_svg(palette)


def test_one_shade_can_be_drawn():
    """A palette of a single shade has a plot too."""
    palette = load_palette({"name": "x", "shades": [{"code": "1", "name": "black", "lab": [5, 0, 0]}]})
    assert gamut_svg(palette).startswith("<svg")


def test_constants_are_told_by_their_numbers(drawn):
    """Each line carries the number of its jar, in the words too."""
    told = constants_alt([(3, drawn)])
    assert told.startswith("Absorption K and scattering S")
    assert "3: K" in told
    assert f'aria-label="{escape(told)}"' in constants_svg([(3, drawn)])
