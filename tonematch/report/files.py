"""Write results so that a file is either there whole or not there at all."""

import io
import os
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tonematch.errors import CaseError

Pixels = NDArray[np.uint8]
"""A picture: (H, W, 3) encoded sRGB, or (H, W) grey, 0-255."""

JPEG_QUALITY = 88  # artefacts stay below what the eye sees on skin at report size


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file through a temporary neighbour, so that a kill or a full disk leaves no half of it.

    Raises
    ------
    CaseError
        When the place cannot be written to.
    """
    target = Path(path)
    if target.is_dir():
        raise CaseError(
            f"{target} is a folder, not a file.", code="output.folder", hint="Give the name of a file to write."
        )
    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part", delete=False
        ) as file:
            unfinished = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o666 & ~_umask())  # temporary files are private; the result has the usual permissions
        unfinished.replace(target)
    except (OSError, ValueError) as problem:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        reason = getattr(problem, "strerror", None) or "the name cannot be used"
        raise CaseError(
            f"{target} cannot be written: {reason}.",
            code="output.unwritable",
            hint="Check that the folder exists, that you may write there, and that the disk is not full.",
        ) from problem


def _umask() -> int:
    umask = os.umask(0o022)
    os.umask(umask)
    return umask


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
