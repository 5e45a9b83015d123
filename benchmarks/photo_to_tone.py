"""Compare the way from a 12-megapixel JPEG to the tone of the skin with OpenCV's and colour-science's own paths.

Run ``python benchmarks/photo_to_tone.py``: wall times of one run side by side, and ratios. The peers only read the
chart and correct the whole picture; they find neither patch nor skin.
"""

import sys
import warnings
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.large_photo import enlarged_sample, least_seconds
from tonematch.capture.photo import decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.measure.sample import sample_skin

SAMPLE = "01-very-light-forearm"


def main() -> None:
    """Print each step, the whole, the peers, and the ratios."""
    encoded, click = enlarged_sample(SAMPLE)
    photo = decode_photo(encoded, "large.jpg")
    reading = read_chart(photo)
    calibration = fit_calibration(reading, photo)

    def whole_job() -> None:
        again = decode_photo(encoded, "large.jpg")
        sample_skin(again, fit_calibration(read_chart(again), again), patch=click)

    steps = {
        "decode": lambda: decode_photo(encoded, "large.jpg"),
        "find and read the chart": lambda: read_chart(photo),
        "fit the calibration": lambda: fit_calibration(reading, photo),
        "patch, surround, tone": lambda: sample_skin(photo, calibration, patch=click),
        "the whole job": whole_job,
        "calibrated picture": lambda: calibration.lab(photo),
    }
    ours = {name: least_seconds(work) for name, work in steps.items()}
    bgr = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)

    def opencv() -> None:
        picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
        detector = cv2.mcc.CCheckerDetector.create()
        detector.setColorChartType(cv2.mcc.MCC24)
        if not detector.process(picture, 1):
            raise RuntimeError("OpenCV found no chart")
        means = detector.getListColorChecker()[0].getChartsRGB()[:, 1].reshape(24, 1, 3) / 255
        model = cv2.ccm.ColorCorrectionModel(means, cv2.ccm.COLORCHECKER_MACBETH)
        model.compute()
        model.correctImage(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).astype(np.float32) / 255, np.empty(0))

    def colour_science() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import colour  # noqa: PLC0415  # slow to import, and only this peer needs it
        picture = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB) / 255.0
        colour.colour_correction(
            colour.cctf_decoding(picture), reading.measured, reading.kind.reference_lab, method="Cheung 2004"
        )

    for name, seconds in ours.items():
        print(f"ours, {name}: {seconds:.2f} s")
    for name, work in (
        ("OpenCV, chart and whole picture", opencv),
        ("colour-science, correction of the picture", colour_science),
    ):
        seconds = least_seconds(work)
        print(f"{name}: {seconds:.2f} s, {seconds / ours['the whole job']:.1f} times our whole job")


if __name__ == "__main__":
    main()
