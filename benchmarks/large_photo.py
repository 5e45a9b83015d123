"""What the benchmarks on a 12-megapixel photo share: such a photo, and the clock."""

import io
import json
import time
from collections.abc import Callable

from PIL import Image

from tonematch.bundled import SAMPLES

PIXELS = 12_000_000
ROUNDS = 5


def least_seconds(work: Callable[[], object]) -> float:
    """Give the least wall time of a few warm rounds."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def enlarged_sample(name: str) -> tuple[bytes, tuple[float, float]]:
    """Give a bundled sample as a JPEG of 12 megapixels, and the click into its patch."""
    truth = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    with Image.open(SAMPLES / truth["photo"]) as small:
        scale = (PIXELS / (small.width * small.height)) ** 0.5
        buffer = io.BytesIO()
        size = (round(small.width * scale), round(small.height * scale))
        small.resize(size, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=92)
    x, y = truth["patch"]["click"]
    return buffer.getvalue(), (x * scale, y * scale)
