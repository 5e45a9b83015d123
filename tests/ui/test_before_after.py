"""The divider between before and after in headless Chromium: by mouse, touch and keyboard."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from scripts import walk

SAMPLE = 5
TARGET_PX = 44  # WCAG 2.5.5
MIDDLE, STEP, LEAP = 50, 2, 10
NEAR = 2  # percent: a pixel or two of the picture


def at(handle: Locator) -> int:
    """Read where the divider stands, in percent from the left."""
    return int(handle.get_attribute("aria-valuenow") or "-1")


def to_blends(page: Page) -> Locator:
    """Go as far as the preview; give the divider's handle."""
    walk.choose_sample(page, SAMPLE)
    walk.mark_patch(page, SAMPLE)
    walk.find_blends(page)
    handle = page.get_by_role("slider", name="Divider between")
    expect(handle).to_be_visible()
    walk.settle(page)
    return handle


def test_the_divider_by_mouse_and_keyboard(page: Page) -> None:
    """It follows mouse and arrow keys, stays where it is when another recipe is shown, and tells where it stands."""
    handle = to_blends(page)
    assert at(handle) == MIDDLE
    box = handle.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= TARGET_PX
    frame = page.locator(".frame", has=handle)
    frame.scroll_into_view_if_needed()
    whole = frame.bounding_box()
    assert whole is not None
    middle = whole["y"] + whole["height"] / 2
    page.mouse.move(whole["x"] + whole["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(whole["x"] + whole["width"] * 0.25, middle, steps=5)
    page.mouse.up()
    assert abs(at(handle) - 25) <= NEAR
    expect(handle).to_be_focused()
    for key, there in (("Home", 0), ("ArrowRight", STEP), ("PageUp", STEP + LEAP), ("End", 100), ("ArrowLeft", 98)):
        handle.press(key)
        assert at(handle) == there
    assert handle.get_attribute("aria-valuetext") == "98 % as it is, the rest with the mix"
    page.get_by_role("button", name="Show recipe 2").click()
    expect(page.get_by_role("heading", name="Recipe 2 on the photo")).to_be_visible()
    assert at(handle) == 98
    expect(page.get_by_role("img", name="The patch and the skin around it, as measured.")).to_be_visible()
    page.emulate_media(media="print")
    expect(handle).to_be_hidden()


def test_the_divider_by_touch(open_page: Callable[..., Page]) -> None:
    """On a tablet it goes where the finger taps, and a picture fits the screen beside nothing else."""
    page = open_page(viewport={"width": 768, "height": 1024}, has_touch=True)
    handle = to_blends(page)
    frame = page.locator(".frame", has=handle)
    frame.scroll_into_view_if_needed()
    whole = frame.bounding_box()
    assert whole is not None
    page.touchscreen.tap(whole["x"] + whole["width"] * 0.8, whole["y"] + whole["height"] / 3)
    assert abs(at(handle) - 80) <= NEAR
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert whole["height"] < 1024
