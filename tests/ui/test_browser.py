"""The whole job in headless Chromium, by mouse, with every request and every message of the console watched."""

import re

from playwright.sync_api import Page, expect

from scripts import walk

SAMPLE = 1
HEIC = 9


def test_a_sample_by_mouse(page: Page) -> None:
    """A sample is chosen, its chart found, its patch clicked, the skin sampled, a palette chosen, blends ranked."""
    walk.choose_sample(page, SAMPLE)
    expect(page.get_by_text("found by itself")).to_be_visible()
    walk.mark_patch(page, SAMPLE)
    expect(page.get_by_text("skin that was sampled")).to_be_visible()
    expect(page.get_by_text("The patch differs from the surrounding skin")).to_be_visible()
    walk.find_blends(page)
    page.get_by_role("button", name="Remove Generic camouflage creams").click()
    expect(page.get_by_text("Choose at least one palette.")).to_be_visible()
    page.get_by_role("combobox", name="Palettes").click()
    page.get_by_role("option", name=re.compile("Iron oxide")).click()
    page.keyboard.press("Escape")
    walk.settle(page)
    expect(page.get_by_text(re.compile(r"^1\. "))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Target on the left"))).not_to_have_count(0)
    page.get_by_role("button", name="End this case").click()
    expect(page.get_by_role("heading", name="Choose a photo")).to_be_visible()


def test_an_upload_by_keyboard(page: Page) -> None:
    """A HEIC photo is uploaded, and its patch marked with the arrow keys and Enter alone."""
    path = next((walk.ROOT / "sample_images").glob(f"{HEIC:02d}-*.heic"))
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible()
    page.get_by_role("button", name="Next: mark the patch").click()
    stage = page.locator(".stage[tabindex='0']")
    expect(stage).to_be_visible()
    walk.settle(page)
    facts = walk.sample_facts(HEIC)
    click, width, height = facts["patch"]["click"], facts["width"], facts["height"]
    box = stage.bounding_box()
    assert box is not None
    stage.focus()
    for start, goal, size, length, keys in (
        (width / 2, click[0], box["width"], width, ("ArrowLeft", "ArrowRight")),
        (height / 2, click[1], box["height"], height, ("ArrowUp", "ArrowDown")),
    ):
        steps = round((goal - start) * size / length / 12)
        for _ in range(abs(steps)):
            page.keyboard.press(keys[steps > 0])
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()


def test_a_file_that_is_no_photo(page: Page) -> None:
    """A text file named .jpg gets a sentence in the page."""
    page.locator("input[type=file]").set_input_files(
        {"name": "note.jpg", "mimeType": "image/jpeg", "buffer": b"not a photo"}
    )
    expect(page.get_by_text("note.jpg is not a photo that can be read")).to_be_visible()


def test_a_box_by_mouse_at_tablet_width(page: Page) -> None:
    """At 768 pixels nothing overflows sideways, and a box drawn around the patch is sampled."""
    page.set_viewport_size({"width": 768, "height": 1024})
    walk.choose_sample(page, SAMPLE)
    page.get_by_role("button", name="Next: mark the patch").click()
    page.get_by_role("button", name="Box", exact=True).click()
    walk.settle(page)
    facts = walk.sample_facts(SAMPLE)
    (x, y), width, height = facts["patch"]["click"], facts["width"], facts["height"]
    box = page.locator(".stage").bounding_box()
    assert box is not None
    at = (box["x"] + x / width * box["width"], box["y"] + y / height * box["height"])
    reach = 0.12 * box["width"]
    page.mouse.move(at[0] - reach, at[1] - reach)
    page.mouse.down()
    page.mouse.move(at[0] + reach, at[1] + reach, steps=4)
    page.mouse.up()
    expect(page.get_by_text("The patch differs from the surrounding skin")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
