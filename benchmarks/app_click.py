"""Time the app in a browser on a 12-megapixel photo: from upload to verdict, and from click to the new number.

Run ``python benchmarks/app_click.py``; it needs Chromium. Wall times, so the machine should have nothing else to do:
what else runs is printed as the load before and after.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.large_photo import enlarged_sample
from scripts import walk

NAME = "03-intermediate-shin"
WIDTH, HEIGHT = 3000, 4000
TIMES = 5
OFF = 500  # pixels beside the patch, where there is plain skin
WATCH = """() => {
  const numbers = () => [...document.querySelectorAll('[data-testid="stMain"] p')]
    .map((line) => line.innerText).filter((line) => /^L\\* |pixels;/.test(line)).join("|");
  const before = numbers();
  window.took = null;
  window.addEventListener("pointerup", () => {
    const start = performance.now();
    const look = () => {
      const now = numbers();
      if (now && now !== before) window.took = performance.now() - start;
      else requestAnimationFrame(look);
    };
    look();
  }, { once: true, capture: true });
}"""


def timed(page: Page, act: Callable[[], None]) -> float:
    """Give the seconds from the release of the mouse until other numbers stand on the page."""
    page.evaluate(WATCH)
    act()
    page.wait_for_function("window.took !== null")
    took = float(page.evaluate("window.took")) / 1000
    walk.settle(page)
    return took


def upload(page: Page, file: Path) -> float:
    """Give the seconds from choosing a file until its verdict stands on the page."""
    start = time.perf_counter()
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text(re.compile("The colours of this photo"))).to_be_visible(timeout=walk.PATIENCE_MS)
    return time.perf_counter() - start


def clicks(page: Page, patch: tuple[float, float]) -> list[float]:
    """Point at the patch again and again, and at skin beside it in between so that the numbers change."""
    page.get_by_role("button", name="Next: mark the patch").click()
    expect(page.get_by_role("button", name="Take away")).to_be_visible(timeout=walk.PATIENCE_MS)
    walk.settle(page)
    page.get_by_role("button", name="More tools").click()
    took = []
    for number in range(TIMES + 1):
        for tool, x, y in (
            ("Point", patch[0] + 4 * number, patch[1]),
            ("Skin, no patch", patch[0] - OFF, patch[1] - OFF),
        ):
            page.get_by_role("button", name=tool, exact=True).click()
            box = page.locator(".sheet").bounding_box()
            assert box is not None  # noqa: S101  # the picture is on the page
            at = box["x"] + x / WIDTH * box["width"], box["y"] + y / HEIGHT * box["height"]
            seconds = timed(page, lambda at=at: page.mouse.click(*at))
            if tool == "Point":
                took.append(seconds)
    return took


def main() -> None:
    """Print the figures of one run."""
    encoded, patch = enlarged_sample(NAME)
    print(f"load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, walk.running_app() as address, walk.chromium() as browser:
        file = Path(folder) / "photo.jpg"
        file.write_bytes(encoded)
        page = walk.open_app(browser, address, (1440, 900))
        walk.settle(page)
        print(f"upload to verdict: {upload(page, file):.2f} s")
        first, *others = clicks(page, patch)
        print(f"click to new number: first {first:.2f} s, then {median(others):.2f} s ({TIMES} times, median)")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
