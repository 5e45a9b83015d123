"""What a shop learns of its own jars: factors that come nearer to the truth, and a file that keeps them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.colour import Lab, lab_from
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.film.kubelka_munk import predict_mix
from tonematch.mix.film.strengths import Factor, Strengths, strengths_from, with_strengths
from tonematch.mix.loop.bottles import bottles_of
from tonematch.mix.loop.learning import STRENGTH_SD, learn
from tonematch.mix.loop.strengths_file import dump_strengths, load_strengths
from tonematch.mix.loop.stripes import Stripe, pours
from tonematch.mix.palettes.load import Palette, load_palette

NEAR = 0.1  # of a factor; what three noiseless stripes leave between strength, dose and the prior
KEPT = 1e-4  # rounding in the file
colours = st.builds(Lab, st.floats(0, 100), st.floats(-100, 100), st.floats(-100, 100))
factors = st.builds(Factor, st.floats(0.1, 10), st.floats(0, 2))
codes = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
stripes = st.builds(
    Stripe,
    parts=st.dictionaries(codes, st.integers(1, 500), min_size=1, max_size=4),
    stripe=colours,
    skin=colours,
    over=st.none() | colours,
    coats=st.integers(1, 10),
    uncertainty=st.floats(0, 50),
    mix=codes,
    day=codes,
)
known = st.builds(
    Strengths,
    palette=codes,
    shades=st.dictionaries(codes, factors, max_size=5),
    coat=st.none() | factors,
    history=st.lists(stripes, max_size=4).map(tuple),
)


@pytest.fixture(scope="module")
def palette() -> Palette:
    """Give the bundled creams."""
    return load_palette("generic-camouflage")


def drawn(true: Palette, parts: dict[str, int], *, over: Lab | None = None, mix: str = "") -> Stripe:
    """Give a stripe of the true jars, read without error beside a skin that the nominal mix would match."""
    lab = predict_mix(true, parts, over=over, coats=1).lab
    return Stripe(parts, lab, lab, over=over, coats=1, uncertainty=0.1, mix=mix)


def test_a_weak_shade_is_found_out(palette: Palette) -> None:
    """Stripes of several mixes of one weak jar give its strength relative to the others."""
    true = with_strengths(palette, Strengths(palette.name, {"M1W": Factor(0.7, 0)}))
    recipes = ({"M1W": 4, "T2N": 4}, {"M1W": 6, "D1W": 2}, {"M1W": 3, "F1C": 5})
    found = learn(bottles_of(palette), [drawn(true, parts, mix=str(at)) for at, parts in enumerate(recipes)])
    others = [found.factor("strength", code) for code in ("T2N", "D1W", "F1C")]
    assert found.factor("strength", "M1W") / np.mean(others) == pytest.approx(0.7, abs=NEAR)
    assert found.spread("strength", "M1W") < STRENGTH_SD


def test_stripes_as_predicted_teach_nothing_new(palette: Palette) -> None:
    """Where every stripe is as the palette says, all factors stay 1."""
    found = learn(bottles_of(palette), [drawn(palette, {"M1W": 4, "T2N": 4})])
    assert [found.factor("strength", code) for code in ("M1W", "T2N", "D1W")] == pytest.approx([1, 1, 1])


def test_a_thin_film_is_told_from_weak_shades(palette: Palette) -> None:
    """Stripes of one shade over a light patch can only be too light because the film is thin."""
    over = Lab(84, 4, 10)
    thin = Strengths(palette.name, {}, Factor(0.6, 0))
    true = with_strengths(palette, thin)
    found = learn(bottles_of(palette), [drawn(true, {code: 1}, over=over, mix=code) for code in ("T1W", "D1N", "D2C")])
    assert found.factor("film") < 0.85
    assert strengths_from(found).coat == Factor(round(found.factor("film"), 4), round(found.spread("film"), 4))


def test_what_was_learned_predicts_the_next_mix_better(palette: Palette) -> None:
    """With the strengths from some mixes, another mix of the same jars is predicted nearer to what it is."""
    rng = np.random.default_rng(5)
    names = ("M1W", "T2N", "D1W", "F1C")
    true = with_strengths(palette, Strengths(palette.name, {code: Factor(rng.uniform(0.7, 1.3), 0) for code in names}))
    recipes = ({"M1W": 4, "T2N": 4}, {"M1W": 6, "D1W": 2}, {"F1C": 3, "D1W": 1})
    found = strengths_from(learn(bottles_of(palette), [drawn(true, one, mix=str(one)) for one in recipes]))
    unseen = {"F1C": 3, "T2N": 2}
    wanted = np.array(predict_mix(true, unseen).lab)
    before = np.linalg.norm(np.array(predict_mix(palette, unseen).lab) - wanted)
    after = np.linalg.norm(np.array(predict_mix(with_strengths(palette, found), unseen).lab) - wanted)
    assert after < before / 2


def test_what_is_added_to_a_mix_is_poured_once() -> None:
    """Stripes of one mix share what was poured first; only what was added is new."""
    lab = Lab(50, 10, 15)
    listed = list(pours([Stripe({"A": 8}, lab, lab), Stripe({"A": 8, "B": 1}, lab, lab)]))
    assert listed == [(0, "A", 8.0), (1, "B", 1.0)]
    with pytest.raises(NoMatchError, match="nothing can be taken out of a mix"):
        list(pours([Stripe({"A": 8}, lab, lab), Stripe({"A": 7}, lab, lab)]))
    anew = list(pours([Stripe({"A": 8}, lab, lab, mix="1"), Stripe({"A": 7}, lab, lab, mix="2")]))
    assert anew == [(0, "A", 8.0), (1, "A", 7.0)]


@settings(deadline=None)
@given(known)
def test_the_file_gives_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, strengths: Strengths) -> None:
    """Whatever was learned is read back the same, but for rounding."""
    path = tmp_path_factory.mktemp("strengths") / "file.json"
    path.write_text(dump_strengths(strengths), encoding="utf-8")
    back = load_strengths(path)
    assert (back.palette, back.shades, back.coat) == (strengths.palette, strengths.shades, strengths.coat)
    assert len(back.history) == len(strengths.history)
    for one, other in zip(back.history, strengths.history, strict=True):
        assert (one.parts, one.mix, one.day, one.coats) == (other.parts, other.mix, other.day, other.coats)
        assert one.stripe == pytest.approx(other.stripe, abs=KEPT)
        assert (one.over is None) == (other.over is None)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0.6, 1.6), min_size=2, max_size=2), st.integers(1, 9), st.integers(1, 9))
def test_applying_a_factor_is_pouring_that_many_times(both: list[float], one: int, two: int) -> None:
    """A shade of strength f counts as f times its parts."""
    palette = load_palette("generic-camouflage")
    strong = with_strengths(palette, Strengths(palette.name, {"F1C": Factor(both[0], 0), "D1W": Factor(both[1], 0)}))
    poured = predict_mix(palette, {"F1C": one * both[0], "D1W": two * both[1]})
    assert predict_mix(strong, {"F1C": one, "D1W": two}).lab == pytest.approx(poured.lab, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a set of names with values"),
        ('{"schema": "x"}', "schema: 'x' is not 'tonematch.strengths/1'"),
        ('{"schema": "tonematch.strengths/1", "palette": 3, "shades": {}}', "palette: 3 is not a text"),
        (
            '{"schema": "tonematch.strengths/1", "palette": "p", "shades": {"A": {"factor": 0}}}',
            "shade A, factor: 0 is not within 0.1 to 10",
        ),
        (
            '{"schema": "tonematch.strengths/1", "palette": "p", "shades": {}, "history": [{"parts": {}}]}',
            "stripe 1, parts: {} is not a recipe",
        ),
        (
            '{"schema": "tonematch.strengths/1", "palette": "p", "shades": {}, "history": [{"parts": {"A": 1.5}}]}',
            "stripe 1, A: 1.5 is not a whole number",
        ),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    """What is wrong in a strengths file is named with its place."""
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PaletteError) as caught:
        load_strengths(path)
    assert sentence in str(caught.value)


def test_strengths_of_another_palette_are_refused(palette: Palette) -> None:
    """Strengths fit the palette they were learned with, and no other."""
    with pytest.raises(PaletteError, match="learned for the palette 'other'"):
        with_strengths(palette, Strengths("other", {}))
    with pytest.raises(PaletteError, match="'ZZ', which palette"):
        with_strengths(palette, Strengths(palette.name, {"ZZ": Factor(1, 0)}))
    with pytest.raises(PaletteError, match="cannot be read"):
        load_strengths("/nowhere/at/all.json")
    assert lab_from(predict_mix(with_strengths(palette, Strengths(palette.name, {})), {"M1W": 1}).lab) == pytest.approx(
        palette.shade("M1W").lab, abs=0.01
    )
