"""The steps of a walk through the app in headless Chromium, for the pictures of the documents and for the tests."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tonematch.data_folder import VARIABLE

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"1440": (1440, 900), "768": (768, 1024)}
START_S = 60
PATIENCE_MS = 30_000


@contextmanager
def running_app(data: Path | None = None) -> Iterator[str]:
    """Start the app on a free port of this machine, and give its address.

    Parameters
    ----------
    data
        Where it is to keep what belongs to its user, in place of the usual folder.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    server = subprocess.Popen(  # noqa: S603  # our own app, by our own Python
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | ({} if data is None else {VARIABLE: str(data)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(server, f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=START_S)


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # an address on this machine
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The app did not answer at {address} within {START_S} s.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(LAUNCH))
        try:
            yield browser
        finally:
            browser.close()


def open_app(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    """Open the app in a fresh window."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    expect(page.get_by_role("heading", name="Choose a photo")).to_be_visible(timeout=PATIENCE_MS)
    return page


def beside_sample(number: int) -> Path:
    """Give the file that stands beside a bundled sample, counted from 1."""
    return sorted((ROOT / "sample_images").glob("*.json"))[number - 1]


def beside_stripe() -> Path:
    """Give the file that stands beside the bundled photo of a test stripe."""
    return next((ROOT / "sample_images" / "stripes").glob("*.json"))


def sample_facts(number: int) -> dict[str, object]:
    """Read what stands beside a bundled sample, counted from 1."""
    facts: dict[str, object] = json.loads(beside_sample(number).read_text(encoding="utf-8"))
    return facts


def choose_sample(page: Page, number: int) -> None:
    """Choose a bundled sample, and wait until its chart has been found."""
    at_rest(page)
    page.locator(f".st-key-use-sample-{number} button").click()
    expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible(timeout=PATIENCE_MS)
    at_rest(page)


def mark_patch(page: Page, number: int) -> None:
    """Go on to the skin and click the patch by mouse, where the sample says it is."""
    page.get_by_role("button", name="Next: mark the patch").click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible(timeout=PATIENCE_MS)
    at_rest(page)
    click_photo(page, sample_facts(number))
    expect(page.get_by_text(re.compile("^Known to about"))).to_be_visible(timeout=PATIENCE_MS)
    at_rest(page)


def click_photo(page: Page, facts: dict[str, object]) -> None:
    """Click the place of the patch in the photo on the page."""
    photo = page.locator(".stage")
    photo.scroll_into_view_if_needed()
    box = photo.bounding_box()
    patch, width, height = facts["patch"], facts["width"], facts["height"]
    if box is None or not isinstance(patch, dict) or not isinstance(width, int) or not isinstance(height, int):
        raise RuntimeError("There is no photo with a patch on the page.")
    x, y = patch["click"]
    page.mouse.click(box["x"] + x / width * box["width"], box["y"] + y / height * box["height"])


def find_blends(page: Page) -> None:
    """Go on to the match, and wait for the ranked blends."""
    page.get_by_role("button", name="Next: find blends").click()
    expect(page.get_by_role("heading", name="Blends, best first")).to_be_visible(timeout=PATIENCE_MS)
    at_rest(page)


def keep_match(page: Page) -> None:
    """Go on to the client card."""
    page.get_by_role("button", name="Next: keep this match").click()
    expect(page.get_by_role("heading", name="Keep this match")).to_be_visible(timeout=PATIENCE_MS)


def at_rest(page: Page) -> None:
    """Wait until nothing runs: what moves away under the pointer cannot be pressed."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(
        timeout=PATIENCE_MS
    )


def settle(page: Page) -> None:
    """Wait until nothing runs and every picture is there."""
    at_rest(page)
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 0)")
    page.wait_for_timeout(400)
