"""Ranked recipes and what is said about them."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.colour import Lab
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.match import compare_recipes, find_matches, match_target
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.mix.words import in_words, missing_direction
from tonematch.thresholds import thresholds

SKIN = (58.0, 12.0, 19.0)


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


@pytest.fixture(scope="module")
def tinters() -> Palette:
    """Give the bundled tinters."""
    return load_palette("iron-oxide-tinters")


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 5))
def test_order_and_scale_of_parts_do_not_matter(one: int, two: int, scale: int) -> None:
    """Shares count, neither their order nor their unit."""
    palette = load_palette("generic-camouflage")
    mix = predict_mix(palette, {"F1C": one, "D1W": two})
    other = predict_mix(palette, {"D1W": two * scale, "F1C": one * scale})
    assert mix.lab == pytest.approx(other.lab, abs=1e-9)


def test_a_single_shade_is_itself(creams: Palette) -> None:
    """A recipe of one shade has the shade's own colour."""
    assert predict_mix(creams, {"M1N": 3}).lab == pytest.approx(creams.shade("M1N").lab, abs=0.01)
    assert predict_mix(creams, {"M1N": 3}).method == "two-constant Kubelka-Munk"


def test_a_shade_as_target_is_found(creams: Palette) -> None:
    """The colour of a shade is matched by that shade alone."""
    best = find_matches(creams.shade("T1W").lab, [creams])[0]
    assert best.parts == {"T1W": 1}
    assert best.recipe == "1 Tan 1 warm"
    assert best.delta_e00 < 0.01
    assert best.grade == "excellent"
    assert best.in_words == "no visible difference"


def test_suggestions_are_complete(creams: Palette) -> None:
    """Every field the contract promises is filled and consistent."""
    said = match_target(SKIN, [creams])
    best = said.matches[0]
    assert said.nearest_single.rank in {0, *range(1, 11)}
    assert len(said.nearest_single.components) == 1
    assert said.unreachable is None
    assert set(best.lights) == {"D65", "A", "FL11", "LED-B3", "D50"}
    assert best.lights["D65"] == pytest.approx(best.delta_e00, abs=1e-4)
    assert best.lights[best.worst_light] == max(best.lights.values())
    assert {finding.code for finding in said.findings} >= {"match.lamp", "match.modelled"}
    assert best.data == "modelled"
    assert best.components[0].palette == "generic-camouflage"


def test_film_over_the_patch(creams: Palette) -> None:
    """One coat over a very light patch is lighter than the opaque mix; many coats are as good as opaque."""
    recipe = [{"M1N": 1}]
    opaque = compare_recipes(SKIN, [creams], recipe)[0].predicted.lab
    one = compare_recipes(SKIN, [creams], recipe, over=(85, 3, 9), coats=1)[0].predicted.lab
    ten = compare_recipes(SKIN, [creams], recipe, over=(85, 3, 9), coats=10)[0].predicted.lab
    assert one.L > opaque.L + 0.2
    assert ten == pytest.approx(opaque, abs=0.01)
    assert match_target(SKIN, [creams], over=(85, 3, 9)).coats == 2
    assert match_target(SKIN, [creams]).coats is None


def test_pigment_is_predicted_opaque_and_the_direction_of_healing_told(tinters: Palette) -> None:
    """For dermatography the patch beneath changes nothing, and findings tell how it will heal."""
    said = match_target(SKIN, [tinters], over=(85, 3, 9))
    assert said.technique == "dermatography"
    assert said.coats is None
    assert said.matches[0].delta_e00 == find_matches(SKIN, [tinters])[0].delta_e00
    texts = " ".join(finding.text for finding in said.findings)
    assert "heal lighter and cooler" in texts
    assert "no melanin will lie above" in texts


def test_unreachable_says_how_far_and_where(creams: Palette) -> None:
    """A target beyond the palette is told with distance and direction."""
    far = match_target((90, 0, 5), [creams]).unreachable
    assert far is not None
    assert far.by_delta_e00 > 3
    assert "lighter" in far.direction
    assert far.text.startswith("The target is out of reach: the nearest recipe misses it by ΔE00")


def test_target_outside_skin_gets_a_finding(creams: Palette) -> None:
    """A blue target is matched all the same, and said to be no skin."""
    assert "target.outside_skin" in {finding.code for finding in match_target((50, -5, -20), [creams]).findings}
    assert "target.outside_skin" not in {finding.code for finding in match_target(SKIN, [creams]).findings}


def test_compare_puts_the_best_first(creams: Palette) -> None:
    """Recipes come back best first, whatever the order they were given in."""
    rows = compare_recipes(SKIN, [creams], [{"D2C": 1}, {"M1N": 1}, {"f1c": 5, "T2N": 3}])
    assert [row.rank for row in rows] == [1, 2, 3]
    assert [row.delta_e00 for row in rows] == sorted(row.delta_e00 for row in rows)
    assert rows[0].parts == {"F1C": 5, "T2N": 3}


@pytest.mark.parametrize(
    ("recipe", "error", "sentence"),
    [
        ({"M1X": 1}, PaletteError, "Palette 'generic-camouflage' has no shade with the code 'M1X'. Did you mean M1"),
        ({}, NoMatchError, "A recipe is empty."),
        ({"M1N": 0}, NoMatchError, "The recipe gives 0 parts of M1N, expected a number above 0."),
        ({"M1N": 1.5}, NoMatchError, "The recipe gives 1.5 parts of M1N, expected a whole number."),
        ({"M1N": float("nan")}, NoMatchError, "expected a number above 0."),
    ],
)
def test_wrong_recipes_are_told(creams: Palette, recipe: dict[str, int], error: type[Exception], sentence: str) -> None:
    """A recipe that cannot be mixed is refused with its shade and amount."""
    with pytest.raises(error) as caught:
        compare_recipes(SKIN, [creams], [recipe])
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"coats": 0}, "0 coats are asked for, expected 1 to 10."),
        ({"technique": "magic"}, "The technique is 'magic', expected camouflage or dermatography."),
        ({"top": 0}, "0 recipes are asked for"),
        ({"over": (50, 10, float("inf"))}, "The patch is"),
    ],
)
def test_wrong_questions_are_told(creams: Palette, wanted: dict[str, object], sentence: str) -> None:
    """A question that makes no sense is refused with a sentence."""
    with pytest.raises(NoMatchError) as caught:
        match_target(SKIN, [creams], **wanted)  # type: ignore[arg-type]
    assert sentence in str(caught.value)


def test_palettes_are_ranked_together_but_not_mixed(creams: Palette, tinters: Palette) -> None:
    """Recipes of several palettes stand in one list, each within its own palette."""
    with pytest.raises(NoMatchError, match="different techniques"):
        find_matches(SKIN, [creams, tinters])
    found = find_matches((30, 12, 18), [creams, tinters], technique="camouflage", top=400)
    assert {component.palette for match in found for component in match.components} == {creams.name, tinters.name}
    assert all(len({component.palette for component in match.components}) == 1 for match in found)
    with pytest.raises(NoMatchError, match="No palette is given"):
        find_matches(SKIN, [])


def test_swatches_are_mixed_by_the_simpler_model_and_say_so() -> None:
    """A palette known from Lab alone names its method and warns."""
    shades = [
        {"code": "1", "name": "Light", "lab": [72, 8, 16]},
        {"code": "2", "name": "Dark", "lab": [40, 12, 18]},
    ]
    said = match_target(SKIN, [load_palette({"name": "web", "shades": shades})], over=(80, 4, 10))
    assert said.matches[0].data == "swatch"
    assert "recovered from Lab" in said.matches[0].predicted.method
    assert {"match.simple_model", "match.swatch", "match.coat_assumed"} <= {finding.code for finding in said.findings}


def test_stronger_shade_counts_for_more(creams: Palette) -> None:
    """Doubling a shade's strength is doubling its parts."""
    entries = [
        {"code": s.code, "name": s.name, "k": s.k.tolist(), "s": s.s.tolist(), "tinting_strength": strength}
        for s, strength in ((creams.shade("F1N"), 1), (creams.shade("D1N"), 2))
        if s.k is not None and s.s is not None
    ]
    strong = load_palette({"name": "x", "wavelengths_nm": list(creams.wavelengths_nm), "shades": entries})
    assert predict_mix(strong, {"F1N": 2, "D1N": 1}).lab == pytest.approx(predict_mix(creams, {"F1N": 1, "D1N": 1}).lab)


@pytest.mark.parametrize(
    ("target", "mix", "words"),
    [
        (Lab(60, 12, 18), Lab(61, 12, 18), "a touch too light"),
        (Lab(60, 12, 18), Lab(50, 12, 18), "far too dark"),
        (Lab(60, 12, 18), Lab(60, 9.5, 19.5), "too yellow"),
        (Lab(60, 12, 18), Lab(60, 9, 13.5), "too grey"),
        (Lab(60, 0, 0), Lab(60, 0, 3), "too yellow"),
    ],
)
def test_differences_in_words(target: Lab, mix: Lab, words: str) -> None:
    """A difference is named by its direction and size."""
    assert words in in_words(target, mix)


def test_missing_direction_points_from_mix_to_target() -> None:
    """What is missing lies where the target is."""
    assert missing_direction(Lab(90, 2, 8), Lab(70, 8, 15)).startswith("lighter")


def test_thresholds_follow_the_published_ends() -> None:
    """Light skin is judged by 0.7 and 2.1, dark by 1.2 and 3.1, between them in between."""
    assert thresholds(80) == (0.7, 2.1)
    assert thresholds(20) == (1.2, 3.1)
    assert 0.7 < thresholds(52).perceptible < 1.2


def test_results_survive_pickling_and_stay_read_only(creams: Palette) -> None:
    """A result out of a cache is as frozen as it was."""
    back = pickle.loads(pickle.dumps(match_target(SKIN, [creams])))  # noqa: S301
    assert back.matches[0].recipe == match_target(SKIN, [creams]).matches[0].recipe
    assert not back.matches[0].predicted.reflectance.flags.writeable
    assert not np.asarray(back.matches[0].components[0].shade.k).flags.writeable
