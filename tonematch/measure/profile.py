"""The colour along the way from the patch, across its border, into the surrounding skin."""

from dataclasses import dataclass
from typing import Any

from tonematch.colour import FloatArray


@dataclass(frozen=True, eq=False)
class BorderProfile:
    """Median colour by distance from the patch's border.

    Parameters
    ----------
    distance_px
        (n,) rising, in pixels of the full photo; negative inside the patch, 0 at its border.
    lab
        (n, 3) median Lab of the skin at that distance.
    spread
        (n, 3) robust standard deviation there.
    settled_px
        Where the colour has settled to that of the surrounding skin: the band sampled starts here.
    ends_px
        Where the band sampled ends.
    """

    distance_px: FloatArray
    lab: FloatArray
    spread: FloatArray
    settled_px: float
    ends_px: float

    def __post_init__(self) -> None:
        for array in (self.distance_px, self.lab, self.spread):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()
