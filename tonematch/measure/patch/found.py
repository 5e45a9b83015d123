"""A patch as found: its pixels, how far each pixel has changed, and what else in the photo looks like it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.measure.patch.border import Border


@dataclass(frozen=True, eq=False)
class FoundPatch:
    """A patch at the view's working size.

    Parameters
    ----------
    mask
        (h, w) bool, more than half changed; islands of surrounding skin inside are not in it.
    share
        (h, w) float32, how far each pixel lies on the way from the surrounding skin, 0, to the patch, 1.
    others
        (h, w) bool, other places that differ from the surrounding skin as this patch does: more patches, satellites.
    border
        What tells patch from skin at any size; None for a patch that was painted.
    """

    mask: NDArray[np.bool_]
    share: NDArray[np.float32]
    others: NDArray[np.bool_]
    border: Border | None = None

    def __post_init__(self) -> None:
        for array in (self.mask, self.share, self.others):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def patch_from_mask(mask: NDArray[np.bool_]) -> FoundPatch:
    """Take a patch as it was painted: every pixel is in it or not."""
    return FoundPatch(mask.copy(), mask.astype(np.float32), np.zeros(mask.shape, bool))
