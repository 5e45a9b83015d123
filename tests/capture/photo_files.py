"""Photo files made by the tests themselves, sound and broken, down to the raw format."""

import io
import struct
import zlib

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from tonematch.colour import XYZ_TO_LINEAR

SKIN = (190, 140, 115)
WHITE_LEVEL = 16383
BYTE, ASCII, SHORT, LONG, RATIONAL, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 10
LETTERS = {BYTE: "B", SHORT: "H", LONG: "I", RATIONAL: "2I", SIGNED_RATIONAL: "2i"}
ORIENTED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How to store a picture so that the EXIF orientation named turns it upright."""


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Write a picture to bytes."""
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def plain(colour: tuple[int, int, int] = SKIN, size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Give a picture of one colour."""
    return Image.new("RGB", size, colour)


def cornered() -> Image.Image:
    """Give a blue picture whose top left corner is red."""
    picture = plain((0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, 40, 30))
    return picture


def noisy(size: tuple[int, int] = (160, 120)) -> Image.Image:
    """Give a picture that does not compress."""
    return Image.fromarray(np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


def orientation_exif(orientation: int) -> bytes:
    """Give EXIF that holds an orientation only."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def png_chunk(name: bytes, content: bytes) -> bytes:
    """Give one chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_file(width: int, height: int, *chunks: bytes, bits: int = 8, colours: int = 2) -> bytes:
    """Give a PNG that claims to be so large and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    parts = [png_chunk(b"IHDR", head), *chunks, png_chunk(b"IDAT", body), png_chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _packed(form: int, values: bytes | list[int], order: str) -> tuple[int, bytes]:
    if isinstance(values, bytes):
        return len(values), values
    letters = LETTERS[form]
    pairs = 2 if letters.startswith("2") else 1
    return len(values) // pairs, struct.pack(order + letters[-1] * len(values), *values)


def tiff_file(tags: dict[int, tuple[int, bytes | list[int]]], pixels: bytes, order: str = "<") -> bytes:
    """Write a TIFF of one picture in one strip or tile.

    Parameters
    ----------
    tags
        Tag number to type and values; tag 273 or 324, where the pixels begin, is filled in.
    pixels
        What stands there.
    order
        ``"<"`` little-endian, ``">"`` big-endian.
    """
    where = 324 if 322 in tags else 273
    filled = {where: (LONG, [0]), **tags}
    content = {tag: (values[0], *_packed(*values, order)) for tag, values in sorted(filled.items())}
    begin = 8 + 2 + 12 * len(content) + 4
    pixels_at = begin + sum(len(data) + len(data) % 2 for _, _, data in content.values() if len(data) > 4)
    if where not in tags:
        content[where] = (LONG, 1, struct.pack(order + "I", pixels_at))
    entries, beyond = b"", b""
    for tag, (form, count, data) in content.items():
        if len(data) <= 4:
            value = data.ljust(4, b"\0")
        else:
            value = struct.pack(order + "I", begin + len(beyond))
            beyond += data + bytes(len(data) % 2)
        entries += struct.pack(order + "HHI", tag, form, count) + value
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(content))
    return head + entries + bytes(4) + beyond + pixels


def rgb_tiff(values: NDArray[np.uint16], order: str = "<", **changed: list[int]) -> bytes:
    """Write a 16-bit TIFF without compression; `changed` replaces tags, named ``t274`` and so on."""
    height, width = values.shape[:2]
    pixels = values.astype(order + "u2").tobytes()
    tags: dict[int, tuple[int, bytes | list[int]]] = {
        256: (LONG, [width]),
        257: (LONG, [height]),
        258: (SHORT, [16, 16, 16]),
        259: (SHORT, [1]),
        262: (SHORT, [2]),
        277: (SHORT, [3]),
        278: (LONG, [height]),
        279: (LONG, [len(pixels)]),
        284: (SHORT, [1]),
    }
    tags |= {int(name[1:]): (tags.get(int(name[1:]), (LONG,))[0], new) for name, new in changed.items()}
    return tiff_file(tags, pixels, order)


def dng_file(linear: ArrayLike, *, mosaic: bool = True, orientation: int = 1, **changed: list[int]) -> bytes:
    """Write a minimal DNG of a camera whose own colours are linear sRGB, without a preview.

    Parameters
    ----------
    linear
        (H, W, 3) linear light, 1 = saturated.
    mosaic
        Store one colour a pixel (RGGB), or all three.
    orientation
        As the camera held it.
    changed
        Tags to replace by whole numbers, named ``t256`` and so on.
    """
    levels = np.rint(np.clip(np.asarray(linear, float), 0, 1) * WHITE_LEVEL).astype("<u2")
    height, width = levels.shape[:2]
    kind: dict[int, tuple[int, bytes | list[int]]]
    if mosaic:
        stored = levels[..., 1].copy()
        stored[0::2, 0::2], stored[1::2, 1::2] = levels[0::2, 0::2, 0], levels[1::2, 1::2, 2]
        kind = {258: (SHORT, [16]), 262: (SHORT, [32803]), 277: (SHORT, [1])}
        kind |= {33421: (SHORT, [2, 2]), 33422: (BYTE, [0, 1, 1, 2]), 50711: (SHORT, [1])}
    else:
        stored = levels
        kind = {258: (SHORT, [16, 16, 16]), 262: (SHORT, [34892]), 277: (SHORT, [3])}
    pixels = stored.tobytes()
    from_xyz = [number for value in XYZ_TO_LINEAR.ravel() for number in (round(float(value) * 10000), 10000)]
    tags: dict[int, tuple[int, bytes | list[int]]] = {
        254: (LONG, [0]),
        256: (LONG, [width]),
        257: (LONG, [height]),
        259: (SHORT, [1]),
        271: (ASCII, b"Made\0"),
        272: (ASCII, b"By the test\0"),
        274: (SHORT, [orientation]),
        278: (LONG, [height]),
        279: (LONG, [len(pixels)]),
        284: (SHORT, [1]),
        50706: (BYTE, [1, 4, 0, 0]),
        50708: (ASCII, b"Made by the test\0"),
        50717: (LONG, [WHITE_LEVEL]),
        50721: (SIGNED_RATIONAL, from_xyz),
        50728: (RATIONAL, [1, 1, 1, 1, 1, 1]),
        50778: (SHORT, [21]),
        **kind,
    }
    tags |= {int(name[1:]): (tags.get(int(name[1:]), (LONG,))[0], new) for name, new in changed.items()}
    return tiff_file(tags, pixels)
