"""Colours side by side, without a gap, on mid-grey."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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


def fleck_swatch(base: Sequence[float], fleck: Sequence[float], share: float, *, width_px: int = 480) -> Pixels:
    """Paint the base shade, the fleck shade, and on the right the base stippled with as much fleck as the skin has.

    Parameters
    ----------
    base, fleck
        Lab of the two shades.
    share
        Of the skin's area that is fleck, 0-1.
    width_px
        Width of the picture; it is a third as high.

    Returns
    -------
    Pixels
        (width_px / 3, width_px, 3) encoded sRGB, on mid-grey.
    """
    third = width_px // 3
    margin = round(third * MARGIN_SHARE)
    swatch = np.full((third, width_px, 3), MID_GREY, dtype=np.uint8)
    swatch[margin:-margin, margin:third] = srgb_bytes(base)
    swatch[margin:-margin, third : 2 * third] = srgb_bytes(fleck)
    dots = _stippled((third - 2 * margin, width_px - 2 * third - margin), share, apart_px=third / 7)
    swatch[margin:-margin, 2 * third : -margin] = np.where(dots[..., None], srgb_bytes(fleck), srgb_bytes(base))
    return swatch


def _stippled(shape: tuple[int, int], share: float, *, apart_px: float) -> NDArray[np.bool_]:
    """Set round dots on a staggered grid, so large that they cover the share."""
    rows, columns = np.indices(shape)
    row = np.floor(rows / apart_px)
    from_left = (columns + apart_px / 2 * (row % 2)) % apart_px - apart_px / 2
    distance = np.hypot(from_left, rows - (row + 0.5) * apart_px)
    return np.asarray(distance < np.quantile(distance, min(max(share, 0.0), 1.0)))
