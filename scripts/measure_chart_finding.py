"""Measure how reliably charts are found and everything else is refused, on rendered scenes and on real photos.

Run ``python scripts/measure_chart_finding.py [SHARED]``; SHARED is the folder that holds ``photos/manifest.csv``
(default: ``../shared`` beside this checkout). ``--tune`` measures on the scenes meant for choosing thresholds instead
of those kept for the report. Right means every corner within a quarter of a pitch, in the maker's order.
"""

import csv
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from scripts.render.hard_charts import WITH_CHART, WITHOUT_CHART, draw_scene
from tonematch.capture.photo import Photo, read_photo
from tonematch.chart.corners import read_chart
from tonematch.colour import FloatArray, srgb_to_linear
from tonematch.errors import ChartNotFoundError

TUNING_SEEDS = range(11)
REPORT_SEEDS = range(2000, 2010)
WITHIN_PITCHES = 0.25
FIELD_PITCHES = 5.86
SHARED = Path(__file__).resolve().parents[2] / "shared"

Outcome = Literal["right", "refused", "silently wrong", "refused rightly", "false alarm"]


class Look(NamedTuple):
    """One look for a chart: what it was at, what came of it, and in which processor time."""

    kind: str
    name: str
    outcome: Outcome
    reason: str
    seconds: float


def look(photo: Photo, kind: str, name: str, corners: FloatArray | None) -> Look:
    """Search one photo and hold what is found against the truth."""
    start = time.process_time()
    try:
        reading = read_chart(photo)
    except ChartNotFoundError as refused:
        outcome: Outcome = "refused rightly" if corners is None else "refused"
        return Look(kind, name, outcome, refused.code, time.process_time() - start)
    taken = time.process_time() - start
    if corners is None:
        return Look(kind, name, "false alarm", "", taken)
    pitch = float(np.linalg.norm(corners[1] - corners[0])) / FIELD_PITCHES
    off = float(np.linalg.norm(reading.corners - corners, axis=1).max()) / pitch
    return Look(kind, name, "right" if off <= WITHIN_PITCHES else "silently wrong", f"{off:.2f} pitches off", taken)


def rendered(seeds: range) -> Iterator[Look]:
    """Look at each kind of rendered scene once for each seed."""
    linear = srgb_to_linear(np.arange(256) / 255).astype(np.float32)
    for seed in seeds:
        for kind in WITH_CHART + WITHOUT_CHART:
            scene = draw_scene(seed, kind)
            clipped = scene.picture.max(axis=-1) > 250
            photo = Photo("scene.jpg", "0" * 64, "sRGB", linear[scene.picture], clipped, ())
            yield look(photo, kind, f"{kind} {seed}", scene.corners)


def real(folder: Path) -> Iterator[Look]:
    """Look at each of the real photos of a folder with a manifest."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows: list[dict[str, Any]] = list(csv.DictReader(lines))
    for row in rows:
        marked = row["corners_px(patch1;patch6;patch24;patch19)"]
        corners = (
            np.array([[float(value) for value in corner.split()] for corner in marked.split(";")]) if marked else None
        )
        kind = {"pos": "with a chart", "partial": "part of a chart"}.get(row["class"], "no such chart")
        yield look(read_photo(folder / row["file"]), kind, row["file"], corners if row["class"] == "pos" else None)


def report(title: str, looks: list[Look]) -> None:
    """Print shares, then everything that did not go right."""
    outcomes = Counter(one.outcome for one in looks)
    whole = outcomes["right"] + outcomes["refused"] + outcomes["silently wrong"]
    without = outcomes["refused rightly"] + outcomes["false alarm"]
    print(f"{title}: {len(looks)} pictures")
    print(
        f"  fully visible charts: {whole}, right {outcomes['right']} ({outcomes['right'] / max(whole, 1):.1%}), ",
        end="",
    )
    print(f"refused {outcomes['refused']}, silently wrong {outcomes['silently wrong']}")
    print(f"  no whole chart: {without}, false alarms {outcomes['false alarm']}")
    print(f"  processor time: {np.mean([one.seconds for one in looks]):.2f} s on average")
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for one in looks:
        reasons[one.kind][one.outcome if one.outcome == "right" else f"{one.outcome} {one.reason}".strip()] += 1
    for kind, counted in reasons.items():
        print(f"    {kind}: " + ", ".join(f"{what} {count}" for what, count in counted.most_common()))
    for one in looks:
        if one.outcome in {"refused", "silently wrong", "false alarm"}:
            print(f"  {one.outcome}: {one.name} {one.reason}")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    tuning = "--tune" in arguments
    folders = [Path(argument) for argument in arguments if argument != "--tune"]
    seeds = TUNING_SEEDS if tuning else REPORT_SEEDS
    report(f"Rendered, seeds {seeds.start} to {seeds.stop - 1}", list(rendered(seeds)))
    photos = (folders[0] if folders else SHARED) / "photos"
    if photos.is_dir():
        report("Real photos", list(real(photos)))


if __name__ == "__main__":
    main(sys.argv[1:])
