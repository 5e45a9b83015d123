"""Photos stripped of all that says who, where and when, with their colours as they were."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tests.capture.photo_files import dng_file, encoded, noisy, orientation_exif, png_chunk, rgb_tiff
from tests.capture.test_profile import P3_TO_XYZ, SRGB_SHAPE, matrix_profile, para
from tonematch.capture.photo import Photo, decode_photo
from tonematch.capture.profile_writing import written_profile
from tonematch.capture.stripped import stripped
from tonematch.errors import PhotoError, RegionError

SECRETS = (
    b"GPS-51.4778N",
    b"MAKER-SERIAL-4711",
    b"XMP-NAME",
    b"COMMENT-NAME",
    b"IPTC-NAME",
    b"ftypmp4-MOTION",
    b"MPF\0",
)
PROFILE = matrix_profile(P3_TO_XYZ, para(3, *SRGB_SHAPE))
AS_PROFILES_STORE_IT = 3e-4
"""Profiles store numbers to 1/65536; the way to sRGB primaries multiplies what is off by about three, twice here."""
LAST_BITS = 1e-6
"""Of float32: how a row is cut into vectors decides in which order three products are added."""


def telling_exif(orientation: int = 6) -> Image.Exif:
    """Give EXIF with a place, a maker's note and a thumbnail."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRETS[0].decode()
    exif.get_ifd(0x8769)[0x927C] = SECRETS[1]
    exif.get_ifd(0x8769)[0xA001] = 1
    exif.get_ifd(0x8825)[0x001D] = SECRETS[0].decode()
    return exif


def segment(marker: int, content: bytes) -> bytes:
    """Give a segment of a JPEG file."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def telling_jpeg(**options: object) -> bytes:
    """Give a JPEG with everything in it that should not be kept."""
    thumbnail = encoded(Image.new("RGB", (16, 12), (9, 9, 9)), "JPEG", comment=SECRETS[1])
    whole = encoded(noisy(), "JPEG", exif=telling_exif(), icc_profile=PROFILE, quality=90, **options)
    jfif = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + SECRETS[1][:12])
    told = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRETS[2])
        + segment(0xFE, SECRETS[3])
        + segment(0xED, b"Photoshop 3.0\0" + SECRETS[4])
        + segment(0xE2, SECRETS[6] + b"II*\0")
    )
    return whole[:2] + jfif + told + whole[2:] + thumbnail + b"\0\0\0\x18" + SECRETS[5]


def telling_png() -> bytes:
    """Give a PNG with everything in it that should not be kept."""
    whole = encoded(noisy(), "PNG", exif=telling_exif(), icc_profile=PROFILE)
    told = png_chunk(b"tEXt", b"Author\0" + SECRETS[2]) + png_chunk(b"tIME", bytes(7)) + png_chunk(b"prVt", SECRETS[1])
    return whole[:33] + told + whole[33:] + SECRETS[5]


def colours_of(content: bytes) -> Photo:
    """Read a photo as the rest of the program does."""
    return decode_photo(content, "photo")


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 2}])
def test_a_jpeg_loses_all_but_its_picture(options):
    """Place, maker's note, thumbnails, comments and what trails are gone; the linear light is the same to the bit."""
    before = telling_jpeg(**options)
    after = stripped(before, "a.jpg")
    assert all(secret in before for secret in SECRETS if secret != SECRETS[1])
    assert [secret for secret in SECRETS if secret in after.content] == []
    assert after.content.count(b"\xff\xd8\xff") == 1
    assert after.content.endswith(b"\xff\xd9")
    read = colours_of(after.content)
    assert np.array_equal(read.linear, colours_of(before).linear)
    assert (read.width, read.height, read.profile) == (after.width, after.height, colours_of(before).profile)
    assert after.suffix == ".jpg"


def test_a_png_loses_all_but_its_picture():
    """The same for PNG, whose orientation stands in a chunk of its own."""
    before = telling_png()
    after = stripped(before, "a.png")
    assert [secret for secret in SECRETS if secret in after.content] == []
    assert after.content.endswith(b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))
    read = colours_of(after.content)
    assert np.array_equal(read.linear, colours_of(before).linear)
    assert (read.width, read.height) == (120, 160)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_photo_stays_upright(form, orientation):
    """What turns a photo upright is kept."""
    before = encoded(noisy(), form, exif=orientation_exif(orientation))
    after = stripped(before, "a")
    assert np.array_equal(colours_of(after.content).linear, colours_of(before).linear)


@pytest.mark.parametrize(("space", "index"), [(2, ""), (65535, ""), (65535, "R03"), (1, "R98")])
def test_colours_named_in_exif_stay(space, index):
    """A camera that names Adobe RGB in EXIF only is still read so."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = space
    if index:
        exif.get_ifd(0x8769)[0xA005] = {1: index}
    for form in ("JPEG", "PNG"):
        before = encoded(noisy(), form, exif=exif)
        after = colours_of(stripped(before, "a").content)
        assert after.profile == colours_of(before).profile
        assert np.array_equal(after.linear, colours_of(before).linear)


def test_deep_files_keep_their_bits():
    """A TIFF and a PNG of 16 bits give the same linear light."""
    values = np.random.default_rng(5).integers(0, 65536, (120, 160, 3), dtype=np.uint16)
    before = rgb_tiff(values)
    png = stripped(before, "a.tif")
    assert png.suffix == ".png"
    assert np.array_equal(colours_of(png.content).linear, colours_of(before).linear)
    again = stripped(png.content, "a.png")
    assert np.array_equal(colours_of(again.content).linear, colours_of(before).linear)


def test_webp_and_heic_become_png():
    """Other formats give the same linear light, their metadata gone."""
    for form, options in (("WEBP", {"lossless": True}), ("HEIF", {"quality": 95})):
        before = encoded(noisy(), form, icc_profile=PROFILE, exif=telling_exif(1).tobytes(), **options)
        after = stripped(before, "a")
        assert [secret for secret in SECRETS if secret in after.content] == []
        assert np.array_equal(colours_of(after.content).linear, colours_of(before).linear)


def test_a_raw_file_is_kept_developed():
    """A raw file becomes the developed picture, as near as a profile stores its numbers."""
    linear = np.random.default_rng(6).uniform(0.05, 0.8, (128, 160, 3))
    before = dng_file(linear)
    read = colours_of(stripped(before, "a.dng").content)
    assert np.abs(read.linear - colours_of(before).linear).max() < AS_PROFILES_STORE_IT


def test_named_primaries_are_written_as_a_profile():
    """Display P3 named by number gives the same colours through a written profile."""
    values = np.random.default_rng(7).integers(0, 256, (120, 160, 3), dtype=np.uint8)
    coded = io.BytesIO()
    Image.fromarray(values).save(coded, "PNG", icc_profile=written_profile("P3", P3_TO_XYZ, "srgb"))
    exact = encoded(Image.fromarray(values), "PNG", icc_profile=PROFILE)
    assert np.abs(colours_of(coded.getvalue()).linear - colours_of(exact).linear).max() < AS_PROFILES_STORE_IT


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_is_cropped_away_is_gone(form):
    """A cropped photo holds the pixels of its rectangle, upright, and no others."""
    before = encoded(noisy((300, 240)), form, exif=telling_exif(), icc_profile=PROFILE)
    after = stripped(before, "a", (10, 20, 150, 220))
    assert (after.width, after.height, after.suffix, after.cropped) == (140, 200, ".png", True)
    apart = np.abs(colours_of(after.content).linear - colours_of(before).linear[20:220, 10:150])
    assert apart.max() < LAST_BITS


@pytest.mark.parametrize("crop", [(0, 0, 50, 119), (-1, 0, 150, 119), (0, 0, 161, 120), (150, 0, 20, 120)])
def test_a_rectangle_outside_is_refused(crop):
    """A rectangle that leaves the photo or is too small is refused with its numbers."""
    with pytest.raises(RegionError, match="does not fit a photo of 160 x 120"):
        stripped(encoded(noisy(), "PNG"), "a", crop)


@pytest.mark.parametrize("make", [telling_jpeg, telling_png])
def test_damaged_files_end_in_words(make):
    """Files cut short or altered anywhere are read or refused in words, and what is given never tells anything."""
    whole = make()
    random = np.random.default_rng(8)
    for _ in range(60):
        broken = bytearray(whole)
        for place in random.integers(2, len(whole), 4):
            broken[place] = random.integers(0, 256)
        content = bytes(broken[: random.integers(20, len(whole))])
        try:
            given = stripped(content, "a").content
        except PhotoError:
            continue
        assert SECRETS[5] not in given
        assert SECRETS[3] not in given
