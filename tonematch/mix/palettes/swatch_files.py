"""A palette for drawing programs: Adobe Swatch Exchange and GIMP palette, sRGB colours with code and name.

Such files hold colours for a screen and nothing to mix from, so they are written and never read.

References
----------
The GIMP palette is text: a head, then red, green, blue and a name on each line. Adobe never published the exchange
format; its layout (big-endian blocks, names in UTF-16) is known from files of Adobe's programs.
"""

import struct

import numpy as np

from tonematch.colour import lab_to_linear, linear_to_srgb
from tonematch.findings import Finding
from tonematch.mix.palettes.remarks import named
from tonematch.mix.palettes.shade import Palette, Shade

GROUP_START, GROUP_END, COLOUR = 0xC001, 0xC002, 0x0001
NORMAL = 2  # neither a global nor a spot colour
OUTSIDE = 1e-3  # linear light beyond 0-1 that rounding to 8 bits would not hide


def palette_to_ase(palette: Palette) -> bytes:
    """Write a palette as an Adobe Swatch Exchange file: one group, one RGB colour a shade."""
    blocks = [_block(GROUP_START, _text(palette.title or palette.name))]
    for shade in palette.shades:
        colour = struct.pack(">4s3fH", b"RGB ", *_srgb(shade), NORMAL)
        blocks.append(_block(COLOUR, _text(_label(shade)) + colour))
    blocks.append(_block(GROUP_END, b""))
    return struct.pack(">4sHHI", b"ASEF", 1, 0, len(blocks)) + b"".join(blocks)


def palette_to_gpl(palette: Palette) -> str:
    """Write a palette as GIMP, Krita and Inkscape read it."""
    lines = ["GIMP Palette", f"Name: {palette.title or palette.name}", "Columns: 6"]
    lines += [f"# {palette.data} data; colours for a screen, not to mix from"]
    for shade in palette.shades:
        red, green, blue = (round(255 * value) for value in _srgb(shade))
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{_label(shade)}")
    return "\n".join(lines) + "\n"


def beyond_screen(palette: Palette) -> Finding | None:
    """Say which shades a screen cannot show, so that what was written is the nearest colour it can."""
    outside = []
    for shade in palette.shades:
        linear = lab_to_linear(np.array(shade.lab))
        if linear.min() < -OUTSIDE or linear.max() > 1 + OUTSIDE:
            outside.append(shade.code)
    if not outside:
        return None
    text = f"{named(outside)} cannot be shown in sRGB; the nearest colour that can was written."
    return Finding("palette.beyond_screen", "info", text, float(len(outside)))


def _srgb(shade: Shade) -> tuple[float, float, float]:
    red, green, blue = np.clip(linear_to_srgb(np.clip(lab_to_linear(np.array(shade.lab)), 0, 1)), 0, 1)
    return float(red), float(green), float(blue)


def _label(shade: Shade) -> str:
    return f"{shade.code} {shade.name}"


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be") + b"\0\0"
    return struct.pack(">H", len(encoded) // 2) + encoded


def _block(kind: int, content: bytes) -> bytes:
    return struct.pack(">HI", kind, len(content)) + content
