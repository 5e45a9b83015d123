"""The marker in headless Chromium: brush, undo and zoom by mouse, finger and keyboard, on tablet and desk screen."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts import walk

SAMPLE = 5
DESK, TABLET = {"width": 1440, "height": 900}, {"width": 768, "height": 1024}
TARGET_PX = 44
FACTS: Any = walk.sample_facts(SAMPLE)
X, Y = FACTS["patch"]["click"]
OPEN = Callable[..., Page]


def on_skin(page: Page) -> Page:
    """Go to the skin page with a sample."""
    walk.choose_sample(page, SAMPLE)
    page.get_by_role("button", name="Next: mark the patch").click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible()
    walk.settle(page)
    return page


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Give where a place of the photo is on the screen."""
    box = page.locator(".sheet").bounding_box()
    assert box is not None
    return box["x"] + x / FACTS["width"] * box["width"], box["y"] + y / FACTS["height"] * box["height"]


def use(page: Page, name: str) -> None:
    """Press a button of the marker."""
    page.get_by_role("button", name=name, exact=True).click()


def start_over(page: Page) -> None:
    """Take everything away; the button is among the rarer tools."""
    if page.get_by_role("button", name="More tools").get_attribute("aria-expanded") == "false":
        use(page, "More tools")
    use(page, "Start over")


def shown(page: Page) -> str:
    """Give the layer that shows what was found, when nothing runs any more."""
    walk.settle(page)
    return page.locator(".regions").get_attribute("src") or ""


def drag(page: Page, *places: tuple[float, float]) -> None:
    """Paint with the mouse through places of the photo."""
    page.mouse.move(*at(page, *places[0]))
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*at(page, *place), steps=6)
    page.mouse.up()


def after_change(page: Page, before: str) -> str:
    """Wait until another layer is shown, and give it."""
    expect(page.locator(".regions")).not_to_have_attribute("src", before)
    return shown(page)


def found_by_click(page: Page) -> str:
    """Click the patch and give the layer that shows what was found."""
    page.mouse.click(*at(page, X, Y))
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()
    return shown(page)


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desk", "tablet"])
def test_brush_and_undo_by_mouse(open_page: OPEN, size: dict[str, int]) -> None:
    """A stroke changes what is shown, undo and redo go back and forth, and starting over takes all away."""
    page = on_skin(open_page(viewport=size))
    found = found_by_click(page)
    use(page, "Add")
    drag(page, (X - 150, Y - 100), (X, Y - 120), (X + 150, Y - 100))
    mended = after_change(page, found)
    use(page, "Undo")
    assert after_change(page, mended) == found
    use(page, "Redo")
    assert after_change(page, found) == mended
    page.locator(".stage").focus()
    page.keyboard.press("Control+z")
    assert after_change(page, mended) == found
    page.keyboard.press("Control+Shift+Z")
    assert after_change(page, found) == mended
    use(page, "Take away")
    drag(page, (X, Y), (X + 10, Y))
    after_change(page, mended)
    start_over(page)
    expect(page.locator(".regions")).to_be_hidden()
    expect(page.get_by_text(re.compile("^Known to about"))).to_have_count(0)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_strokes_in_quick_succession_all_count(page: Page) -> None:
    """Two strokes drawn while the first is still being measured are both in the patch; undo takes one back."""
    on_skin(page)
    found = found_by_click(page)
    use(page, "Add")
    drag(page, (X - 150, Y), (X - 100, Y))
    one = after_change(page, found)
    use(page, "Undo")
    after_change(page, one)
    drag(page, (X - 150, Y), (X - 100, Y))
    drag(page, (X + 100, Y), (X + 150, Y))
    expect(page.locator(".paint")).to_have_count(0)
    both = shown(page)
    assert both not in {found, one}
    use(page, "Undo")
    assert after_change(page, both) == one


def test_the_brush_by_keyboard(page: Page) -> None:
    """The arrow keys steer the brush, Enter lowers and lifts it, the brackets change it; no mouse is needed."""
    on_skin(page)
    found = found_by_click(page)
    use(page, "Add")
    stage = page.locator(".stage")
    stage.focus()
    page.keyboard.press("]")
    expect(page.locator(".spoken")).to_contain_text("The brush is")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".spoken")).to_have_text("The brush is down")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    mended = after_change(page, found)
    page.keyboard.press("Control+z")
    assert after_change(page, mended) == found
    page.keyboard.down("Enter")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.up("Enter")
    after_change(page, found)


def hand_on(page: Page) -> Callable[..., None]:
    """Give a hand that touches the screen with one finger for each place, as the browser itself would report it."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def test_one_finger_paints_and_two_enlarge(open_page: OPEN) -> None:
    """On a touch screen a finger draws a stroke; a second one ends that and pinches the picture larger."""
    page = on_skin(open_page(viewport=TABLET, has_touch=True))
    page.touchscreen.tap(*at(page, X, Y))
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()
    found = shown(page)
    page.get_by_role("button", name="Add", exact=True).tap()
    touch = hand_on(page)
    touch("touchStart", at(page, X - 150, Y - 100))
    for step in range(1, 8):
        touch("touchMove", at(page, X - 150 + 40 * step, Y - 100))
    touch("touchEnd")
    mended = after_change(page, found)
    x, y = at(page, X, Y)
    sheet = page.locator(".sheet")
    before = sheet.bounding_box()
    touch("touchStart", (x - 30, y))
    touch("touchStart", (x - 30, y), (x + 30, y))
    for reach in (40, 50, 60):
        touch("touchMove", (x - reach, y), (x + reach, y))
    touch("touchEnd")
    after = sheet.bounding_box()
    assert before is not None
    assert after is not None
    assert 1.8 < after["width"] / before["width"] < 2.2
    near = at(page, X, Y)
    assert abs(near[0] - x) + abs(near[1] - y) < 4, "what lay between the fingers stays there"
    assert shown(page) == mended


def test_places_are_those_of_the_photo_when_it_is_enlarged(page: Page) -> None:
    """A click in the enlarged and moved picture marks the same place of the photo."""
    on_skin(page)
    found = found_by_click(page)
    start_over(page)
    expect(page.locator(".regions")).to_be_hidden()
    use(page, "Larger picture")
    use(page, "Larger picture")
    use(page, "Move the picture")
    middle = page.locator(".stage").bounding_box()
    assert middle is not None
    page.mouse.move(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    page.mouse.down()
    page.mouse.move(middle["x"] + middle["width"] / 2 - 30, middle["y"] + middle["height"] / 2 + 20, steps=3)
    page.mouse.up()
    use(page, "Move the picture")
    assert found_by_click(page)[:200] == found[:200]
    use(page, "Whole picture")
    expect(page.get_by_role("button", name="Whole picture")).to_be_hidden()


def test_corners_can_be_taken_back_one_by_one(page: Page) -> None:
    """Undo takes a ring back to where it was, the loupe shows while one is held, and the four are read as a chart."""
    on_chart(page)
    ring = page.get_by_role("button", name="Corner beside black")
    before = ring.get_attribute("aria-label") or ""
    corner = FACTS["chart"]["corners"][2]
    page.mouse.move(*at(page, *corner))
    page.mouse.down()
    page.mouse.move(*at(page, X, Y), steps=4)
    expect(page.locator(".loupe")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".loupe")).to_be_hidden()
    expect(ring).not_to_have_attribute("aria-label", before)
    use(page, "Undo")
    expect(ring).to_have_attribute("aria-label", before)
    use(page, "Read the chart at these corners")
    expect(page.get_by_text("marked by hand")).to_be_visible()


def on_chart(page: Page) -> None:
    """Go to the chart's page with a sample, and take the corners in hand."""
    walk.choose_sample(page, SAMPLE)
    page.get_by_role("link", name="Chart").click()
    page.get_by_text("Set the corners by hand").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    walk.settle(page)


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desk", "tablet"])
def test_buttons_are_large_enough_for_a_thumb(open_page: OPEN, size: dict[str, int]) -> None:
    """Every button of the marker is at least 44 pixels high and wide."""
    page = on_skin(open_page(viewport=size))
    use(page, "More tools")

    def boxes(buttons: Locator) -> list[Any]:
        return [button.bounding_box() for button in buttons.all() if button.is_visible()]

    sizes = boxes(page.locator(".tools button, .zoom button"))
    assert len(sizes) >= 15
    assert min(min(box["width"], box["height"]) for box in sizes) >= TARGET_PX


def test_a_mark_that_fails_is_told_and_the_next_works(page: Page) -> None:
    """A click on the chart is told in words, what was found stays, and the brush goes on from there."""
    on_skin(page)
    found = found_by_click(page)
    corners = FACTS["chart"]["corners"]
    middle = [sum(corner[axis] for corner in corners) / 4 for axis in (0, 1)]
    page.mouse.click(*at(page, *middle))
    expect(page.get_by_text("lies on the colour chart")).to_be_visible()
    assert shown(page) == found
    use(page, "Add")
    drag(page, (X - 150, Y), (X - 100, Y))
    after_change(page, found)
    expect(page.get_by_text("lies on the colour chart")).to_have_count(0)
