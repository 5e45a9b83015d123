"""Measure on rendered scenes how well the description holds: contrast, hue, undertone and area against the truth.

Run ``python -m scripts.measure_description [SCENES_A_TIER]`` from the repository's folder, about four seconds a scene.
Cameras, lamps and skins are those nothing was learned from (`scripts/render/split.py`). The chart is taken for a
Passport, so that areas come out in millimetres; in these scenes skin and chart lie in one plane.
"""

import io
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PIL import Image

from scripts.render.random_scene import TIERS, Tier, random_scene
from scripts.render.scene import render_scene
from tonematch.capture.photo import decode_photo
from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import chart_kind
from tonematch.chart.scale import area_of
from tonematch.colour import lab_from
from tonematch.correct.calibration import fit_calibration
from tonematch.difference import delta_e00
from tonematch.errors import ToneMatchError
from tonematch.measure.description.contrast_words import contrast_doubt
from tonematch.measure.description.undertone import hue_percentile, undertone_of
from tonematch.measure.sample import sample_skin

FIRST_SEED = 30_000  # the shares in contrast_words.py were drawn from scenes 20,000 to 20,013
SCENES_A_TIER = 20


class Outcome(NamedTuple):
    """How one scene was described: measured, true and how far off it may be, by what was measured."""

    contrast: tuple[float, float, float]
    inside_hue: bool
    inside_percentile: bool
    words: int
    area_ratio: float
    area_doubt: float


def examine(task: tuple[Tier, int]) -> Outcome | None:
    """Render one scene, describe it, and compare with what is true in it; None where it was refused."""
    tier, seed = task
    scene = render_scene(random_scene(tier, seed, "held out"))
    buffer = io.BytesIO()
    Image.fromarray(scene.srgb).save(buffer, "JPEG", quality=90)
    try:
        photo = decode_photo(buffer.getvalue(), f"{tier} {seed}")
        calibration = fit_calibration(read_chart(photo), photo)
        sample = sample_skin(photo, calibration, patch=scene.click)
    except ToneMatchError:
        return None
    if scene.patch_lab is None or scene.corners is None or sample.contrast_delta_e00 is None:
        raise RuntimeError(f"The scene {tier} {seed} shows no patch or no chart.")
    truth, uncertainty = lab_from(scene.surrounding_lab), sample.surrounding.uncertainty_delta_e00
    told = undertone_of(sample.surrounding.lab, uncertainty)
    low, high = told.hue_range_deg
    low_share, high_share = told.percentile_range or (-1.0, -1.0)
    reading = replace(calibration.reading, kind=chart_kind("passport"))
    measured = area_of(reading, scene.patch_mask)
    real = area_of(replace(reading, corners=scene.corners.astype(float)), scene.patch_mask)
    if measured is None or real is None:
        raise RuntimeError(f"The scale of scene {tier} {seed} is not known.")
    contrast = float(delta_e00(scene.patch_lab, scene.surrounding_lab))
    return Outcome(
        (sample.contrast_delta_e00, contrast, contrast_doubt(sample.contrast_delta_e00, uncertainty)),
        low <= truth.hue_deg <= high,
        low_share <= float(hue_percentile(np.array(truth))) <= high_share,
        len(told.words),
        measured.mm2 / real.mm2,
        measured.plus_minus,
    )


def main(count: int) -> None:
    """Print, for each tier, how far off the description is and how often the truth lies within what is told."""
    for tier in TIERS:
        with ProcessPoolExecutor(2) as pool:
            tried = list(pool.map(examine, [(tier, FIRST_SEED + index) for index in range(count)]))
        outcomes = [outcome for outcome in tried if outcome is not None]
        told, true, doubt = np.array([outcome.contrast for outcome in outcomes]).T
        off = np.abs(told - true)
        ratio = np.log([outcome.area_ratio for outcome in outcomes])
        words = np.bincount([outcome.words for outcome in outcomes], minlength=4)
        print(
            f"{tier}: {len(outcomes)} of {count} scenes; contrast off by ΔE00 {np.median(off):.2f} in the middle, "
            f"{np.quantile(off, 0.95):.2f} at 95 %, told ± {np.median(doubt):.2f}, inside {np.mean(off <= doubt):.0%}; "
            f"hue inside {np.mean([outcome.inside_hue for outcome in outcomes]):.0%}, "
            f"percentile inside {np.mean([outcome.inside_percentile for outcome in outcomes]):.0%}; "
            f"undertone in one word {words[1]}, two {words[2]}, cannot be told {words[3]}; "
            f"area off by {np.quantile(np.abs(ratio), 0.95):.1%} at 95 %, "
            f"told ± {np.median([outcome.area_doubt for outcome in outcomes]):.0%}"
        )
        if "--all" in sys.argv:
            print(np.round(np.stack([told, true, doubt], axis=1), 2).tolist())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCENES_A_TIER)
