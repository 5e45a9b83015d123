"""What changes at the border of a patch, told apart from light that falls off and skin that varies slowly.

Near a patch, the logarithm of the light that comes from skin is taken as a smooth surface, for shading and for skin
that changes slowly, plus one and the same step wherever pigment is lost or gained::

    log light(x) = surface(x) + share(x) * step        share 0 on the surrounding skin, 1 in the patch

The surface is of second order. Both are fitted together, robustly, to pixels on either side; how the rest scatters
tells how to weigh red, green and blue so that the share is least disturbed by shading and texture (the discriminant of
Fisher). The share is then known at every pixel of the photo, whatever its size, and the border is where it is one half.

References
----------
R. A. Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics 7 (1936) 179-188, doi
10.1111/j.1469-1809.1936.tb02137.x. T. F. Chan and L. A. Vese, Active contours without edges, IEEE Transactions on Image
Processing 10 (2001) 266-277, doi 10.1109/83.902291, for regions rather than edges as evidence.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tonematch.colour import FloatArray

DARKEST = 2e-3
ROUNDS = 4
STIFFNESS = np.array([0.0, 1.0, 1.0, 4.0, 4.0, 4.0]) * 1e-3  # light seldom bends much within one patch's breadth
UNLIKE = 6.0  # squared distance, in the scatter's own units, at which a pixel counts half
LEAST_SCATTER = 0.008  # in log light: JPEG and median make neighbours equal, which must not pass for certainty


@dataclass(frozen=True, eq=False)
class Border:
    """The surface of surrounding skin and the step from it to the patch.

    Parameters
    ----------
    centre, breadth
        Origin (x, y) and unit of the surface's coordinates, in pixels of the full photo.
    surface
        (6, 3) coefficients of 1, x, y, x², xy, y², for the logarithm of red, green and blue.
    step
        (3,) change of the logarithm from skin to patch.
    weights
        (3,) by which a deviation from the surface becomes a share.
    separation
        The step in standard deviations of what scatters about it.
    """

    centre: tuple[float, float]
    breadth: float
    surface: FloatArray
    step: FloatArray
    weights: FloatArray
    separation: float

    def __post_init__(self) -> None:
        for array in (self.surface, self.step, self.weights):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def darker(self) -> bool:
        """The patch is darker than the skin around it."""
        return bool(self.step.mean() < 0)

    def share(self, log_light: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
        """Give how far pixels lie on the way from skin, 0, to patch, 1.

        Parameters
        ----------
        log_light
            (..., 3), see `log_of`.
        x, y
            (...) in pixels of the full photo; they may be broadcast.
        """
        u, v = (x - self.centre[0]) / self.breadth, (y - self.centre[1]) / self.breadth
        one, along, across, bent, twisted, bowed = (self.surface @ self.weights).astype(log_light.dtype)
        surface = one + u * (along + bent * u + twisted * v) + v * (across + bowed * v)
        return np.asarray(log_light @ self.weights.astype(log_light.dtype) - surface)


def log_of(light: FloatArray) -> FloatArray:
    """Give the logarithm of linear light (..., 3), black held off."""
    return np.asarray(np.log(np.maximum(light, np.asarray(light).dtype.type(DARKEST))))


def fit_border(log_light: FloatArray, x: FloatArray, y: FloatArray, changed: FloatArray) -> Border:
    """Fit the surface and the step to pixels on either side of a border.

    Parameters
    ----------
    log_light
        (n, 3).
    x, y
        (n,) in pixels of the full photo.
    changed
        (n,) 1 in the patch and 0 on the surrounding skin.
    """
    inside = changed > 0.5
    centre = (float(x[inside].mean()), float(y[inside].mean()))
    breadth = max(1.0, float(np.hypot(x - centre[0], y - centre[1]).max()))
    u, v = (x - centre[0]) / breadth, (y - centre[1]) / breadth
    terms = np.column_stack([np.ones_like(u), u, v, u * u, u * v, v * v, changed])
    fair = np.where(inside, 0.5 / max(1, inside.sum()), 0.5 / max(1, (~inside).sum()))
    weights = fair
    stiffness = np.diag(np.append(STIFFNESS, 0.0))
    for _ in range(ROUNDS):
        found = np.linalg.solve(
            terms.T @ (terms * weights[:, None]) + stiffness, terms.T @ (log_light * weights[:, None])
        )
        left = log_light - terms @ found
        scatter = (left * weights[:, None]).T @ left / weights.sum() + np.eye(3) * LEAST_SCATTER**2
        unlike = (left @ np.linalg.inv(scatter) * left).sum(axis=1)
        weights = fair / (1 + unlike / UNLIKE)
    step = found[6]
    towards = np.linalg.solve(scatter, step)
    strength = float(step @ towards)
    return Border(
        centre, breadth, found[:6].copy(), step.copy(), towards / max(strength, 1e-12), float(np.sqrt(strength))
    )
