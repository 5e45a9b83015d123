"""The part Palettes in a real browser: tiles ticked, a cell typed, nothing lost on a reload."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts import walk
from tonematch.mix.palettes import own
from tonematch.mix.palettes.load import load_palette
from tonematch.ui.words import palettes as words

HOSTILE = "<img src=x onerror=alert(1)>"
TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
L_CELL = (575, 60)
"""Of the first row in the table, from its upper left corner."""


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep what the app writes in a folder of the test; the app is started after this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONEMATCH_DATA", str(tmp_path_factory.mktemp("data")))
        shades = [
            {"code": "A1", "name": HOSTILE, "lab": [62.5, 10, 18]},
            {"code": "A2", "name": "Night", "lab": [24, 11, 12]},
        ]
        own.add_own(load_palette({"name": "x", "title": f"My {HOSTILE}", "shades": shades}))
        yield


@pytest.fixture(scope="module")
def address(folder: object) -> object:
    """Start the app once for these walks, with that folder."""
    assert folder is None
    with walk.running_app() as started:
        yield started


def open_view(page: Page, view: str) -> None:
    """Open a view of the part."""
    page.locator(".st-key-parts").get_by_role("link", name="Palettes", exact=True).click()
    page.get_by_role("radio", name=words.VIEWS[view]).click()
    walk.settle(page)


def open_own(page: Page) -> None:
    """Open the palette of one's own."""
    page.locator('[class*="st-key-card-"]', has_text="My <img").get_by_role("button").first.click()
    expect(page.locator(".st-key-open-title").get_by_text("My <img")).to_be_visible()
    walk.settle(page)


def test_ticked_by_touch_and_kept_through_a_reload(open_page: Callable[..., Page]) -> None:
    """A tap ticks a pot; a reload keeps the tick; names that are markup are shown as they are."""
    page = open_page(**TABLET)
    open_view(page, "look")
    open_own(page)
    expect(page.get_by_text(HOSTILE).first).to_be_visible()
    open_view(page, "kit")
    page.get_by_role("checkbox", name="Night").tap()
    expect(page.get_by_text("1 of 2 ticked")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of 2 ticked")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Night")).to_be_checked()


def test_a_cell_is_checked_while_it_is_typed(page: Page) -> None:
    """A lightness beyond 100 is told at once, and saving waits until it is put right."""
    open_view(page, "look")
    open_own(page)
    open_view(page, "edit")
    canvas = page.locator('[data-testid="stDataFrame"] canvas').first
    expect(canvas).to_be_visible()
    page.wait_for_timeout(1000)
    for typed, told in (("140", "L* is 140, expected 0 to 100."), ("61,5", None)):
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + L_CELL[0], box["y"] + L_CELL[1])
        page.keyboard.type(typed, delay=80)
        page.keyboard.press("Enter")
        if told is not None:
            expect(page.locator(".st-key-problem-rows").get_by_text(told)).to_be_visible()
            expect(page.get_by_role("button", name=words.SAVE, exact=True)).to_be_disabled()
            page.wait_for_timeout(1000)
    page.get_by_role("button", name=words.SAVE, exact=True).click()
    expect(page.get_by_text(words.SAVED)).to_be_visible()
    (palette,) = own.own_palettes().palettes.values()
    assert palette.shades[0].lab.L == 61.5
