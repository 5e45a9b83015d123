"""Healed colour: pairs of fresh and healed, kept in the folder of own files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.ui.correct import own_jars
from tonematch.ui.words import correct as words

PAGE = "tonematch/ui/correct/page.py"
FRESH, SHIFT = (52.0, 15.0, 21.0), (4.0, -2.0, -2.5)
SHIFT_TOLERANCE = 1.0  # three pairs of one and the same shift; the prior pulls towards the model's
FIRST, SECOND = 1, 5

Draw = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own files where a test may write."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """Open the section on a new session."""
    app.switch_page(PAGE).run()
    return app.segmented_control(key="correct-section").set_value(words.HEALING).run()


def told(elements: Any) -> str:  # noqa: ANN401  # any list of elements
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def typed(page: AppTest, fresh: tuple[Any, ...], healed: tuple[Any, ...], note: str = "") -> AppTest:
    """Type a pair and keep it."""
    page.segmented_control(key="healed-how").set_value(words.BY_NUMBERS).run()
    for side, values in (("fresh", fresh), ("healed", healed)):
        for place, value in enumerate(values):
            field = next(one for one in page.text_input if str(one.key).startswith(f"healed-{side}-{place}-"))
            field.set_value(str(value))
    next(one for one in page.text_input if one.label == words.NOTE).set_value(note)
    next(button for button in page.button if button.label == words.ADD).click().run()
    return page


def healed(fresh: tuple[float, ...]) -> tuple[float, ...]:
    """Give what a fresh colour heals to."""
    return tuple(np.add(fresh, SHIFT).tolist())


def test_nothing_yet(page: AppTest) -> None:
    """Without pairs the section says how many are missing, and that healing is left out unless asked for."""
    assert not page.exception
    assert "0 of 3 pairs: 3 more" in told(page.text)
    assert words.HEALED_OFF in told(page.caption)


def test_three_typed_pairs_are_learned_from(page: AppTest) -> None:
    """Pairs typed with commas or points are kept, and the third tells a shift near the true one."""
    typed(page, ("52,0", "15,0", "21,0"), healed(FRESH), "eight weeks")
    assert "1 of 3 pairs: 2 more" in told(page.text)
    assert "eight weeks" in told(page.text)
    for lighter in (5.0, 10.0):
        fresh = (FRESH[0] + lighter, *FRESH[1:])
        typed(page, fresh, healed(fresh))
    assert not page.error
    learned = own_jars.healing()
    assert learned is not None
    assert np.abs(learned.shift(FRESH) - SHIFT).max() < SHIFT_TOLERANCE
    assert words.HEALED_READY in told(page.text)


def test_a_pair_is_taken_out(page: AppTest) -> None:
    """One pair can be taken out, and all forgotten."""
    typed(page, FRESH, healed(FRESH))
    typed(page, (60.0, 12.0, 20.0), (64.0, 10.0, 18.0))
    next(b for b in page.button if b.label == words.PAIR_DROP_NUMBER.format(number=1)).click().run()
    assert [pair.fresh.L for pair in own_jars.pairs()] == [60.0]
    page.button(key="healed-forget").click().run()
    assert own_jars.pairs() == ()
    assert not page.exception


@pytest.mark.parametrize(
    ("value", "problem"), [("", "is not a number"), ("pale", "is not a number"), ("140", "beyond")]
)
def test_a_wrong_number_is_told(page: AppTest, value: str, problem: str) -> None:
    """What is no number, or none a colour can have, is named with its field; nothing is kept."""
    typed(page, (value, 15, 21), healed(FRESH))
    assert problem in told(page.text)
    assert "L* fresh" in told(page.text)
    assert own_jars.pairs() == ()


def test_pairs_that_disagree_are_told(page: AppTest) -> None:
    """Pairs that say the opposite of each other come with a warning."""
    for sign in (1, -1, 1, -1):
        typed(page, FRESH, tuple(np.add(FRESH, (6.0 * sign, -3.0 * sign, 4.0 * sign)).tolist()))
    assert words.HEALED_DISAGREE in told(page.warning)


def test_a_broken_file_of_pairs_is_told(page: AppTest) -> None:
    """The file is named, stays as it is, and can be set aside to start anew."""
    path = own_jars.pairs_file()
    path.parent.mkdir()
    path.write_text("[]", encoding="utf-8")
    page.run()
    assert path.name in told(page.text)
    assert path.read_text(encoding="utf-8") == "[]"
    page.button(key="healed-aside").click().run()
    assert not page.error
    assert "0 of 3 pairs" in told(page.text)


def test_a_pair_from_two_photos(page: AppTest, draw: Draw) -> None:
    """The site is pointed at in both photos; the same photo twice is refused."""
    for side, number in (("fresh", FIRST), ("healed", FIRST)):
        _photo(page, draw, side, number)
    next(button for button in page.button if button.label == words.ADD).click().run()
    assert words.SAME_PHOTO in told(page.text)
    assert own_jars.pairs() == ()
    page.button(key="another-healed").click().run()
    _photo(page, draw, "healed", SECOND)
    next(button for button in page.button if button.label == words.ADD).click().run()
    assert not page.error
    pair = own_jars.pairs()[0]
    assert pair.fresh.L > pair.healed.L  # a very light forearm, then a brown one
    assert "case:shot fresh" not in page.session_state


def _photo(page: AppTest, draw: Draw, side: str, number: int) -> None:
    path = sample_photos()[number - 1]
    field = next(one for one in page.file_uploader if str(one.key).startswith(f"upload-{side}"))
    field.set_value((path.name, path.read_bytes(), "image/jpeg")).run()
    shot = page.session_state[f"case:shot {side}"]
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draw(page, side, ("site", [facts["surrounding"]["skin_click"]]), digest=shot.photo.sha256)
