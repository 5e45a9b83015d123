"""A spot of a photo from near, with a ring around what is measured."""

import io
from math import ceil

import numpy as np
from PIL import Image, ImageDraw

from tonematch.capture.photo import Photo
from tonematch.colour import linear_to_srgb
from tonematch.ui.correct.shots import Spot

SIDE_PX = 264  # twice as large as it is shown, for screens of high resolution
SPANS = 5.0  # breadths of the spot across the picture
FEWEST_PX = 24


def close_up(photo: Photo, spot: Spot) -> bytes:
    """Draw the surroundings of a spot as JPEG, the spot in a ring; beyond the photo's edge it is mid-grey."""
    half = max(FEWEST_PX / 2, SPANS * spot.radius_px)
    x, y = spot.at
    left, top, side = round(x - half), round(y - half), ceil(2 * half)
    cut = np.full((side, side, 3), 0x77, np.uint8)
    rows = slice(max(0, top), min(photo.height, top + side))
    columns = slice(max(0, left), min(photo.width, left + side))
    every = max(1, side // SIDE_PX)
    seen = np.rint(np.clip(linear_to_srgb(photo.linear[rows, columns]), 0, 1) * 255).astype(np.uint8)
    cut[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left] = seen
    picture = Image.fromarray(cut[::every, ::every]).resize((SIDE_PX, SIDE_PX), Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(picture)
    ring = spot.radius_px / (2 * half) * SIDE_PX
    around = (SIDE_PX / 2 - ring, SIDE_PX / 2 - ring, SIDE_PX / 2 + ring, SIDE_PX / 2 + ring)
    draw.ellipse(around, outline=(0, 0, 0), width=6)
    draw.ellipse(
        tuple(edge + inset for edge, inset in zip(around, (2, 2, -2, -2), strict=True)),
        outline=(255, 255, 255),
        width=2,
    )
    encoded = io.BytesIO()
    picture.save(encoded, format="JPEG", quality=85)
    return encoded.getvalue()
