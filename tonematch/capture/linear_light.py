"""Turn the pixels of a file to linear light, by the colour profile that belongs to them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from tonematch.capture.limits import EXPORT_HINT
from tonematch.capture.matrix_profile import MatrixProfile, adobe_rgb, bt2020, display_p3, read_matrix_profile
from tonematch.capture.pixels import Pixels, Signal, Values
from tonematch.capture.wide_gamut import wide_gamut_profile, wide_to_linear
from tonematch.colour import FloatArray, srgb_to_linear
from tonematch.errors import PhotoError
from tonematch.findings import Finding

BAND_ROWS = 128  # worked on at a time: it stays in the processor's cache, and no second picture is needed
GRID_STEP = 5  # of 255: a 16-bit picture goes through a table profile by a lattice of 52 x 52 x 52 of its colours
SRGB = MatrixProfile((srgb_to_linear, srgb_to_linear, srgb_to_linear), np.eye(3))


@dataclass(frozen=True, eq=False)
class ColourSpace:
    """How the numbers of a file are to be read.

    Parameters
    ----------
    title
        What it is called on screen and in reports.
    conversion
        Curves and matrix; or a LittleCMS profile, for those that work by tables.
    findings
        What is worth knowing about it.
    """

    title: str
    conversion: MatrixProfile | ImageCms.ImageCmsProfile
    findings: tuple[Finding, ...] = ()


def colour_space(pixels: Pixels, name: str) -> ColourSpace:
    """Find out how a picture's numbers are to be read.

    Parameters
    ----------
    pixels
        The picture with its embedded profile, or with what stands in for one.
    name
        What to call the file in sentences.
    """
    if pixels.profile is None:
        return _without_profile(pixels.signal)
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(pixels.profile))
        title = " ".join(ImageCms.getProfileDescription(embedded).split()) or "embedded profile without a name"
        conversion = read_matrix_profile(pixels.profile)
        if conversion is None:
            table = SRGB if title.lower().startswith("srgb") else embedded
            return ColourSpace(title, table)
        return ColourSpace(title, SRGB if conversion.is_srgb else conversion)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        broken = Finding(
            "photo.broken_profile",
            "warn",
            f"The colour profile inside {name} is broken; it was read as sRGB. Use the original file.",
        )
        return ColourSpace("sRGB (assumed, the embedded profile is broken)", SRGB, (broken,))


def _without_profile(signal: Signal) -> ColourSpace:
    if signal == "adobe":
        noted = Finding(
            "photo.adobe_by_camera",
            "info",
            "The file holds no colour profile, but the camera notes that its colours are Adobe RGB; it was read so.",
        )
        return ColourSpace("Adobe RGB (1998) (noted by the camera, none embedded)", adobe_rgb(), (noted,))
    if signal == "p3":
        return ColourSpace("Display P3 (named by the file, none embedded)", display_p3())
    if signal == "bt2020":
        return ColourSpace("BT.2020 (named by the file, none embedded)", bt2020())
    if signal == "unknown":
        lost = Finding(
            "photo.profile_lost",
            "warn",
            "The file notes that its colours are not sRGB, but its colour profile is gone; it was read as sRGB. "
            "Use the original file from the camera or phone.",
        )
        return ColourSpace("sRGB (assumed, the profile is gone)", SRGB, (lost,))
    none = Finding("photo.no_profile", "info", "The file names no colour profile; it was read as sRGB, the usual case.")
    return ColourSpace("sRGB (assumed, none embedded)", SRGB, (none,))


def linear_light(values: Values, space: ColourSpace, name: str) -> NDArray[np.float32]:
    """Turn encoded values to linear light on sRGB primaries.

    Curves and matrix are evaluated in floating point. A profile that works by tables goes through LittleCMS, which in
    Pillow gives 8 bits: an 8-bit picture as it is; a 16-bit picture by interpolating between LittleCMS's answers on a
    lattice of its colours, on average ΔE00 0.12 from the truth (99th percentile 0.5) and without steps between shades.

    Parameters
    ----------
    values
        (H, W, 3) uint8 or uint16.
    space
        How to read them.
    name
        What to call the file in sentences.

    Returns
    -------
    float32 array (H, W, 3)

    Raises
    ------
    PhotoError
        When LittleCMS cannot use the profile.
    """
    if isinstance(space.conversion, MatrixProfile):
        return _by_matrix(values, space.conversion)
    try:
        wide = ImageCms.ImageCmsProfile(io.BytesIO(wide_gamut_profile()))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        transform = ImageCms.buildTransform(space.conversion, wide, "RGB", "RGB", renderingIntent=intent)
        return _by_tables(values, transform)
    except (ImageCms.PyCMSError, OSError, ValueError) as problem:
        raise PhotoError(
            f"{name} could not be converted from {space.title}.", code="photo.profile", hint=EXPORT_HINT
        ) from problem


def linear_by_matrix(values: NDArray[np.uint16], to_linear: FloatArray) -> NDArray[np.float32]:
    """Turn linear light on other primaries (H, W, 3), 65535 = white, to linear sRGB; what is outside stays."""
    matrix = (to_linear / np.iinfo(np.uint16).max).astype(np.float32)
    light = np.empty(values.shape, np.float32)
    for rows in _bands(values.shape[0]):
        light[rows] = cv2.transform(values[rows].astype(np.float32), matrix)
    return light


def _bands(height: int) -> Iterator[slice]:
    return (slice(start, start + BAND_ROWS) for start in range(0, height, BAND_ROWS))


def _by_matrix(values: Values, profile: MatrixProfile) -> NDArray[np.float32]:
    tables = profile.tables(np.iinfo(values.dtype).max + 1)
    alike = bool((tables == tables[0]).all())
    matrix = None if profile is SRGB else profile.matrix.astype(np.float32)
    light = np.empty(values.shape, np.float32)
    for rows in _bands(values.shape[0]):
        band = values[rows]
        channels = [] if alike else [cv2.LUT(band[..., c], tables[c]) for c in range(3)]
        decoded = cv2.LUT(band, tables[0]) if alike else cv2.merge(channels)
        light[rows] = decoded if matrix is None else cv2.transform(decoded, matrix)
    return light


def _by_tables(values: Values, transform: ImageCms.ImageCmsTransform) -> NDArray[np.float32]:
    shades = np.linspace(0, 1, 256, dtype=np.float32)
    lattice = _lattice(transform) if values.dtype == np.uint16 else None
    light = np.empty(values.shape, np.float32)
    for rows in _bands(values.shape[0]):
        if lattice is None:
            encoded = shades[_through(values[rows].astype(np.uint8), transform)]
        else:
            encoded = _between(lattice, values[rows].astype(np.float32))
        light[rows] = wide_to_linear(encoded)
    return light


def _through(values: NDArray[np.uint8], transform: ImageCms.ImageCmsTransform) -> NDArray[np.uint8]:
    return np.asarray(transform.apply(Image.fromarray(np.ascontiguousarray(values))))


def _lattice(transform: ImageCms.ImageCmsTransform) -> NDArray[np.float32]:
    steps = np.arange(0, 256, GRID_STEP, dtype=np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
    side = len(steps)
    out = _through(colours.reshape(side, side * side, 3), transform).reshape(side, side, side, 3)
    return out.astype(np.float32) / np.float32(255)


def _between(lattice: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    side = lattice.shape[0]
    place = values * np.float32((side - 1) / 65535)
    low = np.minimum(place.astype(np.int32), side - 2)
    part = place - low
    total = np.zeros(values.shape, np.float32)
    for corner in product((0, 1), repeat=3):
        weight = np.prod(np.where(np.array(corner, bool), part, 1 - part), axis=-1, keepdims=True)
        red, green, blue = (low[..., c] + corner[c] for c in range(3))
        total += (weight * lattice[red, green, blue]).astype(np.float32)
    return total
