"""A photo as it may be kept: its pixels and what decides their colours, and nothing that says who, where or when.

JPEG and PNG files are taken apart and put together again without what is not needed; no pixel is coded anew. Other
formats, and whatever is cropped, become PNG. `decode_photo` reads the same linear light from what is given as from
the file: to the last bit for JPEG, PNG, TIFF, WebP and for HEIC with a colour profile inside; where a profile has to
be written (HEIC whose colours are named by number, raw files) to 0.0003 of white (tests/capture/test_stripped.py).

References
----------
ITU-T T.81 (1992), annex B, for the segments of JPEG. W3C, Portable Network Graphics, third edition (2025), 5 and 11.
CIPA DC-008 (2019), Exif 2.32, for the tags 274, 40961 and the interoperability index. ICC.1:2022, annex B.4.
"""

import io
import struct
import warnings
import zlib
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, JpegImagePlugin, PngImagePlugin

from tonematch.capture.decode_picture import (
    COLOUR_SPACE,
    EXIF_IFD,
    INTEROPERABILITY_IFD,
    INTEROPERABILITY_INDEX,
    ORIENTATION,
    decode_picture,
)
from tonematch.capture.decode_raw import decode_raw
from tonematch.capture.limits import MARKER_IN_SCAN, MIN_SIDE_PX, damaged, refuse_long, refuse_size, refuse_thin
from tonematch.capture.matrix_profile import P3_TO_XYZ
from tonematch.capture.pieces import refuse_pieces
from tonematch.capture.pixels import TRANSPOSED, Pixels
from tonematch.capture.profile_writing import written_profile
from tonematch.capture.signs import is_named_raw, is_raw
from tonematch.capture.wide_gamut import BT2020_TO_XYZ
from tonematch.colour import LINEAR_TO_XYZ
from tonematch.errors import PhotoError, RegionError

READERS = (JpegImagePlugin, PngImagePlugin)  # what `Image.open` is given is loaded by importing it
JPEG_BEGINS, PNG_BEGINS = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
JFIF, ICC, ADOBE = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"
JFIF_BYTES, ADOBE_BYTES = 12, 12  # of their contents, before a thumbnail or anything else
SOI, EOI, SOS, APP0, APP1, APP2, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
TABLES = {*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD} - {0xC8}
COLOUR_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"sBIT", b"cICP", b"IDAT", b"IEND"}
PROFILE_NAME = b"profile\0"
NAMED_SPACES = {"P3": P3_TO_XYZ, "BT.2020": BT2020_TO_XYZ}
SIGNAL_SPACES = {"none": 1, "adobe": 2, "unknown": 65535}
UPRIGHT = 1
Rectangle = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the upright photo; right and bottom are the first pixels outside."""


@dataclass(frozen=True, repr=False)
class Stripped:
    """A photo as it may be kept.

    Parameters
    ----------
    content
        The bytes of the file.
    suffix
        ``.jpg`` or ``.png``.
    width, height
        Of the upright picture, in pixels.
    cropped
        Only a part of the photo is left.
    """

    content: bytes
    suffix: str
    width: int
    height: int
    cropped: bool = False


class _Exif(NamedTuple):
    """What our reader needs of a file's EXIF, and the size of the picture as it is stored."""

    orientation: int
    space: int | None
    is_adobe: bool
    width: int
    height: int


def stripped(encoded: bytes, name: str, crop: Rectangle | None = None) -> Stripped:
    """Give a photo without metadata, place, thumbnails, makers' notes and whatever trails after the picture.

    Parameters
    ----------
    encoded
        The bytes of the file.
    name
        What to call the file in sentences.
    crop
        What is to be left of the picture; None for all.

    Raises
    ------
    PhotoError
        When it is no photo that can be read.
    RegionError
        When the rectangle does not lie in the photo, or is too small to find a chart and skin in.
    """
    refuse_long(len(encoded), name)
    refuse_pieces(encoded, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which goes anyway
        if crop is None and encoded.startswith(JPEG_BEGINS):
            return _strip(encoded, name, "JPEG")
        if crop is None and encoded.startswith(PNG_BEGINS):
            return _strip(encoded, name, "PNG")
        pixels = _pixels(encoded, name)
    height, width = pixels.values.shape[:2]
    if crop is not None:
        x0, y0, x1, y1 = _checked(crop, width, height)
        pixels = replace(pixels, values=pixels.values[y0:y1, x0:x1])
    height, width = pixels.values.shape[:2]
    return Stripped(_png_of(pixels), ".png", width, height, cropped=crop is not None)


def _strip(encoded: bytes, name: str, form: str) -> Stripped:
    exif = _read_exif(encoded, name, form)
    turned = exif.orientation in TRANSPOSED
    width, height = (exif.height, exif.width) if turned else (exif.width, exif.height)
    if form == "PNG":
        return Stripped(_strip_png(encoded, exif, name), ".png", width, height)
    content = _strip_jpeg(encoded, exif, name)
    refuse_thin(len(content), width, height, name)
    return Stripped(content, ".jpg", width, height)


def _read_exif(encoded: bytes, name: str, form: str) -> _Exif:
    try:
        with Image.open(io.BytesIO(encoded), formats=(form,)) as picture:
            refuse_size(*picture.size, name)
            if form == "PNG":
                picture.load()  # what says how the picture lies may stand after the pixels
            exif = picture.getexif()
            orientation = exif.get(ORIENTATION, UPRIGHT)
            size = picture.size
    except PhotoError:
        raise
    except Exception as problem:  # a damaged file makes readers fail in any way they like
        raise damaged(name) from problem
    try:
        space = exif.get_ifd(EXIF_IFD).get(COLOUR_SPACE)
        index = exif.get_ifd(INTEROPERABILITY_IFD).get(INTEROPERABILITY_INDEX)
    except Exception:  # noqa: BLE001  # as in decode_picture: it says nothing of colours then
        space, index = None, None
    known = orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else UPRIGHT
    told = space if isinstance(space, int) and 0 <= space <= 65535 else None
    return _Exif(known, told, str(index).strip("\0 ") == "R03", *size)


def _tiff(exif: _Exif) -> bytes:
    """Write an EXIF block of three values at most; see `_Exif`."""
    main = [(ORIENTATION, 3, 1, struct.pack("<HH", exif.orientation, 0))]
    inner = [] if exif.space is None else [(COLOUR_SPACE, 3, 1, struct.pack("<HH", exif.space, 0))]
    at_inner = 8 + 2 + 12 * 2 + 4
    at_last = at_inner + 2 + 12 * (len(inner) + 1) + 4
    last = []
    if exif.is_adobe:
        inner.append((INTEROPERABILITY_IFD, 4, 1, struct.pack("<I", at_last)))
        last.append((INTEROPERABILITY_INDEX, 2, 4, b"R03\0"))
    if inner:
        main.append((EXIF_IFD, 4, 1, struct.pack("<I", at_inner)))
    parts = b"".join(_directory(entries) for entries in (main, inner, last) if entries)
    return b"II*\0" + struct.pack("<I", 8) + parts


def _directory(entries: list[tuple[int, int, int, bytes]]) -> bytes:
    rows = b"".join(struct.pack("<HHI", tag, form, count) + value for tag, form, count, value in entries)
    return struct.pack("<H", len(entries)) + rows + bytes(4)


def _strip_jpeg(encoded: bytes, exif: _Exif, name: str) -> bytes:
    kept = [b"\xff\xd8", _segment(APP1, b"Exif\0\0" + _tiff(exif))]
    at = 2
    while at + 4 <= len(encoded):
        if encoded[at] != 0xFF:
            raise damaged(name)
        marker = encoded[at + 1]
        if marker == 0xFF:  # T.81, B.1.1.2: markers may be filled up
            at += 1
            continue
        if marker == EOI:
            break
        length = int.from_bytes(encoded[at + 2 : at + 4])
        content = encoded[at + 4 : at + 2 + length]
        if length < 2 or len(content) != length - 2:
            raise damaged(name)
        kept.append(_kept_segment(marker, content))
        at += 2 + length
        if marker == SOS:
            after = MARKER_IN_SCAN.search(encoded, at)
            end = len(encoded) if after is None else after.start()
            kept.append(encoded[at:end])
            at = end
    return b"".join(kept) + b"\xff\xd9"


def _kept_segment(marker: int, content: bytes) -> bytes:
    if marker in TABLES or marker == SOS or (marker == APP2 and content.startswith(ICC)):
        return _segment(marker, content)
    if marker == APP0 and content.startswith(JFIF):
        return _segment(marker, content[:JFIF_BYTES].ljust(JFIF_BYTES, b"\0") + bytes(2))
    if marker == APP14 and content.startswith(ADOBE):
        return _segment(marker, content[:ADOBE_BYTES])
    return b""


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def _strip_png(encoded: bytes, exif: _Exif, name: str) -> bytes:
    kept = [PNG_BEGINS]
    at = len(PNG_BEGINS)
    while at + 12 <= len(encoded):
        (length,) = struct.unpack_from(">I", encoded, at)
        kind, whole = encoded[at + 4 : at + 8], encoded[at : at + 12 + length]
        if len(whole) != 12 + length:
            raise damaged(name)
        if kind == b"iCCP":  # its name is free text
            kept.append(_chunk(kind, PROFILE_NAME + whole[8:-4].partition(b"\0")[2]))
        elif kind in COLOUR_CHUNKS:
            kept.append(whole)
        if kind == b"IHDR" and (exif.orientation != UPRIGHT or exif.space is not None or exif.is_adobe):
            kept.append(_chunk(b"eXIf", _tiff(exif)))
        if kind == b"IEND":
            return b"".join(kept)
        at += 12 + length
    raise damaged(name)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _pixels(encoded: bytes, name: str) -> Pixels:
    """Decode as `decode_photo` does, to pixels with a profile."""
    if is_raw(encoded):
        return _developed(encoded, name)
    try:
        return decode_picture(encoded, name)
    except PhotoError as problem:
        if problem.code in {"photo.not_a_photo", "photo.tiff_kind"} and is_named_raw(name):
            return _developed(encoded, name)
        raise


def _developed(encoded: bytes, name: str) -> Pixels:
    raw = decode_raw(encoded, name)
    to_xyz = LINEAR_TO_XYZ @ raw.matrix
    return Pixels(raw.values, written_profile("camera raw, linear", to_xyz, "linear"), "none", raw.findings)


def _png_of(pixels: Pixels) -> bytes:
    """Write pixels as PNG with what decides their colours."""
    _, coded = cv2.imencode(".png", np.ascontiguousarray(pixels.values[..., ::-1]))
    whole = coded.tobytes()
    ihdr_ends = len(PNG_BEGINS) + 12 + 13
    profile = pixels.profile or _named_profile(pixels.signal)
    if profile:
        beside = _chunk(b"iCCP", PROFILE_NAME + b"\0" + zlib.compress(profile))
    elif pixels.signal in ("adobe", "unknown"):
        beside = _chunk(b"eXIf", _tiff(_Exif(UPRIGHT, SIGNAL_SPACES[pixels.signal], is_adobe=False, width=0, height=0)))
    else:
        beside = b""
    return whole[:ihdr_ends] + beside + whole[ihdr_ends:]


def _named_profile(signal: str) -> bytes | None:
    title = {"p3": "P3", "bt2020": "BT.2020"}.get(signal)
    return None if title is None else written_profile(title, NAMED_SPACES[title], "srgb")


def _checked(crop: Rectangle, width: int, height: int) -> Rectangle:
    x0, y0, x1, y1 = crop
    if not (0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height) or min(x1 - x0, y1 - y0) < MIN_SIDE_PX:
        raise RegionError(
            f"What is to be kept, {x0},{y0} to {x1},{y1}, does not fit a photo of {width} x {height} pixels.",
            code="region.crop",
            hint=f"Draw a rectangle inside the photo, at least {MIN_SIDE_PX} pixels wide and high.",
        )
    return crop
