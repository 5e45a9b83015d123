"""Learn what skin needs on top of a correction fitted to the chart's paints.

Run ``python -m scripts.train_paint_to_skin`` from the repository's folder, half a minute on two cores; it writes
``tonematch/reference/paint_to_skin.json``. Photos of a
Classic 24 and of measured skin are simulated spectrally, without pictures (`scripts.render.camera`); each is calibrated
as the product does it, and the error left on skin is described by 21 coefficients. What is stored is the joint mean and
covariance of the patches' residuals and of those coefficients. Cameras, lamps and skins of the test are kept apart.
"""

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from scripts.render.camera import Exposure, photograph
from scripts.render.split import Half, cameras_of, draw_exposure
from tonematch.bundled import HOME
from tonematch.chart.kinds import chart_kind
from tonematch.colour import FloatArray, linear_to_lab, srgb_to_linear
from tonematch.correct.paint_to_skin import TERMS, Learned, shift_given, skin_terms, weighted_residuals
from tonematch.correct.tone_affine import fit_tone_affine
from tonematch.difference import delta_e00
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

OUT = HOME / "tonematch" / "reference" / "paint_to_skin.json"
TRAIN_PHOTOS, TEST_PHOTOS = 2400, 300
PATCH_NOISE = 0.0015
RIDGE = 0.3
TRIES = 40


@dataclass(frozen=True, eq=False)
class Lesson:
    """One simulated photo: residuals of its patches, coefficients of its error on skin, and that error itself."""

    residuals: FloatArray
    coefficients: FloatArray
    estimate: FloatArray
    truth: FloatArray


def learn_one(task: tuple[Exposure, int, int]) -> Lesson | None:
    """Photograph chart and skins, calibrate on the chart, and describe the error left on the skins."""
    exposure, seed, parity = task
    generator = np.random.default_rng(seed)
    chart = chart_kind("classic24")
    paint = np.array(read_table("classic24")["reflectance"])
    skins = np.array(read_table("skin_spectra")["reflectance"])[parity::2]
    encoded = photograph(paint, exposure) + generator.normal(0, PATCH_NOISE, (len(paint), 3))
    usable = np.asarray((encoded < 0.985).all(axis=1) & (encoded > 0.012).all(axis=1))
    if usable.sum() < 14:
        return None
    seen = srgb_to_linear(encoded)
    correction = fit_tone_affine(seen, chart.reference_lab, np.where(usable, 1.0, 0.05))
    patches_lab = linear_to_lab(correction.apply(seen))
    shown = photograph(skins, exposure)
    readable = np.asarray((shown < 0.97).all(axis=1))
    if readable.sum() < 30:
        return None
    estimate = linear_to_lab(correction.apply(srgb_to_linear(shown[readable])))
    truth = reflectance_to_lab(skins[readable])
    terms = skin_terms(estimate)
    coefficients = np.linalg.solve(terms.T @ terms + RIDGE * np.eye(TERMS), terms.T @ (truth - estimate))
    residuals = np.where(usable[:, None], weighted_residuals(patches_lab, chart.reference_lab), np.nan)
    return Lesson(residuals.ravel(), coefficients.ravel(), estimate, truth)


def gather(count: int, half: Half, seed: int, parity: int) -> list[Lesson]:
    """Learn from so many photos with the cameras and lamps of one half, two at a time."""
    generator = np.random.default_rng(seed)
    tasks = [(draw_exposure(generator, half), seed + index, parity) for index in range(count)]
    with ProcessPoolExecutor(2) as pool:
        lessons = pool.map(learn_one, tasks, chunksize=20)
        return [lesson for lesson in lessons if lesson is not None]


def main() -> None:
    """Learn, test on what was kept apart, and write the table."""
    lessons = gather(TRAIN_PHOTOS, "learned", 1, 0)
    residuals = np.array([lesson.residuals for lesson in lessons])
    residual_mean = np.nanmean(residuals, axis=0)
    centred = np.where(np.isfinite(residuals), residuals - residual_mean, 0.0)
    coefficients = np.array([lesson.coefficients for lesson in lessons])
    coefficient_mean = coefficients.mean(axis=0)
    learned = Learned(
        residual_mean=residual_mean,
        coefficient_mean=coefficient_mean,
        residual_covariance=centred.T @ centred / len(lessons),
        cross_covariance=(coefficients - coefficient_mean).T @ centred / len(lessons),
    )
    tests = gather(TEST_PHOTOS, "held out", 900_001, 1)
    before = [np.median(delta_e00(test.truth, test.estimate)) for test in tests]
    shifts = [shift_given(learned, test.residuals, np.isfinite(test.residuals)) for test in tests]
    after = [
        np.median(delta_e00(test.truth, shift.apply(test.estimate))) for test, shift in zip(tests, shifts, strict=True)
    ]
    for name, errors in (("paint only", before), ("with the shift", after)):
        summary = f"median {np.median(errors):.2f}, mean {np.mean(errors):.2f}, 90 % {np.percentile(errors, 90):.2f}"
        print(f"held-out cameras, lamps and skins, {len(tests)} photos, {name}: ΔE00 {summary}")
    described = {
        "what": "joint mean and covariance of chart residuals (24 x 3, in ΔE00) and of 7 x 3 skin-shift coefficients",
        "source": "simulated photos; "
        + "; ".join(read_table(name)["source"] for name in ("skin_spectra", "classic24")),
        "cameras": ", ".join(cameras_of("learned")) + " (rawtoaces-data, Apache-2.0)",
        "licence": "CC BY 4.0",
        "made_by": "scripts/train_paint_to_skin.py",
        "photos": len(lessons),
        **{name: np.round(values, 4).tolist() for name, values in learned._asdict().items()},
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in described.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
