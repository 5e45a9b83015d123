"""Read a photo file: upright, embedded profile applied, in linear light.

::

    bytes ─┬─ picture file ─► decode_picture ─► Pixels ─► colour_space, linear_light ─┬─► Photo
           └─ camera raw ───► decode_raw ─────► Developed ─► linear_by_matrix ────────┘
"""

import hashlib
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.decode_picture import blown_out, decode_picture
from tonematch.capture.decode_raw import decode_raw
from tonematch.capture.limits import refuse_long
from tonematch.capture.linear_light import colour_space, linear_by_matrix, linear_light
from tonematch.capture.signs import is_named_raw, is_raw
from tonematch.errors import PhotoError
from tonematch.findings import Finding

CLIPPED_SHARE = 252 / 255  # JPEG rounding leaves blown highlights a few steps below full
RAW_PROFILE = "camera raw, linear, white balance as the camera set it"


@dataclass(frozen=True, eq=False)
class Photo:
    """One photo in linear light.

    Parameters
    ----------
    name
        The file's own name, without its folder.
    sha256
        Digest of the file's bytes, for telling photos apart.
    profile
        The colour profile that was applied, in words.
    linear
        (H, W, 3) float32 linear light on sRGB primaries, white = 1, upright; colours outside sRGB lie outside 0-1.
    clipped
        (H, W) bool: at least one channel is blown out.
    findings
        What is worth knowing about the file.
    """

    name: str
    sha256: str
    profile: str
    linear: NDArray[np.float32]
    clipped: NDArray[np.bool_]
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        self.linear.flags.writeable = False
        self.clipped.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def width(self) -> int:
        """Width in pixels, upright."""
        return int(self.linear.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels, upright."""
        return int(self.linear.shape[0])


def read_photo(source: str | Path) -> Photo:
    """Read a photo file.

    Parameters
    ----------
    source
        Path of a JPEG, PNG, TIFF, WebP, HEIC or camera raw file.

    Raises
    ------
    PhotoError
        When the file is missing, is not a photo, is damaged, or has dimensions or colours that cannot be used.
    """
    path = Path(source)
    try:
        refuse_long(path.stat().st_size, path.name)
        encoded = path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = "is a folder" if path.is_dir() else "cannot be opened"
        raise PhotoError(
            f"The photo {path.name or source} {reason}.",
            code="photo.unreadable",
            hint="Check the name and the folder, and that you may read it.",
        ) from problem
    return decode_photo(encoded, path.name)


def decode_photo(encoded: bytes, name: str) -> Photo:
    """Read a photo from the bytes of its file; otherwise as `read_photo`."""
    refuse_long(len(encoded), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata and of size; we decide on both ourselves
        if is_raw(encoded):
            return _developed(encoded, name)
        try:
            return _pictured(encoded, name)
        except PhotoError as problem:
            if problem.code in {"photo.not_a_photo", "photo.tiff_kind"} and is_named_raw(name):
                return _developed(encoded, name)
            raise


def _developed(encoded: bytes, name: str) -> Photo:
    raw = decode_raw(encoded, name)
    linear = linear_by_matrix(raw.values, raw.matrix)
    return Photo(name, _digest(encoded), RAW_PROFILE, linear, raw.saturated, raw.findings)


def _pictured(encoded: bytes, name: str) -> Photo:
    pixels = decode_picture(encoded, name)
    space = colour_space(pixels, name)
    clipped = blown_out(pixels.values, round(CLIPPED_SHARE * np.iinfo(pixels.values.dtype).max))
    linear = linear_light(pixels.values, space, name)
    return Photo(name, _digest(encoded), space.title, linear, clipped, (*pixels.findings, *space.findings))


def _digest(encoded: bytes) -> str:
    return hashlib.sha256(encoded).hexdigest()
