"""The marker's outline, corners, wheel and pinch in headless Chromium: by mouse, by finger and by keyboard."""

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts import walk

SAMPLE = 5
FACTS: Any = walk.sample_facts(SAMPLE)
X, Y = FACTS["patch"]["click"]
REACH = 190  # of an outline around the patch, in pixels of the photo
SIZES = {"tablet": {"width": 768, "height": 1024}, "phone": {"width": 390, "height": 844}}
OPEN = Callable[..., Page]


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Give where a place of the photo is on the screen."""
    box = page.locator(".sheet").bounding_box()
    assert box is not None
    return box["x"] + x / FACTS["width"] * box["width"], box["y"] + y / FACTS["height"] * box["height"]


def use(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


def on_skin(page: Page) -> Page:
    """Go to the skin page with a sample."""
    walk.choose_sample(page, SAMPLE)
    use(page, "Next: mark the patch")
    expect(page.get_by_role("button", name="Take away")).to_be_visible()
    walk.settle(page)
    page.locator(".stage").scroll_into_view_if_needed()
    return page


def on_chart(page: Page) -> Page:
    """Go to the chart's page with a sample, and take the corners in hand."""
    walk.choose_sample(page, SAMPLE)
    page.get_by_role("link", name="Chart").click()
    page.get_by_text("Set the corners by hand").click()
    expect(page.locator(".handle")).to_have_count(4)
    walk.settle(page)
    page.locator(".stage").scroll_into_view_if_needed()
    return page


def fingers_on(page: Page) -> Callable[..., None]:
    """Give a hand that touches the screen with one finger for each place, as the browser itself would report it."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def around(page: Page) -> list[tuple[float, float]]:
    """Give places on the screen that go around the patch."""
    turns = [number / 24 * 2 * math.pi for number in range(25)]
    return [at(page, X + REACH * math.cos(turn), Y + REACH * math.sin(turn)) for turn in turns]


def is_measured(page: Page) -> None:
    """Wait for the tones."""
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()


def test_an_outline_by_mouse_is_the_patch(page: Page) -> None:
    """A closed line drawn freehand is taken as the patch; a mere dab with the tool is not."""
    on_skin(page)
    use(page, "Outline")
    page.mouse.click(*at(page, X, Y))
    expect(page.locator(".spoken")).to_contain_text("too small")
    first, *others = around(page)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        page.mouse.move(*place)
    page.mouse.up()
    is_measured(page)
    expect(page.get_by_text("The patch differs from the surrounding skin")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_an_outline_by_finger(open_page: OPEN, size: str) -> None:
    """On a touch screen a finger draws the outline, and nothing lies wider than the screen."""
    page = on_skin(open_page(viewport=SIZES[size], has_touch=True))
    page.get_by_role("button", name="Outline", exact=True).tap()
    page.locator(".stage").scroll_into_view_if_needed()
    touch = fingers_on(page)
    first, *others = around(page)
    touch("touchStart", first)
    for place in others:
        touch("touchMove", place)
    touch("touchEnd")
    is_measured(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_two_fingers_enlarge_and_move_with_the_point_tool(open_page: OPEN) -> None:
    """A pinch enlarges the picture although one finger alone would point; it marks nothing."""
    page = on_skin(open_page(viewport=SIZES["tablet"], has_touch=True))
    touch = fingers_on(page)
    x, y = at(page, X, Y)
    before = page.locator(".sheet").bounding_box()
    touch("touchStart", (x - 30, y), (x + 30, y))
    for reach in (40, 50, 60):
        touch("touchMove", (x - reach, y), (x + reach, y))
    touch("touchEnd")
    after = page.locator(".sheet").bounding_box()
    assert before is not None
    assert after is not None
    assert 1.8 < after["width"] / before["width"] < 2.2
    walk.settle(page)
    expect(page.get_by_text(re.compile("^Known to about"))).to_have_count(0)


def test_the_wheel_scrolls_the_page_until_the_picture_is_in_use(page: Page) -> None:
    """Over a picture nobody has used the wheel is the page's; afterwards it enlarges what lies under the mouse."""
    on_skin(page)
    sheet = page.locator(".sheet")
    page.mouse.move(*at(page, X, Y))
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    whole = sheet.bounding_box()
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")
    page.mouse.click(*at(page, X, Y))
    is_measured(page)
    x, y = at(page, X, Y)
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(300)
    larger = sheet.bounding_box()
    assert whole is not None
    assert larger is not None
    assert larger["width"] > 1.3 * whole["width"]
    near = at(page, X, Y)
    assert abs(near[0] - x) + abs(near[1] - y) < 4, "what lay under the mouse stays there"


def test_corners_by_finger_and_by_keyboard(open_page: OPEN) -> None:
    """A finger drags a ring, Tab and the arrow keys steer one, and the chart is read where they are."""
    page = on_chart(open_page(viewport=SIZES["tablet"], has_touch=True))
    ring = page.get_by_role("button", name="Corner beside white")
    before = ring.get_attribute("aria-label") or ""
    touch = fingers_on(page)
    x, y = at(page, *FACTS["chart"]["corners"][3])
    touch("touchStart", (x, y))
    touch("touchMove", (x + 20, y - 20))
    touch("touchMove", (x + 40, y - 40))
    expect(page.locator(".loupe")).to_be_visible()
    touch("touchEnd")
    expect(ring).not_to_have_attribute("aria-label", before)
    dragged = ring.get_attribute("aria-label") or ""
    walk.settle(page)
    page.get_by_role("button", name="Undo").tap()
    expect(ring).to_have_attribute("aria-label", before)
    ring.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(ring).to_have_attribute("aria-label", before)
    assert dragged != before
    walk.settle(page)
    use(page, "Read the chart at these corners")
    expect(page.get_by_text("marked by hand")).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, SIZES["tablet"]], ids=["desk", "tablet"])
def test_the_whole_photo_is_seen_without_scrolling(open_page: OPEN, size: dict[str, int]) -> None:
    """On the chart's page the picture fits the window, also while its corners are in hand."""
    page = on_chart(open_page(viewport=size))
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")
    box = page.locator(".stage").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size["height"]


def test_names_go_around_and_wrong_ones_are_told(page: Page) -> None:
    """Turned names are told as the wrong order, and turning them on to the start gives the chart again."""
    on_chart(page)
    use(page, "Turn the names")
    walk.settle(page)
    use(page, "Read the chart at these corners")
    expect(page.get_by_text("The colour chart could not be read")).to_be_visible()
    for _ in range(3):
        use(page, "Turn the names")
        walk.settle(page)
    use(page, "Read the chart at these corners")
    expect(page.get_by_text("marked by hand")).to_be_visible()
