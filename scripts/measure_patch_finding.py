"""Measure how well a patch is found from one click on rendered scenes, and how often one is found where none is.

Run ``python -m scripts.measure_patch_finding [SCENES_A_TIER]`` from the repository's folder, some fifteen minutes on
two cores. Scenes are those of the half with held-out cameras and lamps. Beside the product, in the same run and on the
same calibrated picture, stand Otsu's threshold on L* and k-means with two colours, both in a window around the click,
the part that contains the click.

References
----------
N. Otsu, A threshold selection method from gray-level histograms, IEEE Transactions on Systems, Man, and Cybernetics 9
(1979) 62-66, doi 10.1109/TSMC.1979.4310076.
"""

import io
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import threshold_otsu

from scripts.render.patch_scenes import KINDS, patch_scene
from scripts.render.random_scene import TIERS, random_scene
from scripts.render.scene import Scene, render_scene
from tonematch.capture.photo import decode_photo
from tonematch.chart.corners import read_chart
from tonematch.correct.calibration import fit_calibration
from tonematch.correct.view import View
from tonematch.errors import ToneMatchError
from tonematch.measure.patch.click import find_patch
from tonematch.measure.regions import grown, overlap, parts_of, shrunk, without_holes
from tonematch.measure.sample import sample_skin

SCENES_A_TIER = 40
KIND_SHARE = 4  # one scene of each kind for so many of each tier
FIRST_SEED = 20_000
CLICKS = 3
FLOODED = 1.5  # times the true area
WINDOW_PX = 160  # of the view, to either side, for the peers
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Outcome:
    """One click: how well each method did (NaN where it refused), and whether the product flooded."""

    group: str
    seed: int
    product: float
    otsu: float
    k_means: float
    area_ratio: float
    refused: str


@dataclass(frozen=True)
class Elsewhere:
    """Clicks where no patch is: what was found nevertheless."""

    where: str
    accepted: bool
    share_of_skin: float


def examine(task: tuple[str, int]) -> tuple[list[Outcome], list[Elsewhere]]:
    """Render one scene, photograph it as a JPEG, and click in it."""
    cv2.setNumThreads(1)
    group, seed = task
    tier = next((tier for tier in TIERS if tier == group), None)
    spec = patch_scene(group, seed, "held out") if tier is None else random_scene(tier, seed, "held out")
    scene = render_scene(spec)
    encoded = io.BytesIO()
    Image.fromarray(scene.srgb).save(encoded, "JPEG", quality=90)
    photo = decode_photo(encoded.getvalue(), "scene.jpg")
    try:
        calibration = fit_calibration(read_chart(photo), photo)
    except ToneMatchError as problem:
        return [Outcome(group, seed, np.nan, np.nan, np.nan, 0.0, problem.code)], []
    view = calibration.view(photo)

    def found(at: tuple[float, float]) -> Mask:
        return sample_skin(photo, calibration, patch=at).patch_mask

    outcomes = [_one_click((group, seed), scene, view, at, found) for at in clicks_in(scene, seed)]
    return outcomes, _bare_clicks(scene, view, seed)


def clicks_in(scene: Scene, seed: int) -> list[tuple[float, float]]:
    """Give the middle of the patch and further places in it, away from its border."""
    generator = np.random.default_rng(seed)
    core = shrunk(scene.patch_mask, 2)
    rows, columns = np.nonzero(core if core.sum() > 20 else scene.patch_mask)
    picked = generator.integers(len(rows), size=CLICKS - 1)
    middle = scene.click or (int(columns[0]), int(rows[0]))
    return [(float(middle[0]), float(middle[1])), *((float(columns[i]), float(rows[i])) for i in picked)]


def _one_click(
    task: tuple[str, int],
    scene: Scene,
    view: View,
    at: tuple[float, float],
    found: Callable[[tuple[float, float]], Mask],
) -> Outcome:
    truth = scene.patch_mask
    otsu, k_means = (overlap(view.enlarge(peer(view, at)), truth) for peer in (otsu_on_lightness, two_means))
    try:
        mask = found(at)
    except ToneMatchError as problem:
        return Outcome(*task, np.nan, otsu, k_means, 0.0, problem.code)
    return Outcome(*task, overlap(mask, truth), otsu, k_means, float(mask.sum() / truth.sum()), "")


def _window(view: View, at: tuple[float, float]) -> tuple[tuple[slice, slice], tuple[int, int]]:
    column, row = view.place(at)
    top, left = max(0, row - WINDOW_PX), max(0, column - WINDOW_PX)
    return (slice(top, row + WINDOW_PX), slice(left, column + WINDOW_PX)), (row - top, column - left)


def _part_with(near: Mask, place: tuple[int, int], window: tuple[slice, slice], shape: tuple[int, int]) -> Mask:
    labels = parts_of(near)[0]
    whole = np.zeros(shape, bool)
    whole[window] = without_holes(labels == labels[place]) if labels[place] else False
    return whole


def otsu_on_lightness(view: View, at: tuple[float, float]) -> Mask:
    """Split the skin around a click by Otsu's threshold on L*."""
    window, place = _window(view, at)
    lightness, skin = view.lab[window][..., 0], view.skin[window]
    lighter = lightness > threshold_otsu(lightness[skin])
    same = skin & (lighter == lighter[place])
    return _part_with(same, place, window, (view.skin.shape[0], view.skin.shape[1]))


def two_means(view: View, at: tuple[float, float]) -> Mask:
    """Split the skin around a click into two colours."""
    window, place = _window(view, at)
    lab, skin = view.lab[window], view.skin[window]
    rule = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.1)
    cv2.setRNGSeed(1)
    labels = cv2.kmeans(np.ascontiguousarray(lab[skin]), 2, np.empty(0), rule, 2, cv2.KMEANS_PP_CENTERS)[1]
    split = np.full(skin.shape, -1)
    split[skin] = labels.ravel()
    same = split == split[place]
    return _part_with(same, place, window, (view.skin.shape[0], view.skin.shape[1]))


def _bare_clicks(scene: Scene, view: View, seed: int) -> list[Elsewhere]:
    """Click on skin without a patch, and on what is no skin."""
    generator = np.random.default_rng(seed + 1)
    patch = view.shrink(scene.patch_mask)
    limb = shrunk(view.shrink(scene.limb_mask) & view.skin, 6)
    bare = limb & ~grown(patch, 40)
    cloth = shrunk(~view.shrink(scene.limb_mask) & ~view.chart, 8)
    return [
        _click(where, view, mask, generator)
        for where, mask in (("skin", bare), ("skin", bare), ("cloth", cloth))
        if mask.any()
    ]


def _click(where: str, view: View, mask: Mask, generator: np.random.Generator) -> Elsewhere:
    rows, columns = np.nonzero(mask)
    index = int(generator.integers(len(rows)))
    at = (float(view.x_of(columns[index])), float(view.y_of(rows[index])))
    try:
        found = find_patch(view, at)
    except ToneMatchError:
        return Elsewhere(where, False, 0.0)
    return Elsewhere(where, True, float(found.mask.sum() / view.skin.sum()))


def report(outcomes: Sequence[Outcome], elsewhere: Sequence[Elsewhere]) -> None:
    """Print a table by group, and what was found where nothing is."""
    print(f"{'':20}  clicks refused  mean   10th  lowest floods   Otsu  2-means")
    for group in (*TIERS, *KINDS):
        of_group = [outcome for outcome in outcomes if outcome.group == group]
        product = np.array([outcome.product for outcome in of_group])
        read = product[~np.isnan(product)]
        floods = sum(outcome.area_ratio > FLOODED for outcome in of_group)
        peers = [np.nanmean([getattr(outcome, name) for outcome in of_group]) for name in ("otsu", "k_means")]
        print(
            f"{group:20}  {len(product):6} {np.isnan(product).sum():7}  {read.mean():.3f}  "
            f"{np.percentile(read, 10):.3f}  {read.min():.3f} {floods:6}  {peers[0]:.3f}  {peers[1]:.3f}"
        )
    for where in ("skin", "cloth"):
        there = [click for click in elsewhere if click.where == where]
        taken = [click for click in there if click.accepted]
        most = max((click.share_of_skin for click in taken), default=0.0)
        print(f"no patch, on {where}: {len(taken)} of {len(there)} clicks found one, at most {most:.1%} of the skin")
    lowest = sorted({(round(o.product, 2), o.group, o.seed) for o in outcomes if not np.isnan(o.product)})[:12]
    print("lowest:", lowest)
    refused = sorted({(outcome.group, outcome.seed, outcome.refused) for outcome in outcomes if outcome.refused})
    print("refused:", refused)


def main(count: int) -> None:
    """Examine the scenes, two at a time, and print what came out."""
    tasks: list[tuple[str, int]] = [(tier, FIRST_SEED + index) for index in range(count) for tier in TIERS]
    tasks += [(kind, FIRST_SEED + index) for index in range(max(1, count // KIND_SHARE)) for kind in KINDS]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(examine, tasks, chunksize=2))
    report([one for outcomes, _ in results for one in outcomes], [one for _, clicks in results for one in clicks])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCENES_A_TIER)
