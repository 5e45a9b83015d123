"""Compare what a click on a 12-megapixel photo takes with GrabCut and a random walker on the same shrunk picture.

Run ``python benchmarks/click.py``: wall times of one run side by side, and ratios, on samples enlarged to 12
megapixels. Ours goes from the click to the whole sample: patch, outline at full size, band, tones and error. The peers
only separate patch from skin in a window of the picture that ours works on, from the same click and a true frame.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
from skimage.segmentation import random_walker

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.large_photo import enlarged_sample, least_seconds
from tonematch.capture.photo import decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.correct.view import View
from tonematch.measure.patch.click import find_patch
from tonematch.measure.sample import sample_skin

NAMES = ("01-very-light-forearm", "03-intermediate-shin", "06-deep-forearm-led")
WINDOW_PX = 150


def window_around(view: View, click: tuple[float, float]) -> tuple[np.ndarray, tuple[int, int]]:
    """Cut an 8-bit Lab picture out of the view around a click."""
    column, row = view.place(click)
    top, left = max(0, row - WINDOW_PX), max(0, column - WINDOW_PX)
    lab = view.lab[top : row + WINDOW_PX, left : column + WINDOW_PX]
    coded = np.clip((lab - lab.mean(axis=(0, 1))) * 3 + 128, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(coded), (row - top, column - left)


def grab_cut(window: np.ndarray, place: tuple[int, int]) -> None:
    """Separate a window by GrabCut: the frame is skin, a disc about the click is patch."""
    mask = np.full(window.shape[:2], cv2.GC_PR_BGD, np.uint8)
    mask[:8], mask[-8:], mask[:, :8], mask[:, -8:] = (cv2.GC_BGD,) * 4
    cv2.circle(mask, (place[1], place[0]), 12, cv2.GC_FGD, -1)
    cv2.grabCut(window, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_MASK)


def walk(window: np.ndarray, place: tuple[int, int]) -> None:
    """Separate a window by a random walker from the same seeds."""
    seeds = np.zeros(window.shape[:2], np.int32)
    seeds[:8], seeds[-8:], seeds[:, :8], seeds[:, -8:] = (1,) * 4
    cv2.circle(seeds, (place[1], place[0]), 12, 2, -1)
    random_walker(window.astype(float), seeds, beta=100, mode="cg_j", channel_axis=-1)


def measure(name: str) -> None:
    """Print one sample's figures."""
    encoded, click = enlarged_sample(name)
    photo = decode_photo(encoded, f"{name}.jpg")
    calibration: Calibration = fit_calibration(read_chart(photo), photo)
    view = calibration.view(photo)
    whole = least_seconds(lambda: sample_skin(photo, calibration, patch=click))
    patch = least_seconds(lambda: find_patch(view, click))
    window, place = window_around(view, click)
    peers = {"GrabCut": grab_cut, "random walker": walk}
    print(f"{name}: from click to sample {whole:.2f} s, of it finding the patch in the view {patch:.2f} s")
    for peer, work in peers.items():
        seconds = least_seconds(lambda work=work: work(window, place))
        print(f"    {peer}: {seconds:.2f} s, {seconds / patch:.1f} times our finding")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    for name in NAMES:
        measure(name)
