"""Write results so that a file is either there whole or not there at all."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tonematch.whole_file import write_whole

__all__ = ["Pixels", "jpeg_bytes", "mask_picture", "png_bytes", "save_png", "write_whole"]

Pixels = NDArray[np.uint8]
"""A picture: (H, W, 3) encoded sRGB, or (H, W) grey, 0-255."""

JPEG_QUALITY = 88  # artefacts stay below what the eye sees on skin at report size


def png_bytes(picture: Pixels) -> bytes:
    """Encode a picture as PNG."""
    encoded = io.BytesIO()
    Image.fromarray(picture).save(encoded, format="PNG", compress_level=4)
    return encoded.getvalue()


def jpeg_bytes(picture: Pixels) -> bytes:
    """Encode a picture as JPEG, for reports that should stay small."""
    encoded = io.BytesIO()
    Image.fromarray(picture).save(encoded, format="JPEG", quality=JPEG_QUALITY, subsampling=0)
    return encoded.getvalue()


def save_png(picture: Pixels, path: str | Path) -> None:
    """Write a picture as a PNG file, whole or not at all."""
    write_whole(path, png_bytes(picture))


def mask_picture(mask: NDArray[np.bool_]) -> Pixels:
    """Turn a mask to a picture: 255 inside, 0 outside."""
    return np.where(mask, np.uint8(255), np.uint8(0))
