"""Nothing is lost by accident: reloads, two tabs, a duplicated tab, an upload given up, a file too large."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from scripts import walk

BROWN, LIGHT = 5, 1
TOO_LARGE_BYTES = 61_000_000
OPEN = Callable[..., Page]


def tones(page: Page) -> list[str]:
    """Read the colours that the page states."""
    walk.settle(page)
    return re.findall(r"L\* [-\d. a*b·]+", page.locator('[data-testid="stMain"]').inner_text())


def reloaded(page: Page, heading: str) -> Page:
    """Load the page again, and wait until it is back where it was."""
    page.reload()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    return page


def test_a_reload_on_the_skin_page_keeps_the_work(page: Page) -> None:
    """Photo, mark and tones are there again, and undo still knows the mark."""
    walk.choose_sample(page, BROWN)
    walk.mark_patch(page, BROWN)
    before = tones(page)
    assert before
    reloaded(page, "The patch and the surrounding skin")
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()
    assert tones(page) == before
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(re.compile("^Known to about"))).to_have_count(0)


def test_a_reload_on_the_blends_keeps_them(page: Page) -> None:
    """The ranked blends and their figures are the same after a reload."""
    walk.choose_sample(page, BROWN)
    walk.mark_patch(page, BROWN)
    walk.find_blends(page)
    before = tones(page)
    page.reload()
    expect(page.get_by_role("heading", name="Blends, best first")).to_be_visible()
    assert tones(page) == before


def test_two_tabs_keep_apart(page: Page) -> None:
    """Another tab begins with nothing, and what is done in it changes nothing here, also after a reload."""
    walk.choose_sample(page, BROWN)
    walk.mark_patch(page, BROWN)
    before = tones(page)
    other = page.context.new_page()
    other.goto(page.url.rpartition("/")[0])
    walk.choose_sample(other, LIGHT)
    walk.mark_patch(other, LIGHT)
    assert tones(other) != before
    assert tones(page) == before
    assert tones(reloaded(page, "The patch and the surrounding skin")) == before


def test_a_duplicated_tab_goes_its_own_way(page: Page) -> None:
    """A tab made from another has its work, and from then on each keeps its own, also through reloads."""
    walk.choose_sample(page, BROWN)
    walk.mark_patch(page, BROWN)
    before = tones(page)
    with (
        page.context.expect_page() as opened
    ):  # a tab opened by a page starts with a copy of its memory, as duplicates do
        page.evaluate("window.open(window.location.href)")
    twin = opened.value
    twin.set_default_timeout(walk.PATIENCE_MS)
    expect(twin.get_by_text(re.compile("^Known to about"))).to_be_visible()
    assert tones(twin) == before
    twin.get_by_role("button", name="End this case").click()
    expect(twin.get_by_role("heading", name="Choose a photo")).to_be_visible()
    walk.settle(twin)
    walk.choose_sample(twin, LIGHT)
    walk.settle(twin)
    assert tones(reloaded(page, "The patch and the surrounding skin")) == before


def test_an_upload_given_up_leaves_the_work(page: Page, tmp_path: Path) -> None:
    """An upload that is cancelled half way changes nothing, and the next one works."""
    walk.choose_sample(page, BROWN)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 40_000}
    network.send("Network.emulateNetworkConditions", slow)
    photo = tmp_path / "slow.png"
    photo.write_bytes(b"\x89PNG" + bytes(3_000_000))
    page.locator("input[type=file]").first.set_input_files(photo)
    expect(page.get_by_text("slow.png")).to_be_visible()
    page.get_by_role("button", name="Cancel upload of slow.png").click()
    network.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    expect(page.get_by_text("slow.png")).to_have_count(0)
    expect(page.get_by_text("05-brown-forearm-turned.jpg")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "note.jpg", "mimeType": "image/jpeg", "buffer": b"not a photo"}
    )
    expect(page.get_by_text("note.jpg is not a photo that can be read")).to_be_visible()
    expect(page.get_by_text("05-brown-forearm-turned.jpg")).to_be_visible()


def test_a_file_too_large_is_told_at_once(page: Page, tmp_path: Path) -> None:
    """More than 60 MB is refused beside the field before anything is sent."""
    photo = tmp_path / "large.jpg"
    photo.write_bytes(bytes(TOO_LARGE_BYTES))
    page.locator("input[type=file]").first.set_input_files(photo)
    expect(page.get_by_text(re.compile("60.?0?MB or smaller"))).to_be_visible()
