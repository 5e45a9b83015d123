"""The pigment table and the palettes made of it."""

import numpy as np
import pytest

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import opaque_reflectance
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import load_palette
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab


def test_pigments_are_physical() -> None:
    """K and S of every pigment are above zero, and white's S is the unit."""
    pigments = read_table("pigments")["pigments"]
    for pigment in pigments.values():
        assert min(pigment["k"]) > 0
        assert min(pigment["s"]) > 0
    assert set(pigments["white"]["s"]) == {1.0}


def test_masstones_look_like_their_names() -> None:
    """White is light, black dark, yellow oxide yellow, red oxide red."""
    pigments = read_table("pigments")["pigments"]
    lab = {name: reflectance_to_lab(opaque_reflectance(p["k"], p["s"])) for name, p in pigments.items()}
    assert lab["white"][0] > 95
    assert lab["black"][0] < 12
    assert lab["yellow oxide"][2] > 40
    assert lab["red oxide"][1] > 20


@pytest.mark.parametrize("name", ["generic-camouflage", "iron-oxide-tinters"])
def test_bundled_palettes_say_where_they_come_from(name: str) -> None:
    """A bundled palette carries source and licence, and is marked as modelled."""
    palette = load_palette(name)
    assert palette.data == "modelled"
    assert "miciwan" in palette.source
    assert palette.licence == "CC BY 4.0"
    for shade in palette.shades:
        assert shade.k is not None
        assert float(delta_e00(shade.lab, reflectance_to_lab(shade.reflectance))) < 0.01


def test_creams_cover_measured_skin() -> None:
    """The best blend of two creams misses measured skins by ΔE00 1.0 or less on average."""
    palette = load_palette("generic-camouflage")
    skins = np.array(read_table("skin_spectra")["lab"])[::6]
    assert len(palette.shades) == 24
    assert np.mean([find_matches(skin, [palette], top=1)[0].delta_e00 for skin in skins]) <= 1.0


def test_tinters_reach_skin_from_deep_to_light() -> None:
    """Four tinters in twelve drops come within ΔE00 1.0 of a deep, a middling and a light measured skin."""
    palette = load_palette("iron-oxide-tinters")
    skins = read_table("skin_spectra")["lab"]
    for skin in (skins[20], skins[120], skins[200]):
        best = find_matches(skin, [palette], max_shades=4, max_parts=12, top=1)[0]
        assert best.delta_e00 <= 1.0
