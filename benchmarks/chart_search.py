"""Compare finding and reading the chart with OpenCV's own detector, on one photo enlarged to 12 megapixels.

Run ``python benchmarks/chart_search.py``: processor times of one run side by side, and their ratio.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tonematch.bundled import SAMPLES
from tonematch.capture.photo import Photo, read_photo
from tonematch.chart.corners import read_chart
from tonematch.colour import linear_to_srgb

SIZE_PX = (4000, 3000)
ROUNDS = 3


def processor_seconds(work: Callable[[], object]) -> float:
    """Give the least processor time of a few rounds, all threads together."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def opencv_alone(bgr: np.ndarray) -> bool:
    """Search the full-size picture with the detector alone."""
    detector = cv2.mcc.CCheckerDetector.create()
    detector.setColorChartType(cv2.mcc.MCC24)
    return bool(detector.process(bgr, 1))


def main() -> None:
    """Print both times and their ratio for each easy sample."""
    for name in ("01-very-light-forearm.jpg", "04-tan-forearm-display-p3.jpg", "05-brown-forearm-turned.jpg"):
        small = read_photo(SAMPLES / name)
        linear = cv2.resize(small.linear, SIZE_PX, interpolation=cv2.INTER_CUBIC)
        photo = Photo(name, small.sha256, small.profile, linear, np.zeros(linear.shape[:2], bool), ())
        bgr = np.rint(linear_to_srgb(np.clip(linear, 0, 1))[..., ::-1] * 255).astype(np.uint8)
        ours = processor_seconds(lambda photo=photo: read_chart(photo))
        theirs = processor_seconds(lambda bgr=bgr: opencv_alone(bgr))
        print(f"{name}: ours {ours:.2f} s, OpenCV full size {theirs:.2f} s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
