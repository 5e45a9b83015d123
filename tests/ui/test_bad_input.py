"""Files and marks that cannot be used, through the app: told beside their place, with what was done before kept."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms
from streamlit.testing.v1 import AppTest

from tests.capture.photo_files import encoded, noisy, plain, png_file
from tonematch.bundled import sample_photos
from tonematch.ui.places import read_number
from tonematch.ui.words import match as words

STEPS = "tonematch/ui/match"
LIGHT = 1
HUGE_PX = 9000  # a side: more pixels than are decoded

Choose = Callable[[int], AppTest]
Send = Callable[..., AppTest]


def facts_of(number: int) -> dict[str, Any]:
    """Read what stands beside a sample."""
    facts: dict[str, Any] = json.loads(sample_photos()[number - 1].with_suffix(".json").read_text(encoding="utf-8"))
    return facts


def told(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def animated() -> bytes:
    """Give an animation of two pictures."""
    file = io.BytesIO()
    noisy().save(file, format="WEBP", save_all=True, append_images=[plain()], duration=100)
    return file.getvalue()


def truncated() -> bytes:
    """Cut a sample short, as a transfer that broke off would."""
    return sample_photos()[LIGHT - 1].read_bytes()[:60_000]


BAD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.jpg": (bytes, "is not a photo that can be read"),
    "text.jpg": (lambda: b"bread, milk", "is not a photo that can be read"),
    "half.jpg": (truncated, "is damaged"),
    "dot.png": (lambda: encoded(plain(size=(1, 1))), "is 1 x 1 pixels"),
    "vast.png": (lambda: png_file(HUGE_PX, HUGE_PX), "the limit is 64 megapixels"),
    "grey.png": (lambda: encoded(noisy().convert("L")), "greyscale"),
    "animated.webp": (animated, "is an animation"),
    "<b>**x**</b>.jpg": (bytes, "is not a photo that can be read"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_and_takes_nothing_away(
    app: AppTest, with_sample: Choose, upload: Send, mark: Send, name: str
) -> None:
    """The sentence stands on the upload's page as plain text, and the case at hand stays as it was."""
    content, says = BAD_FILES[name]
    with_sample(LIGHT)
    app.switch_page(f"{STEPS}/3_skin.py").run()
    mark(app, "skin", "point", [facts_of(LIGHT)["patch"]["click"]])
    before = app.session_state["case:now"]
    assert before.sample is not None
    upload(app, content(), name)
    assert not app.exception
    assert "This photo cannot be used" in told(app.error)
    assert any(name in line.value and says in line.value for line in app.text)
    assert name not in told([*app.markdown, *app.error])
    assert app.session_state["case:now"] is before


def deep_sample() -> bytes:
    """Give a sample with 16 bits a colour."""
    picture = cv2.imread(str(sample_photos()[LIGHT - 1])).astype(np.uint16) * 257
    return bytes(cv2.imencode(".png", picture)[1])


def wide_sample() -> bytes:
    """Give a sample as PNG with the profile of sRGB, which is named."""
    file = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.open(sample_photos()[LIGHT - 1]).save(file, format="PNG", icc_profile=profile)
    return file.getvalue()


@pytest.mark.parametrize("make", [deep_sample, wide_sample])
def test_other_sound_files_are_read(app: AppTest, upload: Send, make: Callable[[], bytes]) -> None:
    """A photo of 16 bits, or with a profile, goes through to a verdict on the page it was dropped on."""
    upload(app, make(), "photo.png")
    assert not app.exception
    assert words.VERDICTS["pass"] in told(app.success)
    assert any(button.label == words.TO_SKIN for button in app.button)


def test_ink_colours_are_read_or_refused_in_words(app: AppTest, upload: Send) -> None:
    """A CMYK picture gives no traceback: a sentence, or what can be read of it."""
    upload(app, encoded(noisy().convert("CMYK"), "JPEG"), "print.jpg")
    assert not app.exception
    assert told(app.error)
    assert any("print.jpg" in line.value for line in app.text)


@pytest.mark.parametrize(
    ("corners", "says"),
    [
        ([[10, 10], [10, 10], [10, 10], [10, 10]], "do not go around"),
        ([[5, 5], [300, 5], [300, 200], [5, 200]], ""),
        ([[-50, 5], [300, 5], [300, 200], [5, 200]], "lies outside the photo"),
    ],
    ids=["on one place", "on no chart", "outside"],
)
def test_wrong_corners_are_told_and_the_calibration_kept(
    app: AppTest, with_sample: Choose, mark: Send, corners: list[list[float]], says: str
) -> None:
    """Corners that span no chart are told in words, and the chart that was found before still holds."""
    with_sample(LIGHT)
    before = app.session_state["case:now"].calibration
    app.switch_page(f"{STEPS}/2_chart.py").run()
    app.toggle[0].set_value(True).run()
    mark(app, "chart", "corners", corners)
    next(button for button in app.button if button.label == words.READ_HERE).click().run()
    assert not app.exception
    assert "The colour chart could not be read" in told(app.error)
    assert says in told(app.text)
    assert app.session_state["case:now"].calibration is before


@pytest.mark.parametrize("place", [[-5.0, 40.0], [1e7, 10.0], [0.0, 0.0]], ids=["left of it", "far off", "no skin"])
def test_clicks_off_the_skin_are_told(app: AppTest, with_sample: Choose, mark: Send, place: list[float]) -> None:
    """A point outside the photo, or on what is no skin, is told in words; nothing is measured."""
    with_sample(LIGHT)
    app.switch_page(f"{STEPS}/3_skin.py").run()
    mark(app, "skin", "point", [place])
    assert not app.exception
    assert "This mark cannot be used" in told(app.error)
    assert app.session_state["case:now"].sample is None


def test_places_are_typed_with_a_decimal_comma(app: AppTest, with_sample: Choose) -> None:
    """Typed places work with commas and points; what is no number inside the photo is told where it was typed."""
    with_sample(LIGHT)
    app.switch_page(f"{STEPS}/3_skin.py").run()
    across, down = app.text_input
    x, y = facts_of(LIGHT)["patch"]["click"]
    across.set_value("abc").run()
    press_point(app)
    assert "two numbers inside the photo" in told(app.error)
    across, down = app.text_input
    across.set_value(f"{x},5")
    down.set_value(f"{y}.25")
    press_point(app)
    assert not app.error
    assert app.session_state["case:now"].marking.mark.points == ((x + 0.5, y + 0.25),)


def press_point(app: AppTest) -> None:
    """Use the place that was typed."""
    next(button for button in app.button if button.label == words.USE_POINT).click().run()


@pytest.mark.parametrize("typed", ["", "-3", "1e3", "3,4,5", "nan", "٣", "12 000"])
def test_what_is_no_number_is_none(typed: str) -> None:
    """Signs, powers, thousands and other scripts are asked for again rather than guessed at."""
    assert read_number(typed) is None
