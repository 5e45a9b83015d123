"""Powder and healing: reckoned with when measured, an estimate when asked for, and told in words."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.colour import Lab, lab_from
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.healing.aftermath import before, palette_powder, powder_from
from tonematch.mix.healing.healed import Pair, estimated_healing, learn_healing, model_shift
from tonematch.mix.healing.healed_file import dump_pairs, load_pairs
from tonematch.mix.match import compare_recipes, find_matches, match_target
from tonematch.mix.palettes.load import Palette, load_palette

SKIN = (52.0, 11.0, 17.0)
PATCH = (84.0, 4.0, 10.0)
TRUE_MULTIPLE, TRUE_CONSTANT = 0.25, np.array([1.0, -0.8, -0.5])
LEARNED = 1.0  # Lab distance left after twenty pairs that scatter by 1 along each direction


@pytest.fixture(scope="module")
def tinters() -> Palette:
    """Give the bundled tinters."""
    return load_palette("iron-oxide-tinters")


@pytest.fixture(scope="module")
def creams() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


def healed_pairs(count: int, *, scatter: float = 1.0) -> list[Pair]:
    """Give pairs of an artist whose work heals by a quarter of the model's shift and a constant."""
    random = np.random.default_rng(3)
    fresh = np.column_stack([random.uniform(32, 62, count), np.full(count, 11.0), np.full(count, 16.0)])
    moved = [TRUE_MULTIPLE * model_shift(lab) + TRUE_CONSTANT + random.normal(0, scatter, 3) for lab in fresh]
    return [Pair(lab_from(lab), lab_from(lab + by)) for lab, by in zip(fresh, moved, strict=True)]


@settings(deadline=None)
@given(st.floats(25, 70), st.floats(6, 16), st.floats(10, 22))
def test_the_model_heals_lighter_and_cooler(L: float, a: float, b: float) -> None:
    """Skin closing over pigment makes every skin colour lighter, less red and less yellow."""
    shift = model_shift((L, min(a, L / 3), min(b, L / 2)))
    assert shift[0] > 0
    assert shift[1] < 0
    assert shift[2] < 0


def test_the_darker_the_more() -> None:
    """Dark colours are lightened more than light ones."""
    assert model_shift((30, 10, 14))[0] > model_shift((50, 12, 18))[0] > model_shift((65, 10, 17))[0]


def test_an_artists_own_shift_is_learned() -> None:
    """Many pairs overrule the model; with more pairs the shift is nearer to the true one."""
    at = (45.0, 11.0, 16.0)
    true = TRUE_MULTIPLE * model_shift(at) + TRUE_CONSTANT
    few, many = learn_healing(healed_pairs(3)), learn_healing(healed_pairs(20))
    assert np.linalg.norm(many.shift(at) - true) < LEARNED
    assert np.linalg.norm(few.shift(at) - true) < np.linalg.norm(estimated_healing(at).shift(at) - true)
    assert (few.pairs, many.pairs) == (3, 20)


def test_pairs_that_disagree_are_trusted_less() -> None:
    """The uncertainty grows with the scatter of the pairs."""
    assert learn_healing(healed_pairs(8, scatter=5)).uncertainty > learn_healing(healed_pairs(8)).uncertainty


def test_two_pairs_are_too_few() -> None:
    """Fewer than three pairs are refused with what to do."""
    with pytest.raises(NoMatchError, match="2 pairs of fresh and healed, expected 3 or more"):
        learn_healing(healed_pairs(2))


def test_off_unless_asked_for_and_direction_always_told(tinters: Palette) -> None:
    """Without a wish the fresh colour is predicted; the direction is told in words in any case."""
    plain = match_target(SKIN, [tinters])
    asked = match_target(SKIN, [tinters], after=estimated_healing(SKIN))
    assert plain.after is None
    assert plain.matches[0].fresh is None
    codes = {finding.code for finding in asked.findings}
    assert {"match.heals_lighter", "match.no_melanin", "match.healed_estimate"} <= codes
    for said in (plain, asked):
        texts = " ".join(finding.text for finding in said.findings)
        assert "heal" in texts
        assert "lighter and cooler" in texts
        assert "no melanin will lie above" in texts
    fresh = asked.matches[0].fresh
    assert fresh is not None
    assert fresh.L < asked.matches[0].predicted.lab.L


def test_the_recipe_is_chosen_for_the_healed_colour(tinters: Palette) -> None:
    """Among recipes judged healed, the one chosen for it beats the one chosen fresh."""
    after = learn_healing(healed_pairs(8))
    limits = {"max_shades": 3, "max_parts": 12}
    chosen = find_matches(SKIN, [tinters], after=after, **limits)[0]  # type: ignore[arg-type]
    fresh = find_matches(SKIN, [tinters], **limits)[0]  # type: ignore[arg-type]
    rows = compare_recipes(SKIN, [tinters], [chosen.parts, fresh.parts], after=after)
    assert rows[0].parts == chosen.parts
    assert rows[0].delta_e00 < rows[1].delta_e00


@pytest.mark.parametrize("target", [(15.0, 5.0, 5.0), (22.0, 8.0, 9.0), (88.0, 2.0, 8.0)])
def test_the_ends_of_skin_are_answered_too(tinters: Palette, target: tuple[float, ...]) -> None:
    """Where no colour heals to the target, the nearest is mixed and the miss is told."""
    best = find_matches(target, [tinters], after=estimated_healing(target))[0]
    assert best.fresh is not None
    assert best.fresh.L < best.predicted.lab.L


def test_sheer_layers_let_the_patch_be_seen(tinters: Palette) -> None:
    """The sheerer the implantation over a light patch, the lighter the colour; dense is nearly opaque."""
    recipe = [{"W": 6, "Y2": 3, "R": 1}]
    seen = [
        compare_recipes(SKIN, [tinters], recipe, over=PATCH, density=density)[0].predicted.lab.L
        for density in (0.4, 0.7, 0.95)
    ]
    opaque = compare_recipes(SKIN, [tinters], recipe, over=PATCH)[0].predicted.lab.L
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] > opaque
    with pytest.raises(NoMatchError, match=r"expected 0\.05 to 0\.99"):
        find_matches(SKIN, [tinters], over=PATCH, density=1.5)
    with pytest.raises(NoMatchError, match="needs the Lab of the patch"):
        find_matches(SKIN, [tinters], density=0.5)


@settings(deadline=None)
@given(st.floats(25, 75), st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))
def test_powder_shifts_every_prediction(L: float, dL: float, da: float, db: float) -> None:
    """Moved back and shifted again, a colour is itself."""
    powder = powder_from((dL, da, db))
    colour = Lab(L, 10, 15)
    unset = before(powder, colour)
    assert np.asarray(unset) + powder.shift(unset) == pytest.approx(np.asarray(colour), abs=1e-6)


def test_powder_is_reckoned_with(creams: Palette) -> None:
    """The recipe is predicted as it looks powdered, and a palette may state its powder."""
    plain = compare_recipes(SKIN, [creams], [{"M2N": 1}], over=PATCH)[0]
    powdered = compare_recipes(SKIN, [creams], [{"M2N": 1}], over=PATCH, after=powder_from((1, -0.5, -0.5)))[0]
    assert np.asarray(powdered.predicted.lab) - np.asarray(plain.predicted.lab) == pytest.approx([1, -0.5, -0.5])
    assert powdered.fresh == pytest.approx(plain.predicted.lab)
    assert powdered.lights["D65"] == pytest.approx(powdered.delta_e00, abs=1e-4)
    entry = {"code": "1", "name": "One", "lab": [60, 10, 18]}
    stated = load_palette({"name": "own", "shades": [entry], "powder_shift": [1.0, 0.0, -0.5]})
    assert palette_powder(stated) == powder_from((1.0, 0.0, -0.5))
    assert palette_powder(creams) is None
    with pytest.raises(NoMatchError, match="expected three differences"):
        powder_from((40, 0, 0))


def test_powder_is_not_for_pigment(tinters: Palette) -> None:
    """Powder on pigment, and healing of cream, are refused."""
    with pytest.raises(NoMatchError, match="goes with camouflage, and this is dermatography"):
        find_matches(SKIN, [tinters], after=powder_from((1, 0, 0)))


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Pair,
            st.builds(Lab, st.floats(0, 100), st.floats(-90, 90), st.floats(-90, 90)),
            st.builds(Lab, st.floats(0, 100), st.floats(-90, 90), st.floats(-90, 90)),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=9),
        ),
        max_size=5,
    )
)
def test_the_file_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, pairs: list[Pair]) -> None:
    """Pairs are read back as they were written, but for rounding."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.json"
    path.write_text(dump_pairs(pairs), encoding="utf-8")
    back = load_pairs(path)
    assert [one.note for one in back] == [one.note for one in pairs]
    for one, other in zip(back, pairs, strict=True):
        assert one.fresh == pytest.approx(other.fresh, abs=1e-4)
        assert one.healed == pytest.approx(other.healed, abs=1e-4)


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    """What is wrong in a file of pairs is named with its place."""
    path = tmp_path / "pairs.json"
    path.write_text('{"schema": "tonematch.healed/1", "pairs": [{"fresh": [1, 2]}]}', encoding="utf-8")
    with pytest.raises(PaletteError, match=r"pair 1, fresh: \[1, 2\] is not three numbers"):
        load_pairs(path)
