"""Every page as it is first opened, at both widths, read by axe-core; `test_journeys` reads them with work on them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts import walk
from tonematch.ui.words import shell as words


def open_part(page: Page, name: str) -> None:
    """Open another part of the app."""
    page.locator(".st-key-parts").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", walk.SIZES)
def test_empty_pages_have_no_grave_violation(
    open_page: Callable[..., Page], grave: Callable[[Page], list[str]], width: str
) -> None:
    """Each part of the app as it is first opened keeps the rules of WCAG 2.2 AA that a program can check."""
    across, down = walk.SIZES[width]
    page = open_page(viewport={"width": across, "height": down})
    complaints = grave(page)
    for part in words.PART_NAMES:
        open_part(page, part)
        complaints += [f"{part}: {one}" for one in grave(page)]
    assert complaints == []
