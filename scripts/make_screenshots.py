"""Draw the pictures of docs/tutorial.md: walks through the app on bundled samples, at a desk and on a tablet.

Run from the repository's folder with ``python -m scripts.make_screenshots``; it needs Chromium and takes two minutes.
The steps are those of `scripts/walk.py` and `scripts/journeys.py`, which the browser tests take too.
"""

import io
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, expect

from scripts import journeys, walk
from tonematch.ui.words import correct

PICTURES = walk.ROOT / "docs" / "pictures"
SAMPLE = 5  # the brown forearm: its contrast shows well in a small picture
SHOWN = {
    "1440": {
        "match-photo",
        "match-read",
        "match-skin",
        "match-blends",
        "match-keep",
        "correct-stripe",
        "correct-advice",
        "practise-exercises",
        "practise-blind",
        "practise-reveal",
        "practise-progress",
        "palettes-look",
        "palettes-edit",
    },
    "768": {"match-photo", "match-skin"},
}
"""The pictures of the tutorial, by width; each is of the stop of its name, if not said otherwise."""
PLACES = {"correct-advice": {"correct-stripe": correct.STRIPE_TITLE, "correct-advice": correct.RESIDUAL_TITLE}}
"""Stops of which there are several pictures, each from a heading on."""
COLOURS = 256  # of a picture's own: a third of the size, and still the skin's
ROUNDS = 3  # by which these are improved


def main() -> None:
    """Walk through the app at each size, and keep the pictures that the tutorial shows."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=walk.PATIENCE_MS)
    photo = journeys.subject(walk.beside_sample(SAMPLE))
    stripe = journeys.subject(walk.beside_stripe())
    for width, size in walk.SIZES.items():
        with TemporaryDirectory() as folder, walk.running_app(Path(folder)) as address, walk.chromium() as browser:
            walker = journeys.by_mouse(walk.open_app(browser, address, size), partial(_keep, width=width))
            journeys.to_blends(walker, photo)
            journeys.to_keep(walker)
            journeys.to_next_step(walker, stripe)
            journeys.to_record(walker, "Robin")
            journeys.to_own_palette(walker, "My creams")


def _keep(page: Page, name: str, width: str) -> None:
    for picture, heading in PLACES.get(name, {name: ""}).items():
        if picture not in SHOWN[width]:
            continue
        if heading:
            page.get_by_role("heading", name=heading).evaluate("heading => heading.scrollIntoView()")
            page.wait_for_timeout(400)
        path = PICTURES / f"{picture}-{width}.png"
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        shot.quantize(COLOURS, kmeans=ROUNDS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"docs/pictures/{path.name}")


if __name__ == "__main__":
    main()
