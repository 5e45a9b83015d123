"""The pages, without a browser: alone, in a row, and with input that cannot be used."""

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.errors import RegionError
from tonematch.ui.words import blends as blend_words
from tonematch.ui.words import match as words
from tonematch.ui.words import shell as shell_words

STEPS = "tonematch/ui/match"
PAGES = ("1_photo.py", "2_chart.py", "3_skin.py", "4_match.py")
LIGHT, CUT_OFF, NO_CHART, TWO_CHARTS = 1, 12, 13, 14

Choose = Callable[[int], AppTest]
Send = Callable[..., AppTest]


def facts_of(number: int) -> dict[str, Any]:
    """Read what stands beside a sample."""
    facts: dict[str, Any] = json.loads(sample_photos()[number - 1].with_suffix(".json").read_text(encoding="utf-8"))
    return facts


def titles(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def go(app: AppTest, page: str) -> AppTest:
    """Open a page."""
    return app.switch_page(f"{STEPS}/{page}").run()


def press(app: AppTest, label: str) -> AppTest:
    """Press a button by what stands on it."""
    next(button for button in app.button if button.label == label).click().run()
    return app


def sampled(app: AppTest, mark: Send, number: int) -> AppTest:
    """Mark the patch of the sample chosen."""
    go(app, "3_skin.py")
    return mark(app, "skin", "point", [facts_of(number)["patch"]["click"]])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_on_an_empty_session(app: AppTest, page: str) -> None:
    """A page that lacks what it needs says so, and never breaks."""
    go(app, page)
    assert not app.exception
    assert not app.error
    expected = words.PHOTO_TITLE if page == PAGES[0] else shell_words.EMPTY
    assert expected in titles([*app.header, *app.subheader])


def test_a_sample_goes_all_the_way_to_ranked_blends(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Choosing a sample and marking its patch leads to recipes that fit the true tone."""
    with_sample(LIGHT)
    assert words.VERDICTS["pass"] in titles(app.success)
    assert app.session_state["case:now"].site == "arm"
    assert any("hard to see" in str(line.value) or "trained eye" in str(line.value) for line in app.markdown)
    sampled(app, mark, LIGHT)
    case = app.session_state["case:now"]
    truth = facts_of(LIGHT)["surrounding"]["lab"]
    assert np.abs(np.array(case.sample.surrounding.lab) - truth).max() < 2
    assert "very light" in titles(app.markdown)
    go(app, "4_match.py")
    case = app.session_state["case:now"]
    assert blend_words.BEST_BLENDS in titles(app.subheader)
    assert [match.rank for match in case.suggestions.matches] == list(range(1, 11))
    assert any(line.value.startswith("1. ") for line in app.text)
    assert not app.exception
    assert not app.error


def truncated_jpeg() -> bytes:
    """Cut a sample short, as a transfer that broke off would."""
    return sample_photos()[LIGHT - 1].read_bytes()[:60_000]


def tiny_png() -> bytes:
    """Give a picture of one pixel."""
    encoded = io.BytesIO()
    Image.new("RGB", (1, 1)).save(encoded, format="PNG")
    return encoded.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        ("shopping.jpg", b"bread, milk", "is not a photo that can be read"),
        ("half.jpg", truncated_jpeg(), "is damaged"),
        ("dot.png", tiny_png(), "is 1 x 1 pixels"),
        ("<b>**x**</b>.jpg", b"", "is not a photo that can be read"),
    ],
    ids=["text", "truncated", "one pixel", "hostile name"],
)
def test_a_file_that_is_no_photo_is_told_and_takes_nothing_away(
    app: AppTest, with_sample: Choose, upload: Send, mark: Send, file: tuple[str, bytes, str]
) -> None:
    """The sentence stands beside the upload as plain text, and the case at hand stays as it was."""
    name, content, says = file
    sampled(with_sample(LIGHT), mark, LIGHT)
    before = app.session_state["case:now"]
    upload(app, content, name)
    assert not app.exception
    assert "This photo cannot be used" in titles(app.error)
    assert any(name in line.value and says in line.value for line in app.text)
    assert not any(name in str(line.value) for line in [*app.markdown, *app.error])
    assert app.session_state["case:now"] is before


@pytest.mark.parametrize(
    ("number", "says"),
    [(CUT_OFF, "is cut off"), (NO_CHART, "No colour chart was found"), (TWO_CHARTS, "There are 2 colour charts")],
)
def test_a_photo_without_one_whole_chart_is_told_and_the_earlier_one_kept(
    app: AppTest, with_sample: Choose, mark: Send, number: int, says: str
) -> None:
    """What is wrong with the chart is said without flags of the command line, and there is a way back."""
    sampled(with_sample(LIGHT), mark, LIGHT)
    before = app.session_state["case:now"]
    with_sample(number)
    assert not app.exception
    assert "The colour chart could not be read" in titles(app.error)
    assert any(says in line.value for line in app.text)
    assert "--" not in titles(app.text)
    next(button for button in app.button if button.label == words.EARLIER_BACK).click().run()
    assert app.session_state["case:now"] is before


def test_corners_marked_by_hand_are_read(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Where two charts are in a photo, the four corners marked say which one to trust; unmarking searches again."""
    with_sample(TWO_CHARTS)
    go(app, "2_chart.py")
    assert app.toggle[0].value, "the corners are offered where no chart was read"
    mark(app, "chart", "corners", facts_of(TWO_CHARTS)["chart"]["corners"])
    press(app, words.READ_HERE)
    assert not app.error
    assert app.session_state["case:now"].calibration.reading.found == "by hand"
    app.toggle[0].set_value(False).run()
    assert "The colour chart could not be read" in titles(app.error)


def test_a_press_outlives_a_run_that_was_ended_early(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Where the marker's message ended the run of a press before its line, the next run reads the chart, once."""
    with_sample(TWO_CHARTS)
    go(app, "2_chart.py")
    mark(app, "chart", "corners", facts_of(TWO_CHARTS)["chart"]["corners"])
    app.session_state["case:read here"] = app.session_state["case:now"].photo.sha256
    app.run()
    assert app.session_state["case:now"].calibration.reading.found == "by hand"
    assert "case:read here" not in app.session_state


def test_a_mark_off_the_skin_is_told_and_the_earlier_sample_kept(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """A click on the chart says so; what was measured before stays."""
    sampled(with_sample(LIGHT), mark, LIGHT)
    before = app.session_state["case:now"].sample
    chart = np.array(facts_of(LIGHT)["chart"]["corners"]).mean(axis=0)
    mark(app, "skin", "point", [chart.tolist()])
    assert "This mark cannot be used" in titles(app.error)
    assert any("lies on the colour chart" in line.value for line in app.text)
    assert app.session_state["case:now"].sample is before
    app.run()
    assert "This mark cannot be used" in titles(app.error)


def test_reading_the_chart_anew_clears_what_hung_on_it(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Another kind of chart gives another calibration, and tones measured with the old one go."""
    sampled(with_sample(LIGHT), mark, LIGHT)
    go(app, "2_chart.py")
    app.selectbox[0].set_value("classic24-2014").run()
    case = app.session_state["case:now"]
    assert case.calibration.reading.kind.name == "classic24-2014"
    assert case.sample is None


def test_corners_are_asked_for_by_the_names_of_the_chart(app: AppTest, with_sample: Choose) -> None:
    """Which corner is which is said by the patches of the kind chosen; a card's corners are all alike."""
    with_sample(LIGHT)
    go(app, "2_chart.py")
    app.toggle[0].set_value(True).run()
    asked = [field.label.partition(": ")[0] for field in app.text_input[::2]]
    assert asked == ["dark skin (brown)", "bluish green", "black", "white"]
    app.selectbox[0].set_value("sg140").run()
    assert [field.label.partition(": ")[0] for field in app.text_input[::2]] == ["A1", "N1", "N10", "A10"]
    app.selectbox[0].set_value("grey-card").run()
    assert words.BY_HAND_LEAD_CARD in titles(app.markdown)
    assert not app.exception
    assert "--" not in titles(app.text)


def test_raw_files_can_be_uploaded(app: AppTest) -> None:
    """The upload takes raw files, and says so."""
    field = app.file_uploader[0]
    assert {".dng", ".cr3", ".nef", ".arw", ".jpg"} <= set(field.proto.type)
    assert "raw" in field.label


def test_the_same_file_is_not_decoded_again(app: AppTest, with_sample: Choose, upload: Send) -> None:
    """A file that is at hand already is known by its digest."""
    photo = with_sample(LIGHT).session_state["case:now"].photo
    upload(app, sample_photos()[LIGHT - 1].read_bytes(), "other-name.jpg")
    assert app.session_state["case:now"].photo is photo
    assert not app.exception


def test_ending_the_case_forgets_everything(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Afterwards neither photo nor result is in the session, and the first page waits."""
    sampled(with_sample(LIGHT), mark, LIGHT)
    app.button(key="end-case").click().run()
    assert "case:now" not in app.session_state
    assert words.PHOTO_TITLE in titles(app.header)
    assert not app.exception


def test_a_refused_photo_goes_on_only_when_the_user_insists(
    app: AppTest, upload: Send, mark: Send, tmp_path: Path
) -> None:
    """A chart half blown out is refused; going on all the same is possible and is said on every page."""
    picture = cv2.imread(str(sample_photos()[LIGHT - 1])).astype(float)
    corners = np.array(facts_of(LIGHT)["chart"]["corners"])
    (left, top), (right, bottom) = (corners.min(axis=0) - 40).astype(int), (corners.max(axis=0) + 40).astype(int)
    picture[max(top, 0) : bottom, max(left, 0) : right] *= 1.6
    cv2.imwrite(str(tmp_path / "glaring.png"), np.minimum(picture, 255).astype(np.uint8))
    upload(app, (tmp_path / "glaring.png").read_bytes(), "glaring.png")
    assert words.VERDICTS["refuse"] in titles(app.error)
    assert not any(button.label == words.TO_SKIN for button in app.button)
    app.checkbox[0].check().run()
    assert any(button.label == words.TO_SKIN for button in app.button)
    go(app, "3_skin.py")
    mark(app, "skin", "skin", [facts_of(LIGHT)["surrounding"]["skin_click"]])
    assert "refused and used anyway" in titles(app.error)


def test_a_fault_of_our_own_is_one_sentence(
    app: AppTest, with_sample: Choose, mark: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error nobody foresaw shows no traceback, and the case stays."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    with_sample(LIGHT)
    before = app.session_state["case:now"].calibration
    monkeypatch.setattr("tonematch.pipeline.sample_photo", fail)
    sampled(app, mark, LIGHT)
    assert shell_words.UNEXPECTED_TITLE in titles(app.error)
    assert not app.exception
    assert "secret detail" not in titles([*app.error, *app.text, *app.markdown])
    assert app.session_state["case:now"].calibration is before


def test_hints_speak_of_the_app() -> None:
    """Flags of the command line are left out of what the app says."""
    error = RegionError("Two marks.", code="region.other", hint="Use one (--box), not both (--patch x,y).")
    assert shell_words.hint_of(error) == "Use one, not both."
    error = RegionError("It is an SG.", code="region.other", hint="Say so with --chart sg140, or --chart sg140-2014.")
    assert shell_words.hint_of(error) == "Say so by choosing sg140, or sg140-2014."
