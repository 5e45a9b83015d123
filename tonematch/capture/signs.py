"""Tell a camera's raw file from a picture file by its content, and look into TIFF directories for it.

Most raw formats are TIFF files whose first picture is a small preview, so a picture reader opens them happily and
gives the preview. What gives them away are their magic numbers, or tags that no picture file has.

References
----------
TIFF revision 6.0 (1992), section 2. Adobe, Digital Negative specification 1.7.1.0 (2023), for tags 50706, 32803, 34892.
"""

import struct
from pathlib import PurePath

from tonematch.bundled import RAW_SUFFIXES

MAGIC = (
    (0, b"FUJIFILMCCD-RAW"),
    (0, b"IIRO"),  # Olympus
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"IIU\0"),  # Panasonic, Leica
    (0, b"FOVb"),  # Sigma
    (0, b"\0MRM"),  # Minolta
    (4, b"ftypcrx "),  # Canon CR3
    (8, b"CR\2"),  # Canon CR2
    (6, b"HEAPCCDR"),  # Canon CRW
)
TIFF_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
SUBFILE_TYPE, IMAGE_WIDTH = 254, 256
SUB_IFDS, PHOTOMETRIC, COMPRESSION, DNG_VERSION = 330, 262, 259, 50706
MOSAIC, LINEAR_RAW = 32803, 34892
RAW_COMPRESSIONS = {32767, 32769, 32770, 34316, 34713, 65535}  # Sony, packed, Samsung, Panasonic, Nikon, Pentax
MOST_IFDS, MOST_TAGS = 24, 400
SHORT, LONG, IFD = 3, 4, 13


def is_raw(encoded: bytes) -> bool:
    """Tell whether the bytes of a file are those of a camera's raw format."""
    if any(encoded[at : at + len(sign)] == sign for at, sign in MAGIC):
        return True
    return any(
        DNG_VERSION in tags
        or tags.get(PHOTOMETRIC, [0])[0] in {MOSAIC, LINEAR_RAW}
        or tags.get(COMPRESSION, [0])[0] in RAW_COMPRESSIONS
        for tags in tiff_tags(encoded)
    )


def is_named_raw(name: str) -> bool:
    """Tell whether a file is called like a camera's raw file."""
    return PurePath(name.lower()).suffix in RAW_SUFFIXES


def tiff_tags(encoded: bytes) -> list[dict[int, list[int]]]:
    """List the whole-number tags of the pictures in a TIFF file, of at most `MOST_IFDS` of them.

    Returns
    -------
    list of dict
        For each picture, tag number to its first few values, [0] where they are not whole; empty when it is no TIFF.
    """
    order = TIFF_ORDERS.get(encoded[:4])
    if order is None or len(encoded) < 8:
        return []
    waiting, seen = [struct.unpack_from(order + "I", encoded, 4)[0]], set[int]()
    pictures: list[dict[int, list[int]]] = []
    while waiting and len(pictures) < MOST_IFDS:
        at = waiting.pop(0)
        if at in seen or at + 2 > len(encoded) or at == 0:
            continue
        seen.add(at)
        tags, following = _directory(encoded, order, at)
        pictures.append(tags)
        waiting += [*tags.get(SUB_IFDS, []), following]
    return pictures


def pages_in(encoded: bytes) -> int:
    """Count the pictures in a TIFF file that are not previews of another."""
    return sum(IMAGE_WIDTH in tags and tags.get(SUBFILE_TYPE, [0])[0] == 0 for tags in tiff_tags(encoded))


def _directory(encoded: bytes, order: str, at: int) -> tuple[dict[int, list[int]], int]:
    count = min(struct.unpack_from(order + "H", encoded, at)[0], MOST_TAGS)
    tags: dict[int, list[int]] = {}
    for place in range(at + 2, at + 2 + 12 * count, 12):
        if place + 12 > len(encoded):
            return tags, 0
        tag, form, number, _ = struct.unpack_from(order + "HHII", encoded, place)
        letter = {SHORT: "H", LONG: "I", IFD: "I"}.get(form, "")
        number = min(number, 8)
        length = number * struct.calcsize(order + letter) if letter else 0
        start = place + 8 if length <= 4 else struct.unpack_from(order + "I", encoded, place + 8)[0]
        if start + length <= len(encoded):
            tags[tag] = list(struct.unpack_from(order + letter * number, encoded, start)) or [0]
    end = at + 2 + 12 * count
    following = struct.unpack_from(order + "I", encoded, end)[0] if end + 4 <= len(encoded) else 0
    return tags, int(following)
