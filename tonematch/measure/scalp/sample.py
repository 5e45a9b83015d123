"""The scalp: the tone of the skin between hairs, stubble or pigment dots, and the tone of the dots.

For micropigmentation on a scalp that lost pigment or is scarred. The region marked is looked at in the photo's own
pixels; `scalp_dots` tells what kind of dots stand there, `scalp_unmix` takes them out. Where that cannot be told, it is
said: strands that cover the skin are refused, and where no dots stand out the tone is of all that was marked.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.scale import mm_per_px_at
from tonematch.colour import FloatArray, lab_from, linear_to_lab
from tonematch.correct.calibration import Calibration
from tonematch.correct.light_at import SAME_LIGHT, LightAt
from tonematch.correct.skin_error import predicted_error_95
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.scalp.dots import SIZES_PX, Kind, blurred, likeliest_kinds
from tonematch.measure.scalp.remarks import Seen, scalp_remarks
from tonematch.measure.scalp.tone import BETWEEN, DOT, NOT_LOOKED_AT, SKIN, Dots, ScalpTone
from tonematch.measure.scalp.unmix import DARKEST, DOT_FROM, LOOK_FROM, Unmixed, look_of, unmix
from tonematch.measure.scalp.window import Scalp, look_at, scalp_region
from tonematch.measure.surround.shine import least_shiny
from tonematch.measure.tone import Tone, ita_deg

TOLD_APART = 0.53  # score of a kind; bald scalps score 0.36-0.39 on rendered tiles, dots apart 0.54-0.89
FAINTLY_SEEN = 0.45
AHEAD = 0.1  # of the other sign's score; texture is as well explained by dark as by light dots
LEAST_CONTRAST = 2.5  # ΔE00 of dots against skin; pores show as less
STRANDED = 0.22  # one-way share of the gradients; dots give up to 0.15, strands from 0.25 on rendered tiles
STRAND_SPREAD_L = 1.8  # a bald scalp varies by up to 1.3
DOUBTFUL = 0.3  # of the same share: creases, or hair of one tone
STRAND_PX = 6.0
SKIN_BELOW = 0.15
FULL_FROM_PX = 3.0
FULL_ERROR_95 = 15.0  # ΔE00; nine of ten errors on rendered tiles lie below 12 to 15: scripts/measure_scalp.py
USUAL_SD, LEAST_SPREAD = 2.5, 0.5  # JPEG makes neighbours equal, which must not pass for even skin
OTHER_SKIN_L, SMOOTHING_PX = 6.0, 4.0  # L* off the middle, and pixels that dots are smoothed over
COARSEST = 4
LEAST_SIDE_PX = 120  # a stretch this small is not made smaller
ERROR_95 = {"apart": 0.9, "faint": 2.5, "none": 2.0}
"""ΔE00 that separating adds; nine of ten errors on rendered tiles lie below 0.7 and 2 (scripts/measure_scalp.py)."""


def sample_scalp(  # noqa: PLR0913  # one keyword a way of marking
    photo: Photo,
    calibration: Calibration,
    *,
    skin: tuple[float, float] | None = None,
    box: tuple[float, float, float, float] | None = None,
    skin_mask: NDArray[np.bool_] | None = None,
    mm_per_px: float | None = None,
) -> ScalpTone:
    """Measure the skin between dots of hair or pigment, and the dots.

    Parameters
    ----------
    photo, calibration
        The photo, and the calibration fitted to its chart.
    skin
        A place (x, y) on the scalp; a disc about it is looked at.
    box
        x0, y0, x1, y1 of a stretch of scalp.
    skin_mask
        (H, W) bool, the scalp to look at: run it once for a patch and once for its surroundings.
    mm_per_px
        Scale at the scalp, where it is known better than from the chart, for density and width in mm.

    Raises
    ------
    RegionError
        When the marks contradict each other or do not lie on skin, or hair covers the skin.
    """
    view = calibration.view(photo)
    region = scalp_region(view, skin=skin, box=box, skin_mask=skin_mask)
    # Stubble here and none beside the chart, or the reverse, would pass for another light, so none is taken back.
    light = SAME_LIGHT
    factor = 1
    while True:
        scalp = look_at(photo, region, factor)
        lab = calibration.skin_lab_of(scalp.linear, light).astype(np.float32)
        lightness = np.ascontiguousarray(lab[..., 0])
        kind, other = likeliest_kinds(lightness)
        # Dots as wide as the widest shapes tried are looked at again in a smaller picture.
        if kind.size_px < SIZES_PX[-2] or factor >= COARSEST or min(scalp.inside.shape) < LEAST_SIDE_PX:
            break
        factor *= 2
    one_way = one_way_share(lightness, scalp.inside)
    if one_way > STRANDED and float(lightness[scalp.inside].std()) > STRAND_SPREAD_L:
        raise _strands()
    scale = mm_per_px_at(calibration.reading, scalp.at) if mm_per_px is None else mm_per_px
    looked = _Looked(scalp, calibration, light, lab, scale, one_way)
    if kind.explained < FAINTLY_SEEN or kind.explained < other.explained + AHEAD:
        return _bare(looked)
    unmixed = unmix(lab, scalp.inside, kind)
    look = look_of(unmixed, scalp.inside & (unmixed.share >= LOOK_FROM))
    contrast = float(delta_e00(linear_to_lab(unmixed.skin), look))
    return _separated(looked, _Found(kind, unmixed, look, contrast)) if contrast >= LEAST_CONTRAST else _bare(looked)


@dataclass(frozen=True, eq=False)
class _Looked:
    """What is looked at, and through what."""

    scalp: Scalp
    calibration: Calibration
    light: LightAt
    lab: NDArray[np.float32]
    mm_per_px: float | None
    one_way: float


@dataclass(frozen=True, eq=False)
class _Found:
    """The dots found."""

    kind: Kind
    unmixed: Unmixed
    look: FloatArray
    contrast: float


def one_way_share(lightness: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """Tell how much of the fine structure runs one way at a place, as strands do and dots do not: 0-1.

    References
    ----------
    J. Bigün, G. H. Granlund, Optimal orientation detection of linear symmetry, ICCV (1987) 433-438.
    """
    down, across = np.gradient(blurred(lightness, 1.0))
    steep, flat, slanted = (
        blurred(np.asarray(product * inside, dtype=np.float32), STRAND_PX)
        for product in (across**2, down**2, across * down)
    )
    return float(np.hypot(steep - flat, 2 * slanted).sum() / max(float((steep + flat).sum()), 1e-9))


def _strands() -> RegionError:
    return RegionError(
        "Hair lies over the skin here as strands, so the skin between cannot be told from it.",
        code="scalp.hair_covers_skin",
        hint="Mark a stretch that is shaved or cropped to stubble, or shave it and take the photo again.",
    )


def _separated(looked: _Looked, found: _Found) -> ScalpTone:
    unmixed, inside = found.unmixed, looked.scalp.inside
    clear = inside & (unmixed.share < SKIN_BELOW)
    if not clear.any():
        clear = inside & (unmixed.share <= np.quantile(unmixed.share[inside], 0.1))
    bare = linear_to_lab(np.maximum(unmixed.bare[clear], DARKEST)).astype(np.float32)
    centre, spread = _middle(bare)
    tone = linear_to_lab(unmixed.skin)
    # What is left of light dots looks like shine, so shine is told from the skin only beside darker ones.
    matte = least_shiny(bare, np.ones(len(bare), bool), centre) if found.kind.darker else None
    if matte is not None:
        tone = tone + np.median(bare[matte], axis=0) - centre
    skin = _tone(tone, spread, int(clear.sum()) * looked.scalp.window.factor**2, shiny=matte is not None)
    other_share = _other_skin_share(linear_to_lab(np.maximum(unmixed.bare, DARKEST)), clear)
    labels = np.where(inside, np.uint8(BETWEEN), np.uint8(NOT_LOOKED_AT))
    labels[clear] = SKIN
    labels[inside & (unmixed.share >= DOT_FROM)] = DOT
    apart = found.kind.explained >= TOLD_APART
    added = float(np.hypot(ERROR_95["apart" if apart else "faint"], 2 * unmixed.disagreement_delta_e00))
    dots = _dots_of(looked, found, labels == DOT) if apart else None
    return _told(looked, _Told(skin, dots, labels, added, other_share, faint=not apart))


def _dots_of(looked: _Looked, found: _Found, dot: NDArray[np.bool_]) -> Dots:
    unmixed, factor, mm_per_px = found.unmixed, looked.scalp.window.factor, looked.mm_per_px
    pixels = linear_to_lab(np.maximum(unmixed.level[dot], DARKEST))
    spread = _middle(pixels)[1]
    count = max(unmixed.dots.x.size, 1)
    diameter = factor * 2 * float(np.sqrt(dot.sum() / np.pi / count))
    strong = unmixed.dots.height >= np.quantile(unmixed.dots.height, 0.75)
    middles = np.zeros(dot.shape, bool)
    middles[unmixed.dots.y[strong], unmixed.dots.x[strong]] = True
    resolved = diameter >= FULL_FROM_PX * factor
    area_px = float(looked.scalp.inside.sum()) * factor**2
    return Dots(
        tone=_tone(found.look, spread, int(dot.sum()) * factor**2, shiny=False),
        full=lab_from(look_of(unmixed, middles)) if resolved else None,
        full_uncertainty_delta_e00=FULL_ERROR_95 if resolved else None,
        darker=found.kind.darker,
        contrast_delta_e00=found.contrast,
        count=count,
        share_covered=float(dot.sum() / looked.scalp.inside.sum()),
        diameter_px=diameter,
        diameter_mm=None if mm_per_px is None else diameter * mm_per_px,
        per_cm2=None if mm_per_px is None else count / (area_px * (mm_per_px / 10) ** 2),
    )


def _bare(looked: _Looked) -> ScalpTone:
    inside = looked.scalp.inside
    pixels = looked.lab[inside]
    centre, spread = _middle(pixels)
    usual = np.asarray((np.abs(pixels - centre) <= USUAL_SD * np.maximum(spread, LEAST_SPREAD)).all(axis=1))
    centre, spread = _middle(pixels[usual])
    matte = least_shiny(pixels, usual, centre)
    if matte is not None:
        centre = np.median(pixels[matte], axis=0)
    skin = _tone(centre, spread, int(usual.sum()) * looked.scalp.window.factor**2, shiny=matte is not None)
    labels = np.where(inside, np.uint8(SKIN), np.uint8(NOT_LOOKED_AT))
    other_share = _other_skin_share(looked.lab, inside)
    return _told(looked, _Told(skin, None, labels, ERROR_95["none"], other_share, faint=False))


def _middle(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    centre = np.median(values.astype(float), axis=0)
    return centre, 1.4826 * np.median(np.abs(values - centre), axis=0)


def _tone(centre: FloatArray, spread: FloatArray, pixels: int, *, shiny: bool) -> Tone:
    L, a, b = (float(value) for value in spread)
    return Tone(lab_from(centre), (L, a, b), pixels, shiny)


@dataclass(frozen=True, eq=False)
class _Told:
    """What the pixels tell, before the calibration's own error."""

    skin: Tone
    dots: Dots | None
    labels: NDArray[np.uint8]
    separation: float
    other_skin_share: float
    faint: bool


def _other_skin_share(lab: FloatArray, where: NDArray[np.bool_]) -> float:
    """Tell how much of the skin (H, W, 3) is far from the rest in lightness, dots smoothed away."""
    weight = blurred(where.astype(np.float32), SMOOTHING_PX)
    smooth = blurred(np.asarray(lab[..., 0] * where, dtype=np.float32), SMOOTHING_PX) / np.maximum(weight, 1e-3)
    values = smooth[where]
    return float((np.abs(values - np.median(values)) > OTHER_SKIN_L).mean())


def _told(looked: _Looked, told: _Told) -> ScalpTone:
    scalp, calibration, skin = looked.scalp, looked.calibration, told.skin
    calibrated = predicted_error_95(calibration, looked.light, scalp.at, skin.spread)
    seen = Seen(
        skin=skin,
        dot_diameter_px=None if told.dots is None else told.dots.diameter_px,
        faint=told.faint,
        lined=told.dots is None and looked.one_way > DOUBTFUL,
        other_skin_share=told.other_skin_share,
        mm_per_px=looked.mm_per_px,
        chart_widths=calibration.chart_widths_to(scalp.at),
    )
    return ScalpTone(
        calibration=calibration,
        light=looked.light,
        skin=skin,
        uncertainty_delta_e00=float(np.hypot(calibrated, told.separation)),
        separation_delta_e00=told.separation,
        ita_deg=ita_deg(skin.lab),
        dots=told.dots,
        unseparated=lab_from(np.median(looked.lab[scalp.inside], axis=0)),
        window=scalp.window,
        labels=told.labels,
        mm_per_px=looked.mm_per_px,
        findings=(*calibration.findings, *scalp_remarks(seen)),
    )
