"""The reveal: one's own blend beside the best there is, and what each pot would do to it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.palettes.load import load_palette
from tonematch.practise.bank import bundled_exercises
from tonematch.practise.easel import Easel, set_up
from tonematch.practise.points import FULL
from tonematch.practise.reveal import Reveal, judged, ranked, reveal

CREAMS = [graded for graded in bundled_exercises() if graded.exercise.max_shades == 2]
PALETTE = load_palette("generic-camouflage")
CODES = [shade.code for shade in PALETTE.shades]
ROUNDING = 1e-3  # of points: what four digits of a written ΔE00 leave open
SAME = 1e-9  # double precision


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(CREAMS),
    st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True),
    st.integers(1, 4),
    st.integers(0, 4),
)
def test_nobody_beats_the_engine(graded, codes, one, other) -> None:
    """No blend within the limits gets more points than the engine's best, whatever is laid down."""
    shown = reveal(graded, set_up(graded.exercise, PALETTE), dict(zip(codes, (one, other), strict=True)))
    assert shown.engine.points >= shown.own.points - SAME
    assert shown.engine.match.delta_e00 <= shown.own.match.delta_e00 + SAME


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(CREAMS))
def test_laying_down_the_best_ties_with_it(graded) -> None:
    """Whoever finds the best recipe gets the engine's points."""
    shown = reveal(graded, set_up(graded.exercise, PALETTE), graded.survey.best)
    assert shown.own.points == pytest.approx(shown.engine.points, abs=ROUNDING)


def test_a_perfect_blend_gets_everything(easel: Easel, graded) -> None:
    """Where the target is what a recipe makes, that recipe gets all points but what Lab's two digits leave open."""
    made = easel.judge({"M1N": 2, "T1W": 1}).predicted.lab
    exact = replace(graded.exercise, target=made)
    assert judged(set_up(exact, easel.palette), "own", {"M1N": 2, "T1W": 1}).points == pytest.approx(FULL)


def test_the_tutor_stands_beside(easel: Easel, graded) -> None:
    """A tutor's recipe is judged like the others, and only where there is one."""
    shown = reveal(graded, easel, {"F1C": 1}, tutor={"T1W": 1})
    assert [blend.whose for blend in shown.blends] == ["own", "engine", "tutor"]
    assert [blend.whose for blend in reveal(graded, easel, {"F1C": 1}).blends] == ["own", "engine"]


def test_blends_are_ranked_best_first(easel: Easel, graded) -> None:
    """Ranks follow ΔE00, and the engine's best is first."""
    order = ranked(reveal(graded, easel, {"D2C": 1}, tutor={"T1W": 1}).blends)
    assert [blend.match.rank for blend in order] == [1, 2, 3]
    assert order[0].whose == "engine"
    assert [blend.match.delta_e00 for blend in order] == sorted(blend.match.delta_e00 for blend in order)


def shown_of(easel: Easel, graded, parts: dict[str, int]) -> Reveal:
    """Reveal a blend."""
    return reveal(graded, easel, parts)


def test_a_pull_is_what_the_changed_recipe_comes_to(easel: Easel, graded) -> None:
    """Each pull's ΔE00 is that of the recipe with one part more or less."""
    parts = {"F1N": 2, "T1W": 1}
    for pull in shown_of(easel, graded, parts).pulls:
        changed = {**parts, pull.code: parts.get(pull.code, 0) + pull.by}
        left = {code: count for code, count in changed.items() if count}
        assert pull.delta_e00 == pytest.approx(easel.judge(left).delta_e00, abs=SAME)


def test_a_darker_pot_pulls_darker(easel: Easel, graded) -> None:
    """More of a deep cream in a fair one darkens it, and less of it lightens it."""
    pulls = {(pull.code, pull.by): pull.moves for pull in shown_of(easel, graded, {"F1N": 4, "D1N": 2}).pulls}
    assert "darker" in pulls["D1N", 1]
    assert "lighter" in pulls["D1N", -1]


def test_the_last_pot_is_not_taken_out(easel: Easel, graded) -> None:
    """A blend of one part cannot lose it; pots of the best that are missing are tried too."""
    pulls = shown_of(easel, graded, {"D2C": 1}).pulls
    assert ("D2C", -1) not in {(pull.code, pull.by) for pull in pulls}
    assert set(graded.survey.best) <= {pull.code for pull in pulls}


def test_what_cannot_be_laid_down_is_told(easel: Easel, graded) -> None:
    """An empty blend and an unknown pot are errors, not answers."""
    with pytest.raises(NoMatchError):
        reveal(graded, easel, {})
    with pytest.raises(PaletteError):
        reveal(graded, easel, {"NOPE": 1})
