"""Decode a camera's raw file to linear light on BT.2020 primaries, through LibRaw.

Linear, the camera's own white balance, no brightening, no lowering of the white level to what the picture holds, full
size. BT.2020 because LibRaw clips what leaves its output space: on sRGB it would clip colours of the chart, and of its
wider spaces XYZ clips white itself (tried on LibRaw 0.22). Where it knows no colours of the camera, it gives the
sensor's own.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.limits import COPY_HINT, greyscale, refuse_size, refuse_thin
from tonematch.capture.pixels import upright
from tonematch.capture.wide_gamut import bt2020_to_linear
from tonematch.colour import FloatArray
from tonematch.errors import PhotoError
from tonematch.findings import Finding

if TYPE_CHECKING:
    from rawpy import RawPy

FLIP_TO_ORIENTATION = {0: 1, 3: 3, 5: 8, 6: 6}  # LibRaw's flip to the EXIF orientation; others do not occur
SATURATED_SHARE = 0.98  # of the white level, above black: sensors saturate a little unevenly
DEVELOPED_HINT = "Convert it to DNG with the maker's or Adobe's converter, or export it as a TIFF."
CAMERA_UNKNOWN = Finding(
    "photo.camera_unknown",
    "info",
    "Nothing tells what colours this camera's sensor sees; they were taken as they are, for the chart to correct.",
)


@dataclass(frozen=True, eq=False)
class Developed:
    """A raw file developed to linear light.

    Parameters
    ----------
    values
        (H, W, 3) uint16, linear, 65535 = white, upright.
    saturated
        (H, W) bool: the sensor was saturated here or right beside.
    matrix
        (3, 3) from the values' primaries to linear sRGB.
    findings
        What is worth knowing about the file.
    """

    values: NDArray[np.uint16]
    saturated: NDArray[np.bool_]
    matrix: FloatArray
    findings: tuple[Finding, ...]


def decode_raw(encoded: bytes, name: str) -> Developed:
    """Develop a raw file.

    Raises
    ------
    PhotoError
        When the file is damaged, is of a kind LibRaw does not know, has no colours, or is too large or small.
    """
    import rawpy  # noqa: PLC0415  # only raw files need it

    try:
        with rawpy.RawPy() as raw:
            raw.open_buffer(io.BytesIO(encoded))
            sizes = raw.sizes
            refuse_size(sizes.raw_width, sizes.raw_height, name)
            refuse_size(sizes.iwidth, sizes.iheight, name)
            refuse_thin(len(encoded), sizes.raw_width, sizes.raw_height, name)
            raw.unpack()
            if raw.num_colors < 3:
                raise greyscale(name)
            known = bool(raw.color_matrix.any() or raw.rgb_xyz_matrix.any())
            saturated = _saturated(raw)
            values = raw.postprocess(
                demosaic_algorithm=rawpy.DemosaicAlgorithm.AHD,
                gamma=(1, 1),
                no_auto_bright=True,
                adjust_maximum_thr=0.0,
                use_camera_wb=True,
                output_bps=16,
                output_color=rawpy.ColorSpace.Rec2020,
                highlight_mode=rawpy.HighlightMode.Clip,
                user_flip=0,
            )
    except rawpy.LibRawFileUnsupportedError as problem:
        raise PhotoError(
            f"{name} is a raw file of a camera or a kind that cannot be read, or its header is damaged.",
            code="photo.raw_unknown",
            hint=DEVELOPED_HINT,
        ) from problem
    except (rawpy.LibRawError, rawpy.NotSupportedError, OSError, ValueError, MemoryError) as problem:
        raise PhotoError(
            f"{name} is a damaged raw file: only part of it could be decoded.", code="photo.truncated", hint=COPY_HINT
        ) from problem
    if saturated is None or saturated.shape != values.shape[:2]:
        saturated = values.max(axis=-1) >= SATURATED_SHARE * np.iinfo(np.uint16).max
    orientation = FLIP_TO_ORIENTATION.get(sizes.flip, 1)
    return Developed(
        upright(values, orientation),
        upright(saturated.astype(np.uint8), orientation).astype(bool),
        bt2020_to_linear() if known else np.eye(3),
        () if known else (CAMERA_UNKNOWN,),
    )


def _saturated(raw: "RawPy") -> NDArray[np.bool_] | None:
    sensor = raw.raw_image_visible
    blacks = raw.black_level_per_channel
    black = float(np.mean(blacks)) if blacks else 0.0
    limit = black + SATURATED_SHARE * (raw.white_level - black)
    high = np.asarray(sensor >= limit)
    if high.ndim == 3:
        return np.asarray(high[..., :3].any(axis=-1))
    # Each colour of a pixel comes from its neighbours too.
    return cv2.dilate(high.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
