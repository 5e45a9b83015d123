"""How much a photo file may ask for, and the sentences in which a file is refused."""

import re
from itertools import count

from tonematch.errors import PhotoError

READABLE = "JPEG, PNG, TIFF, WebP, HEIC or a camera's raw format"
MAX_PIXELS = 64_000_000  # 770 MB in linear light: full-frame cameras give up to 61 megapixels, an 8 GB laptop copes
MIN_SIDE_PX = 100  # a chart whose patches span 8 px needs about this much around it
MAX_FILE_BYTES = 200_000_000
MAX_SCANS = 100  # progressive JPEGs have about 10; each one costs a pass over the whole picture
LEAST_BYTES_A_PIXEL = 0.003  # a blank JPEG takes 0.006, a photo over 0.03; fewer, and most of it is missing
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
MARKER_IN_SCAN = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")  # ITU-T T.81, B.1.1: FF 00 is data, D0 to D7 restarts
EXPORT_HINT = "Export the photo as JPEG, PNG or TIFF in RGB and try again."
COPY_HINT = "Copy the file again from the camera or phone; the transfer may have been cut short."


def refuse_long(length: int, name: str) -> None:
    """Refuse a file of more bytes than any photo needs.

    Raises
    ------
    PhotoError
        When `length` exceeds `MAX_FILE_BYTES`.
    """
    if length > MAX_FILE_BYTES:
        raise PhotoError(
            f"{name} is {length / 1e6:.0f} MB; the limit is {MAX_FILE_BYTES / 1e6:.0f} MB.",
            code="photo.too_large",
            hint=EXPORT_HINT,
        )


def refuse_size(width: int, height: int, name: str) -> None:
    """Refuse a picture by the size it declares, before a pixel is decoded.

    Raises
    ------
    PhotoError
        When it has more than `MAX_PIXELS`, or a side shorter than `MIN_SIDE_PX`.
    """
    if width * height > MAX_PIXELS:
        raise too_large(name, (width, height))
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoError(
            f"{name} is {width} x {height} pixels; a chart and skin need at least {MIN_SIDE_PX} on the short side.",
            code="photo.too_small",
            hint="Use the photo as the camera wrote it, not a thumbnail.",
        )


def refuse_thin(length: int, width: int, height: int, name: str) -> None:
    """Refuse a file that holds far too few bytes for the size it declares.

    Decoders of JPEG and raw files fill what is missing with grey, and take their time over it.

    Raises
    ------
    PhotoError
        When there are fewer than `LEAST_BYTES_A_PIXEL`.
    """
    if length < LEAST_BYTES_A_PIXEL * width * height:
        raise truncated(name)


def refuse_scans(encoded: bytes, name: str) -> None:
    """Refuse a progressive JPEG of so many scans that decoding it would take minutes.

    Raises
    ------
    PhotoError
        When there are more than `MAX_SCANS`.
    """
    scans = _scans(encoded)
    if scans > MAX_SCANS:
        raise PhotoError(
            f"{name} is not a camera's photo: it draws its picture over {scans} times.",
            code="photo.damaged",
            hint=EXPORT_HINT,
        )


def _scans(encoded: bytes) -> int:
    at = 2
    for scans in count():
        while encoded[at + 1 : at + 2] != bytes([START_OF_SCAN]):
            segment = 2 + int.from_bytes(encoded[at + 2 : at + 4])
            if encoded[at : at + 1] != b"\xff" or encoded[at + 1 : at + 2] == bytes([END_OF_IMAGE]) or segment < 4:
                return scans
            at += segment
        after = MARKER_IN_SCAN.search(encoded, at + 2)
        if after is None:
            return scans + 1
        at = after.start()
    raise AssertionError


def too_large(name: str, size: tuple[int, int] | None = None) -> PhotoError:
    """Give the refusal of a picture of too many pixels."""
    what = f"is {size[0]} x {size[1]} pixels" if size else "is far larger than any camera's picture"
    return PhotoError(
        f"{name} {what}; the limit is {MAX_PIXELS / 1e6:.0f} megapixels.",
        code="photo.too_large",
        hint="Take the photo at the camera's normal size (12 to 24 megapixels).",
    )


def truncated(name: str) -> PhotoError:
    """Give the refusal of a file whose pixels end early or make no sense."""
    return PhotoError(
        f"{name} is damaged: only part of the picture could be decoded.", code="photo.truncated", hint=COPY_HINT
    )


def damaged(name: str) -> PhotoError:
    """Give the refusal of a file whose header is wrong."""
    return PhotoError(
        f"{name} is damaged: its header makes no sense.",
        code="photo.damaged",
        hint="Copy the file again from the camera or phone.",
    )


def not_a_photo(name: str) -> PhotoError:
    """Give the refusal of a file that is something else."""
    return PhotoError(
        f"{name} is not a photo that can be read: it is not {READABLE}, whatever its name says.",
        code="photo.not_a_photo",
        hint="Other formats: export as JPEG or TIFF first.",
    )


def greyscale(name: str) -> PhotoError:
    """Give the refusal of a picture without colour."""
    return PhotoError(f"{name} is greyscale: there is no colour to match.", code="photo.greyscale", hint=EXPORT_HINT)
