"""Measure how well skin and dots of a scalp are told apart, on rendered tiles of known truth and perfect calibration.

Run ``python -m scripts.measure_scalp [TILES]`` from the repository's folder, about a minute for 120 tiles. Depth from
ITA +65 to -60, dots of 0.2 to 0.6 mm and seven colours, 40 to 200 a square centimetre, pixels of 0.05 to 0.3 mm, blur,
noise, sharpening and JPEG. The same tiles are also given to a plain median and to k-means, and bald and long-haired
scalps are counted. Everything is modelled.
"""

import io
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image

from scripts.render.blotch import Blotch
from scripts.render.lighting import Lighting
from scripts.render.scalp import HairColour, Stubble
from scripts.render.scalp_tile import ScalpTile, TileSpec, render_tile
from tonematch.capture.photo import Photo
from tonematch.chart.kinds import chart_kind
from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray, lab_to_linear, linear_to_lab, srgb_to_linear
from tonematch.correct.calibration import Calibration, fit_calibration
from tonematch.correct.light import EVEN_LIGHT
from tonematch.correct.paint_to_skin import NO_SHIFT
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.scalp.sample import sample_scalp
from tonematch.measure.scalp.tone import ScalpTone

TILES = 120
FIRST_SEED = 20_000  # the limits in `tonematch.measure.scalp.sample` were chosen on tiles with seeds below 40
COLOURS: tuple[HairColour, ...] = ("black", "pigment", "brown", "red-blond", "blond", "grey", "white")
MARGIN_PX = 300  # beside the tile, where a chart of 60 pixels is taken to lie
LONG_MM = (3.0, 8.0)


@dataclass(frozen=True)
class Outcome:
    """How one tile came out.

    Parameters
    ----------
    kind
        What was rendered: ``"dots"``, ``"patch"``, ``"bald"`` or ``"long hair"``.
    told
        ``"apart"``, ``"together"``, ``"none"`` or the code of a refusal.
    skin, median, clusters
        ΔE00 from the true skin: of this method, of the plain median, of the k-means cluster nearest to the truth.
    look, full
        ΔE00 from what the lens makes of a dot, and from a wholly covered dot; nan where not told.
    bound
        The uncertainty told of the separation.
    counted, wide
        Counted over drawn dots, and width over the true mean width.
    dot_px
        True mean width.
    """

    kind: str
    told: str
    skin: float
    median: float
    clusters: float
    look: float
    full: float
    bound: float
    counted: float
    wide: float
    dot_px: float


def random_tile(seed: int, kind: str) -> TileSpec:
    """Draw one tile."""
    generator = np.random.default_rng([seed, len(kind)])
    finest = float(generator.uniform(0.2, 0.4))
    stubble = Stubble(
        mm_per_px=float(np.exp(generator.uniform(np.log(0.05), np.log(0.3)))),
        colour=COLOURS[int(generator.integers(len(COLOURS)))],
        density_per_cm2=float(generator.uniform(40, 200)),
        diameter_mm=(finest, finest + 0.2),
        length_mm=float(generator.uniform(*LONG_MM)) if kind == "long hair" else 0.0,
    )
    ita = float(generator.uniform(-60, 65))
    # The patch is lighter than the skin, and fills most of the tile.
    blotch = Blotch(0.5, 0.4, 0.42, max(72.0, 62 + 0.2 * ita), ragged=0.1, islands=0) if kind == "patch" else None
    return TileSpec(
        seed=seed,
        ita_deg=ita,
        stubble=None if kind == "bald" else stubble,
        blotch=blotch,
        lighting=Lighting(
            from_deg=float(generator.uniform(0, 360)),
            falloff=float(generator.uniform(-0.1, 0.1)),
            direct=float(generator.uniform(0.2, 0.6)),
        ),
        stops=float(generator.uniform(-0.5, 0)),
        blur_px=float(generator.uniform(0.5, 1.3)),
        noise=float(generator.uniform(0.7, 1.6)),
    )


def as_photo(tile: ScalpTile) -> Photo:
    """Photograph a tile as a JPEG, with an empty margin on its left."""
    buffer = io.BytesIO()
    Image.fromarray(tile.srgb).save(buffer, "JPEG", quality=90)
    encoded = np.asarray(Image.open(buffer), dtype=np.float32) / 255
    linear = np.full((encoded.shape[0], encoded.shape[1] + MARGIN_PX, 3), 0.2, np.float32)
    linear[:, MARGIN_PX:] = srgb_to_linear(encoded)
    return Photo("tile.jpg", "0" * 64, "sRGB", linear, np.zeros(linear.shape[:2], bool), ())


def perfect_calibration(tile: ScalpTile, photo: Photo) -> Calibration:
    """Give a calibration without error: that of a chart read perfectly, with the tile's own correction in its place."""
    kind = chart_kind("classic24")
    reading = ChartReading(
        kind=kind,
        corners=np.array([[20.0, 20.0], [80.0, 20.0], [80.0, 60.0], [20.0, 60.0]]),
        found="by hand",
        measured=lab_to_linear(kind.reference_lab),
        spread=np.zeros((24, 3)),
        clipped_share=np.zeros(24),
        patch_px=9.0,
        findings=(),
    )
    fitted = fit_calibration(reading, photo)
    return replace(fitted, correction=tile.undo, skin_shift=NO_SHIFT, light=EVEN_LIGHT, findings=())


def nearest_cluster(lab: FloatArray, truth: FloatArray) -> float:
    """Give the ΔE00 of the best of three k-means clusters, chosen by the truth: better than any rule could choose."""
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.1)
    _, _, centres = cv2.kmeans(lab.astype(np.float32), 3, np.empty(0), stop, 2, cv2.KMEANS_PP_CENTERS)
    return float(delta_e00(truth, centres).min())


def examine(task: tuple[int, str]) -> Outcome:
    """Render one tile and measure it."""
    seed, kind = task
    spec = random_tile(seed, kind)
    tile = render_tile(spec)
    photo = as_photo(tile)
    calibration = perfect_calibration(tile, photo)
    region = np.zeros(photo.linear.shape[:2], bool)
    region[:, MARGIN_PX:] = tile.patch if kind == "patch" else True
    truth = tile.patch_lab if kind == "patch" and tile.patch_lab is not None else tile.skin_lab
    pixels = linear_to_lab(tile.undo.apply(photo.linear[region][::5]))
    plain = float(delta_e00(truth, np.median(pixels, axis=0)))
    clusters = nearest_cluster(pixels, truth)
    width = 0.0 if spec.stubble is None else float(np.mean(spec.stubble.diameter_mm)) / spec.stubble.mm_per_px
    nothing = Outcome(kind, "", *(float("nan"),) * 8, width)
    try:
        scale = None if spec.stubble is None else spec.stubble.mm_per_px
        told = sample_scalp(photo, calibration, skin_mask=region, mm_per_px=scale)
    except RegionError as problem:
        return replace(nothing, told=problem.code, median=plain, clusters=clusters)
    outcome = replace(
        nothing,
        told=_kind_told(told),
        skin=float(delta_e00(truth, told.skin.lab)),
        median=plain,
        clusters=clusters,
        bound=told.separation_delta_e00,
    )
    return outcome if told.dots is None else _with_dots(outcome, told, tile, spec)


def _kind_told(told: ScalpTone) -> str:
    if told.dots is not None:
        return "apart"
    return "together" if any(finding.code == "scalp.dots_run_together" for finding in told.findings) else "none"


def _with_dots(outcome: Outcome, told: ScalpTone, tile: ScalpTile, spec: TileSpec) -> Outcome:
    dots = told.dots
    if dots is None or spec.stubble is None or tile.seen_dot_lab is None or dots.per_cm2 is None:
        return outcome
    full = float("nan") if dots.full is None or tile.dot_lab is None else float(delta_e00(tile.dot_lab, dots.full))
    drawn = 0 if tile.stubble is None else len(tile.stubble.centres)
    drawn_per_cm2 = drawn / (tile.srgb[..., 0].size * (spec.stubble.mm_per_px / 10) ** 2)
    on_skin = outcome.kind == "dots"
    return replace(
        outcome,
        look=float(delta_e00(tile.seen_dot_lab, dots.tone.lab)) if on_skin else float("nan"),
        full=full,
        counted=dots.per_cm2 / drawn_per_cm2,
        wide=dots.diameter_px / outcome.dot_px,
    )


def summary(name: str, values: list[float], limit: float) -> str:
    """Put the errors of one way of measuring in a line."""
    known = np.array([value for value in values if not np.isnan(value)])
    if not known.size:
        return f"  {name}: none"
    low, middle, high = np.percentile(known, [10, 50, 90])
    within = (known <= limit).mean()
    return (
        f"  {name}: 10 % {low:.2f}, median {middle:.2f}, 90 % {high:.2f}; {within:.0%} within {limit} (n {known.size})"
    )


def main(count: int) -> None:
    """Measure all kinds of tiles and print how they came out."""
    kinds = {"dots": count, "patch": count // 2, "bald": count // 4, "long hair": count // 4}
    tasks = [(FIRST_SEED + index, kind) for kind, number in kinds.items() for index in range(number)]
    with ProcessPoolExecutor(2) as pool:
        outcomes = list(pool.map(examine, tasks, chunksize=4))
    for kind in kinds:
        of_kind = [outcome for outcome in outcomes if outcome.kind == kind]
        answers = [outcome.told for outcome in of_kind]
        print(f"{kind}: {', '.join(f'{answers.count(word)} {word}' for word in sorted(set(answers)))}")
        for told in ("apart", "together", "none"):
            part = [outcome for outcome in of_kind if outcome.told == told]
            if not part:
                continue
            print(f" told {told}")
            print(summary("skin", [outcome.skin for outcome in part], 1.0))
            print(summary("plain median", [outcome.median for outcome in part], 1.0))
            print(summary("k-means, best of 3", [outcome.clusters for outcome in part], 1.0))
            inside = np.mean([outcome.skin <= outcome.bound for outcome in part])
            print(f"  skin inside the uncertainty told of the separation: {inside:.0%}")
            if told == "apart":
                wide = [outcome for outcome in part if outcome.dot_px >= 2.5]
                print(summary("dots as they look", [outcome.look for outcome in part], 3.0))
                print(summary("dots wholly covered", [outcome.full for outcome in part], 10.0))
                print(summary("dots counted, of those drawn", [outcome.counted for outcome in wide], 1.1))
                print(summary("width over true width", [outcome.wide for outcome in wide], 1.2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TILES)
