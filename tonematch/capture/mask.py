"""Masks drawn elsewhere: a black-and-white picture of the photo's size."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tonematch.errors import RegionError

INSIDE_ABOVE = 127  # of 255: the middle, so that a softened edge is cut where it is half covered
HINT = "Save the mask as a PNG of exactly the photo's upright size, white inside and black outside."


def read_mask(path: str | Path, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Read a mask: values above 127 are inside.

    Parameters
    ----------
    path
        A PNG (or other picture) of the photo's size.
    shape
        Height and width of the upright photo, in pixels.

    Returns
    -------
    NDArray[np.bool_]
        (H, W), True inside.

    Raises
    ------
    RegionError
        When the file is not a picture, has another size, or has nothing inside.
    """
    name = Path(path).name
    try:
        with Image.open(path) as picture:
            size = picture.size
            inside = np.asarray(picture.convert("L")) > INSIDE_ABOVE if size == (shape[1], shape[0]) else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise RegionError(
            f"The mask {name} cannot be read as a picture.", code="mask.unreadable", hint=HINT
        ) from problem
    if inside is None:
        raise RegionError(
            f"The mask {name} is {size[0]} x {size[1]} pixels, the photo is {shape[1]} x {shape[0]}.",
            code="mask.size",
            hint=HINT,
        )
    if not inside.any():
        raise RegionError(f"The mask {name} has nothing inside: no pixel is white.", code="mask.empty", hint=HINT)
    return inside
