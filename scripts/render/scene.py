"""A photo of skin beside a chart, and what is true in it: read `render_scene` first.

Every surface is a reflectance in 31 bands. It is weighed with lamp and camera to raw, and with D65 and the observer to
the true XYZ, in one product; light and shade then touch the raw alone.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.backdrop import PATTERNS
from scripts.render.blotch import Blotch, Mask, draw_blotch, inmost, patch_proper
from scripts.render.camera import LUMINANCE, Exposure, balance, develop, raw_weights
from scripts.render.chart_drawing import ChartPlace, chart_materials, draw_chart, paint_chart
from scripts.render.lighting import Lighting, chart_shadow, cloth_shade, skin_shade, skin_sheen
from scripts.render.limb import Bone, Limb, shape_limb
from scripts.render.noise import Grid, blurred, clouds
from scripts.render.scalp import Stubble, draw_stubble, with_stubble
from scripts.render.skin_texture import SkinMaps, Texture, texture_skin
from scripts.render.spectra import depigmented, hyperpigmented, material, measured_skin, skin_directions
from scripts.render.stripe import Stripe, stripe_coverage, stripe_signals, stripe_thickness
from tonematch.colour import FloatArray, xyz_to_lab
from tonematch.spectrum import band_weights, reflectance_to_lab

CHUNK = 200_000  # pixels whose 31 bands are in memory at a time
HAIR_MELANIN = 1.3
RING_WIDTH = 0.055  # breadth of the band of surrounding skin, in frame widths
RING_GAP = 0.006  # skin left out next to the rim of the patch, in frame widths


@dataclass(frozen=True)
class SceneSpec:
    """All that decides a scene; lengths in frame widths.

    Parameters
    ----------
    seed
        Of everything random.
    width, height
        Of the picture, pixels.
    ita_deg
        Depth of the skin, as individual typology angle.
    bones
        The limb.
    along_deg
        Direction of the limb, for lines and hairs.
    blotch
        The patch, or None.
    others
        Further patches like it, at places and of sizes of their own.
    stripe
        A test stripe drawn across the patch, or None.
    charts
        Where charts lie.
    flatness, blend
        See `shape_limb`.
    backdrop
        A `material` and a pattern of `PATTERNS`.
    stubble
        What stands on the skin, where it is a scalp.
    noise
        Strength of noise; 1 is a phone in good light.
    blur_px
        Of the lens, at 1600 pixels of width.
    """

    seed: int
    bones: tuple[Bone, ...]
    width: int = 1600
    height: int = 1200
    ita_deg: float = 35.0
    along_deg: float = 0.0
    blotch: Blotch | None = None
    others: tuple[Blotch, ...] = ()
    stripe: Stripe | None = None
    charts: tuple[ChartPlace, ...] = ()
    flatness: float = 0.5
    blend: float = 0.03
    texture: Texture = field(default_factory=Texture)
    stubble: Stubble | None = None
    backdrop: tuple[str, str] = ("blue drape", "weave")
    lighting: Lighting = field(default_factory=Lighting)
    exposure: Exposure = field(default_factory=Exposure)
    noise: float = 1.0
    blur_px: float = 0.75


@dataclass(frozen=True, eq=False)
class Scene:
    """A rendered photo and its truth.

    Parameters
    ----------
    srgb
        The picture, uint8 (H, W, 3), encoded on the primaries of the spec's exposure.
    corners
        Of the first chart's patch field (4, 2): outer corners of patches 1, 6, 24, 19; they may lie outside the frame.
    all_corners
        The same of every chart.
    limb_mask, patch_mask, surround_mask
        All skin that no chart covers; the patch, more than half changed; the band of even skin around it.
    click, skin_click
        Pixels (x, y) well inside the patch and on even surrounding skin.
    patch_lab, surrounding_lab
        Mean true Lab, D65, 2°, of the patch proper and of the band, flecks, moles and hairs left out.
    stripe_click, stripe_lab
        A pixel of the stripe where it lies over the patch, and its mean true Lab there; None without one.
    lab_truth
        True Lab of every surface without light and shade, stubble left out, float32 (H, W, 3).
    strength, mirrored
        Light on every surface, fall-off and shade together, and the light it mirrors; white in even light = 1,
        float32 (H, W).
    base_row
        Row of the skin in ``skin_spectra.json``.
    """

    srgb: NDArray[np.uint8]
    corners: FloatArray | None
    all_corners: tuple[FloatArray, ...]
    limb_mask: Mask
    patch_mask: Mask
    surround_mask: Mask
    click: tuple[int, int] | None
    skin_click: tuple[int, int]
    patch_lab: FloatArray | None
    surrounding_lab: FloatArray
    stripe_click: tuple[int, int] | None
    stripe_lab: FloatArray | None
    lab_truth: FloatArray
    strength: FloatArray
    mirrored: FloatArray
    base_row: int


def render_scene(spec: SceneSpec) -> Scene:
    """Render one scene."""
    generator = np.random.default_rng(spec.seed)
    grid = Grid(spec.width, spec.height)
    ripple = 0.0012 * clouds(generator, grid, 0.15, octaves=3)
    limb = shape_limb(grid, spec.bones, flatness=spec.flatness, blend=spec.blend, ripple=ripple)
    maps = texture_skin(generator, grid, spec.texture, spec.along_deg)
    share = np.zeros(grid.shape, dtype=np.float32)
    for blotch in () if spec.blotch is None else (spec.blotch, *spec.others):
        share = np.maximum(share, draw_blotch(generator, grid, blotch))
    base_row, skin = measured_skin(spec.ita_deg)
    charts = tuple(draw_chart(grid, place) for place in spec.charts)
    weights = signal_weights(spec.exposure)

    cloth, pattern = spec.backdrop
    layers = PATTERNS[pattern](generator, grid)[..., None] * (material(cloth) @ weights).astype(np.float32)
    bare = limb.coverage > 0
    layers[bare] += limb.coverage[bare][:, None] * (skin_signals(spec, skin, maps, share, bare) - layers[bare])
    drawn_on: FloatArray = np.zeros(grid.shape, dtype=np.float32)
    if spec.stripe is not None:
        drawn_on = limb.coverage * stripe_coverage(grid, spec.stripe)
        thick = stripe_thickness(np.random.default_rng([spec.seed, 5]), grid, spec.stripe)
        film = stripe_signals(spec.stripe, thick, (skin, patch_spectrum(spec, skin)), share, weights)
        layers += drawn_on[..., None] * (film - layers)
    shade = cloth_shade(limb, charts, spec.lighting, grid)
    shade += limb.coverage * (
        skin_shade(limb, maps, spec.lighting, grid) * chart_shadow(charts, spec.lighting, grid, 0.5) - shade
    )
    sheen = limb.coverage * skin_sheen(limb, maps, spec.lighting, generator, grid)
    paints = (chart_materials() @ weights).astype(np.float32)
    for chart in charts:
        layers += chart.coverage[..., None] * (paint_chart(chart, paints) - layers)
        shade += chart.coverage * (1 - shade)
        sheen *= 1 - chart.coverage

    lab_truth = xyz_to_lab(layers[..., 6:]).astype(np.float32)
    if spec.stubble is not None:
        drawn = draw_stubble(np.random.default_rng([spec.seed, 4]), grid, spec.stubble)
        skin_share = limb.coverage * np.prod([1 - chart.coverage for chart in charts], axis=0)
        layers += skin_share[..., None] * (with_stubble(layers, drawn, spec.stubble, weights) - layers)
    towards, level = fall_of_light(spec, grid)
    strength, mirrored = shade * level, sheen * level
    raw = light_scene(layers, strength, mirrored, spec, towards)
    covered = np.zeros(grid.shape, dtype=bool)
    for chart in charts:
        covered |= blurred(chart.coverage, 3 * grid.detail) > 0.01
    patch_mask, surround_mask = regions(spec, grid, limb, share, covered)
    even = surround_mask & (maps.marks == 0) & (drawn_on == 0)
    changed = patch_mask & (share > 0.92)
    proper = changed & (maps.marks == 0) & (drawn_on == 0)
    stripe = changed & (drawn_on == 1)
    return Scene(
        srgb=take_picture(raw, spec, generator, grid),
        corners=charts[0].corners if charts else None,
        all_corners=tuple(chart.corners for chart in charts),
        limb_mask=(limb.coverage == 1) & ~covered,
        patch_mask=patch_mask,
        surround_mask=surround_mask,
        click=inmost(proper) if spec.blotch else None,
        skin_click=inmost(cv2.erode(even.astype(np.uint8), np.ones((3, 3)))),
        patch_lab=lab_truth[proper].mean(axis=0, dtype=np.float64) if spec.blotch else None,
        surrounding_lab=lab_truth[even].mean(axis=0, dtype=np.float64),
        stripe_click=inmost(stripe) if spec.stripe else None,
        stripe_lab=lab_truth[stripe].mean(axis=0, dtype=np.float64) if spec.stripe else None,
        lab_truth=lab_truth,
        strength=strength,
        mirrored=mirrored,
        base_row=base_row,
    )


def signal_weights(exposure: Exposure) -> FloatArray:
    """Give (31, 9): raw under the first lamp, raw under the second, true XYZ; raw of white is 1 under the first."""
    first = raw_weights(exposure.camera, exposure.lamp)
    second = raw_weights(exposure.camera, exposure.second_lamp or exposure.lamp)
    return np.hstack([first / first.sum(axis=0), second / first.sum(axis=0), band_weights("D65")])


def skin_signals(spec: SceneSpec, skin: FloatArray, maps: SkinMaps, share: FloatArray, where: Mask) -> FloatArray:
    """Give the signals (N, 9) of the skin pixels: pigments change the logarithm of reflectance."""
    directions = skin_directions()
    log_skin = np.log(skin)
    change = np.zeros_like(skin)
    if spec.blotch is not None:
        change = np.log(patch_spectrum(spec, skin)) - log_skin
    kept = 1 - 0.75 * share
    amounts = np.stack([maps.melanin * kept, maps.haemoglobin, maps.vein, share], axis=-1)[where]
    axes = np.stack([directions.melanin, directions.haemoglobin, directions.vein, change]).astype(np.float32)
    hair = maps.hair[where]
    hair_log = np.maximum(log_skin + HAIR_MELANIN * directions.melanin, np.log(0.02)).astype(np.float32)
    weights = signal_weights(spec.exposure).astype(np.float32)
    signals = np.empty((len(amounts), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(amounts), CHUNK):
        part = slice(start, start + CHUNK)
        signals[part] = np.exp(log_skin.astype(np.float32) + amounts[part] @ axes) @ weights
    return np.asarray(signals + hair[:, None] * (np.exp(hair_log) @ weights - signals))


def patch_spectrum(spec: SceneSpec, skin: FloatArray) -> FloatArray:
    """Give the reflectance (31,) of the patch proper; the skin's own without one."""
    if spec.blotch is None:
        return skin
    become = depigmented if spec.blotch.lightness > reflectance_to_lab(skin)[0] else hyperpigmented
    return become(skin, spec.blotch.lightness, blood=spec.blotch.blood)


def fall_of_light(spec: SceneSpec, grid: Grid) -> tuple[FloatArray, FloatArray]:
    """Give, (H, W) each, how far a place lies towards the light from the frame's middle, and the light's strength."""
    x, y = grid.points()
    turn = np.radians(spec.lighting.from_deg)
    middle = grid.height / grid.width / 2
    towards = (x - 0.5) * np.cos(turn) + (y - middle) * np.sin(turn)
    corner = ((x - 0.5) ** 2 + (y - middle) ** 2) / (0.25 + middle**2)
    level = np.exp(spec.lighting.falloff * towards) * (1 - spec.lighting.vignette * corner**1.5)
    return towards, np.asarray(level, dtype=np.float32)


def light_scene(
    layers: FloatArray, strength: FloatArray, mirrored: FloatArray, spec: SceneSpec, towards: FloatArray
) -> FloatArray:
    """Put light on the layers: give raw (H, W, 3), white = 1 under the first lamp in the frame's middle."""
    white = signal_weights(spec.exposure).sum(axis=0)[:6].astype(np.float32)
    lit = layers[..., :6] * strength[..., None] + mirrored[..., None] * white
    if spec.exposure.second_lamp:
        share = np.clip(spec.exposure.second_share * (1 - 2.2 * towards), 0, 1)[..., None]
        raw = (1 - share) * lit[..., :3] + share * lit[..., 3:]
    else:
        raw = lit[..., :3]
    glare = spec.exposure.glare * white[:3]
    return np.asarray(raw + glare, dtype=np.float32)


def regions(spec: SceneSpec, grid: Grid, limb: Limb, share: FloatArray, covered: Mask) -> tuple[Mask, Mask]:
    """Give the patch and the band of skin around it; without a patch, the band is all skin well inside the limb."""
    inside = (limb.inside_px > 12 * grid.detail) & ~covered
    if spec.blotch is None:
        return np.zeros(grid.shape, dtype=bool), inside & (limb.inside_px > 0.04 * grid.width)
    patch = patch_proper(share, spec.blotch, grid) & ~covered & (limb.coverage == 1)
    touched = (share > 0.02).astype(np.uint8)
    distance = cv2.distanceTransform(1 - touched, cv2.DIST_L2, 5)
    main_distance = cv2.distanceTransform(1 - patch.astype(np.uint8), cv2.DIST_L2, 5)
    near = (distance > RING_GAP * grid.width) & (main_distance < (RING_WIDTH + RING_GAP) * grid.width)
    return patch, np.asarray(near & inside)


def take_picture(raw: FloatArray, spec: SceneSpec, generator: np.random.Generator, grid: Grid) -> NDArray[np.uint8]:
    """Blur, add noise, develop, sharpen and round."""
    focused = blurred(raw, spec.blur_px * grid.detail)
    gains = balance(spec.exposure) * raw_weights(spec.exposure.camera, spec.exposure.lamp).sum(axis=0)
    amplified = np.sqrt(np.array([2.0, 1.0, 1.6]) * gains).astype(np.float32)
    spread = np.sqrt(np.maximum(focused, 0) * 2.2e-5 + 2e-7) * amplified * spec.noise
    hiss = blurred(generator.standard_normal(raw.shape, dtype=np.float32), 0.6) * 1.6
    unbalanced = (focused + spread * hiss) * raw_weights(spec.exposure.camera, spec.exposure.lamp).sum(axis=0)
    encoded = develop(unbalanced.astype(np.float32), spec.exposure)
    luma = (encoded @ LUMINANCE).astype(np.float32)
    crisp = encoded + 0.45 * (luma - blurred(luma, 1.3 * grid.detail))[..., None]
    dither = generator.random(raw.shape, dtype=np.float32) - 0.5
    picture: NDArray[np.uint8] = np.clip(np.rint(255 * crisp + 0.5 * dither), 0, 255).astype(np.uint8)
    return picture
