"""Files of more than 8 bits a colour keep their precision, whatever way they are packed."""

import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.capture.photo_files import LONG, ORIENTED, SHORT, cornered, encoded, png_file, rgb_tiff, tiff_file
from tonematch.capture.photo import decode_photo
from tonematch.capture.wide_gamut import GAMMA, bt2020_to_linear, wide_gamut_profile
from tonematch.colour import srgb_to_linear
from tonematch.errors import PhotoError

EXACT = 2e-6  # float32 of values up to 1, and the sRGB curve
COMPRESSIONS = {"none": 1, "LZW": 5, "deflate": 8, "PackBits": 32773}


def shades(height: int = 120, width: int = 160) -> NDArray[np.uint16]:
    """Give a picture of many fine shades."""
    return np.random.default_rng(2).integers(1000, 60000, (height, width, 3)).astype(np.uint16)


def opencv_file(values: NDArray[np.uint16], extension: str, *options: int) -> bytes:
    """Write a picture by OpenCV."""
    done, content = cv2.imencode(extension, values[..., ::-1], list(options))
    assert done
    return content.tobytes()


def light_of(values: NDArray[np.uint16]) -> NDArray[np.float64]:
    """Give the linear light of sRGB values."""
    return np.asarray(srgb_to_linear(values / 65535))


@pytest.mark.parametrize("packing", COMPRESSIONS)
def test_tiff_of_16_bits_is_exact(packing):
    """A 16-bit TIFF comes out to the last bit, whatever its compression."""
    content = opencv_file(shades(), ".tiff", cv2.IMWRITE_TIFF_COMPRESSION, COMPRESSIONS[packing])
    photo = decode_photo(content, "a.tif")
    assert np.abs(photo.linear - light_of(shades())).max() < EXACT
    assert [finding.code for finding in photo.findings] == ["photo.no_profile"]


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order_is_read(order):
    """Little and big-endian TIFF give the same."""
    assert np.abs(decode_photo(rgb_tiff(shades(), order), "a.tif").linear - light_of(shades())).max() < EXACT


def test_tiles_are_put_together():
    """A tiled TIFF is read like one in strips."""
    values = shades(128, 160)
    tiles = [values[y : y + 64, x : x + 80] for y in (0, 64) for x in (0, 80)]
    joined = np.concatenate([tile.reshape(-1, 3) for tile in tiles])
    size = tiles[0].size * 2
    photo = decode_photo(tiled_tiff(values.shape[:2], (64, 80), joined, size), "a.tif")
    assert np.abs(photo.linear - light_of(values)).max() < EXACT


def tiled_tiff(shape: tuple[int, int], tile: tuple[int, int], pixels: NDArray[np.uint16], size: int) -> bytes:
    """Write a TIFF of four tiles."""
    head = {256: (LONG, [shape[1]]), 257: (LONG, [shape[0]]), 258: (SHORT, [16] * 3), 259: (SHORT, [1])}
    head |= {262: (SHORT, [2]), 277: (SHORT, [3]), 284: (SHORT, [1]), 322: (LONG, [tile[1]]), 323: (LONG, [tile[0]])}
    head |= {325: (LONG, [size] * 4)}
    begin = len(tiff_file({**head, 324: (LONG, [0] * 4)}, b""))
    return tiff_file({**head, 324: (LONG, [begin + k * size for k in range(4)])}, pixels.astype("<u2").tobytes())


@pytest.mark.parametrize("channels", [3, 4])
def test_png_of_16_bits_is_exact(channels):
    """A 16-bit PNG comes out to the last bit, with or without an opaque alpha channel."""
    values = shades() if channels == 3 else np.dstack([shades(), np.full((120, 160), 65535, np.uint16)])
    content = opencv_file(shades(), ".png")
    if channels == 4:
        content = cv2.imencode(".png", cv2.cvtColor(values, cv2.COLOR_RGBA2BGRA))[1].tobytes()
    assert np.abs(decode_photo(content, "a.png").linear - light_of(shades())).max() < EXACT


def test_a_profile_is_applied_to_all_16_bits():
    """A wide-gamut 16-bit file keeps its fine shades and its colours outside sRGB."""
    photo = decode_photo(rgb_tiff_with(wide_gamut_profile()), "wide.tif")
    expected = (shades() / 65535) ** GAMMA @ bt2020_to_linear().T
    assert photo.profile == "tonematch wide gamut"
    assert photo.linear.min() < 0
    assert np.abs(photo.linear - expected).max() < 2e-4  # the profile's own numbers are rounded to 16 bits


def rgb_tiff_with(profile: bytes) -> bytes:
    """Write the shades with an ICC profile."""
    pixels = shades().astype("<u2").tobytes()
    head = {256: (LONG, [160]), 257: (LONG, [120]), 258: (SHORT, [16] * 3), 259: (SHORT, [1]), 262: (SHORT, [2])}
    head |= {277: (SHORT, [3]), 278: (LONG, [120]), 279: (LONG, [len(pixels)]), 284: (SHORT, [1])}
    return tiff_file({**head, 34675: (7, profile)}, pixels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_deep_tiff_is_turned_once(orientation):
    """Whatever the orientation tag, the red corner ends top left."""
    undo = ORIENTED[orientation]
    stored = np.asarray(cornered() if undo is None else cornered().transpose(undo)).astype(np.uint16) * 257
    photo = decode_photo(rgb_tiff(stored, t274=[orientation]), "turned.tif")
    assert (photo.width, photo.height) == (160, 120)
    assert photo.linear[5, 5, 0] == 1
    assert photo.linear[110, 150, 2] == 1


def test_blown_out_pixels_are_marked():
    """Clipping is told from the 16 bits."""
    values = shades()
    values[:10] = 65535
    photo = decode_photo(rgb_tiff(values), "a.tif")
    assert photo.clipped[:10].all()
    assert not photo.clipped[10:].any()


def test_heic_of_10_bits_keeps_them():
    """A 10-bit HEIC gives more shades than 8 bits can hold."""
    import pillow_heif

    ramp = np.repeat(np.linspace(20000, 30000, 600)[None], 120, axis=0)
    values = np.repeat(ramp[..., None], 3, axis=2).astype(np.uint16)
    heif = pillow_heif.from_bytes("RGB;16", (600, 120), values.tobytes())
    buffer = io.BytesIO()
    heif.save(buffer, quality=-1, chroma=444)
    photo = decode_photo(buffer.getvalue(), "a.heic")
    assert "photo.depth_lost" not in [finding.code for finding in photo.findings]
    assert np.unique(photo.linear[60, :, 1]).size > 60
    assert np.abs(photo.linear[60] - light_of(values[60])).max() < 0.002


def test_floating_point_tiff_is_refused_in_words():
    """A TIFF of floating-point numbers is refused, saying what to save instead."""
    content = cv2.imencode(".tiff", shades().astype(np.float32) / 65535)[1].tobytes()
    with pytest.raises(PhotoError, match="floating-point") as caught:
        decode_photo(content, "a.tif")
    assert caught.value.code == "photo.tiff_kind"
    assert "16 bits" in caught.value.hint


def test_greyscale_of_16_bits_is_refused():
    """Grey has no colour to match, however fine."""
    with pytest.raises(PhotoError, match="greyscale"):
        decode_photo(cv2.imencode(".png", shades()[..., 0])[1].tobytes(), "a.png")


@pytest.mark.parametrize("extension", [".png", ".tiff"])
def test_cut_short_is_told(extension):
    """A 16-bit file that ends early is not half read."""
    content = opencv_file(shades(), extension)
    with pytest.raises(PhotoError) as caught:
        decode_photo(content[: len(content) // 2], f"a{extension}")
    assert caught.value.code in {"photo.truncated", "photo.tiff_kind"}


def test_a_second_reader_that_disagrees_is_not_believed(monkeypatch):
    """Where the 16 bits do not begin with the 8 that Pillow reads, the 8 are kept and it is said."""
    content = rgb_tiff(shades())
    monkeypatch.setattr(cv2, "imdecode", lambda *_: shades()[::-1])
    photo = decode_photo(content, "a.tif")
    assert photo.findings[0].code == "photo.depth_lost"
    assert np.abs(photo.linear - srgb_to_linear((shades() >> 8) / 255)).max() < EXACT


def test_png_chunk_that_claims_too_much_is_told():
    """A chunk longer than the file does not make a decoder reserve its length."""
    content = bytearray(opencv_file(shades(), ".png"))
    at = content.index(b"IEND") - 4
    content[at:at] = (0x7FFFFFF0).to_bytes(4) + b"tEXt" + bytes(8)
    with pytest.raises(PhotoError, match="only part"):
        decode_photo(bytes(content), "a.png")
    with pytest.raises(PhotoError):
        decode_photo(png_file(160, 120, bits=16), "a.png")


def test_eight_bit_files_are_left_alone():
    """A file of 8 bits is read once, not twice."""
    assert decode_photo(encoded(cornered(), "TIFF"), "a.tif").findings[0].code == "photo.no_profile"
