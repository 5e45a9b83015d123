"""Refuse a file cut into so many pieces that walking through them, one by one, would take a minute.

References
----------
ITU-T T.81 (1992), B.1.1, for the segments of JPEG. W3C, Portable Network Graphics, third edition (2025), 5.3.
"""

import re
import struct

from tonematch.capture.limits import damaged

MOST_SEGMENTS = 5_000  # before the first scan; a phone's depth map takes about 300 of 64 kB
LONGEST_FILL = 1_000
MOST_CHUNKS = 50_000  # of 8 kB, as the reference library writes them, make 400 MB
JPEG_BEGINS, PNG_BEGINS = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
FILL = re.compile(rb"\xff+")
ENDS = {0xD9, 0xDA}


def refuse_pieces(encoded: bytes, name: str) -> None:
    """Refuse a JPEG or PNG of more pieces than any program writes.

    Raises
    ------
    PhotoError
        When there are more than `MOST_SEGMENTS` or `MOST_CHUNKS`, or a marker is filled up beyond `LONGEST_FILL`.
    """
    if encoded.startswith(JPEG_BEGINS):
        _walk_segments(encoded, name)
    elif encoded.startswith(PNG_BEGINS):
        _walk_chunks(encoded, name)


def _walk_segments(encoded: bytes, name: str) -> None:
    at = len(JPEG_BEGINS)
    for _ in range(MOST_SEGMENTS):
        fill = FILL.match(encoded, at)
        if fill is None or fill.end() + 3 > len(encoded):
            return
        if fill.end() - at > LONGEST_FILL:
            break
        marker, length = struct.unpack_from(">BH", encoded, fill.end())
        if marker in ENDS:
            return
        at = fill.end() + 1 + max(length, 2)
    raise damaged(name)


def _walk_chunks(encoded: bytes, name: str) -> None:
    at = len(PNG_BEGINS)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(encoded):
            return
        (length,) = struct.unpack_from(">I", encoded, at)
        at += 12 + length
    raise damaged(name)
