"""The skin page: mending by brush, undo, one's own reference area, the other side of the body."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.difference import delta_e00
from tonematch.ui.words import match as words

STEPS = "tonematch/ui/match"
LIGHT, BROWN, NO_CHART, SCALP = 1, 5, 13, 15
NEAR_DELTA_E = 1.5  # painted skin beside the patch against the skin's own tone: the skin varies by as much

Choose = Callable[[int], AppTest]
Draw = Callable[..., AppTest]


def facts_of(number: int) -> dict[str, Any]:
    """Read what stands beside a sample."""
    facts: dict[str, Any] = json.loads(sample_photos()[number - 1].with_suffix(".json").read_text(encoding="utf-8"))
    return facts


def titles(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


@pytest.fixture
def page(app: AppTest, with_sample: Choose) -> AppTest:
    """Open the skin page on a sample."""
    with_sample(BROWN)
    return app.switch_page(f"{STEPS}/3_skin.py").run()


CLICK = ("point", [facts_of(BROWN)["patch"]["click"]])
SKIN_CLICK = facts_of(BROWN)["surrounding"]["skin_click"]
(X, Y), RADIUS = CLICK[1][0], 30.0
ADDED = ("add", [[X, Y - 120], [X + 150, Y - 120]], RADIUS)


def patch_of(app: AppTest) -> np.ndarray:
    """Give the patch that the page shows."""
    return app.session_state["case:now"].sample.patch_mask


def test_strokes_mend_the_patch(page: AppTest, draw: Draw) -> None:
    """What is added belongs to the patch afterwards, what is taken away does not, and the tones are measured anew."""
    draw(page, "skin", CLICK)
    found = patch_of(page)
    draw(page, "skin", CLICK, ADDED)
    mended = patch_of(page)
    assert mended[Y - 120, X + 100]
    assert not found[Y - 120, X + 100]
    draw(page, "skin", CLICK, ADDED, ("remove", [[X, Y]], RADIUS))
    assert not patch_of(page)[Y, X]
    assert patch_of(page)[Y - 120, X + 100]
    assert not page.error
    assert not page.exception


def test_undo_and_redo_outlive_the_page(page: AppTest, draw: Draw) -> None:
    """Taking a stroke back gives the patch as it was; the page keeps what was drawn while others are looked at."""
    draw(page, "skin", CLICK)
    found = patch_of(page)
    draw(page, "skin", CLICK, ADDED)
    mended = patch_of(page)
    draw(page, "skin", CLICK, ADDED, at=1)
    assert (patch_of(page) == found).all()
    page.switch_page(f"{STEPS}/2_chart.py").run()
    page.switch_page(f"{STEPS}/3_skin.py").run()
    kept = page.session_state["case:now"].marking
    assert [gesture.tool for gesture in kept.gestures] == ["point", "add"]
    assert kept.at == 1
    draw(page, "skin", CLICK, ADDED, at=2)
    assert (patch_of(page) == mended).all()


def test_a_stroke_that_leaves_nothing_is_told_and_the_patch_kept(page: AppTest, draw: Draw) -> None:
    """Rubbing the whole patch out is said in words; what was measured before stays, and going on works from there."""
    draw(page, "skin", CLICK)
    before = page.session_state["case:now"].sample
    draw(page, "skin", CLICK, ("remove", [[X, Y]], 900.0))
    assert "This mark cannot be used" in titles(page.error)
    assert page.session_state["case:now"].sample is before
    draw(page, "skin", CLICK, ADDED)
    assert not page.error
    assert patch_of(page)[Y - 120, X + 100]


def test_starting_over_takes_the_tones_away(page: AppTest, draw: Draw) -> None:
    """After starting over nothing is marked and the next step is shut; doing it is undone like anything else."""
    draw(page, "skin", CLICK)
    assert any(button.label == words.TO_MATCH for button in page.button)
    draw(page, "skin", CLICK, ("over", []))
    assert page.session_state["case:now"].sample is None
    assert not any(button.label == words.TO_MATCH for button in page.button)
    draw(page, "skin", CLICK, ("over", []), at=1)
    assert page.session_state["case:now"].sample is not None


def test_skin_can_be_painted_to_compare_with(page: AppTest, draw: Draw) -> None:
    """The painted skin is sampled instead of the band, and the page says so."""
    draw(page, "skin", CLICK, ("compare", [SKIN_CLICK, [SKIN_CLICK[0] + 40, SKIN_CLICK[1]]], RADIUS))
    sample = page.session_state["case:now"].sample
    assert sample.reference == "painted"
    assert sample.surround_mask[int(SKIN_CLICK[1]), int(SKIN_CLICK[0]) + 20]
    assert sample.patch is not None
    truth = facts_of(BROWN)["surrounding"]["lab"]
    assert float(delta_e00(truth, sample.surrounding.lab)) < NEAR_DELTA_E
    assert words.REFERENCES["painted"] in titles(page.markdown)


@pytest.mark.parametrize("tool", ["lighter", "line"])
def test_a_region_and_a_rough_line_find_the_patch(page: AppTest, draw: Draw, tool: str) -> None:
    """A region with the patch in it, or a line drawn inside the patch, finds what a click finds."""
    points = [[X - 260, Y - 260], [X + 260, Y + 260]] if tool == "lighter" else [[X, Y - 30], [X, Y], [X + 5, Y + 30]]
    draw(page, "skin", CLICK)
    clicked = patch_of(page)
    draw(page, "skin", (tool, points))
    assert not page.error
    found = patch_of(page)
    assert (found & clicked).sum() / (found | clicked).sum() > 0.9


def other_photo(app: AppTest, number: int) -> AppTest:
    """Upload another sample as the photo of the other side."""
    path = sample_photos()[number - 1]
    upload = next(field for field in app.file_uploader if field.key.startswith("other-"))
    upload.set_value((path.name, path.read_bytes(), "image/jpeg")).run()
    return app


def test_the_other_side_becomes_the_target(page: AppTest, draw: Draw) -> None:
    """The skin marked in a second photo is what is matched, over the patch of the first, until it is let go."""
    draw(page, "skin", CLICK)
    other_photo(page, LIGHT)
    assert not page.error
    case = page.session_state["case:now"]
    assert case.target is case.sample
    skin = facts_of(LIGHT)["surrounding"]["skin_click"]
    draw(page, "other", ("skin", [skin]), digest=case.other_side.photo.sha256)
    case = page.session_state["case:now"]
    assert case.target.reference == "contralateral"
    truth = facts_of(LIGHT)["surrounding"]["lab"]
    assert float(delta_e00(truth, case.target.surrounding.lab)) < NEAR_DELTA_E
    assert case.target.patch is case.sample.patch
    assert words.REFERENCES["contralateral"] in titles(page.markdown)
    assert any(case.other_side.photo.name in line.value for line in page.text)
    assert any("from a second photo. It differs by ΔE00" in line.value for line in page.text)
    page.switch_page(f"{STEPS}/4_match.py").run()
    assert page.session_state["case:now"].suggestions.target == case.target.surrounding.lab
    page.switch_page(f"{STEPS}/3_skin.py").run()
    next(button for button in page.button if button.label == words.OTHER_DROP).click().run()
    case = page.session_state["case:now"]
    assert case.target is case.sample
    assert case.suggestions is None


def test_a_second_photo_without_a_chart_is_told(page: AppTest, draw: Draw) -> None:
    """What is wrong with the second photo is said, and the first one's tones stay."""
    draw(page, "skin", CLICK)
    before = page.session_state["case:now"].sample
    other_photo(page, NO_CHART)
    assert "The colour chart could not be read" in titles(page.error)
    assert page.session_state["case:now"].other_side is None
    assert page.session_state["case:now"].sample is before


def test_a_scalp_is_told_apart(app: AppTest, with_sample: Choose, draw: Draw) -> None:
    """Where the site is a scalp the page gives skin and dots by itself, around the patch and in it."""
    with_sample(SCALP)
    assert app.session_state["case:now"].site == "scalp"
    page = app.switch_page(f"{STEPS}/3_skin.py").run()
    facts = facts_of(SCALP)
    draw(page, "skin", ("point", [facts["patch"]["click"]]))
    assert page.toggle(key="scalp").value
    assert not page.exception
    told = titles(page.text)
    assert told.count("Skin between the dots: ") == 2
    assert told.count("Dots as they look: ") == 2
    assert words.SCALP_SURROUNDING in titles(page.subheader)
    assert words.SCALP_PATCH in titles(page.subheader)


def test_the_site_goes_with_the_case(app: AppTest, with_sample: Choose) -> None:
    """What is said before the photo holds for it, can be changed, and is asked afresh when the case is ended."""
    app.segmented_control[0].set_value("foot").run()
    assert app.session_state["case:site"] == "foot"
    with_sample(BROWN)
    assert app.session_state["case:now"].site == "arm", "a sample says itself where it is"
    app.segmented_control[0].set_value("body").run()
    assert app.session_state["case:now"].site == "body"
    assert app.session_state["case:now"].calibration is not None
    app.button(key="end-case").click().run()
    assert app.segmented_control[0].value is None
