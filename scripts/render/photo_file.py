"""Write a picture as a camera would leave it: JPEG or HEIC, turned, with a colour profile."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

ORIENTATION_TAG, SOFTWARE_TAG, DESCRIPTION_TAG = 0x0112, 0x0131, 0x010E
STORED_TURNED = {1: 0, 6: 1, 3: 2, 8: 3}  # quarter turns against the clock that the orientation tag undoes
D50_XYZ = (0.9642, 1.0, 0.8249)
P3_COLUMNS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""XYZ of red, green and blue of Display P3, adapted to D50 by Bradford (SMPTE EG 432-1:2010, ICC.1:2022 annex E)."""
D65_TO_D50 = (1.04788, 0.02292, -0.05019, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def save_photo(
    picture: NDArray[np.uint8], path: Path, *, quality: int = 88, orientation: int = 1, profile: bytes | None = None
) -> None:
    """Save an upright picture (H, W, 3), uint8, under a name that ends in ``.jpg`` or ``.heic``."""
    stored = Image.fromarray(np.ascontiguousarray(np.rot90(picture, STORED_TURNED[orientation])))
    exif = Image.Exif()
    exif[DESCRIPTION_TAG] = "Rendered picture; nobody was photographed"
    exif[SOFTWARE_TAG] = "tonematch scripts/render_samples.py"
    exif[ORIENTATION_TAG] = orientation
    extra: dict[str, Any] = {"exif": exif.tobytes(), "quality": quality}
    if profile is not None:
        extra["icc_profile"] = profile
    if path.suffix == ".heic":
        pillow_heif.register_heif_opener()
        stored.save(path, format="HEIF", **extra)
    else:
        stored.save(path, format="JPEG", optimize=True, subsampling=1, **extra)


def display_p3_profile() -> bytes:
    """Make an ICC profile (version 4) of Display P3: three columns, one curve, nothing else."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + fixed(*SRGB_CURVE)
    tags = {
        b"desc": localised("Display P3"),
        b"cprt": localised("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + fixed(*D50_XYZ),
        b"chad": b"sf32" + bytes(4) + fixed(*D65_TO_D50),
        **{
            name + b"XYZ": b"XYZ " + bytes(4) + fixed(*column)
            for name, column in zip((b"r", b"g", b"b"), P3_COLUMNS, strict=True)
        },
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    index, body = b"", b""
    for name, content in tags.items():
        index += name + struct.pack(">II", start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = start + len(body)
    made_on = struct.pack(">6H", 2025, 1, 1, 0, 0, 0)
    header = struct.pack(">I4sI", size, bytes(4), 0x04000000) + b"mntrRGB XYZ " + made_on + b"acsp"
    header += bytes(28) + fixed(*D50_XYZ)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + index + body


def fixed(*numbers: float) -> bytes:
    """Write numbers as s15Fixed16."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def localised(text: str) -> bytes:
    """Write an English text as a multiLocalizedUnicode element."""
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"GB", len(encoded), 28) + encoded
