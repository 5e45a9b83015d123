"""A tile of scalp without a chart, and the colours it would have under a perfect calibration.

Light, blur, noise, tone curve and sharpening are those of `scene`; only the colour error of chart and camera is
taken away, by undoing the tone curve and by the one matrix that takes skin, patch and stubble to their true colours.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scripts.render.blotch import Blotch, draw_blotch
from scripts.render.camera import Exposure, balance, colour_matrix, raw_weights, tone_curve
from scripts.render.lighting import Lighting, skin_shade, skin_sheen
from scripts.render.limb import shape_limb
from scripts.render.noise import Grid, blurred
from scripts.render.scalp import DrawnStubble, Stubble, draw_stubble, hair_spectrum, with_stubble
from scripts.render.scene import SceneSpec, fall_of_light, light_scene, signal_weights, skin_signals, take_picture
from scripts.render.skin_texture import Texture, texture_skin
from scripts.render.spectra import measured_skin
from tonematch.colour import FloatArray, linear_to_srgb, srgb_to_linear, xyz_to_lab, xyz_to_linear

STEPS = 4096


@dataclass(frozen=True)
class Tile(Grid):
    """A cut-out of a frame 1600 pixels wide: its texture is as coarse as the whole frame's."""

    @property
    def detail(self) -> float:
        """One, whatever the size of the cut-out."""
        return 1.0


@dataclass(frozen=True)
class TileSpec:
    """All that decides a tile.

    Parameters
    ----------
    stubble
        What stands on it; None is a bald scalp.
    blotch
        A patch, in tile widths.
    """

    seed: int
    ita_deg: float
    stubble: Stubble | None
    size: tuple[int, int] = (480, 400)
    blotch: Blotch | None = None
    texture: Texture = field(default_factory=lambda: Texture(pores=220, moles=0, hairs=0, veins=0.0))
    lighting: Lighting = field(default_factory=Lighting)
    stops: float = -0.2
    blur_px: float = 0.75
    noise: float = 1.0


@dataclass(frozen=True, eq=False)
class ScalpTile:
    """A rendered tile and its truth.

    Parameters
    ----------
    srgb
        uint8 (H, W, 3), as the camera gives it.
    skin_lab
        (3,) mean true Lab of the skin beneath, patch left out.
    patch_lab
        The same of the patch; None without one.
    patch
        (H, W) bool, more than nine tenths changed.
    dot_lab
        (3,) of a fully covered dot, first colour.
    seen_dot_lab
        (3,) what the lens makes of the dots over their own area, before noise and sharpening.
    stubble
        As drawn, or None.
    undo
        From the picture to true colours.
    """

    srgb: NDArray[np.uint8]
    skin_lab: FloatArray
    patch_lab: FloatArray | None
    patch: NDArray[np.bool_]
    dot_lab: FloatArray | None
    seen_dot_lab: FloatArray | None
    stubble: DrawnStubble | None
    undo: "PerfectCorrection"


@dataclass(frozen=True, eq=False)
class PerfectCorrection:
    """Undo a tone curve and give skin and stubble their true colours: a `Correction` without error."""

    seen: FloatArray
    meant: FloatArray
    matrix: FloatArray

    def apply(self, linear: ArrayLike) -> FloatArray:
        """Correct linear sRGB values (..., 3)."""
        encoded = np.clip(linear_to_srgb(linear), 0, 1)
        return np.asarray(srgb_to_linear(np.interp(encoded, self.seen, self.meant)) @ self.matrix.T)


def render_tile(spec: TileSpec) -> ScalpTile:
    """Render one tile."""
    generator = np.random.default_rng(spec.seed)
    grid = Tile(*spec.size)
    scene = _as_scene(spec)
    row_and_skin = measured_skin(spec.ita_deg)
    maps = texture_skin(generator, grid, spec.texture, 0.0)
    flat = shape_limb(grid, ((-1, 0.4, 3, 2, 0.4, 3),), flatness=0.3, blend=0.03, ripple=np.zeros(grid.shape))
    share = np.zeros(grid.shape, np.float32) if spec.blotch is None else draw_blotch(generator, grid, spec.blotch)
    everywhere = np.ones(grid.shape, bool)
    bare = skin_signals(scene, row_and_skin[1], maps, share, everywhere).reshape(*grid.shape, -1)
    lab = xyz_to_lab(bare[..., 6:])
    weights = signal_weights(scene.exposure)
    drawn = None if spec.stubble is None else draw_stubble(generator, grid, spec.stubble)
    layers = bare if drawn is None or spec.stubble is None else with_stubble(bare, drawn, spec.stubble, weights)
    shade = skin_shade(flat, maps, scene.lighting, grid)
    sheen = skin_sheen(flat, maps, scene.lighting, generator, grid)
    towards, level = fall_of_light(scene, grid)
    raw = light_scene(layers, shade * level, sheen * level, scene, towards)
    patch = share > 0.9
    skin = (share < 0.02) & (maps.marks == 0)
    ends = [bare[skin].mean(axis=0)]
    if patch.any():
        ends.append(bare[patch].mean(axis=0))
    if spec.stubble is not None:
        ends.append(hair_spectrum(spec.stubble.colour) @ weights)
    seen_dots = None
    if drawn is not None:
        area = drawn.coverage + drawn.second
        seen = np.einsum("ij,ijk", area, blurred(layers[..., 6:], spec.blur_px), dtype=float) / area.sum()
        seen_dots = xyz_to_lab(seen)
    return ScalpTile(
        srgb=take_picture(raw, scene, generator, grid),
        skin_lab=lab[skin].mean(axis=0, dtype=float),
        patch_lab=lab[patch].mean(axis=0, dtype=float) if patch.any() else None,
        patch=patch,
        dot_lab=None if spec.stubble is None else xyz_to_lab(hair_spectrum(spec.stubble.colour) @ weights[:, 6:]),
        seen_dot_lab=seen_dots,
        stubble=drawn,
        undo=_perfect(scene.exposure, np.array(ends)),
    )


def _as_scene(spec: TileSpec) -> SceneSpec:
    return replace(
        SceneSpec(seed=spec.seed, bones=(), width=spec.size[0], height=spec.size[1]),
        ita_deg=spec.ita_deg,
        blotch=spec.blotch,
        lighting=spec.lighting,
        exposure=Exposure(stops=spec.stops, saturation=1.0, glare=0.0),
        noise=spec.noise,
        blur_px=spec.blur_px,
    )


def _perfect(exposure: Exposure, signals: FloatArray) -> PerfectCorrection:
    """Fit, through every one of up to three surfaces, the matrix from what the camera makes of it to its colour."""
    white = raw_weights(exposure.camera, exposure.lamp).sum(axis=0)
    total = (colour_matrix(exposure.camera, exposure.lamp) * balance(exposure) * 0.9 * 2**exposure.stops).T
    seen = (signals[:, :3] * white) @ total
    true = xyz_to_linear(signals[:, 6:])
    start = np.eye(3) / (0.9 * 2**exposure.stops)
    matrix = start + (np.linalg.pinv(seen) @ (true - seen @ start.T)).T
    meant = np.linspace(0, 0.985, STEPS)
    return PerfectCorrection(tone_curve(meant, exposure), meant, matrix)
