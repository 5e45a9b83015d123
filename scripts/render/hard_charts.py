"""Scenes that are hard for finding a chart: tilted, small, lit badly, among other grids, or holding no whole chart.

Everything is drawn flat in raw signals of a camera, laid into the scene in perspective, lit, blurred, developed and
saved as JPEG in memory. `draw_scene` makes one scene of a number; the same number gives the same scene.
"""

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.camera import Exposure, camera_names, develop, raw_weights
from scripts.render.hard_objects import Flat, card_of_patches, chart_card, clutter, covering, skin_tone
from scripts.render.spectra import grey
from tonematch.colour import FloatArray

Kind = Literal[
    "turned", "tilted", "small", "mirrored", "crowded", "glare", "covered", "cast", "exposure", "blurred", "passport",
    "nothing", "grids", "other chart", "cut off", "hidden",
]  # fmt: skip
WITH_CHART: tuple[Kind, ...] = (
    *("turned", "tilted", "small", "mirrored", "crowded", "glare", "covered", "cast", "exposure", "blurred"),
    "passport",
)
WITHOUT_CHART: tuple[Kind, ...] = ("nothing", "grids", "other chart", "cut off", "hidden")
STEEPEST_DEG = 55.0
FINE = 2  # the scene is drawn this many times larger and then shrunk


@dataclass(frozen=True, eq=False)
class HardScene:
    """One scene.

    Parameters
    ----------
    kind
        What is hard about it.
    picture
        (H, W, 3) encoded sRGB, uint8.
    corners
        (4, 2) outer corners of patches 1, 6, 24, 19 in pixels; None where no whole chart is in the picture.
    patch_px
        Side of a patch in pixels, seen from above; 0 without a chart.
    """

    kind: Kind
    picture: NDArray[np.uint8]
    corners: FloatArray | None
    patch_px: float


@dataclass(frozen=True, eq=False)
class Canvas:
    """Raw signals (H, W, 3), `FINE` times as large as the picture, and the random numbers it is drawn with."""

    signals: NDArray[np.float32]
    generator: np.random.Generator

    @property
    def size(self) -> NDArray[np.float64]:
        """Width and height of the picture in pixels."""
        return np.array(self.signals.shape[1::-1]) / FINE

    def lay(self, flat: Flat, homography: FloatArray) -> None:
        """Lay a flat thing over what is there; `homography` goes from its units to pixels of the picture."""
        corner = through(homography, np.array([[0.0, 0.0], [1, 0], [0, 1]]))
        unit_px = float(np.linalg.norm(corner[1:] - corner[0], axis=1).max()) * FINE
        shrink = min(1.0, 1.3 * unit_px / flat.px)
        size = (max(2, round(flat.signals.shape[1] * shrink)), max(2, round(flat.signals.shape[0] * shrink)))
        scale = np.array(size) / np.array(flat.signals.shape[1::-1]) * flat.px
        small = cv2.resize(flat.signals, size, interpolation=cv2.INTER_AREA)
        cover = cv2.resize(flat.cover, size, interpolation=cv2.INTER_AREA)
        to_units = np.array(
            [
                [1 / scale[0], 0, 0.5 / scale[0] - flat.origin[0]],
                [0, 1 / scale[1], 0.5 / scale[1] - flat.origin[1]],
                [0, 0, 1],
            ]
        )
        to_fine = np.array([[FINE, 0, (FINE - 1) / 2], [0, FINE, (FINE - 1) / 2], [0, 0, 1]])
        matrix = to_fine @ homography @ to_units
        edge = through(matrix, np.array([[0.0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]]))
        low = np.maximum(np.floor(edge.min(axis=0)).astype(int) - 2, 0)
        high = np.minimum(np.ceil(edge.max(axis=0)).astype(int) + 3, self.signals.shape[1::-1])
        if (high <= low).any():
            return
        matrix = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ matrix
        out = (int(high[0] - low[0]), int(high[1] - low[1]))
        drawn = cv2.warpPerspective(small, matrix, out, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        share = cv2.warpPerspective(cover, matrix, out, flags=cv2.INTER_LINEAR)[..., None]
        below = self.signals[low[1] : high[1], low[0] : high[0]]
        below += share * (drawn - below)


def through(homography: FloatArray, points: FloatArray) -> FloatArray:
    """Map points (..., 2) through a perspective."""
    mapped = points @ homography[:, :2].T + homography[:, 2]
    return np.asarray(mapped[..., :2] / mapped[..., 2:])


@dataclass(frozen=True)
class Pose:
    """How a plane lies before the camera.

    Parameters
    ----------
    pitch_px
        Length of one unit seen from above.
    turn_deg, tilt_deg
        Turned in its plane, and tilted out of the picture's.
    toward_deg
        Direction of the axis it is tilted around.
    far_px
        Distance of the camera in pixels.
    """

    pitch_px: float
    turn_deg: float
    tilt_deg: float
    toward_deg: float
    far_px: float

    def perspective(self, at: FloatArray, middle: FloatArray) -> FloatArray:
        """Give the perspective (3, 3) of the plane, its `middle` seen at `at`."""
        turn, tilt, toward = np.radians([self.turn_deg, self.tilt_deg, self.toward_deg])
        flat = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * self.pitch_px
        axis = np.array([np.cos(toward), np.sin(toward)])
        across = np.array([-axis[1], axis[0]])
        seen = np.outer(axis, axis @ flat) + np.outer(across, across @ flat) * np.cos(tilt)
        depth = across @ flat * np.sin(tilt) / self.far_px
        moved = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, 1]])
        tilted = np.vstack([np.column_stack([seen, np.zeros(2)]), np.append(depth, 1.0)])
        return np.asarray(np.array([[1, 0, at[0]], [0, 1, at[1]], [0, 0, 1]]) @ tilted @ moved)


def draw_scene(seed: int, kind: Kind) -> HardScene:
    """Draw one scene; the same numbers give the same scene."""
    generator = np.random.default_rng((seed, (WITH_CHART + WITHOUT_CHART).index(kind)))
    size = [(1200, 900), (1600, 1200), (2000, 1500), (900, 1200)][generator.integers(4)]
    exposure = _exposure(generator, kind)
    weights = raw_weights(exposure.camera, exposure.lamp)
    shape = (size[1] * FINE, size[0] * FINE, 3)
    canvas = Canvas(np.empty(shape, np.float32), generator)
    canvas.signals[:] = grey(generator.uniform(0.1, 0.6)) @ weights
    for flat, unit_px in clutter(generator, weights, busy=kind in {"crowded", "grids"}, bare=kind == "nothing"):
        at = generator.uniform(0, 1, 2) * canvas.size
        canvas.lay(flat, _pose(generator, unit_px * size[0] / 1600, size, 35.0).perspective(at, flat.middle))
    corners, patch_px = _lay_chart(canvas, kind, weights, size)
    shine = _light(canvas, kind, corners, weights.sum(axis=0))
    picture = _photograph(canvas.signals + shine, exposure, kind, generator)
    if kind == "mirrored" or (kind in WITHOUT_CHART and generator.random() < 0.2):
        picture = np.ascontiguousarray(picture[:, ::-1])
        if corners is not None:
            corners = np.stack([picture.shape[1] - 1 - corners[:, 0], corners[:, 1]], axis=1)
    return HardScene(kind, picture, corners if kind in WITH_CHART else None, patch_px)


def _pose(generator: np.random.Generator, pitch_px: float, size: tuple[int, int], steepest_deg: float) -> Pose:
    return Pose(
        pitch_px=pitch_px,
        turn_deg=float(generator.uniform(0, 360)),
        tilt_deg=float(generator.uniform(0, steepest_deg)),
        toward_deg=float(generator.uniform(0, 360)),
        far_px=float(generator.uniform(1.0, 1.8) * max(size)),
    )


def _exposure(generator: np.random.Generator, kind: Kind) -> Exposure:
    lamp = str(generator.choice(["D65", "D55", "LED-B3", "bulb-3000", "FL11", "daylight-6500"]))
    red, blue = np.exp(generator.normal(0, 0.05, 2))
    if kind == "cast":
        lamp = str(generator.choice(["bulb-2700", "bulb-3000", "LED-B1", "FL11", "FL2"]))
        camera = "Nikon_D850"
        strength = generator.uniform(0.5, 1.0)
        seen = (raw_weights(camera, lamp).sum(axis=0) / raw_weights(camera, "D65").sum(axis=0)) ** strength
        red, blue = seen[[0, 2]]
        return Exposure(camera=camera, lamp=lamp, white_balance=(float(red), float(blue)), stops=-0.5)
    stops = (
        generator.choice([generator.uniform(-2.5, -1.2), generator.uniform(0.2, 0.7)]) if kind == "exposure" else None
    )
    return Exposure(
        camera=str(generator.choice(camera_names())),
        lamp=lamp,
        white_balance=(float(red), float(blue)),
        stops=float(generator.uniform(-0.8, 0.1) if stops is None else stops),
        contrast=float(generator.uniform(0, 0.35)),
        gamma=float(np.exp(generator.normal(0, 0.06))),
        saturation=float(generator.uniform(0.95, 1.25)),
        glare=float(generator.uniform(0, 0.02)),
    )


def _lay_chart(
    canvas: Canvas, kind: Kind, weights: FloatArray, size: tuple[int, int]
) -> tuple[FloatArray | None, float]:
    generator = canvas.generator
    if kind in {"nothing", "grids"}:
        return None, 0.0
    half = float(generator.uniform(0.40, 0.47))
    if kind == "other chart":
        card = card_of_patches(generator, weights, half)
    else:
        card = chart_card(generator, weights, half, second_page=kind == "passport")
    long_px = float(generator.uniform(8, 16)) if kind == "small" else float(generator.uniform(0.028, 0.1) * size[0])
    if kind != "small":
        long_px = max(long_px, 24.0)
    steep = {"tilted": STEEPEST_DEG, "small": 20.0}.get(kind, 30.0)
    pitch_px = long_px / (2 * half)
    outer = np.array([[-half, -half], [5 + half, -half], [5 + half, 3 + half], [-half, 3 + half]])
    fits = False
    while not fits:
        at = generator.uniform(*((0.0, 1.0) if kind == "cut off" else (0.1, 0.9)), 2) * canvas.size
        homography = _pose(generator, pitch_px, size, steep).perspective(at, np.array([2.5, 1.5]))
        corners = through(homography, outer)
        inside = ((corners > 6) & (corners < canvas.size - 7)).all(axis=1)
        middles = through(homography, np.stack(np.meshgrid(np.arange(6.0), np.arange(4.0)), axis=-1).reshape(-1, 2))
        seen = ((middles > 2) & (middles < canvas.size - 3)).all(axis=1).sum()
        fits = bool(10 <= seen <= 22) if kind == "cut off" else bool(inside.all())
        pitch_px *= 0.98 if not fits and kind not in {"cut off", "small"} else 1.0
    canvas.lay(card, homography)
    if kind in {"covered", "hidden"}:
        canvas.lay(covering(generator, skin_tone(generator) @ weights, wide=kind == "hidden"), homography)
    return (None if kind == "other chart" else corners), 2 * half * pitch_px


def _light(canvas: Canvas, kind: Kind, corners: FloatArray | None, white: FloatArray) -> NDArray[np.float32]:
    generator = canvas.generator
    y, x = np.mgrid[0 : canvas.signals.shape[0], 0 : canvas.signals.shape[1]].astype(np.float32)
    slope = generator.normal(0, 0.25, 2) / canvas.signals.shape[1]
    canvas.signals[:] *= np.exp(slope[0] * x + slope[1] * y)[..., None].astype(np.float32)
    if kind != "glare" or corners is None:
        return np.zeros((1, 1, 3), np.float32)
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    share = generator.uniform(0.1, 0.9, 2)
    centre = (corners[0] + share[0] * along + share[1] * down) * FINE
    radius = generator.uniform(0.06, 0.14) * np.linalg.norm(along) * FINE
    away = ((x - centre[0]) ** 2 + ((y - centre[1]) * generator.uniform(0.6, 1.6)) ** 2) / radius**2
    veil = 0.9 * np.exp(-away) + 0.05 * np.exp(-away / 12)
    return np.asarray(veil[..., None] * white, dtype=np.float32)


def _photograph(
    raw: NDArray[np.float32], exposure: Exposure, kind: Kind, generator: np.random.Generator
) -> NDArray[np.uint8]:
    size = (raw.shape[1] // FINE, raw.shape[0] // FINE)
    small = cv2.resize(raw, size, interpolation=cv2.INTER_AREA)
    blur_px = generator.uniform(1.5, 3.5) if kind == "blurred" else generator.uniform(0.3, 0.9)
    small = cv2.GaussianBlur(small, (0, 0), blur_px)
    noise = generator.uniform(0.0005, 0.003) if kind != "exposure" else generator.uniform(0.002, 0.006)
    scatter = generator.standard_normal(small.shape, dtype=np.float32)
    noisy = small + scatter * np.sqrt(noise**2 + noise * 0.05 * np.maximum(small, 0))
    encoded = np.clip(develop(np.maximum(noisy, 0).astype(np.float32), exposure), 0, 1)
    picture = np.rint(255 * encoded).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(generator.integers(70, 96))]
    stored: Any = cv2.imencode(".jpg", picture[..., ::-1], quality)[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(stored, cv2.IMREAD_COLOR))[..., ::-1]).astype(np.uint8)
