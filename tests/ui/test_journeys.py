"""The journeys of a therapist, an artist and a trainee in headless Chromium, by mouse and by touch, on large photos.

At every stop the page is read by axe-core, and a picture of all of it is left in out/screenshots to be looked at.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Page, expect

from benchmarks.large_photo import PIXELS
from scripts import journeys, walk
from scripts.journeys import Subject, Walker
from tonematch.ui.words import blends, shell

OUT = walk.ROOT / "out" / "screenshots"
HANDS = {"mouse": ("1440", journeys.by_mouse), "touch": ("768", journeys.by_touch)}
SAMPLE = 5
TALLEST_PX = 6000
AT_PERCENT, NEAR = 75, 2
Grave = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Subject]:
    """Enlarge a bundled photo to 12 megapixels, as a camera's JPEG; each one once."""
    folder = tmp_path_factory.mktemp("large")

    def enlarged(beside: Path) -> Subject:
        path = folder / f"{beside.stem}.jpg"
        if not path.exists():
            with Image.open(journeys.subject(beside).path) as small:
                upright = ImageOps.exif_transpose(small)
                scale = (PIXELS / (upright.width * upright.height)) ** 0.5
                size = (round(upright.width * scale), round(upright.height * scale))
                upright.resize(size, Image.Resampling.BICUBIC).save(path, "JPEG", quality=92)
        return journeys.subject(beside, path)

    return enlarged


@pytest.fixture(params=HANDS)
def walker(request: pytest.FixtureRequest, open_page: Callable[..., Page], grave: Grave) -> Walker:
    """Open the app for somebody with a mouse at a desk, and for somebody with a finger on a tablet."""
    width, hand = HANDS[request.param]
    size = walk.SIZES[width]
    page = open_page(viewport={"width": size[0], "height": size[1]}, has_touch=request.param == "touch")
    OUT.mkdir(parents=True, exist_ok=True)

    def stop(page: Page, name: str) -> None:
        assert grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        whole = int(page.locator('[data-testid="stMain"]').evaluate("main => main.scrollHeight"))
        page.set_viewport_size({"width": size[0], "height": min(max(whole, size[1]), TALLEST_PX)})
        walk.settle(page)
        page.screenshot(path=OUT / f"{name}-{width}.png")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        walk.settle(page)

    return hand(page, stop)


def test_match(walker: Walker, large: Callable[[Path], Subject]) -> None:
    """From the site to the files: the numbers that are kept are those on the page."""
    page = walker.page
    journeys.to_blends(walker, large(walk.beside_sample(SAMPLE)))
    walker.press(page.get_by_text(blends.IN_STOCK, exact=True))
    expect(page.get_by_text(re.compile(r"Tick what you own under Palettes"))).to_be_visible()
    walk.settle(page)
    walker.press(page.get_by_text(blends.IN_STOCK, exact=True))
    walk.settle(page)
    walker.press(page.get_by_role("button", name="Remove Generic camouflage creams"))
    expect(page.get_by_text(blends.PALETTES_EMPTY)).to_be_visible()
    walker.choose(blends.PALETTES, re.compile("Iron oxide"))
    page.keyboard.press("Escape")
    walker.choose(blends.UNIT, blends.UNITS["drops"])
    expect(page.get_by_text(re.compile(r"^1\. \d+ drop"))).to_be_visible()
    recipes = journeys.recipes_listed(page)
    assert abs(journeys.push_divider(walker, AT_PERCENT / 100) - AT_PERCENT) <= NEAR
    journeys.to_keep(walker)
    assert page.locator(".st-key-card-recipe").inner_text().strip() == recipes[0]
    assert journeys.download(walker, "pdf").read_bytes().startswith(b"%PDF")
    kept = json.loads(journeys.download(walker, "json").read_text(encoding="utf-8"))
    assert kept["chosen"]["amounts"]["unit"] == "drops"
    assert kept["matches"][0]["recipe"] == re.sub(r"(?<=\d) drops? ", " \N{MULTIPLICATION SIGN} ", recipes[0])
    assert kept["chosen"]["recipe"] == kept["matches"][0]["recipe"]


def test_correct(walker: Walker, large: Callable[[Path], Subject]) -> None:
    """Stripe, skin and bare patch are pointed at; what is off and what to add is told; the addition is noted."""
    journeys.to_next_step(walker, large(walk.beside_stripe()))


def test_practise(walker: Walker) -> None:
    """The blend is laid down blind, then looked at; it is in the record that is exported."""
    record = journeys.to_record(walker, f"Robin {walker.page.viewport_size['width']}").read_text(encoding="utf-8-sig")
    assert len(record.splitlines()) == 2


def test_palettes(walker: Walker) -> None:
    """A palette made one's own and changed is there in Match, and recipes are made of it."""
    page = walker.page
    title = f"My creams {page.viewport_size['width']}"
    journeys.to_own_palette(walker, title)
    walker.part(shell.MATCH_PART)
    walk.choose_sample(page, SAMPLE)
    walk.settle(page)
    walk.mark_patch(page, SAMPLE)
    walk.settle(page)
    walk.find_blends(page)
    walk.settle(page)
    walker.press(page.get_by_role("button", name="Remove Generic camouflage creams"))
    walker.choose(blends.PALETTES, re.compile(f"^{title}"))
    page.keyboard.press("Escape")
    expect(page.get_by_text(re.compile(r"^1\. "))).to_be_visible()
