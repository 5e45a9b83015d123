"""The app, without a browser and in one."""

import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from streamlit.testing.v1 import AppTest

from scripts import walk
from tonematch.ui.words import match as words

ROOT = Path(__file__).resolve().parents[2]
STEPS = "tonematch/ui/match"
TIMEOUT_S = 60
AXE = Path(__file__).parent / "axe"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}


def follow(app: AppTest) -> AppTest:
    """Stay on the chart's page if the app went there; AppTest itself would go back on its next run."""
    if words.CHART_TITLE in [header.value for header in app.header]:
        app.switch_page(f"{STEPS}/2_chart.py").run()
    return app


@pytest.fixture
def app() -> AppTest:
    """Open the app on a new session."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT_S).run()


@pytest.fixture
def with_sample(app: AppTest) -> Callable[[int], AppTest]:
    """Choose a bundled sample by its number."""

    def choose(number: int) -> AppTest:
        app.switch_page(f"{STEPS}/1_photo.py").run()
        app.button(key=f"use-sample-{number}").click().run()
        return follow(app)

    return choose


@pytest.fixture
def upload() -> Callable[[AppTest, bytes, str], AppTest]:
    """Upload a file on the first page."""

    def drop(app: AppTest, content: bytes, name: str) -> AppTest:
        app.switch_page(f"{STEPS}/1_photo.py").run()
        field = next(field for field in app.file_uploader if str(field.key).startswith("upload-"))
        field.set_value((name, content, "image/jpeg")).run()
        return follow(app)

    return drop


@pytest.fixture
def draw() -> Callable[..., AppTest]:
    """Draw gestures on the photo of a page, as the marker in the browser would send them.

    Each is a tool, its points, and for a brush its radius; `at` of them are in force, all where it is not given.
    """
    revisions = itertools.count(1)

    def send(
        app: AppTest, marker: str, *gestures: tuple[object, ...], at: int | None = None, digest: str = ""
    ) -> AppTest:
        digest = digest or app.session_state["case:now"].photo.sha256
        done = [dict(zip(("tool", "points", "radius_px"), (*gesture, 0.0), strict=False)) for gesture in gestures]
        marking = {"gestures": done, "at": len(done) if at is None else at, "revision": next(revisions)}
        app.session_state[f"{marker}-{digest[:16]}"] = {"marking": marking}
        return app.run()

    return send


@pytest.fixture
def mark(draw: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Mark the photo on a page with one tool."""

    def send(app: AppTest, marker: str, tool: str, points: list[list[float]]) -> AppTest:
        return draw(app, marker, (tool, points))

    return send


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all walks."""
    if not walk.CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{walk.CHROMIUM} is missing on CI: install the package chromium.")
        pytest.skip(f"{walk.CHROMIUM} is missing: install the package chromium to walk through the app in a browser.")
    with walk.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app once for all walks; what belongs to its user is kept in a folder of the tests."""
    with walk.running_app(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="session")
def axe() -> str:
    """Fetch axe-core from npm, once; nothing of it is kept in the repository."""
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            if os.environ.get("CI"):
                pytest.fail("npm is missing on CI: install the package npm.")
            pytest.skip("npm is missing: install it to have the pages read by axe-core.")
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=AXE, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def grave(axe: str) -> Callable[[Page], list[str]]:
    """Read a page with axe-core; give each grave violation with the places where it stands."""

    def read(page: Page) -> list[str]:
        walk.settle(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)
        found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{one['id']}: {one['help']}: {node['html'][:160]}"
            for one in found["violations"]
            if one["impact"] in GRAVE
            for node in one["nodes"][:3]
        ]

    return read


def is_complaint(message: ConsoleMessage) -> bool:
    """Tell an error in the console from a thumbnail that was still loading when its page was left.

    Streamlit drops the pictures of a page as soon as the next one is shown; what is still under way then is a 404. When
    a page other than the first is loaded again, Streamlit looks for its server below that page before it looks above.
    An upload that the user gives up is an error to Streamlit.
    """
    about = message.text + str(message.location.get("url", ""))
    looked_below = re.search(r"://[^/]+/\w+/_stcore/(health|host-config)", about)
    given_up = "file upload - CanceledError" in about
    return message.type == "error" and "/media/" not in about and not looked_below and not given_up


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the app in windows of one's choice; afterwards nothing has left this machine or gone wrong unseen."""
    outside: list[str] = []
    complaints: list[str] = []
    opened: list[Page] = []
    local = re.compile(r"^(https?|wss?)://127\.0\.0\.1[:/]|^(data|blob|about):")

    def open_window(**options: Any) -> Page:  # noqa: ANN401  # whatever Chromium's windows can be
        page = browser.new_context(**options).new_page()
        opened.append(page)
        page.set_default_timeout(walk.PATIENCE_MS)
        expect.set_options(timeout=walk.PATIENCE_MS)
        page.on("request", lambda request: None if local.match(request.url) else outside.append(request.url))
        page.on("websocket", lambda socket: None if local.match(socket.url) else outside.append(socket.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.goto(address)
        expect(page.get_by_role("heading", name="Choose a photo")).to_be_visible()
        return page

    yield open_window
    said = "".join(page.locator("body").inner_text() for page in opened)
    for page in opened:
        page.context.close()
    assert outside == []
    assert complaints == []
    assert "Traceback" not in said


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Open the app in a window as wide as a desk screen."""
    return open_page(viewport={"width": 1440, "height": 900})
