"""Small pictures for the screen; everything is measured on the photo itself."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from tonematch.capture.photo import Photo, read_photo
from tonematch.colour import linear_to_srgb
from tonematch.report.files import jpeg_bytes

LONGEST_PX = 1600
THUMBNAIL_PX = 420


@dataclass(frozen=True)
class Preview:
    """A photo as JPEG in sRGB, at most `LONGEST_PX` long, with its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def preview_of(photo: Photo, longest_px: int = LONGEST_PX) -> Preview:
    """Shrink a photo for the screen, wide colours brought into sRGB."""
    small = _shrunk(photo.linear, longest_px)
    pixels = np.rint(np.clip(linear_to_srgb(small), 0, 1) * 255).astype(np.uint8)
    return Preview(jpeg_bytes(pixels), pixels.shape[1], pixels.shape[0])


def _shrunk(linear: NDArray[np.float32], longest_px: int) -> NDArray[np.float32]:
    factor = max(1, max(linear.shape[:2]) // longest_px)
    height, width = linear.shape[0] // factor, linear.shape[1] // factor
    blocks = sum(
        linear[row : row + height * factor : factor, column : column + width * factor : factor]
        for row in range(factor)
        for column in range(factor)
    )
    mean = np.asarray(blocks, dtype=np.float32) / np.float32(factor * factor)
    scale = min(1.0, longest_px / max(height, width))
    for axis, length in ((0, round(height * scale)), (1, round(width * scale))):
        mean = _resampled(mean, axis, length)
    return mean


def _resampled(values: NDArray[np.float32], axis: int, length: int) -> NDArray[np.float32]:
    """Interpolate along an axis to a length not shorter than half."""
    at = (np.arange(length) + 0.5) * values.shape[axis] / length - 0.5
    before = np.clip(np.floor(at).astype(int), 0, values.shape[axis] - 1)
    after = np.minimum(before + 1, values.shape[axis] - 1)
    share = np.clip(at - before, 0, 1).astype(np.float32).reshape([-1 if i == axis else 1 for i in range(3)])
    return np.asarray(values.take(before, axis) * (1 - share) + values.take(after, axis) * share)


def picture_address(encoded: bytes, kind: str) -> str:
    """Put a picture into an address that a browser shows without asking for it."""
    return f"data:image/{kind};base64,{base64.b64encode(encoded).decode('ascii')}"


@st.cache_data(show_spinner=False, max_entries=64)
def sample_thumbnail(path: str, changed: float) -> bytes:  # noqa: ARG001  # a sample rendered anew has another date
    """Give a small JPEG of a bundled sample; these are nobody's, so sessions may share them."""
    return preview_of(read_photo(path), THUMBNAIL_PX).jpeg


def sample_facts(path: Path) -> dict[str, object]:
    """Read what stands beside a bundled sample; nothing where nothing does."""
    beside = path.with_suffix(".json")
    facts: dict[str, object] = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    return facts
