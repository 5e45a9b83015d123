"""Read a photo file: upright, embedded profile applied, in linear light."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from tonematch.capture.wide_gamut import wide_gamut_profile, wide_to_linear
from tonematch.colour import srgb_to_linear
from tonematch.errors import PhotoError
from tonematch.findings import Finding

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF")
READABLE = "JPEG, PNG, TIFF, WebP or HEIC"
MAX_PIXELS = 60_000_000  # 60 megapixels take 720 MB in linear light; an 8 GB laptop still copes
MIN_SIDE_PX = 100  # a chart whose patches span 8 px needs about this much around it
MAX_FILE_BYTES = 200_000_000
CLIPPED_FROM = 252  # of 255: JPEG rounding leaves blown highlights a few steps below full
EXPORT_HINT = f"Export the photo as {READABLE} in RGB and try again."


@dataclass(frozen=True, eq=False)
class Photo:
    """One photo in linear light.

    Parameters
    ----------
    name
        The file's own name, without its folder.
    sha256
        Digest of the file's bytes, for telling photos apart.
    profile
        The colour profile that was applied, in words.
    linear
        (H, W, 3) float32 linear light on sRGB primaries, white = 1, upright; colours outside sRGB lie outside 0-1.
    clipped
        (H, W) bool: at least one channel is blown out.
    findings
        What is worth knowing about the file.
    """

    name: str
    sha256: str
    profile: str
    linear: NDArray[np.float32]
    clipped: NDArray[np.bool_]
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        self.linear.flags.writeable = False
        self.clipped.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def width(self) -> int:
        """Width in pixels, upright."""
        return int(self.linear.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels, upright."""
        return int(self.linear.shape[0])


def read_photo(source: str | Path) -> Photo:
    """Read a photo file.

    Parameters
    ----------
    source
        Path of a JPEG, PNG, TIFF, WebP or HEIC file.

    Raises
    ------
    PhotoError
        When the file is missing, is not a photo, is damaged, or has dimensions or colours that cannot be used.
    """
    path = Path(source)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise PhotoError(
                f"{path.name} is {path.stat().st_size / 1e6:.0f} MB; the limit is {MAX_FILE_BYTES / 1e6:.0f} MB.",
                code="photo.too_large",
                hint=EXPORT_HINT,
            )
        encoded = path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = "is a folder" if path.is_dir() else "cannot be opened"
        raise PhotoError(
            f"The photo {path.name or source} {reason}.",
            code="photo.unreadable",
            hint="Check the name and the folder, and that you may read it.",
        ) from problem
    return decode_photo(encoded, path.name)


def decode_photo(encoded: bytes, name: str) -> Photo:
    """Read a photo from the bytes of its file; otherwise as `read_photo`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata and of size; we decide on both ourselves
        picture = _open(encoded, name)
        _refuse_unusable(picture, name)
        findings: list[Finding] = []
        try:
            profile_bytes = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            upright.load()
        except PhotoError:
            raise
        except Exception as problem:  # a damaged file makes decoders fail in any way they like
            raise PhotoError(
                f"{name} is damaged: only part of the picture could be decoded.",
                code="photo.truncated",
                hint="Copy the file again from the camera or phone; the transfer may have been cut short.",
            ) from problem
        rgb = _as_rgb(upright, name, findings)
        profile, linear = _linear_light(rgb, profile_bytes, name, findings)
    clipped = np.asarray(rgb).max(axis=-1) >= CLIPPED_FROM
    return Photo(name, hashlib.sha256(encoded).hexdigest(), profile, linear, clipped, tuple(findings))


def _open(encoded: bytes, name: str) -> Image.Image:
    from pillow_heif import register_heif_opener  # noqa: PLC0415  # 50 ms that only reading a photo needs

    Image.init()
    register_heif_opener()
    try:
        return Image.open(io.BytesIO(encoded), formats=FORMATS)
    except Image.DecompressionBombError as problem:
        raise _too_large(name) from problem
    except UnidentifiedImageError as problem:
        raise PhotoError(
            f"{name} is not a photo that can be read: it is not {READABLE}, whatever its name says.",
            code="photo.not_a_photo",
            hint="Raw files and other formats: export as JPEG or TIFF first.",
        ) from problem
    except Exception as problem:  # as above: headers of damaged files fail in many ways
        raise PhotoError(
            f"{name} is damaged: its header makes no sense.",
            code="photo.damaged",
            hint="Copy the file again from the camera or phone.",
        ) from problem


def _too_large(name: str, size: tuple[int, int] | None = None) -> PhotoError:
    what = f"is {size[0]} x {size[1]} pixels" if size else "is far larger than any camera's picture"
    return PhotoError(
        f"{name} {what}; the limit is {MAX_PIXELS / 1e6:.0f} megapixels.",
        code="photo.too_large",
        hint="Take the photo at the camera's normal size (12 to 24 megapixels).",
    )


def _refuse_unusable(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise _too_large(name, picture.size)
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoError(
            f"{name} is {width} x {height} pixels; a chart and skin need at least {MIN_SIDE_PX} on the short side.",
            code="photo.too_small",
            hint="Use the photo as the camera wrote it, not a thumbnail.",
        )
    if picture.format in {"PNG", "WEBP"} and getattr(picture, "is_animated", False):
        raise PhotoError(f"{name} is an animation, not a photo.", code="photo.animated", hint="Use a single photo.")
    refused = {
        "CMYK": "is in CMYK print colours",
        "YCbCr": "is in raw YCbCr video colours",
        "LAB": "is already in Lab",
    }
    if picture.mode in {"1", "L", "LA", "I", "F", "I;16", "I;16B", "I;16L"}:
        raise PhotoError(f"{name} is greyscale: there is no colour to match.", code="photo.greyscale", hint=EXPORT_HINT)
    if picture.mode in refused:
        raise PhotoError(f"{name} {refused[picture.mode]}.", code="photo.colours", hint=EXPORT_HINT)


def _as_rgb(picture: Image.Image, name: str, findings: list[Finding]) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    has_alpha = picture.mode in {"RGBA", "PA"} or "transparency" in picture.info
    if has_alpha:
        opacity = np.asarray(picture.convert("RGBA").getchannel("A"))
        if opacity.min() < 255:
            raise PhotoError(
                f"{name} has see-through parts, so it has been edited.",
                code="photo.transparent",
                hint="Use the photo as the camera wrote it.",
            )
    if picture.mode == "P":
        findings.append(
            Finding(
                "photo.reduced_colours",
                "warn",
                "This picture holds at most 256 colours, so it is not the camera's file. Use the original photo.",
            )
        )
    return picture.convert("RGB")


def _linear_light(
    rgb: Image.Image, profile_bytes: bytes | None, name: str, findings: list[Finding]
) -> tuple[str, NDArray[np.float32]]:
    table = srgb_to_linear(np.arange(256) / 255).astype(np.float32)
    if not profile_bytes:
        findings.append(
            Finding(
                "photo.no_profile", "info", "The file names no colour profile; it was read as sRGB, the usual case."
            )
        )
        return "sRGB (assumed, none embedded)", table[np.asarray(rgb)]
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes))
        title = " ".join(ImageCms.getProfileDescription(source).split())
        if title.lower().startswith("srgb"):
            return title, table[np.asarray(rgb)]
        wide = ImageCms.ImageCmsProfile(io.BytesIO(wide_gamut_profile()))
        converted = ImageCms.profileToProfile(
            rgb, source, wide, renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        findings.append(
            Finding(
                "photo.broken_profile",
                "warn",
                f"The colour profile inside {name} is broken; it was read as sRGB. Use the original file.",
            )
        )
        return "sRGB (assumed, the embedded profile is broken)", table[np.asarray(rgb)]
    if converted is None:
        raise PhotoError(f"{name} could not be converted from {title}.", code="photo.profile", hint=EXPORT_HINT)
    shades = np.arange(256, dtype=np.float32) / 255
    light = wide_to_linear(shades[np.asarray(converted)])
    return title or "embedded profile without a name", light.astype(np.float32, copy=False)
