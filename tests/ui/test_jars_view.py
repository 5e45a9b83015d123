"""Jars measured from a photo in the app: the card found, labels typed, K and S told, kept as a palette."""

from collections.abc import Callable

import cv2
import pytest
from streamlit.testing.v1 import AppTest

from scripts.render.drawdown import CardPhoto, photograph_card
from tonematch.mix.film.constants import Constants
from tonematch.mix.palettes import own
from tonematch.mix.palettes.load import load_palette
from tonematch.ui.palettes import card_photo
from tonematch.ui.palettes.jars import wrong_labels
from tonematch.ui.words import jars as words

PAGE = "tonematch/ui/palettes/page.py"
FILMS = {1: "F1C", 3: "M2N"}
CHROMA_AWAY = 6.0  # Lab units: a photo knows an opaque colour to ΔE00 3 at most, by scripts/measure_drawdowns.py


@pytest.fixture(scope="module")
def card() -> bytes:
    """Give a rendered photo of the card with two films on it, as a PNG file."""
    films = {}
    for row, code in FILMS.items():
        shade = load_palette("generic-camouflage").shade(code)
        assert shade.k is not None
        assert shade.s is not None
        films[row] = Constants(shade.k.copy(), shade.s.copy())
    encoded = cv2.imencode(".png", photograph_card(CardPhoto(films))[..., ::-1])[1]
    return bytes(encoded.tobytes())


@pytest.fixture
def page(app: AppTest, tmp_path, monkeypatch) -> AppTest:
    """Open the view."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "data"))
    app.session_state["own:palettes view"] = "measure"
    return app.switch_page(PAGE).run()


@pytest.fixture
def with_card(page: AppTest, card: bytes) -> Callable[[str], AppTest]:
    """Upload the photo under a name."""

    def upload(name: str) -> AppTest:
        page.file_uploader[0].set_value((name, card, "image/png")).run()
        return page

    return upload


def label(app: AppTest, number: int, code: str, name: str) -> None:
    """Type code and name beside a row's number."""
    for what, value in ((words.LABEL_CODE, code), (words.LABEL_NAME, name)):
        (field,) = [one for one in app.text_input if one.label == words.LABEL.format(what=what, number=number)]
        field.input(value)


def texts(app: AppTest) -> str:
    """Join all plain texts and notices of a page."""
    return "\n".join(element.value for element in [*app.text, *app.info, *app.error, *app.markdown, *app.caption])


def test_a_card_becomes_a_palette(with_card):
    """Two rows labelled and measured give K and S; kept, they are a palette that knows how it was measured."""
    app = with_card("<b>card</b>.png")
    assert words.CARD_FOUND in texts(app)
    label(app, 1, "A1", "Ivory")
    label(app, 3, "A2", "Sand")
    app.run()
    app.button(key="measure").click().run()
    assert not app.exception
    assert words.CONSTANTS_TITLE in [header.value for header in app.subheader]
    app.text_input(key="measured-title").input("My two").run()
    app.text_input(key="measured-coats").input("1,5").run()
    app.button(key="keep-jars").click().run()
    kept = own.load_own("my-two")
    assert (kept.title, kept.data, kept.instrument, len(kept.shades)) == ("My two", "measured", "photo", 2)
    truth = load_palette("generic-camouflage")
    for shade, code in zip(kept.shades, FILMS.values(), strict=True):
        assert shade.k is not None
        assert all(abs(a - b) < CHROMA_AWAY for a, b in zip(shade.lab, truth.shade(code).lab, strict=True))
    assert kept.coat_thickness == pytest.approx(1 / 1.5)
    assert card_photo.JARS not in app.session_state


def test_labels_must_be_whole_and_each_its_own():
    """A row with a code alone, or a code that stands twice, is told by its number."""
    assert wrong_labels({1: ("A", ""), 2: ("", "Sand")}) == (
        "Number 1 needs both a code and a name.",
        "Number 2 needs both a code and a name.",
    )
    assert wrong_labels({1: ("A", "Sand"), 4: ("A", "Dune")})[1] == "Number 4: the code A stands twice."
    assert wrong_labels({1: ("A", "Sand")}) == ()


def test_opaque_layers_pointed_at(with_card, draw):
    """Points give a Lab each; from it a reflectance is recovered, and that is told."""
    app = with_card("card.png")
    held = app.session_state[card_photo.JARS]
    app.toggle[0].set_value(True).run()
    app = draw(app, "jars", ("point", [list(held.card[0].over_white)]), digest=held.photo.sha256)
    label(app, 1, "A1", "Ivory")
    app.run()
    app.button(key="measure").click().run()
    assert not app.exception
    assert "Only the colour of each jar was measured" in texts(app)
    app.button(key="keep-jars").click().run()
    (kept,) = own.own_palettes().palettes.values()
    assert (kept.shades[0].recovered, kept.shades[0].k) == (True, None)


def test_a_photo_without_a_chart_is_told(page):
    """A picture without a chart is refused with the reason, and nothing is kept of it."""
    grey = cv2.imencode(".png", photograph_card(CardPhoto({}))[:, :500])[1]
    page.file_uploader[0].set_value(("half.png", bytes(grey.tobytes()), "image/png")).run()
    assert not page.exception
    assert "The colour chart could not be read" in texts(page)
    assert card_photo.JARS not in page.session_state


def test_coats_that_cannot_be_are_told(with_card):
    """A number of coats out of range is told, and keeping waits for it."""
    app = with_card("card.png")
    label(app, 1, "A1", "Ivory")
    app.run()
    app.button(key="measure").click().run()
    app.text_input(key="measured-coats").input("0").run()
    assert "Coats is 0, expected 0.1 to 100, or nothing." in texts(app)
    assert app.button(key="keep-jars").disabled
