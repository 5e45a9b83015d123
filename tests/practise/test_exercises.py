"""Exercises are the same on every machine, graded by what every recipe comes to, and can be written down."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tonematch.colour import Lab
from tonematch.errors import NoMatchError
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import load_palette
from tonematch.practise.bank import Graded, bundled_exercises, draw, filtered, grade_exercise, own_exercise
from tonematch.practise.easel import Easel, checked_recipe
from tonematch.practise.exercise import exercise_from, exercise_json
from tonematch.practise.progress import DEPTH_NAMES
from tonematch.practise.survey import LEVELS, Survey, can_survey, survey_from, survey_json

WRITTEN = 1e-4  # digits kept in the table
TIE = 0.05  # ΔE00 within which the engine puts the simpler recipe first
EASY = Survey(1000, 30, {"A": 1}, 0.5, 1.0, 1)


def test_every_depth_and_level_can_be_practised() -> None:
    """The bundled exercises cover all ITA classes and all levels, and each is there once."""
    bank = bundled_exercises()
    assert {graded.exercise.depth for graded in bank} == set(DEPTH_NAMES)
    assert {graded.level for graded in bank} == set(LEVELS)
    assert max(Counter(graded.exercise.id for graded in bank).values()) == 1


@pytest.mark.parametrize("number", range(0, 24, 4))
def test_the_table_says_what_the_palette_says(creams: tuple[Graded, ...], number: int) -> None:
    """Grading a bundled exercise anew gives the values in the table."""
    graded = creams[number]
    anew = grade_exercise(graded.exercise, load_palette(graded.exercise.palette)).survey
    assert survey_json(anew) == survey_json(graded.survey)


def test_the_best_is_the_engines(graded: Graded) -> None:
    """The best of the survey is as near as the best that a match finds within the same limits."""
    exercise = graded.exercise
    found = find_matches(
        exercise.target,
        [load_palette(exercise.palette)],
        over=exercise.over,
        coats=exercise.coats,
        max_shades=exercise.max_shades,
        max_parts=exercise.max_parts,
    )
    least = min(match.delta_e00 for match in found)
    assert least - TIE - WRITTEN <= graded.survey.best_delta_e00 <= least + WRITTEN


def test_what_lies_within_is_counted(easel: Easel, graded: Graded) -> None:
    """Counting singles one by one gives the nearest single pot."""
    codes = [shade.code for shade in easel.palette.shades]
    errors = [easel.judge({code: 1}).delta_e00 for code in codes]
    assert min(errors) == pytest.approx(graded.survey.single_delta_e00, abs=WRITTEN)


def test_levels_follow_the_count() -> None:
    """One pot is easy, two with room to miss are medium, all else is hard."""
    assert EASY.level == "easy"
    assert replace(EASY, pots_needed=2, within=10).level == "medium"
    assert replace(EASY, pots_needed=2, within=9).level == "hard"
    assert replace(EASY, pots_needed=3).level == "hard"
    assert replace(EASY, pots_needed=None, within=0).level == "hard"


def test_a_set_is_settled_by_its_number() -> None:
    """The same number draws the same exercises, another number others, in whatever order the bank is."""
    bank = bundled_exercises()
    ids = [graded.exercise.id for graded in draw(bank, 8, seed=7)]
    assert [graded.exercise.id for graded in draw(reversed(bank), 8, seed=7)] == ids
    assert [graded.exercise.id for graded in draw(bank, 8, seed=8)] != ids
    assert len(set(ids)) == 8


def test_a_small_bank_gives_all_it_has() -> None:
    """Asking for more exercises than there are gives each once."""
    bank = filtered(bundled_exercises(), levels=["easy"], depths=["deep"])
    assert {graded.level for graded in bank} == {"easy"}
    drawn = [graded.exercise.id for graded in draw(bank, 100, seed=1)]
    assert sorted(drawn) == sorted(graded.exercise.id for graded in bank)
    assert draw((), 5, seed=1) == ()


def test_an_exercise_survives_being_written_down(graded: Graded) -> None:
    """Read back it is the same, with the same id; its title is no part of that."""
    assert exercise_from(exercise_json(graded.exercise)) == graded.exercise
    assert survey_from(survey_json(graded.survey)) == graded.survey
    assert replace(graded.exercise, title="another").id == graded.exercise.id
    assert replace(graded.exercise, max_parts=7).id != graded.exercise.id


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("target", [1, 2]), ("target", [200, 0, 0]), ("target", ["x", 0, 0]), ("target", [float("nan"), 0, 0])),
        *(("technique", "oil"), ("origin", "hearsay"), ("patch_known", "guessed"), ("max_parts", "many")),
    ],
)
def test_a_damaged_exercise_is_none(graded: Graded, key: str, value: object) -> None:
    """A value that cannot be is refused."""
    with pytest.raises((ValueError, TypeError)):
        exercise_from(exercise_json(graded.exercise) | {key: value})


def test_a_case_of_ones_own_is_graded() -> None:
    """Its colours, a palette and limits make an exercise; modelled is said of modelled patches only."""
    palette = load_palette("generic-correctors")
    made = own_exercise(
        *(Lab(60, 10, 16), Lab(75, 8, 10), palette),
        known_as="generic-correctors",
        title="Mine",
        max_shades=2,
        max_parts=4,
        coats=2,
    )
    assert made.exercise.patch_known == "measured"
    assert made.survey.recipes == 8 + 28 * 5
    bare = own_exercise(
        *(Lab(60, 10, 16), None, palette),
        known_as="generic-correctors",
        title="Mine",
        max_shades=1,
        max_parts=4,
        coats=2,
    )
    assert bare.exercise.coats is None


def test_patches_that_are_modelled_say_so() -> None:
    """Only the patches of rendered samples are not."""
    for graded in bundled_exercises():
        exercise = graded.exercise
        assert (exercise.origin == "sample photo") == (exercise.patch_known == "rendered")
        assert ("modelled" in exercise.source) == (exercise.patch_known == "modelled")


def test_too_many_recipes_are_not_tried_one_by_one() -> None:
    """What would take long is known before."""
    assert can_survey(24, max_shades=2, max_parts=8)
    assert not can_survey(120, max_shades=4, max_parts=12)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({}, "no parts yet"),
        ({"F1C": 0}, "no parts yet"),
        ({"F1C": 9}, "9 parts, and this exercise allows 8"),
        ({"F1C": 1, "F1N": 1, "F1W": 1}, "3 pots, and this exercise allows 2"),
        ({"F1C": -1}, "parts of -1"),
        ({"F1C": 1.5}, "parts of 1.5"),
    ],
)
def test_a_recipe_keeps_to_the_exercise(graded: Graded, parts: dict[str, int], says: str) -> None:
    """What goes beyond it is told with its number."""
    with pytest.raises(NoMatchError, match=says):
        checked_recipe(graded.exercise, parts)


def test_pots_of_no_parts_are_left_out(graded: Graded) -> None:
    """A pot stepped down to nothing is not in the blend, and does not count."""
    assert checked_recipe(graded.exercise, {"F1C": 0, "F1N": 2, "F1W": 1}) == {"F1N": 2, "F1W": 1}


def test_the_easel_predicts_as_a_match_does(easel: Easel) -> None:
    """Amounts and whole parts give the same colour."""
    judged = easel.judge({"F1C": 2, "T1W": 1}).predicted.lab
    assert np.abs(easel.lab_of(("F1C", "T1W"), [[2.0, 1.0]])[0] - judged).max() < WRITTEN
