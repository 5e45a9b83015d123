"""Two people at one server: neither sees the other's photo, also after a reload."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts import walk

MINE, YOURS = 1, 7  # a very light forearm and a very deep shin


def upload(page: Page, number: int) -> str:
    """Upload a sample as one's own photo; gives the address of the picture that the page then shows."""
    path = next((walk.ROOT / "sample_images").glob(f"{number:02d}-*.jpg"))
    walk.settle(page)  # a field that is drawn anew meanwhile would lose the file
    page.locator("input[type=file]").first.set_input_files(path)
    expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible()
    walk.settle(page)
    return shown(page)


def shown(page: Page) -> str:
    """Give the address of the photo on the page."""
    picture = page.locator("img.photo").first
    expect(picture).to_be_visible()
    address = picture.get_attribute("src")
    assert address
    return address


def test_two_people_never_see_each_others_photo(open_page: Callable[..., Page]) -> None:
    """Two browsers upload at the same server; each shows its own photo, reloaded too, a third shows none."""
    mine, yours = open_page(), open_page()
    my_photo = upload(mine, MINE)
    your_photo = upload(yours, YOURS)
    assert my_photo != your_photo
    for page, own, other in ((mine, my_photo, your_photo), (yours, your_photo, my_photo)):
        page.reload()
        expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible()
        walk.settle(page)
        assert shown(page) == own
        assert other not in page.content()
    stranger = open_page()
    walk.settle(stranger)
    assert stranger.get_by_role("button", name="End this case").count() == 0
    assert my_photo not in stranger.content()
    assert your_photo not in stranger.content()


def test_ending_one_case_leaves_the_other(open_page: Callable[..., Page]) -> None:
    """When one person ends a case, the other's goes on."""
    mine, yours = open_page(), open_page()
    upload(mine, MINE)
    your_photo = upload(yours, YOURS)
    mine.get_by_role("button", name="End this case").click()
    expect(mine.get_by_role("heading", name="Choose a photo")).to_be_visible()
    expect(mine.get_by_role("button", name="End this case")).to_have_count(0)
    yours.reload()
    expect(yours.get_by_text(re.compile("The colours of this photo"))).to_be_visible()
    walk.settle(yours)
    assert shown(yours) == your_photo
