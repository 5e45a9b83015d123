"""A batch with one worker and with two, in turn: whole commands, their ratio, and the cost of a million photos.

Run from the repository's folder with ``python -m benchmarks.batch_scaling [PHOTOS] [PRICE]``: how many photos (24), and
what an hour of one core costs where you would rent it (no price is assumed).
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "sample_images"
ROUNDS = 3
FIRST_PHOTO = 1


def listed(folder: Path, photos: int) -> Path:
    """List the samples over and over, each time with another mark, so that no row is kept from another."""
    facts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    usable = [fact for fact in facts if fact["tier"] != "refused" and fact["patch"]]
    rows = []
    for number in range(photos):
        fact, again = usable[number % len(usable)], number // len(usable)
        x, y = fact["patch"]["click"]
        rows.append(f'{SAMPLES / fact["photo"]},"{x + again * 0.25},{y}"')
    path = folder / f"list-{photos}.csv"
    path.write_text("\n".join(["photo,patch", *rows]) + "\n", encoding="utf-8")
    return path


def seconds(source: Path, out: Path, workers: int) -> float:
    """Time one whole command."""
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tonematch", "batch", str(source), "-o", str(out), "--workers", str(workers)]
    begun = time.perf_counter()
    subprocess.run([*command, "--palette", "generic-camouflage"], check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, and print ratios."""
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few = listed(folder, photos), listed(folder, FIRST_PHOTO)
        one, two, start = folder / "one.csv", folder / "two.csv", folder / "start.csv"
        times = [(seconds(many, one, 1), seconds(many, two, 2), seconds(few, start, 1)) for _ in range(ROUNDS)]
        same = one.read_bytes() == two.read_bytes()
    ratios = sorted(alone / side_by_side for alone, side_by_side, _ in times)
    each = statistics.median((alone - first) / (photos - FIRST_PHOTO) for alone, _, first in times)
    print(f"{photos} photos, {ROUNDS} rounds, whole commands, start included")
    for alone, side_by_side, first in times:
        print(f"one worker {alone:.1f} s, two {side_by_side:.1f} s, a single photo {first:.1f} s")
    print(f"two workers are {ratios[0]:.2f} / {ratios[1]:.2f} / {ratios[2]:.2f} times as fast; the same table: {same}")
    hours = each * 1e6 / 3600
    print(f"a photo more takes {each:.2f} s of one worker: a million take {hours:.0f} worker-hours")
    if len(sys.argv) > 2:
        print(f"at {sys.argv[2]} an hour of one core: {hours * float(sys.argv[2]):.0f}")


if __name__ == "__main__":
    main()
