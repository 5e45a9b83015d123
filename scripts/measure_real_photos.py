"""Measure, on real photos with a chart, how far patches held out are missed by each correction model.

Run ``python -m scripts.measure_real_photos PHOTOS`` with a folder that holds ``manifest.csv`` (columns ``file``,
``class``, ``colour_usable``): photos whose class is ``pos`` and whose colour can be used are calibrated.
"""

import csv
import sys
from pathlib import Path

import numpy as np

from tonematch.capture.photo import read_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.errors import ToneMatchError


def main(folder: Path) -> None:
    """Print a line a photo, and the means."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["class"] == "pos" and row["colour_usable"] == "1"]
    everything: list[float] = []
    skin: list[float] = []
    by_model: dict[str, list[float]] = {}
    for row in rows:
        try:
            photo = read_photo(folder / row["file"])
            calibration = fit_calibration(read_chart(photo), photo)
        except ToneMatchError as problem:
            print(f"{row['file']}: {problem}")
            continue
        error = calibration.delta_e00
        everything.append(error.held_out_mean)
        skin.append(error.held_out_skin)
        for name, mean in calibration.compared.items():
            by_model.setdefault(name, []).append(mean)
        told = f"held out {error.held_out_mean:.2f}, skin patches {error.held_out_skin:.2f}, {calibration.verdict}"
        print(f"{row['file']}: {calibration.model}, {told}")
    print(f"{len(everything)} photos: all patches {np.mean(everything):.2f}, skin patches {np.mean(skin):.2f}")
    for name, means in by_model.items():
        print(f"  {name}: {np.mean(means):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
