"""Correct: the stripe's photo, how far it is off, the next step; and how one's own work heals."""

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_from, lab_to_linear, linear_to_srgb
from tonematch.difference import delta_e00
from tonematch.mix.film.kubelka_munk import film_over, shade_index
from tonematch.mix.loop.bottles import bottles_of
from tonematch.mix.palettes.load import load_palette
from tonematch.ui.words import correct as words

PAGE = "tonematch/ui/correct/page.py"
PALETTE = load_palette("generic-camouflage")
STRIPE, SKIN, BARE, ON_CHART, ON_CLOTH = (600.0, 430.0), (760.0, 200.0), (690.0, 430.0), (260.0, 180.0), (200.0, 600.0)
STRONG = {0: 1.35, 1: 0.8}
"""How strong the jars truly are, against the palette: the first pot a third stronger, the second a fifth weaker."""
NEAR_DELTA_E = 1.0  # painted photos are read to about half of this
PATCH_LAB = (82.0, 4.0, 11.0)

Draw = Callable[..., AppTest]
Shoot = Callable[..., bytes]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own files where a test may write."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """Open the page on a new session."""
    return app.switch_page(PAGE).run()


@pytest.fixture(scope="session")
def shoot(painter: Callable[[Any], Photo], painting: Callable[..., Any]) -> Shoot:
    """Photograph a stripe beside a skin, and if wanted on a bare patch, as the bytes of a PNG."""

    def shot(stripe: Lab, skin: Lab, bare: Lab | None = None) -> bytes:
        plain = painting().camera

        def camera(linear: np.ndarray) -> np.ndarray:
            linear = linear.copy()
            linear[395:465, 580:640] = lab_to_linear(np.array(stripe))
            return np.asarray(plain(linear))

        beneath = stripe if bare is None else bare
        photo = painter(painting(skin_lab=tuple(skin), patch_lab=tuple(beneath), camera=camera))
        pixels = np.rint(np.clip(linear_to_srgb(photo.linear), 0, 1) * 255).astype(np.uint8)
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, format="PNG")
        return encoded.getvalue()

    return shot


def pots(first: int = 8, second: int = 12) -> tuple[str, str]:
    """Name two pots of the palette."""
    return PALETTE.shades[first].code, PALETTE.shades[second].code


def drawn(recipe: Mapping[str, int], over: Lab | None = None, coats: int = 2) -> Lab:
    """Give the true colour of a stripe of a recipe, from jars that are not as the palette says."""
    codes = pots()
    held = [shade_index(PALETTE, code) for code in recipe]
    strengths = [STRONG[codes.index(code)] if code in codes else 1.0 for code in recipe]
    amounts = np.array([*recipe.values()], dtype=float) * strengths
    film = None if over is None else film_over(over, coats)
    return lab_from(bottles_of(PALETTE).labs(held, np.append(np.log(amounts), 0.0)[None], film)[0])


def told(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def everything(page: AppTest) -> str:
    """Give all that a page says."""
    kinds = (page.text, page.markdown, page.caption, page.error, page.info, page.success, page.warning, page.subheader)
    return "\n".join(told(kind) for kind in kinds)


def press(page: AppTest, label: str) -> AppTest:
    """Press the first button of that label."""
    next(button for button in page.button if button.label == label).click().run()
    return page


def mixed(page: AppTest, recipe: Mapping[str, int]) -> AppTest:
    """Tell the page what was mixed."""
    page.multiselect[0].set_value([*recipe]).run()
    for code, parts in recipe.items():
        next(field for field in page.number_input if str(field.key).endswith(f"-{code}")).set_value(parts)
    return page.run()


def upload(page: AppTest, content: bytes, name: str = "stripe.png", place: str = "stripe") -> AppTest:
    """Upload a photo on the page."""
    field = next(one for one in page.file_uploader if str(one.key).startswith(f"upload-{place}"))
    field.set_value((name, content, "image/png")).run()
    return page


def shot_of(page: AppTest, name: str = "stripe") -> Any:  # noqa: ANN401  # whatever the session holds
    """Give a photo of the session."""
    return page.session_state[f"case:shot {name}"]


def pointed(page: AppTest, draw: Draw, name: str = "stripe", **places: tuple[float, float]) -> AppTest:
    """Point at places in a photo of the page."""
    gestures = [(tool, [list(at)]) for tool, at in places.items()]
    return draw(page, name, *gestures, digest=shot_of(page, name).photo.sha256)


def test_an_empty_page_says_what_to_do(page: AppTest) -> None:
    """Before anything is done the page shows its steps and what the later ones wait for."""
    assert not page.exception
    assert not page.error
    assert words.MIX_EMPTY in told(page.info)
    assert words.RESIDUAL_WAITS in told(page.caption)


def test_the_whole_way(page: AppTest, draw: Draw, shoot: Shoot) -> None:
    """Mix, stripe, residual, addition, second stripe: what is told is true, and the second stripe is nearer."""
    first, second = pots()
    recipe = {first: 4, second: 3}
    skin = lab_from(
        bottles_of(PALETTE).labs([shade_index(PALETTE, code) for code in recipe], np.log([[4, 3, 1.0]]), None)[0]
    )
    mixed(page, recipe)
    upload(page, shoot(drawn(recipe), skin))
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert not page.exception
    assert not page.error
    told_by = page.session_state["case:correct advice"][2]
    true = float(delta_e00(skin, drawn(recipe)))
    assert told_by.residual.delta_e00 == pytest.approx(true, abs=NEAR_DELTA_E / 2)
    assert words.NEXT_TITLE in told(page.subheader)
    added = dict(told_by.additions[0].recipe)
    press(page, words.ADDED)
    assert page.session_state["case:correct mix"].mix.recipe == added
    assert "case:shot stripe" not in page.session_state
    upload(page, shoot(drawn(added), skin), "second.png")
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert not page.error
    after = page.session_state["case:correct advice"][2].residual.delta_e00
    assert after < told_by.residual.delta_e00
    assert words.HISTORY_TITLE in told(page.subheader)
