"""Measure, on real photos with a chart, how far patches held out are missed by each correction model.

Run ``python -m scripts.measure_real_photos PHOTOS`` with a folder that holds ``manifest.csv`` (columns ``file``,
``class``, ``colour_usable``): photos whose class is ``pos`` and whose colour can be used are calibrated. It prints what
it finds and writes ``tonematch/reference/white_balance_error.json``: what is told where a card allows no more than a
white balance.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

from tonematch.bundled import HOME
from tonematch.capture.photo import read_photo
from tonematch.chart.corners import read_chart
from tonematch.colour import FloatArray, linear_to_lab
from tonematch.correct.calibration import Calibration, fit_calibration, patch_weights
from tonematch.correct.held_out import hold_out
from tonematch.correct.linear_models import fit_white_balance
from tonematch.correct.tone_affine import fit_tone_affine
from tonematch.difference import delta_e00
from tonematch.errors import ToneMatchError

OUT = HOME / "tonematch" / "reference" / "white_balance_error.json"


def white_balance_errors(calibration: Calibration) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give white balance's ΔE00 on patches fitted to, on patches held out, and on skin-like patches held out."""
    reading = calibration.reading
    reference, weights = reading.kind.reference_lab, patch_weights(reading)
    tone = fit_tone_affine(reading.measured, reference, weights)
    held_out = hold_out(tone, reading.measured, reference, weights).differences["white balance"]
    fitted = linear_to_lab(fit_white_balance(reading.measured, reference, weights).apply(reading.measured))
    usable = weights == 1
    skin = [index for index in reading.kind.skin_patches if usable[index]]
    return delta_e00(reference, fitted)[usable], held_out[usable], held_out[skin]


def write_card_figures(errors: list[tuple[FloatArray, FloatArray, FloatArray]]) -> None:
    """Sum white balance's errors up over all photos and write them."""
    fitted, held_out, skin = (np.concatenate(part) for part in zip(*errors, strict=True))
    figures = {
        "fit_mean": fitted.mean(),
        "held_out_mean": held_out.mean(),
        "held_out_p95": np.percentile(held_out, 95),
        "held_out_max": held_out.max(),
        "held_out_skin": skin.mean(),
        "skin_max": skin.max(),
    }
    table = {
        "what": "ΔE00 that white balance alone leaves on chart patches, usable ones of all photos together",
        "source": f"{len(errors)} real photos of genuine charts, see docs/method.md",
        "made_by": "scripts/measure_real_photos.py",
        **{name: round(float(value), 2) for name, value in figures.items()},
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print({name: value for name, value in table.items() if not isinstance(value, str)})


def main(folder: Path) -> None:
    """Print a line a photo, and the means."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["class"] == "pos" and row["colour_usable"] == "1"]
    everything: list[float] = []
    skin: list[float] = []
    by_model: dict[str, list[float]] = {}
    card: list[tuple[FloatArray, FloatArray, FloatArray]] = []
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
        card.append(white_balance_errors(calibration))
        for name, mean in calibration.compared.items():
            by_model.setdefault(name, []).append(mean)
        told = f"held out {error.held_out_mean:.2f}, skin patches {error.held_out_skin:.2f}, {calibration.verdict}"
        stops = calibration.light
        light = f"light falls off by {stops.fall_off_stops:.2f} stops, colour {stops.colour_stops:.2f}"
        print(f"{row['file']}: {calibration.model}, {told}, {light}")
    print(f"{len(everything)} photos: all patches {np.mean(everything):.2f}, skin patches {np.mean(skin):.2f}")
    for name, means in by_model.items():
        print(f"  {name}: {np.mean(means):.2f}")
    write_card_figures(card)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
