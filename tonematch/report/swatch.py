"""Target and mix side by side, without a gap, on mid-grey."""

from collections.abc import Sequence

import numpy as np

from tonematch.colour import lab_to_srgb
from tonematch.report.files import Pixels

MID_GREY = 119  # sRGB of L* = 50: a surround that flatters neither side
MARGIN_SHARE = 0.12


def srgb_bytes(lab: Sequence[float]) -> Pixels:
    """Turn one Lab to three bytes of sRGB, as near as a screen comes."""
    return np.rint(lab_to_srgb(np.asarray(lab, dtype=float)) * 255).astype(np.uint8)


def split_swatch(target: Sequence[float], mix: Sequence[float], *, width_px: int = 480) -> Pixels:
    """Paint target (left) and mix (right) in one rectangle on mid-grey.

    Parameters
    ----------
    target, mix
        Lab of the two colours.
    width_px
        Width of the picture; it is half as high.

    Returns
    -------
    Pixels
        (width_px / 2, width_px, 3) encoded sRGB.
    """
    height = width_px // 2
    margin = round(height * MARGIN_SHARE)
    swatch = np.full((height, width_px, 3), MID_GREY, dtype=np.uint8)
    swatch[margin:-margin, margin : width_px // 2] = srgb_bytes(target)
    swatch[margin:-margin, width_px // 2 : -margin] = srgb_bytes(mix)
    return swatch
