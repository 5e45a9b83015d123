"""What every decoder hands on: upright pixels as the file stores them, and what the file says of their colours."""

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.findings import Finding

Values = NDArray[np.uint8] | NDArray[np.uint16]
Signal = Literal["none", "adobe", "p3", "bt2020", "unknown"]
"""Which primaries a file without a profile names: in EXIF (Adobe RGB, or just not sRGB) or in a HEIC colour box."""


TRANSPOSED = {5, 6, 7, 8}
FLIPS = {
    2: 1,
    3: -1,
    4: 0,
    6: 1,
    7: -1,
    8: 0,
}  # after transposing; as cv2.flip counts: 1 left-right, 0 up-down, -1 both


@dataclass(frozen=True, eq=False)
class Pixels:
    """A decoded picture, before its colours are interpreted.

    Parameters
    ----------
    values
        (H, W, 3) uint8 or uint16, RGB, upright.
    profile
        The embedded ICC profile, or None.
    signal
        What stands in for a profile that is missing.
    findings
        What is worth knowing about the file.
    """

    values: Values
    profile: bytes | None
    signal: Signal
    findings: tuple[Finding, ...]


def upright(picture: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Turn a picture as its EXIF orientation asks.

    Parameters
    ----------
    picture
        (H, W) or (H, W, 3).
    orientation
        1 to 8 (EXIF 2.32, tag 274); anything else is taken as upright.
    """
    turned = cv2.transpose(picture) if orientation in TRANSPOSED else picture
    flip = FLIPS.get(orientation)
    return np.asarray(turned if flip is None else cv2.flip(turned, flip))
