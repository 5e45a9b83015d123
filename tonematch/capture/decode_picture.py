"""Decode JPEG, PNG, TIFF, WebP and HEIC files to upright RGB pixels."""

import io
import math
import re
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import (
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from tonematch.capture.decode_deep import BITS_PER_SAMPLE, deep_values, is_deep
from tonematch.capture.limits import (
    EXPORT_HINT,
    MAX_PIXELS,
    damaged,
    greyscale,
    not_a_photo,
    refuse_scans,
    refuse_size,
    refuse_thin,
    too_large,
    truncated,
)
from tonematch.capture.pieces import refuse_pieces
from tonematch.capture.pixels import Pixels, Signal, Values, upright
from tonematch.capture.signs import COMPRESSION, TIFF_ORDERS, pages_in
from tonematch.errors import PhotoError
from tonematch.findings import Finding

READERS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")  # what the readers above registered; Pillow's other fifty stay unloaded
SIGNATURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftyp(?:hei[cx]|hev[cx]|mif1)", re.DOTALL)
GREY_MODES = {"1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"}
REFUSED_MODES = {
    "CMYK": "is in CMYK print colours",
    "YCbCr": "is in raw YCbCr video colours",
    "LAB": "is already in Lab",
}
OPAQUE_MODES = {"RGB", "RGBX"}
ORIENTATION, EXIF_IFD, INTEROPERABILITY_IFD = 0x0112, 0x8769, 0xA005
COLOUR_SPACE, INTEROPERABILITY_INDEX = 0xA001, 1
UNCALIBRATED, ADOBE_BY_MAKERS, ADOBE_BY_DCF = 65535, 2, "R03"  # DCF 2.0 (2010), 3.7: the option file of Adobe RGB
NCLX_SIGNALS: dict[int, Signal] = {12: "p3", 9: "bt2020"}  # ITU-T H.273, table 2
HDR_TRANSFERS = {16: "PQ", 18: "HLG"}  # ITU-T H.273, table 3
SEVERAL_PAGES = Finding(
    "photo.several_pages", "info", "The file holds several pictures; the first one was read. Save the photo alone."
)
WIDTH, HEIGHT, STRIP_OFFSETS, ROWS_PER_STRIP, TILE_WIDTH, TILE_HEIGHT = 256, 257, 273, 278, 322, 323
UNCOMPRESSED = 1


def decode_picture(encoded: bytes, name: str) -> Pixels:
    """Decode a picture file.

    Parameters
    ----------
    encoded
        The bytes of the file; their format is told from them, not from the name.
    name
        What to call the file in sentences.

    Raises
    ------
    PhotoError
        When the bytes are no picture, are damaged, or hold a picture that cannot be used.
    """
    picture = _open(encoded, name)
    _refuse_unusable(picture, encoded, name)
    deep = is_deep(picture)
    profile = picture.info.get("icc_profile")
    signal = "none" if profile else _signal(picture, name)
    try:
        picture.load()
        orientation = picture.getexif().get(ORIENTATION, 1)  # after loading: readers that turned it have reset it
    except Exception as problem:  # a damaged file makes decoders fail in any way they like
        raise truncated(name) from problem
    findings = [SEVERAL_PAGES] if picture.format == "TIFF" and pages_in(encoded) > 1 else []
    shallow = _rgb_values(picture, name, findings)
    values: Values = deep_values(encoded, shallow, name, findings) if deep else shallow
    picture.close()
    return Pixels(upright(values, orientation), profile or None, signal, tuple(findings))


def _open(encoded: bytes, name: str) -> Image.Image:
    refuse_pieces(encoded, name)
    formats: tuple[str, ...] = FORMATS
    if encoded[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener  # noqa: PLC0415  # 50 ms that only such a file needs

        register_heif_opener()
        formats = ("HEIF",)
    try:
        return Image.open(io.BytesIO(encoded), formats=formats)
    except Image.DecompressionBombError as problem:
        raise too_large(name) from problem
    except UnidentifiedImageError as problem:
        if encoded[:4] in TIFF_ORDERS:
            raise PhotoError(
                f"{name} is a TIFF file that is damaged, or stores its colours in a way that cannot be read here, "
                "such as floating-point numbers.",
                code="photo.tiff_kind",
                hint="Save it as a TIFF of 8 or 16 bits in RGB, without layers.",
            ) from problem
        known = SIGNATURE.match(encoded)
        raise (damaged(name) if known else not_a_photo(name)) from problem
    except Exception as problem:  # headers of damaged files fail in any way they like
        raise damaged(name) from problem


def _refuse_unusable(picture: Image.Image, encoded: bytes, name: str) -> None:
    refuse_size(*picture.size, name)
    if picture.format in {"JPEG", "MPO"}:
        refuse_thin(len(encoded), *picture.size, name)
        refuse_scans(encoded, name)
    if picture.format == "TIFF":
        _refuse_strips(getattr(picture, "tag_v2", {}), len(encoded), name)
    if picture.format in {"PNG", "WEBP"} and getattr(picture, "is_animated", False):
        raise PhotoError(f"{name} is an animation, not a photo.", code="photo.animated", hint="Use a single photo.")
    if picture.mode in GREY_MODES:
        raise greyscale(name)
    if picture.mode in REFUSED_MODES:
        raise PhotoError(f"{name} {REFUSED_MODES[picture.mode]}.", code="photo.colours", hint=EXPORT_HINT)


def _refuse_strips(tags: Mapping[int, Any], length: int, name: str) -> None:
    width, height = int(tags.get(WIDTH, 0)), int(tags.get(HEIGHT, 0))
    refuse_thin(length, width, height, name)
    if int(tags.get(TILE_WIDTH, 0)) * int(tags.get(TILE_HEIGHT, 0)) > MAX_PIXELS:
        raise damaged(name)
    bits = tags.get(BITS_PER_SAMPLE, (8,))
    if tags.get(COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED and width * height * sum(bits) > 8 * length:
        raise truncated(name)
    rows = max(1, int(tags.get(ROWS_PER_STRIP, height)))
    if TILE_WIDTH not in tags and len(tags.get(STRIP_OFFSETS, ())) < math.ceil(height / rows):
        raise truncated(name)


def _signal(picture: Image.Image, name: str) -> Signal:
    nclx = picture.info.get("nclx_profile") or {}
    transfer = HDR_TRANSFERS.get(nclx.get("transfer_characteristics", 0))
    if transfer:
        raise PhotoError(
            f"{name} is an HDR picture ({transfer}), whose brightness is encoded for television.",
            code="photo.hdr",
            hint="Set the camera to standard HEIC or JPEG, or export the photo so.",
        )
    if nclx.get("color_primaries") in NCLX_SIGNALS:
        return NCLX_SIGNALS[nclx["color_primaries"]]
    try:
        exif = picture.getexif()
        space = exif.get_ifd(EXIF_IFD).get(COLOUR_SPACE)
        index = exif.get_ifd(INTEROPERABILITY_IFD).get(INTEROPERABILITY_INDEX)
    except Exception:  # noqa: BLE001  # damaged EXIF fails in any way it likes, and says nothing of colours
        return "none"
    if space == ADOBE_BY_MAKERS or str(index).strip("\0 ") == ADOBE_BY_DCF:
        return "adobe"
    return "unknown" if space == UNCALIBRATED else "none"


def _rgb_values(picture: Image.Image, name: str, findings: list[Finding]) -> NDArray[np.uint8]:
    if picture.mode in OPAQUE_MODES and "transparency" not in picture.info:
        return np.asarray(picture)[..., :3]
    if picture.mode in {"RGBA", "RGBa", "PA"} or "transparency" in picture.info:
        opacity = np.asarray(picture.convert("RGBA").getchannel("A"))
        if opacity.min() < np.iinfo(np.uint8).max:
            raise PhotoError(
                f"{name} has see-through parts, so it has been edited.",
                code="photo.transparent",
                hint="Use the photo as the camera wrote it.",
            )
    if picture.mode in {"P", "PA"}:
        findings.append(
            Finding(
                "photo.reduced_colours",
                "warn",
                "This picture holds at most 256 colours, so it is not the camera's file. Use the original photo.",
            )
        )
    return np.asarray(picture.convert("RGB"))


def blown_out(values: Values, level: int) -> NDArray[np.bool_]:
    """Tell which pixels (H, W) have a channel at `level` or above."""
    highest = (level - 1,) * 3
    return np.asarray(cv2.inRange(values, (0, 0, 0), highest) == 0)
