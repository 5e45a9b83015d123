"""What is kept of one's own jars and of how one's work heals."""

from pathlib import Path

import pytest

from tonematch.colour import Lab
from tonematch.errors import PaletteError
from tonematch.mix.healing.healed import Pair
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.load import load_palette
from tonematch.ui.correct import own_jars

SKIN = Lab(62.0, 11.0, 19.0)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own files where a test may write."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    return tmp_path


def stripe(lightness: float, parts: int = 3, mix: str = "Monday") -> Stripe:
    """Draw a stripe of two creams, lighter or darker than a skin."""
    first, second = load_palette("generic-camouflage").shades[8:10]
    return Stripe({first.code: parts, second.code: 1}, Lab(lightness, 11.0, 19.0), SKIN, mix=mix)


def test_nothing_is_known_at_first() -> None:
    """A new user has neither jars nor pairs, and no file is made by asking."""
    assert own_jars.strengths_of("generic-camouflage") is None
    assert own_jars.healing() is None
    assert not own_jars.pairs_file().parent.exists()


def test_what_stripes_showed_is_read_again() -> None:
    """Strengths come back from the file as they were kept, with their stripes."""
    kept = own_jars.remember(load_palette("generic-camouflage"), [stripe(58.0)])
    assert own_jars.strengths_of("generic-camouflage") == kept
    assert set(kept.shades) == set(stripe(58.0).parts)


def test_a_mix_counts_once() -> None:
    """Keeping a mix again replaces its stripes; another mix is added to them."""
    palette = load_palette("generic-camouflage")
    own_jars.remember(palette, [stripe(58.0)])
    own_jars.remember(palette, [stripe(58.0), stripe(60.0, parts=4)])
    kept = own_jars.remember(palette, [stripe(59.0, mix="Tuesday")])
    assert [one.mix for one in kept.history] == ["Monday", "Monday", "Tuesday"]
    assert [one.mix for one in own_jars.before_this_mix(palette.name, "Monday")] == ["Tuesday"]


def test_jars_are_forgotten() -> None:
    """Forgetting takes the file away, and once more does no harm."""
    own_jars.remember(load_palette("generic-camouflage"), [stripe(58.0)])
    own_jars.forget_jars("generic-camouflage")
    own_jars.forget_jars("generic-camouflage")
    assert own_jars.strengths_of("generic-camouflage") is None


@pytest.mark.parametrize("content", ["", "{", '{"schema": "other"}', '{"schema": "tonematch.strengths/1"}'])
def test_a_broken_file_of_jars_is_told_and_kept(content: str) -> None:
    """Neither reading nor remembering touches a file that cannot be read; setting it aside makes room."""
    path = own_jars.jars_file("generic-camouflage")
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PaletteError, match=path.name):
        own_jars.strengths_of("generic-camouflage")
    with pytest.raises(PaletteError, match=path.name):
        own_jars.remember(load_palette("generic-camouflage"), [stripe(58.0)])
    assert path.read_text(encoding="utf-8") == content
    aside = own_jars.set_aside(path)
    own_jars.remember(load_palette("generic-camouflage"), [stripe(58.0)])
    assert aside.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", "Crème №5", "x" * 300])
def test_names_of_palettes_stay_in_the_folder(name: str) -> None:
    """Whatever a palette is called, its file lies in the folder of jars and has a short name."""
    path = own_jars.jars_file(name)
    assert path.parent.name == own_jars.FOLDER
    assert len(path.name) <= 60
    assert path != own_jars.jars_file(f"{name}!")


def test_three_pairs_tell_a_shift() -> None:
    """With the third pair there is a shift, with a pair taken out again there is none."""
    for lightness in (50.0, 55.0, 60.0):
        assert own_jars.healing() is None
        own_jars.add_pair(Pair(Lab(lightness, 14.0, 20.0), Lab(lightness + 3.0, 12.0, 18.0)))
    learned = own_jars.healing()
    assert learned is not None
    assert learned.pairs == 3
    own_jars.drop_pair(1)
    assert [pair.fresh.L for pair in own_jars.pairs()] == [50.0, 60.0]
    assert own_jars.healing() is None


def test_a_broken_file_of_pairs_is_told_and_kept() -> None:
    """A pair is not added to a file that cannot be read."""
    path = own_jars.pairs_file()
    path.parent.mkdir()
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(PaletteError, match=path.name):
        own_jars.add_pair(Pair(SKIN, SKIN))
    assert path.read_text(encoding="utf-8") == "[]"
