"""Reading photo files: what is in them comes out right, and what cannot be used is told in a sentence."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.capture.photo_files import ORIENTED, SKIN, cornered, encoded, orientation_exif, plain, png_file
from tonematch.capture.limits import MAX_PIXELS
from tonematch.capture.photo import decode_photo, read_photo
from tonematch.capture.wide_gamut import BT2020_TO_XYZ, GAMMA, wide_gamut_profile
from tonematch.colour import lab_to_linear, linear_to_lab, linear_to_xyz, srgb_to_linear
from tonematch.difference import delta_e00
from tonematch.errors import PhotoError

ROUNDING_DELTA_E = 0.8  # two roundings to 8 bits, the second in a wider space


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_common_formats_give_the_same_light(form):
    """The same colour comes out of every format, as sRGB when no profile is named."""
    photo = decode_photo(encoded(plain(), form, **({"quality": 98} if form in {"JPEG", "WEBP"} else {})), f"a.{form}")
    expected = srgb_to_linear(np.array(SKIN) / 255)
    assert photo.linear.shape == (120, 160, 3)
    assert photo.linear.dtype == np.float32
    assert np.abs(photo.linear[60, 80] - expected).max() < 0.01
    assert photo.profile == "sRGB (assumed, none embedded)"
    assert [finding.code for finding in photo.findings] == ["photo.no_profile"]
    assert not photo.linear.flags.writeable


def test_srgb_profile_is_taken_at_its_word():
    """An embedded sRGB profile changes nothing and leaves no remark."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = decode_photo(encoded(plain(), icc_profile=profile), "a.png")
    assert photo.profile.startswith("sRGB")
    assert photo.findings == ()
    assert np.abs(photo.linear[0, 0] - srgb_to_linear(np.array(SKIN) / 255)).max() < 1e-6


@settings(max_examples=25, deadline=None)
@given(st.floats(20, 85), st.floats(-20, 60), st.floats(-40, 60))
def test_wide_gamut_profile_is_applied(lightness, a, b):
    """A colour encoded on wide primaries comes out as that colour, also when sRGB cannot show it."""
    linear = lab_to_linear(np.array([lightness, a, b]))
    wide = linear_to_xyz(linear) @ np.linalg.inv(BT2020_TO_XYZ).T
    if (wide < 0.001).any() or (wide > 1).any():
        return
    shade = tuple(int(value) for value in np.rint(wide ** (1 / GAMMA) * 255))
    photo = decode_photo(encoded(plain(shade), icc_profile=wide_gamut_profile()), "wide.png")
    found = linear_to_lab(photo.linear[3, 3].astype(float))
    rounded = linear_to_lab(
        (np.array(shade) / 255) ** GAMMA @ (np.linalg.inv(BT2020_TO_XYZ) @ BT2020_TO_XYZ).T @ to_srgb()
    )
    assert float(delta_e00(rounded, found)) < ROUNDING_DELTA_E


def to_srgb() -> np.ndarray:
    """Give the matrix from wide primaries to linear sRGB, for row vectors."""
    from tonematch.colour import XYZ_TO_LINEAR

    return (XYZ_TO_LINEAR @ BT2020_TO_XYZ).T


def test_broken_profile_is_told():
    """A profile of noise is read as sRGB, with a warning."""
    photo = decode_photo(encoded(plain(), icc_profile=b"not a profile" * 20), "broken.png")
    assert [finding.code for finding in photo.findings] == ["photo.broken_profile"]
    assert "sRGB" in photo.profile


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(orientation):
    """Whatever the EXIF orientation, the red corner ends top left of the upright photo."""
    undo = ORIENTED[orientation]
    stored = cornered() if undo is None else cornered().transpose(undo)
    photo = decode_photo(encoded(stored, "JPEG", quality=95, exif=orientation_exif(orientation)), "turned.jpg")
    assert (photo.width, photo.height) == (160, 120)
    assert photo.linear[5, 5, 0] > 0.8
    assert photo.linear[110, 150, 2] > 0.8


def test_blown_out_pixels_are_marked():
    """Pixels at full scale count as clipped, others do not."""
    picture = plain()
    picture.paste((255, 255, 255), (0, 0, 80, 120))
    clipped = decode_photo(encoded(picture), "a.png").clipped
    assert clipped[:, :80].all()
    assert not clipped[:, 80:].any()


def test_opaque_alpha_is_dropped():
    """An alpha channel that hides nothing is no obstacle."""
    assert decode_photo(encoded(plain().convert("RGBA")), "a.png").linear.shape == (120, 160, 3)


def test_palette_pictures_warn():
    """A picture of 256 colours is read, with a warning that it is not the camera's file."""
    photo = decode_photo(encoded(plain().quantize(8)), "a.png")
    assert "photo.reduced_colours" in [finding.code for finding in photo.findings]


def animation() -> bytes:
    """Give an animated WebP of two frames."""
    return encoded(plain(), "WEBP", save_all=True, append_images=[plain((10, 20, 30))])


def holes() -> bytes:
    """Give a PNG with a see-through part."""
    picture = plain().convert("RGBA")
    picture.putpixel((3, 3), (0, 0, 0, 0))
    return encoded(picture)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"This is a letter, not a photo.", "photo.not_a_photo", "not JPEG"),
        (b"", "photo.not_a_photo", "not JPEG"),
        (encoded(plain(size=(900, 700)), "JPEG")[:3000], "photo.truncated", "only part"),
        (encoded(Image.effect_noise((400, 300), 80).convert("RGB"), "PNG")[:20000], "photo.truncated", "only part"),
        (encoded(plain(size=(1, 1))), "photo.too_small", "1 x 1 pixels"),
        (png_file(20000, 10000), "photo.too_large", "limit is 64 megapixels"),
        (png_file(200_000, 200_000), "photo.too_large", "limit is 64 megapixels"),
        (encoded(plain().convert("L")), "photo.greyscale", "greyscale"),
        (encoded(plain().convert("CMYK"), "JPEG"), "photo.colours", "CMYK"),
        (holes(), "photo.transparent", "see-through"),
        (animation(), "photo.animated", "animation"),
        (encoded(plain(), "GIF"), "photo.not_a_photo", "not JPEG"),
    ],
)
def test_unusable_files_are_told(content, code, words):
    """Each unusable file has its own code, a sentence, and what to do."""
    with pytest.raises(PhotoError, match=words) as caught:
        decode_photo(content, "photo.jpg")
    assert caught.value.code == code
    assert "photo.jpg" in caught.value.message
    assert caught.value.hint


def test_missing_file_and_folder_are_told(tmp_path: Path):
    """A path that is no file is answered with its name."""
    with pytest.raises(PhotoError, match="cannot be opened"):
        read_photo(tmp_path / "nowhere.jpg")
    with pytest.raises(PhotoError, match="is a folder"):
        read_photo(tmp_path)
    with pytest.raises(PhotoError):
        read_photo("nul\0byte.jpg")


def test_limit_leaves_room_for_phones():
    """Photos of 48 and 50 megapixels, common in phones, and of 61 from full-frame cameras stay within the limit."""
    assert MAX_PIXELS > 9600 * 6376


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_damaged_bytes_never_escape(seed):
    """However a JPEG is damaged, it is read or refused as a photo, nothing else."""
    generator = np.random.default_rng(seed)
    content = bytearray(encoded(plain(), "JPEG"))
    for place in generator.integers(0, len(content), 12):
        content[place] = int(generator.integers(0, 256))
    try:
        decode_photo(bytes(content[: int(generator.integers(10, len(content)))]), "a.jpg")
    except PhotoError as problem:
        assert problem.hint  # noqa: PT017  # most are refused, some survive
