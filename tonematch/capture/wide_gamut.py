"""A colour profile wide enough to hold what phones record, built in memory for LittleCMS to convert into.

Converting a Display P3 photo straight to sRGB would clip the chart's cyan and orange, and with them the calibration.

References
----------
ICC.1:2001-04, the version 2 profile format. ITU-R BT.2020-2 (2015), Table 3, for the primaries.
"""

import struct
from functools import cache

import numpy as np

from tonematch.colour import XYZ_TO_LINEAR, FloatArray, adaptation

GAMMA = 563 / 256  # about 2.2, the nearest an ICC 'curv' tag of one entry can say
D50 = (0.9642, 1.0, 0.8249)  # the ICC profile connection space, ICC.1:2001-04 6.3.2
BT2020_TO_XYZ = np.array(
    [[0.6369580, 0.1446169, 0.1688810], [0.2627002, 0.6779981, 0.0593017], [0.0000000, 0.0280727, 1.0609851]]
)


def to_d50(white: FloatArray) -> FloatArray:
    """Give the Bradford matrix (3, 3) that takes XYZ under a white (3,) to D50, as ICC profiles store it."""
    return adaptation(white, D50)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


@cache
def wide_gamut_profile() -> bytes:
    """Give an ICC profile with the BT.2020 primaries and a plain power curve."""
    columns = (to_d50(BT2020_TO_XYZ.sum(axis=1)) @ BT2020_TO_XYZ).T
    title = b"tonematch wide gamut\0"
    description = b"desc" + bytes(4) + struct.pack(">I", len(title)) + title + bytes(4 + 4 + 2 + 1 + 67)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(GAMMA * 256))
    tags: dict[bytes, bytes] = {
        b"desc": description,
        b"cprt": b"text" + bytes(4) + b"No rights reserved\0",
        b"wtpt": b"XYZ " + bytes(4) + b"".join(map(_fixed, D50)),
    }
    for letter, column in zip(b"rgb", columns, strict=True):
        tags[bytes([letter]) + b"XYZ"] = b"XYZ " + bytes(4) + b"".join(map(_fixed, column.tolist()))
        tags[bytes([letter]) + b"TRC"] = curve
    position = 128 + 4 + 12 * len(tags)
    table, body = b"", b""
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, position, len(content))
        body += padded
        position += len(padded)
    header = struct.pack(">I4sI4s4s4s", position, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + b"".join(map(_fixed, D50)) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body


def bt2020_to_linear() -> FloatArray:
    """Give the matrix (3, 3) from linear light on BT.2020 primaries to linear sRGB, white to white."""
    matrix = XYZ_TO_LINEAR @ BT2020_TO_XYZ
    return np.asarray(matrix / matrix.sum(axis=1, keepdims=True))


def wide_to_linear(encoded: FloatArray) -> FloatArray:
    """Turn values 0-1 in the wide-gamut profile to linear sRGB; colours outside sRGB fall outside 0-1."""
    light: FloatArray = (encoded**GAMMA) @ bt2020_to_linear().astype(encoded.dtype).T
    return light
