"""Other lamps: the metamerism index, and recipes chosen for a lamp or for the worst of them."""

import numpy as np
import pytest

from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.film.recover import recover_reflectance
from tonematch.mix.lights import delta_e_by_light, metamerism_indices
from tonematch.mix.match import compare_recipes, find_matches, match_target
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.spectrum import reflectance_to_lab

SKIN = (58.0, 12.0, 19.0)
TIE = 0.05  # recipes this near are ordered by simplicity
NOTHING = 1e-6


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give eight of the bundled creams, few enough to try everything."""
    palette = load_palette("generic-camouflage")
    kept = [shade for shade in palette.shades if shade.code.endswith(("C", "W"))][2:10]
    entries = [
        {"code": s.code, "name": s.name, "k": s.k.tolist(), "s": s.s.tolist()}
        for s in kept
        if s.k is not None and s.s is not None
    ]
    return load_palette({"name": "eight", "wavelengths_nm": list(palette.wavelengths_nm), "shades": entries})


def test_a_surface_is_not_metameric_to_itself() -> None:
    """The index of a reflectance with itself is 0, and with a plain lighter one of the same shape too."""
    skin = recover_reflectance(SKIN)
    assert max(metamerism_indices(skin, skin).values()) < NOTHING
    assert max(metamerism_indices(skin, skin * 0.9).values()) < NOTHING
    assert set(metamerism_indices(skin, skin)) == {"A", "FL11", "LED-B3", "D50"}


def test_the_index_is_what_the_lamp_adds() -> None:
    """For a pair equal in daylight, the index under a lamp is their ΔE00 there."""
    skin = recover_reflectance(SKIN)
    wave = np.cos(np.linspace(0, 6 * np.pi, 31))
    from tonematch.spectrum import band_weights

    weights = band_weights()
    black = wave - weights @ np.linalg.lstsq(weights, wave, rcond=None)[0]  # no eye in daylight sees it
    other = skin + 0.05 * black
    lights = delta_e_by_light(skin, other)
    assert lights["D65"] < NOTHING
    for light, index in metamerism_indices(skin, other).items():
        assert index == pytest.approx(lights[light], abs=1e-6)
        assert index > 0.05


@pytest.mark.parametrize("light", ["A", "FL11", "worst"])
def test_the_best_for_a_lamp_is_the_best_of_all(creams: Palette, light: str) -> None:
    """Against all recipes tried one by one, none is better under the lamp wished for."""
    best = find_matches(SKIN, [creams], light=light, max_parts=4)[0]
    codes = [shade.code for shade in creams.shades]
    singles = [{code: 1} for code in codes]
    pairs = [
        {one: i, two: j}
        for at, one in enumerate(codes)
        for two in codes[at + 1 :]
        for i, j in ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
    ]
    rows = compare_recipes(SKIN, [creams], [*singles, *pairs])

    def value(lights: dict[str, float]) -> float:
        return max(lights.values()) if light == "worst" else lights[light]

    assert value(dict(best.lights)) <= min(value(dict(row.lights)) for row in rows) + TIE


def test_the_choice_of_lamp_is_said(creams: Palette) -> None:
    """The answer says which lamp it was chosen for, that this is an estimate, and that all were tried."""
    said = match_target(SKIN, [creams], light="worst")
    text = next(finding.text for finding in said.findings if finding.code == "match.chosen_light")
    assert said.light == "worst"
    assert "of all within the limits" in text
    assert "estimate" in text
    with pytest.raises(NoMatchError, match="There is no light 'candle'"):
        match_target(SKIN, [creams], light="candle")


def test_every_recipe_has_what_uneven_drops_make_of_it(creams: Palette) -> None:
    """The ΔE00 to expect is never below the nominal one, and a single pot has no drops to miss."""
    for match in find_matches(SKIN, [creams]):
        assert match.expected_delta_e00 >= match.delta_e00
    single = compare_recipes(SKIN, [creams], [{creams.shades[0].code: 1}])[0]
    assert single.expected_delta_e00 == pytest.approx(single.delta_e00, abs=1e-6)


def test_the_missing_pigment_is_named() -> None:
    """Out of reach for lack of white, the white is named with its index; for a blue no pigment of skin is."""
    palette = load_palette("generic-camouflage")
    light = match_target((92, 0, 4), [palette]).unreachable
    assert light is not None
    assert light.pigment is not None
    assert light.pigment.name == "white"
    assert "more white (PW6) is missing" in light.text
    blue = match_target((50, -10, -30), [palette]).unreachable
    assert blue is not None
    assert blue.pigment is None
    assert "is missing" in blue.text


def test_a_single_pot_that_will_do_leads_under_a_lamp(creams: Palette) -> None:
    """A pot that nobody tells from the target under the lamp stands first there, though a blend comes nearer."""
    shade, other = creams.shades[3], creams.shades[4]
    seen, next_to = (reflectance_to_lab(one.reflectance, light="A") for one in (shade, other))
    wanted = seen + (next_to - seen) * 0.5 / delta_e00(seen, next_to)
    target = np.array(shade.lab)
    for _ in range(20):
        target = target + wanted - reflectance_to_lab(recover_reflectance(target), light="A")
    first, *others = match_target(target, [creams], light="A", max_parts=30).matches
    assert first.parts == {shade.code: 1}
    assert min(match.lights["A"] for match in others) < first.lights["A"] - TIE
