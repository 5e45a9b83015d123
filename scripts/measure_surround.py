"""Measure how near the surrounding tone comes to the truth on rendered scenes when the calibration is perfect.

Run ``python -m scripts.measure_surround [SCENES_A_KIND]`` from the repository's folder. Each scene is measured on true
colours without light and shade, and on true colours as they are lit (fall-off, shading of the limb, shine). In the
second the light at the patch itself counts as known, its shine does not, so what shows is how well the band makes up
for light that changes around the patch. The patch is given by its true mask, and then found from one click. All is
modelled; cameras and lamps play no part. The bar: with a perfect calibration the tone lies within ΔE00 0.5 in nine of
ten scenes.
"""

import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from scripts.render.blotch import Mask, inmost
from scripts.render.noise import Grid, blurred
from scripts.render.patch_scenes import KINDS, patch_scene
from scripts.render.random_scene import TIERS, random_scene
from scripts.render.scene import Scene, SceneSpec, render_scene
from scripts.render.split import Half
from tonematch.capture.photo import Photo
from tonematch.chart.kinds import DEFAULT_KIND, chart_kind
from tonematch.chart.reading import ChartReading
from tonematch.colour import WHITE_D65, FloatArray, lab_to_linear, linear_to_lab, xyz_to_linear
from tonematch.correct.calibration import Calibration
from tonematch.correct.held_out import typical_of_white_balance
from tonematch.correct.light import EVEN_LIGHT
from tonematch.correct.light_at import MELANIN
from tonematch.correct.paint_to_skin import NO_SHIFT
from tonematch.correct.tone_affine import ToneAffine
from tonematch.difference import delta_e00
from tonematch.errors import ToneMatchError
from tonematch.measure.patch.click import find_patch
from tonematch.measure.patch.found import FoundPatch, patch_from_mask
from tonematch.measure.surround.band import surround_of
from tonematch.measure.surround.band_tone import BandTone, read_band

SCENES_A_KIND = 20
SEEDS_FROM = 20_000
HALF: Half = "held out"
CLOSE = 0.5
LENS_BLUR_PX = 0.75  # at 1600 pixels of width, as in the scenes

Signals = tuple[FloatArray, FloatArray]
"""Linear light of the surfaces (H, W, 3), and the strength of the light on them (H, W)."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A scene as a perfect calibration shows it, and what is true of it."""

    photo: Photo
    corners: FloatArray
    patch: Mask
    click: tuple[float, float]
    truth: FloatArray


@dataclass(frozen=True)
class Outcome:
    """How one scene came out: errors by the true mask unlit and lit and from a click, ΔE00; nan where refused."""

    kind: str
    plain: float
    lit: float
    clicked: float
    standard_error: float
    refused: str


def _place(scene: Scene) -> tuple[float, float, float]:
    rows, columns = np.nonzero(scene.patch_mask)
    return float(columns.mean()), float(rows.mean()), float(np.sqrt(len(rows) / np.pi))


def _as_drawn(spec: SceneSpec, generator: np.random.Generator) -> SceneSpec:
    del generator
    return spec


def _flecked(spec: SceneSpec, generator: np.random.Generator) -> SceneSpec:
    return replace(spec, texture=replace(spec.texture, freckles=int(generator.integers(400, 1200))))


def _densely_flecked(spec: SceneSpec, generator: np.random.Generator) -> SceneSpec:
    return replace(spec, texture=replace(spec.texture, freckles=int(generator.integers(3000, 5000)), moles=12))


def _hairy(spec: SceneSpec, generator: np.random.Generator) -> SceneSpec:
    return replace(spec, texture=replace(spec.texture, hairs=int(generator.integers(2000, 4000)), hair_darkness=0.9))


OF_SPEC: Mapping[str, Callable[[SceneSpec, np.random.Generator], SceneSpec]] = MappingProxyType(
    {
        "flecked": _flecked,
        "densely flecked": _densely_flecked,
        "hairy": _hairy,
        "two-toned": _as_drawn,
        "shadow on the band": _as_drawn,
    }
)


def _two_toned(scene: Scene, signals: Signals, generator: np.random.Generator) -> Signals:
    """Let the skin grow lighter towards one side, by about ten of L* over four radii of the patch."""
    x, y, radius = _place(scene)
    turn = generator.uniform(0, 2 * np.pi)
    rows, columns = np.indices(scene.patch_mask.shape)
    along = ((columns - x) * np.cos(turn) + (rows - y) * np.sin(turn)) / radius
    pigment = (0.14 * np.tanh(along / 2)).astype(np.float32)
    linear = signals[0] * np.exp(pigment[..., None] * MELANIN.astype(np.float32))
    return np.asarray(linear), signals[1]


def _shadowed(scene: Scene, signals: Signals, generator: np.random.Generator) -> Signals:
    """Throw a soft-edged shadow over part of the band, reaching to about the rim of the patch."""
    x, y, radius = _place(scene)
    turn = generator.uniform(0, 2 * np.pi)
    rows, columns = np.indices(scene.patch_mask.shape)
    beyond = (columns - x) * np.cos(turn) + (rows - y) * np.sin(turn) > generator.uniform(0.7, 1.3) * radius
    soft = blurred(beyond.astype(np.float32), generator.uniform(4, 10))
    return signals[0], signals[1] * (1 - np.float32(generator.uniform(0.3, 0.6)) * soft)


ON_SIGNALS = MappingProxyType({"two-toned": _two_toned, "shadow on the band": _shadowed})
ALL_KINDS = (*TIERS, *KINDS, *OF_SPEC)


def seen_scene(kind: str, seed: int) -> tuple[Seen, Seen]:
    """Draw one scene: without light and shade, and lit."""
    generator = np.random.default_rng([ALL_KINDS.index(kind), seed])
    if kind in KINDS:
        spec = patch_scene(kind, seed, HALF)
    elif kind in OF_SPEC:
        spec = OF_SPEC[kind](random_scene("hard", seed, HALF), generator)
    else:
        spec = random_scene(next(tier for tier in TIERS if tier == kind), seed, HALF)
    scene = render_scene(spec)
    even = scene.surround_mask & _unmarked(scene)
    signals = lab_to_linear(scene.lab_truth).astype(np.float32), np.ones(scene.patch_mask.shape, np.float32)
    if kind in ON_SIGNALS:
        signals = ON_SIGNALS[kind](scene, signals, generator)
    linear, shadow = signals
    truth = scene.surrounding_lab
    if kind == "two-toned":
        truth = linear_to_lab(linear[even]).mean(axis=0, dtype=float)
    strength = scene.strength / np.exp(np.log(scene.strength[scene.patch_mask]).mean())
    white = xyz_to_linear(WHITE_D65).astype(np.float32)
    mirrored = scene.mirrored / scene.strength[scene.patch_mask].mean()
    lit = linear * (shadow * strength)[..., None] + mirrored[..., None] * white
    return (
        _seen(scene, spec, linear * shadow[..., None], truth),
        _seen(scene, spec, np.asarray(lit), truth),
    )


def _unmarked(scene: Scene) -> Mask:
    """Keep what is near the mean of the band: flecks, moles and hairs lie far off it."""
    apart = np.linalg.norm(scene.lab_truth - scene.surrounding_lab, axis=-1)
    return np.asarray(apart < 3 * np.median(apart[scene.surround_mask]))


def _seen(scene: Scene, spec: SceneSpec, linear: FloatArray, truth: FloatArray) -> Seen:
    if scene.corners is None:
        raise ValueError(spec.seed)
    focused = blurred(linear, LENS_BLUR_PX * Grid(spec.width, spec.height).detail).astype(np.float32)
    photo = Photo("rendered", "0" * 64, "sRGB", focused, focused.max(axis=-1) > 0.985, ())
    click = inmost(scene.patch_mask) if scene.click is None else scene.click
    return Seen(photo, scene.corners, scene.patch_mask, (float(click[0]), float(click[1])), truth)


def perfect_calibration(corners: FloatArray) -> Calibration:
    """Give the calibration that changes nothing, since colours are true already."""
    kind = chart_kind(DEFAULT_KIND)
    count = len(kind.reference_lab)
    reading = ChartReading(
        kind=kind,
        corners=corners,
        found="by hand",
        measured=lab_to_linear(kind.reference_lab),
        spread=np.zeros((count, 3)),
        clipped_share=np.zeros(count),
        patch_px=10.0,
        findings=(),
    )
    return Calibration(
        reading=reading,
        model="affine",
        correction=ToneAffine(matrix=np.eye(3)),
        skin_shift=NO_SHIFT,
        delta_e00=typical_of_white_balance(),
        compared=MappingProxyType({}),
        patches_lab=kind.reference_lab,
        light=EVEN_LIGHT,
        findings=(),
    )


def read_tone(seen: Seen, *, find: bool = False) -> BandTone:
    """Measure the skin around the patch, given by its true mask or found from a click."""
    calibration = perfect_calibration(seen.corners)
    view = calibration.view(seen.photo)
    patch: FoundPatch = find_patch(view, seen.click) if find else patch_from_mask(view.shrink(seen.patch))
    surround = surround_of(view, patch, mm_per_px=None)
    return read_band(seen.photo.linear, calibration.skin_lab_of, surround.band, surround.light)


def examine(task: tuple[str, int]) -> Outcome | None:
    """Measure one scene; None where the drawing leaves no patch in the frame."""
    kind, seed = task
    try:
        plain, lit = seen_scene(kind, seed)
    except IndexError:
        return None
    if not plain.patch.any() or not np.isfinite(plain.truth).all():
        return None
    refused, errors, standard_error = "", [], np.nan
    for seen, find in ((plain, False), (lit, False), (plain, True)):
        try:
            tone = read_tone(seen, find=find)
        except ToneMatchError as problem:
            refused = refused or f"{problem.code}{' from a click' if find else ''}"
            errors.append(np.nan)
            continue
        standard_error = tone.standard_error_delta_e00 if not errors else standard_error
        errors.append(float(delta_e00(plain.truth, np.array(tone.tone.lab))))
    return Outcome(kind, errors[0], errors[1], errors[2], standard_error, refused)


def _line(name: str, outcomes: list[Outcome]) -> str:
    parts = [f"{name:20} {len(outcomes):4}"]
    for column in ("plain", "lit", "clicked"):
        errors = np.array([getattr(outcome, column) for outcome in outcomes])
        read = errors[np.isfinite(errors)]
        close = float((read < CLOSE).sum() / len(errors))
        parts.append(f"{close:5.0%} {np.median(read):5.2f} {np.percentile(read, 90):5.2f}")
    covered = np.mean([outcome.plain <= 2 * outcome.standard_error for outcome in outcomes])
    return "  |  ".join([*parts, f"{covered:4.0%}"])


def main(count: int) -> None:
    """Measure so many scenes a kind, and print how many lie within the bar, the median and the ninetieth percentile."""
    tasks = [(kind, SEEDS_FROM + index) for kind in ALL_KINDS for index in range(count)]
    with ProcessPoolExecutor(2) as pool:
        outcomes = [outcome for outcome in pool.map(examine, tasks, chunksize=4) if outcome is not None]
    print("kind, scenes | within 0.5, median, p90: unlit | lit | unlit, from a click | within twice the standard error")
    for kind in ALL_KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.kind == kind]
        if of_kind:
            print(_line(kind, of_kind))
    print(_line("tiers", [outcome for outcome in outcomes if outcome.kind in TIERS]))
    print(_line("all", outcomes))
    print("refused:", sorted(f"{outcome.kind}: {outcome.refused}" for outcome in outcomes if outcome.refused))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCENES_A_KIND)
