"""Take the dots out of a scalp: what the skin between them would be without their blur.

At a camera's resolution a dot is wider in the picture than on the head, and sharpening draws a halo of the other sign
around it, so no pixel between dense dots need show bare skin. Light adds, though: the picture is the skin, a little
shading, and at each dot one common shape. That is a linear model. Its constant is the skin far from all dots, even
where no pixel lies far from all dots. It is fitted with a narrower and a wider shape, whose errors have opposite signs
on rendered scalps (`scripts/measure_scalp.py`), and the mean of both is taken; how far they part tells the uncertainty.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import LUMINANCE, FloatArray, lab_to_linear, linear_to_lab
from tonematch.difference import delta_e00
from tonematch.measure.scalp.dots import Kind, Peaks, blurred, dot_signal, least_squares, peaks_of, shapes_at

PASSES = 3
FAINTEST_SHARE = 0.2  # of a typical dot; a later pass, in which noise remains, asks for a quarter more
FITTED_PX = 25_000
SHADING_TERMS = 6  # a constant, two slopes, three curvatures
ROBUST_ROUNDS = 3
DARKEST = 1e-5
BRIGHTEST_SHARE = 0.97  # quantile: beyond it lie noise and the halos of sharpening
COUNTED_SHARE = 0.35  # of the depth of strong dots; less is a part of a dot, or a pore
DOT_FROM = 0.5
LOOK_FROM = 0.37  # of a typical dot's depth: cameras sharpen, which narrows a dot at half its depth


@dataclass(frozen=True, eq=False)
class Unmixed:
    """A scalp taken apart.

    Parameters
    ----------
    skin
        (3,) corrected linear light of the skin without dots, shading levelled out.
    disagreement_delta_e00
        Half the ΔE00 between the two fits.
    share
        (H, W) how far a pixel has gone from skin to a typical dot's middle, 0-1 and beyond.
    level
        (H, W, 3) corrected linear light with the shading levelled out, dots in it.
    bare
        (H, W, 3) the same with the dots taken out.
    dots
        The dots counted; heights in typical dots.
    """

    skin: FloatArray
    disagreement_delta_e00: float
    share: NDArray[np.float32]
    level: NDArray[np.float32]
    bare: NDArray[np.float32]
    dots: Peaks


def unmix(lab: NDArray[np.float32], inside: NDArray[np.bool_], kind: Kind) -> Unmixed:
    """Separate skin from dots of a kind.

    Parameters
    ----------
    lab
        (H, W, 3) of the scalp.
    inside
        (H, W) bool, where to look.
    kind
        From `likeliest_kinds`.
    """
    linear = lab_to_linear(lab).astype(np.float32)
    shading = _shading(inside.shape)
    strengths = np.zeros(inside.shape, np.float32)
    places = np.flatnonzero(inside)
    fitted = np.random.default_rng(0).permutation(places)[:FITTED_PX]
    seen = linear.reshape(-1, 3)[fitted]
    signal = dot_signal(np.ascontiguousarray(lab[..., 0]), kind)
    typical = 0.0
    for turn in range(PASSES):
        peaks = peaks_of(signal * inside, max(0.75, 0.7 * kind.size_px) if turn == 0 else 0.75)
        typical = typical or _typical(peaks.height)
        kept = peaks.height > FAINTEST_SHARE * typical * (1.25 if turn else 1.0)
        strengths[peaks.y[kept], peaks.x[kept]] += peaks.height[kept] / typical
        shapes = np.stack(shapes_at(strengths, kind.size_px), axis=-1)
        design = np.hstack([shading.reshape(-1, SHADING_TERMS)[fitted], shapes.reshape(-1, shapes.shape[-1])[fitted]])
        wide = least_squares(design, seen, robust_rounds=ROBUST_ROUNDS)
        narrow = least_squares(design[:, :-1], seen, robust_rounds=ROBUST_ROUNDS)
        both = (wide + np.vstack([narrow, np.zeros((1, 3))])) / 2
        without = linear - (shapes @ both[SHADING_TERMS:].astype(np.float32))
        if turn < PASSES - 1:
            left = linear_to_lab(np.maximum(without, np.float32(DARKEST)))
            signal = dot_signal(np.ascontiguousarray(left[..., 0], dtype=np.float32), kind)
    shade = shading[..., 1:] @ both[1:SHADING_TERMS].astype(np.float32)
    depth = (without - linear) @ LUMINANCE.astype(np.float32) * np.float32(1 if kind.darker else -1)
    dots, middle = _counted(blurred(depth, 0.5) * inside)
    return Unmixed(
        skin=_within_what_is_seen(both[0], (linear - shade)[inside], darker=kind.darker),
        disagreement_delta_e00=float(delta_e00(linear_to_lab(wide[0]), linear_to_lab(narrow[0]))) / 2,
        share=blurred(depth, 0.5) / np.float32(middle),
        level=linear - shade,
        bare=without - shade,
        dots=dots,
    )


def _within_what_is_seen(skin: FloatArray, level: FloatArray, *, darker: bool) -> FloatArray:
    """Keep the skin between dark dots no lighter than the lightest pixels, and between light dots no darker."""
    seen = float(np.quantile(level @ LUMINANCE, BRIGHTEST_SHARE if darker else 1 - BRIGHTEST_SHARE))
    own = float(skin @ LUMINANCE)
    beyond = own > seen if darker else own < seen
    return skin * (seen / own) if beyond else skin


def _shading(shape: tuple[int, ...]) -> NDArray[np.float32]:
    x, y = np.meshgrid(*(np.linspace(-0.5, 0.5, side, dtype=np.float32) for side in shape[1::-1]))
    return np.stack([np.ones_like(x), x, y, x * x - 1 / 12, y * y - 1 / 12, x * y], axis=-1)


def _typical(heights: NDArray[np.float32]) -> float:
    return float(np.median(heights[heights > 0.5 * np.quantile(heights, 0.9)]))


def _counted(depth: NDArray[np.float32]) -> tuple[Peaks, float]:
    """Count the dots in a field of their depth, and give the depth of a typical one."""
    peaks = peaks_of(depth, 0.75)
    kept = peaks.height > COUNTED_SHARE * np.quantile(peaks.height, 0.9)
    middle = float(np.median(peaks.height[kept]))
    return Peaks(peaks.x[kept], peaks.y[kept], peaks.height[kept] / np.float32(middle)), middle


def look_of(unmixed: Unmixed, where: NDArray[np.bool_]) -> FloatArray:
    """Give the Lab (3,) of a set of dot pixels (H, W).

    JPEG keeps lightness finer than colour, so the colour at a dot's middle is half its neighbour's. The colour that
    the dots and their fringes add up to has not got lost, but carries the error of the skin. The mean of both is given.
    """
    seen = unmixed.level[where].mean(axis=0, dtype=float)
    fringe = blurred((unmixed.share >= LOOK_FROM).astype(np.float32), 1.2) > 0.05
    away = (unmixed.level[fringe].astype(float) - unmixed.skin).mean(axis=0)
    gone = float((seen - unmixed.skin) @ LUMINANCE) / float(away @ LUMINANCE)
    summed = np.maximum(unmixed.skin + gone * away, DARKEST)
    return np.asarray((linear_to_lab(np.maximum(seen, DARKEST)) + linear_to_lab(summed)) / 2)
