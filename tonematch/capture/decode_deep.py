"""Decode the full precision of PNG, TIFF and HEIC files of more than 8 bits a colour.

Pillow gives such files with 8 bits, and tells reliably when one is cut short. So it reads the file first, and a second
decoder's 16 bits are taken only where their upper 8 are Pillow's, pixel by pixel: what channel order, byte order or
orientation the second decoder thinks right is thereby checked on the picture itself.
"""

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tonematch.capture.limits import truncated
from tonematch.capture.pixels import Values
from tonematch.findings import Finding

DEEP_MODES = ("RGB;16", "RGBA;16", "RGBX;16")
BITS_PER_SAMPLE = 258
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
ROUNDING = 1
"""Decoders round from more than 8 bits to 8 differently by at most this."""


def is_deep(picture: Image.Image) -> bool:
    """Tell whether an opened file holds more than 8 bits a colour; to be asked before its pixels are loaded."""
    if picture.format == "HEIF":
        return int(picture.info.get("bit_depth", 8)) > 8
    if picture.format == "TIFF":
        return any(bits > 8 for bits in getattr(picture, "tag_v2", {}).get(BITS_PER_SAMPLE, ()))
    tiles = getattr(picture, "tile", [])
    return picture.format == "PNG" and bool(tiles) and str(tiles[0].args).startswith(DEEP_MODES)


def deep_values(encoded: bytes, shallow: NDArray[np.uint8], name: str, findings: list[Finding]) -> Values:
    """Decode a file once more, keeping 16 bits.

    Parameters
    ----------
    encoded
        The bytes of the file.
    shallow
        (H, W, 3) the same picture as Pillow gives it.
    name
        What to call the file in sentences.
    findings
        Is told when only 8 bits could be had.

    Returns
    -------
    array (H, W, 3)
        uint16; or `shallow` where the second decoder cannot read the file or reads it differently.

    Raises
    ------
    PhotoError
        When a PNG ends early.
    """
    if encoded.startswith(PNG_SIGNATURE) and not _png_is_whole(encoded):
        raise truncated(name)
    deep = _heif(encoded) if encoded[4:8] == b"ftyp" else _opencv(encoded)
    if deep is not None and deep.shape == shallow.shape and _agree(deep, shallow):
        return deep
    findings.append(
        Finding(
            "photo.depth_lost",
            "info",
            f"Only 8 of the bits a colour that {name} holds could be read; that is as precise as a JPEG.",
        )
    )
    return shallow


def _png_is_whole(encoded: bytes) -> bool:
    # OpenCV reserves what a chunk claims to hold before it looks whether that is there.
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(encoded):
        if encoded[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(encoded[at : at + 4])
    return False


def _agree(deep: NDArray[np.uint16], shallow: NDArray[np.uint8]) -> bool:
    upper = np.right_shift(deep, 8).astype(np.uint8)
    return int(cv2.absdiff(upper, shallow).max()) <= ROUNDING


def _opencv(encoded: bytes) -> NDArray[np.uint16] | None:
    # OpenCV writes remarks on odd tags to the screen.
    loud = cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    finally:
        cv2.utils.logging.setLogLevel(loud)
    if picture is None or picture.dtype != np.uint16 or picture.ndim != 3 or picture.shape[2] not in {3, 4}:
        return None
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB if picture.shape[2] == 3 else cv2.COLOR_BGRA2RGB))


def _heif(encoded: bytes) -> NDArray[np.uint16] | None:
    from pillow_heif import open_heif  # noqa: PLC0415  # 50 ms that only reading a photo needs

    try:
        picture = np.asarray(open_heif(io.BytesIO(encoded), convert_hdr_to_8bit=False))
    except Exception:  # noqa: BLE001  # Pillow has read this file; why a second reader cannot is of no interest
        return None
    return picture[..., :3] if picture.dtype == np.uint16 and picture.ndim == 3 else None
