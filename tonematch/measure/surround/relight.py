"""How light falls off over the skin around a patch, so that all of it can be seen in the light that falls on the patch.

Where the limb ends on one side, the band is not balanced around the patch, and a fall-off would shift its tone. So a
slope of the light is fitted to the band and taken back about the middle of the patch. No bend is fitted: on rendered
scenes a bend, told from the band and the patch together, made tones worse, as pigment changes in the same way.

Strength of light is told from Lab: light k times as strong multiplies L* + 16, a* and b* by the cube root of k. Shine
and less pigment make skin lighter too, but not more chromatic; so only as much of a slope in lightness is taken for
light as the slope in chroma bears out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray

CELL_PX = 6
FEWEST_IN_CELL = 8
FEWEST_CELLS = 8
SLOPE_SD = 0.12  # natural logarithm of light per radius of the patch, expected beforehand
CELL_NOISE = 0.25  # skin mottles over many cells, so each is less certain than it looks
UNLIKE_LOG = 0.05  # cells farther off the slope than this count less
ROUNDS = 6
LEAST_CHROMA = 1.0
FARTHEST = 2.5  # radii; beyond it the light is held


@dataclass(frozen=True, eq=False)
class LightSlope:
    """Natural logarithm of the light around a patch, against that in its middle.

    Parameters
    ----------
    slope
        (2,) per radius of the patch, along x and y.
    centre
        x and y of the patch's middle, in pixels of the view.
    radius
        In the same pixels.
    """

    slope: FloatArray
    centre: tuple[float, float]
    radius: float

    def __post_init__(self) -> None:
        self.slope.flags.writeable = False

    def log_at(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Give the logarithm of the light at places, in pixels of the view."""
        u = np.clip((x - self.centre[0]) / self.radius, -FARTHEST, FARTHEST)
        v = np.clip((y - self.centre[1]) / self.radius, -FARTHEST, FARTHEST)
        return np.asarray(self.slope[0] * u + self.slope[1] * v)


def even_light(centre: tuple[float, float] = (0.0, 0.0)) -> LightSlope:
    """Give the light that is the same everywhere."""
    return LightSlope(np.zeros(2), centre, 1.0)


def relit(lab: NDArray[np.float32], light_log: FloatArray) -> NDArray[np.float32]:
    """Show Lab (..., 3), seen in light of that logarithm (...), in the light on the patch."""
    root = np.exp(-light_log / 3).astype(np.float32)
    shown = lab * root[..., None]
    shown[..., 0] += 16 * (root - 1)
    return np.asarray(shown)


def light_log_of(lab: FloatArray) -> FloatArray:
    """Give the natural logarithm of luminance (...) from Lab (..., 3), up to a constant."""
    return np.asarray(3 * np.log(np.maximum(lab[..., 0], 0) + 16))


def fit_slope(
    lab: NDArray[np.float32], skin: NDArray[np.bool_], centre: tuple[float, float], radius: float
) -> LightSlope:
    """Fit the slope of the light to surrounding skin, robustly.

    Parameters
    ----------
    lab
        (h, w, 3) around the patch.
    skin
        (h, w) bool: settled skin in plain light.
    centre, radius
        Of the patch, in pixels here.
    """
    cells = _cells(lab, skin)
    if len(cells) < FEWEST_CELLS:
        return even_light(centre)
    terms = np.column_stack([(cells[:, :2] - centre) / radius, np.ones(len(cells))])
    prior = np.diag([SLOPE_SD**-2, SLOPE_SD**-2, 0.0])
    weight = 1 / (1 + ((cells[:, 2] - np.median(cells[:, 2])) / (3 * UNLIKE_LOG)) ** 2)
    found: FloatArray = np.zeros(3)
    for _ in range(ROUNDS):
        weighed = terms.T * weight / CELL_NOISE**2
        found = np.linalg.solve(weighed @ terms + prior, weighed @ cells[:, 2])
        weight = 1 / (1 + ((cells[:, 2] - terms @ found) / UNLIKE_LOG) ** 2)
    weighed = terms.T * weight / CELL_NOISE**2
    chroma = np.linalg.solve(weighed @ terms + prior, weighed @ cells[:, 3])
    borne_out = float(found[:2] @ chroma[:2]) / max(float(found[:2] @ found[:2]), 1e-9)
    return LightSlope(min(max(borne_out, 0.0), 1.0) * found[:2], centre, radius)


def _cells(lab: NDArray[np.float32], mask: NDArray[np.bool_]) -> FloatArray:
    """Average over cells: rows of x, y, logarithm of the light as lightness tells it, and as chroma tells it."""
    rows, columns = np.nonzero(mask)
    if not rows.size:
        return np.zeros((0, 4))
    across = mask.shape[1] // CELL_PX + 1
    cell = (rows // CELL_PX) * across + columns // CELL_PX
    count = np.bincount(cell)
    kept = np.flatnonzero(count >= FEWEST_IN_CELL)
    x, y, lightness, a, b = (
        np.bincount(cell, part)[kept] / count[kept] for part in (columns, rows, *lab[rows, columns].T)
    )
    mean = np.stack([lightness, a, b], axis=-1)
    by_chroma = 3 * np.log(np.maximum(np.hypot(a, b), LEAST_CHROMA))
    return np.stack([x, y, light_log_of(mean), by_chroma], axis=-1)
