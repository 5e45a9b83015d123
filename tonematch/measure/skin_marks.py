"""The ways of marking skin on a photo, and the check that they do not contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.errors import RegionError
from tonematch.measure.strokes import Stroke

Place = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class SkinMarks:
    """What the user marked, all in pixels of the upright full photo; at most one of the first seven.

    Parameters
    ----------
    patch
        A place (x, y) inside the patch.
    box
        x0, y0, x1, y1 around the patch, or around several.
    stroke
        Places (x, y) along a rough stroke over the patch.
    lighter_in, darker_in
        x0, y0, x1, y1 of skin somewhere in which the patch lies, lighter or darker than the rest.
    patch_mask
        (H, W) bool, the patch itself.
    skin
        A place (x, y) on skin that is itself the target: there is no patch.
    skin_mask
        (H, W) bool, the skin to take as the target instead of a band around the patch.
    retouch
        Brush strokes that add to the patch found, or take from it; with no other mark they paint it.
    """

    patch: Place | None = None
    box: Box | None = None
    stroke: Sequence[Place] | None = None
    lighter_in: Box | None = None
    darker_in: Box | None = None
    patch_mask: NDArray[np.bool_] | None = None
    skin: Place | None = None
    skin_mask: NDArray[np.bool_] | None = None
    retouch: Sequence[Stroke] = ()

    def __post_init__(self) -> None:
        ways = (self.patch, self.box, self.stroke, self.lighter_in, self.darker_in, self.patch_mask, self.skin)
        given = sum(way is not None for way in ways)
        if given > 1 or (not given and self.skin_mask is None and not self.retouch):
            raise RegionError(
                "Mark the skin in exactly one way: a point in the patch, a stroke over it, a box around it, the region "
                "it lies in, its mask, or a point on skin.",
                code="region.marks",
                hint="On the command line: one of --patch, --stroke, --box, --lighter-in, --darker-in, --patch-mask, "
                "--skin.",
            )
        if self.skin is not None and self.retouch:
            raise RegionError(
                "Brush strokes mend a patch, but the mark says that the skin itself is the target.",
                code="region.marks",
                hint="Mark the patch, or leave the strokes out.",
            )

    @property
    def has_patch(self) -> bool:
        """A patch is marked, not skin alone."""
        ways = (self.patch, self.box, self.stroke, self.lighter_in, self.darker_in, self.patch_mask)
        return bool(self.retouch) or any(way is not None for way in ways)


def checked_mask(mask: NDArray[np.bool_], shape: tuple[int, int], what: str) -> NDArray[np.bool_]:
    """Insist on a mask (H, W) of the photo's shape.

    Raises
    ------
    RegionError
        When it has another shape.
    """
    if mask.shape == shape:
        return mask
    raise RegionError(
        f"The {what} is not {shape[1]} x {shape[0]} pixels, the size of the upright photo.",
        code="region.mask_size",
        hint="Paint it over the photo as it shows on the screen, and keep its size.",
    )
