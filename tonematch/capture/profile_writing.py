"""Write a colour profile of three primaries and one curve.

References
----------
ICC.1:2001-04, the version 2 profile format. IEC 61966-2-1 (1999), for sRGB's curve.
"""

import struct
from typing import Literal

import numpy as np

from tonematch.capture.wide_gamut import D50, to_d50
from tonematch.colour import FloatArray, srgb_to_linear

Curve = Literal["linear", "srgb"]
CURVE_STEPS = 4096
HEADER_BYTES = 128


def written_profile(title: str, to_xyz: FloatArray, curve: Curve) -> bytes:
    """Give an ICC profile.

    Parameters
    ----------
    title
        What it is called; ASCII.
    to_xyz
        (3, 3) from linear light on its primaries to XYZ (Y of white is 1), whose white is its own.
    curve
        What its values carry.
    """
    columns = (to_d50(to_xyz.sum(axis=1)) @ to_xyz).T
    name = title.encode("ascii") + b"\0"
    tone = b"curv" + bytes(4) + (struct.pack(">I", 0) if curve == "linear" else _srgb_entries())
    tags: dict[bytes, bytes] = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67),
        b"cprt": b"text" + bytes(4) + b"No rights reserved\0",
        b"wtpt": b"XYZ " + bytes(4) + _fixed(D50),
    }
    for letter, column in zip("rgb", columns, strict=True):
        tags[f"{letter}XYZ".encode()] = b"XYZ " + bytes(4) + _fixed(column.tolist())
        tags[f"{letter}TRC".encode()] = tone
    table, body = b"", b""
    position = HEADER_BYTES + 4 + 12 * len(tags)
    for tag, content in tags.items():
        table += struct.pack(">4sII", tag, position, len(content))
        padded = content + bytes(-len(content) % 4)
        body += padded
        position += len(padded)
    header = struct.pack(">I4sI4s4s4s", position, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _fixed(D50) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body


def _fixed(values: tuple[float, ...] | list[float]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _srgb_entries() -> bytes:
    entries = np.rint(srgb_to_linear(np.linspace(0, 1, CURVE_STEPS)) * 65535).astype(">u2")
    return struct.pack(">I", CURVE_STEPS) + entries.tobytes()
