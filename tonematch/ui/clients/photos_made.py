"""A photo as the record keeps it: stripped and cropped, and beside it a small one in the colours the chart tells."""

from typing import Any

import numpy as np

from tonematch.capture.photo import Photo
from tonematch.capture.stripped import Rectangle, stripped
from tonematch.colour import linear_to_srgb
from tonematch.correct.calibration import Calibration
from tonematch.record.kept import PhotoToKeep
from tonematch.report.documents.contract import calibration_json
from tonematch.report.files import jpeg_bytes

SMALL_PX = 450
CORRECTED = "corrected"
"""The kind of the small picture in the colours the chart tells."""


def photos_made(
    photo: Photo, calibration: Calibration | None, encoded: bytes, crop: Rectangle | None, kind: str = "before"
) -> tuple[PhotoToKeep, ...]:
    """Make what is kept of a photo.

    Parameters
    ----------
    photo, calibration
        As it was read; None where no chart was.
    encoded
        The bytes of its file.
    crop
        What is to be left of it; None for all.
    kind
        What it shows: before, fresh or healed.

    Raises
    ------
    PhotoError, RegionError
        When the photo cannot be stripped, or the part to be kept does not fit it.
    """
    kept = stripped(encoded, photo.name, crop)
    about = {} if calibration is None else nameless(calibration_json(photo, calibration))
    if crop is not None:
        about["crop"] = list(crop)
    before = PhotoToKeep(kept.content, photo.sha256, kind, kept.suffix, kept.width, kept.height, kept.cropped, about)
    if calibration is None:
        return (before,)
    picture, width, height = _corrected(photo, calibration, crop)
    return before, PhotoToKeep(picture, photo.sha256, CORRECTED, ".jpg", width, height, kept.cropped)


def nameless(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the photo's file name, which may be a person's."""
    photo = document.get("photo")
    return document if not isinstance(photo, dict) else {**document, "photo": {**photo, "name": ""}}


def _corrected(photo: Photo, calibration: Calibration, crop: Rectangle | None) -> tuple[bytes, int, int]:
    view = calibration.view(photo)
    light = view.light
    if crop is not None:
        x0, y0, x1, y1 = (round(edge * view.scale) for edge in crop)
        light = light[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    step = max(1, max(light.shape[:2]) // SMALL_PX)
    pixels = np.rint(np.clip(linear_to_srgb(light[::step, ::step]), 0, 1) * 255).astype(np.uint8)
    return jpeg_bytes(pixels), pixels.shape[1], pixels.shape[0]
