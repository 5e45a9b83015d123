"""Walks through the four parts of the app in a browser, by mouse or by touch, with a stop at every page worth seeing.

`scripts/make_screenshots.py` keeps a picture at each stop; `tests/ui/test_journeys.py` also reads the page there.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from scripts import walk
from tonematch.ui.words import blends, correct, keep, match, palettes, practise
from tonematch.ui.words import marker as marker_words

Places = Mapping[str, tuple[float, float]]
POTS_TRIED = (3, 3, 14)
NEW_TONE = "61,5"
TONE_CELL = (575, 60)
"""L* of the first row of the palettes' table, from its upper left corner."""
TABLE_MS = 1000  # the table of Streamlit takes keys only a while after it is drawn, and tells nobody when


@dataclass(frozen=True, eq=False)
class Walker:
    """Somebody who uses the app: how they press a button, touch a place on the screen, and what they do at a stop."""

    page: Page
    press: Callable[[Locator], None]
    point: Callable[[float, float], None]
    stop: Callable[[Page, str], None]

    def button(self, name: str | re.Pattern[str]) -> None:
        """Press the button of that name."""
        self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def part(self, name: str) -> None:
        """Open a part of the app."""
        self.press(self.page.locator(".st-key-parts").get_by_role("link", name=name, exact=True))

    def choose(self, field: str, option: str | re.Pattern[str]) -> None:
        """Choose one of the options of a field."""
        self.press(self.page.get_by_role("combobox", name=field))
        self.press(self.page.get_by_role("option", name=option))
        walk.settle(self.page)

    def seen(self, name: str) -> None:
        """Stop here."""
        walk.settle(self.page)
        self.stop(self.page, name)


@dataclass(frozen=True)
class Subject:
    """A photo, and where in it what lies, as shares of its width and height."""

    path: Path
    places: Places


def by_mouse(page: Page, stop: Callable[[Page, str], None]) -> Walker:
    """Give somebody with a mouse."""
    return Walker(page, lambda what: what.click(), page.mouse.click, stop)


def by_touch(page: Page, stop: Callable[[Page, str], None]) -> Walker:
    """Give somebody with a finger; the page must be in a window that has touch."""
    return Walker(page, lambda what: what.tap(), page.touchscreen.tap, stop)


def subject(beside: Path, path: Path | None = None) -> Subject:
    """Read what stands beside a bundled sample; the photo may be another file of the same picture."""
    facts: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
    clicks = {"patch": facts["patch"]["click"], "skin": facts["surrounding"]["skin_click"]}
    if "stripe" in facts:
        clicks["stripe"] = facts["stripe"]["click"]
    places = {name: (x / facts["width"], y / facts["height"]) for name, (x, y) in clicks.items()}
    return Subject(path or beside.with_name(facts["photo"]), places)


def point_at(walker: Walker, place: tuple[float, float]) -> None:
    """Point at a place of the photo on the page, given as shares of its width and height."""
    stage = walker.page.locator(".stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    if box is None:
        raise RuntimeError("There is no photo on the page.")
    walker.point(box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])


def upload(page: Page, path: Path) -> None:
    """Give a photo to the page's field, and wait until its chart has been judged."""
    page.locator("input[type=file]").first.set_input_files(path)
    expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible()
    walk.settle(page)


def to_blends(walker: Walker, photo: Subject) -> None:
    """Go from the first page to the recipes."""
    page = walker.page
    walker.seen("match-photo")
    walker.press(page.get_by_role("radio", name=match.SITES["arm"]))
    walk.settle(page)
    upload(page, photo.path)
    walker.seen("match-read")
    walker.button(match.TO_CHART)
    expect(page.get_by_role("heading", name=match.CHART_TITLE)).to_be_visible()
    walker.seen("match-chart")
    walker.button(match.TO_SKIN)
    expect(page.get_by_role("button", name=marker_words.TOOLS["remove"])).to_be_visible()
    walk.settle(page)
    point_at(walker, photo.places["patch"])
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible()
    walker.seen("match-skin")
    walker.button(match.TO_MATCH)
    expect(page.get_by_role("heading", name=blends.BEST_BLENDS)).to_be_visible()
    walker.seen("match-blends")


def recipes_listed(page: Page) -> list[str]:
    """Read the recipes on the page as they are written, best first."""
    return [
        line.split(". ", 1)[1]
        for line in page.locator('[class*="st-key-recipe-"] [data-testid="stText"]').all_inner_texts()
        if re.match(r"\d+\. ", line)
    ]


def push_divider(walker: Walker, share: float) -> int:
    """Point at the preview so far from its left; give where its divider stands then, in percent."""
    handle = walker.page.get_by_role("slider", name=blends.SLIDER)
    frame = walker.page.locator(".frame", has=handle)
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    if box is None:
        raise RuntimeError("There is no preview on the page.")
    walker.point(box["x"] + share * box["width"], box["y"] + box["height"] / 3)
    return int(handle.get_attribute("aria-valuenow") or "-1")


def download(walker: Walker, kind: str) -> Path:
    """Have a file of a match made, and take it."""
    page = walker.page
    walker.button(keep.PREPARE[kind])
    ready = page.get_by_role("button", name=re.compile("^" + keep.DOWNLOAD[kind].partition(",")[0]))
    expect(ready).to_be_visible()
    walk.settle(page)
    with page.expect_download() as taken:
        walker.press(ready)
    return Path(taken.value.path())


def to_keep(walker: Walker) -> None:
    """Go from the recipes to the client card."""
    walker.button(blends.TO_KEEP)
    expect(walker.page.get_by_role("heading", name=keep.TITLE)).to_be_visible()
    walker.seen("match-keep")


def to_next_step(walker: Walker, stripe: Subject) -> None:
    """Take up the mix of the sample stripe, photograph it anew, point at three places, and do what is advised."""
    page = walker.page
    walker.part("Correct")
    expect(page.get_by_role("heading", name=correct.MIX_TITLE)).to_be_visible()
    walker.seen("correct-start")
    walker.button(correct.SAMPLE_BUTTON)
    expect(page.get_by_role("heading", name=correct.NEXT_TITLE)).to_be_visible()
    walk.settle(page)
    walker.button(correct.ANOTHER)
    expect(page.get_by_text(correct.RESIDUAL_WAITS)).to_be_visible()
    walk.settle(page)
    upload(page, stripe.path)
    for tool, place in (("stripe", "stripe"), ("beside", "skin"), ("bare", "patch")):
        walk.settle(page)
        point_at(walker, stripe.places[place])
        near = correct.CLOSE_UP.format(name=correct.PLACES[tool])
        expect(page.get_by_role("img", name=near)).to_be_visible()
    expect(page.get_by_role("heading", name=correct.NEXT_TITLE)).to_be_visible()
    walker.seen("correct-advice")
    walker.press(page.get_by_role("button", name=correct.ADDED, exact=True).first)
    expect(page.get_by_text(re.compile("^Done so far"))).to_be_visible()
    walker.seen("correct-next-stripe")


def to_record(walker: Walker, pseudonym: str) -> Path:
    """Read the pointer to a test of colour vision, do an exercise blind, look, and export the record."""
    page = walker.page
    walker.part("Practise")
    expect(page.get_by_role("heading", name=practise.EYES_TITLE)).to_be_visible()
    walker.seen("practise-eyes")
    walker.button(practise.EYES_DONE)
    name = page.locator(".st-key-practise-name input")
    name.fill(pseudonym)
    name.press("Enter")
    walker.seen("practise-exercises")
    walker.press(page.locator(".st-key-practise-start-set-2 button"))
    expect(page.get_by_role("heading", name=practise.POTS_TITLE)).to_be_visible()
    for pot in POTS_TRIED:
        walk.settle(page)
        walker.press(page.locator(f".st-key-practise-blend-add-own-{pot} button"))
    walk.settle(page)
    walker.press(page.locator(".st-key-practise-blend-guess-depth").get_by_text("too light"))
    walker.seen("practise-blind")
    walker.button(practise.REVEAL)
    expect(page.get_by_role("heading", name=practise.PLOT_TITLE)).to_be_visible()
    walker.seen("practise-reveal")
    walker.press(page.locator(".st-key-practise-view").get_by_text(practise.PROGRESS))
    expect(page.get_by_role("heading", name=practise.PORTFOLIO_TITLE)).to_be_visible()
    walker.seen("practise-progress")
    with page.expect_download() as taken:
        walker.button(practise.PORTFOLIO_CSV)
    return Path(taken.value.path())


def to_own_palette(walker: Walker, title: str) -> None:
    """Make a bundled palette one's own, give it a name, type another tone into it, and save."""
    page = walker.page
    walker.part("Palettes")
    expect(page.get_by_role("heading", name=palettes.CARDS)).to_be_visible()
    walker.seen("palettes-look")
    walker.button(palettes.MAKE_MINE)
    name = page.get_by_role("textbox", name=palettes.NAME)
    expect(name).to_be_visible()
    name.fill(title)
    name.press("Enter")
    walk.settle(page)
    table = page.locator('[data-testid="stDataFrame"] canvas').first
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(TABLE_MS)
    box = table.bounding_box()
    if box is None:
        raise RuntimeError("There is no table on the page.")
    for _ in range(2):  # the first chooses the cell, the second opens it
        walker.point(box["x"] + TONE_CELL[0], box["y"] + TONE_CELL[1])
        page.wait_for_timeout(TABLE_MS)
    cell = page.locator("textarea.gdg-input")
    cell.fill(NEW_TONE)
    cell.press("Enter")
    expect(page.get_by_text(palettes.UNSAVED)).to_be_visible()
    walker.seen("palettes-edit")
    walker.button(palettes.SAVE)
    expect(page.get_by_text(palettes.SAVED)).to_be_visible()
