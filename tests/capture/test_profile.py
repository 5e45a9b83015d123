"""Colour profiles: evaluated as LittleCMS evaluates them, but without its rounding; and what stands in for one."""

import io
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageCms

from tests.capture.photo_files import SKIN, encoded, plain
from tonematch.capture.linear_light import ColourSpace, colour_space, linear_light
from tonematch.capture.matrix_profile import ADOBE_TO_XYZ, P3_TO_XYZ, adobe_rgb, display_p3, read_matrix_profile
from tonematch.capture.photo import decode_photo
from tonematch.capture.pixels import Pixels
from tonematch.capture.wide_gamut import D50, to_d50, wide_gamut_profile, wide_to_linear
from tonematch.colour import LINEAR_TO_XYZ, linear_to_lab, srgb_to_linear
from tonematch.difference import delta_e00
from tonematch.errors import PhotoError

LITTLECMS_MEAN, LITTLECMS_P99 = 0.2, 0.7  # ΔE00 that rounding to 8 bits in the wide space makes, over the whole gamut
LATTICE_P99 = 0.6  # ΔE00; the same rounding at the lattice points, evened out between them
SRGB_SHAPE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def fixed(values: NDArray[np.float64] | tuple[float, ...]) -> bytes:
    """Write numbers as s15Fixed16."""
    return b"".join(struct.pack(">i", round(float(value) * 65536)) for value in values)


def para(shape: int, *parameters: float) -> bytes:
    """Give a parametric curve tag."""
    return b"para" + bytes(4) + struct.pack(">HH", shape, 0) + fixed(parameters)


def curv(*entries: int) -> bytes:
    """Give a sampled curve tag."""
    return b"curv" + bytes(4) + struct.pack(f">I{len(entries)}H", len(entries), *entries)


def profile(tags: dict[bytes, bytes], space: bytes = b"RGB ", version: int = 4) -> bytes:
    """Write an ICC profile of these tags and the ones every profile needs."""
    title = "Made by the test".encode("utf-16-be")
    text = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"GB", len(title), 28) + title
    content = {b"desc": text, b"cprt": text, b"wtpt": b"XYZ " + bytes(4) + fixed(D50), **tags}
    at = 132 + 12 * len(content)
    table, body = b"", b""
    for name, tag in content.items():
        padded = tag + bytes(-len(tag) % 4)
        table += struct.pack(">4sII", name, at + len(body), len(tag))
        body += padded
    head = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), version << 24, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + fixed(D50) + bytes(48)
    return head + struct.pack(">I", len(content)) + table + body


def matrix_profile(to_xyz: NDArray[np.float64], *curves: bytes) -> bytes:
    """Write a profile of D65 primaries and one or three curves."""
    columns = to_d50(LINEAR_TO_XYZ.sum(axis=1)) @ to_xyz
    tags = {}
    for k, letter in enumerate("rgb"):
        tags[f"{letter}XYZ".encode()] = b"XYZ " + bytes(4) + fixed(columns[:, k])
        tags[f"{letter}TRC".encode()] = curves[k % len(curves)]
    return profile(tags)


def table_profile(to_xyz: NDArray[np.float64], gamma: float) -> bytes:
    """Write a profile that says by tables what a matrix profile says by numbers."""
    columns = to_d50(LINEAR_TO_XYZ.sum(axis=1)) @ to_xyz
    corners = np.array([[r, g, b] for r in (0, 1) for g in (0, 1) for b in (0, 1)]) @ columns.T
    curve = np.rint(np.linspace(0, 1, 4096) ** gamma * 65535).astype(">u2").tobytes()
    lut = b"mft2" + bytes(4) + bytes([3, 3, 2, 0]) + fixed(np.eye(3).ravel()) + struct.pack(">HH", 4096, 2)
    lut += curve * 3 + np.rint(np.clip(corners, 0, None) * 32768).astype(">u2").tobytes()
    lut += np.array([0, 65535] * 3, ">u2").tobytes()
    return profile({b"A2B0": lut}, version=2)


def by_littlecms(values: NDArray[np.uint8], icc: bytes) -> NDArray[np.float64]:
    """Turn values to linear light by LittleCMS alone."""
    wide = ImageCms.ImageCmsProfile(io.BytesIO(wide_gamut_profile()))
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    out = ImageCms.profileToProfile(Image.fromarray(values), source, wide, renderingIntent=intent, outputMode="RGB")
    return wide_to_linear(np.asarray(out) / 255)


@pytest.fixture(scope="module")
def colours() -> NDArray[np.uint8]:
    """Give 20,000 colours from the whole of an RGB space."""
    return np.random.default_rng(5).integers(0, 256, (100, 200, 3), dtype=np.uint8)


PROFILES = {
    "Adobe RGB": matrix_profile(ADOBE_TO_XYZ, curv(563)),
    "Display P3, one power": matrix_profile(P3_TO_XYZ, para(0, 2.2)),
    "flat below a knee": matrix_profile(P3_TO_XYZ, para(1, 2.2, 1.05, -0.05)),
    "raised black": matrix_profile(P3_TO_XYZ, para(2, 2.2, 0.998, 0, 0.002)),
    "Display P3": matrix_profile(P3_TO_XYZ, para(3, *SRGB_SHAPE)),
    "straight and raised": matrix_profile(P3_TO_XYZ, para(4, *SRGB_SHAPE, 0.002, 0.002)),
    "sampled": matrix_profile(P3_TO_XYZ, curv(*np.rint(np.linspace(0, 1, 512) ** 1.9 * 65535).astype(int).tolist())),
    "linear": matrix_profile(ADOBE_TO_XYZ, curv()),
    "a curve for each": matrix_profile(P3_TO_XYZ, curv(500), para(0, 2.2), para(3, *SRGB_SHAPE)),
}


@pytest.mark.parametrize("title", PROFILES)
def test_curves_and_matrix_agree_with_littlecms(title, colours):
    """Every kind of tone curve gives what LittleCMS gives, up to LittleCMS's rounding to 8 bits."""
    space = colour_space(Pixels(colours, PROFILES[title], "none", ()), "a.jpg")
    assert space.findings == ()
    ours = linear_to_lab(linear_light(colours, space, "a.jpg").astype(float))
    off = delta_e00(linear_to_lab(by_littlecms(colours, PROFILES[title])), ours)
    assert off.mean() < LITTLECMS_MEAN
    assert np.percentile(off, 99) < LITTLECMS_P99


def test_profiles_by_tables_go_through_littlecms(colours):
    """A profile without a matrix gives the same colours, from 8 bits and, more finely, from 16."""
    icc = table_profile(P3_TO_XYZ, 2.2)
    assert read_matrix_profile(icc) is None
    exact = linear_light(colours, ColourSpace("", read_matrix_profile(PROFILES["Display P3, one power"])), "a.tif")
    space = colour_space(Pixels(colours, icc, "none", ()), "a.tif")
    for values, limit in ((colours, LITTLECMS_P99), (colours.astype(np.uint16) * 257, LATTICE_P99)):
        found = linear_light(values, space, "a.tif").astype(float)
        assert np.percentile(delta_e00(linear_to_lab(exact.astype(float)), linear_to_lab(found)), 99) < limit


def test_srgb_under_another_name_is_srgb():
    """What counts is the numbers in a profile, not its name."""
    icc = matrix_profile(LINEAR_TO_XYZ, para(3, *SRGB_SHAPE))
    photo = decode_photo(encoded(plain(), icc_profile=icc), "a.png")
    assert photo.profile == "Made by the test"
    assert np.abs(photo.linear[0, 0] - srgb_to_linear(np.array(SKIN) / 255)).max() < 1e-6
    other = matrix_profile(P3_TO_XYZ, para(3, *SRGB_SHAPE))
    assert (
        np.abs(decode_photo(encoded(plain(), icc_profile=other), "a.png").linear[0, 0] - photo.linear[0, 0]).max()
        > 0.01
    )


@pytest.mark.parametrize(
    "icc",
    [
        profile({}),
        profile({}, space=b"CMYK"),
        matrix_profile(P3_TO_XYZ, curv(0)),
        matrix_profile(P3_TO_XYZ, para(0, -3.0)),
        matrix_profile(P3_TO_XYZ, b"nope" + bytes(12)),
        matrix_profile(P3_TO_XYZ, b"curv" + bytes(4) + b"\xff\xff\xff\xff"),
        matrix_profile(P3_TO_XYZ * 3, curv(563)),
        PROFILES["Adobe RGB"][:200],
    ],
    ids=["no colours", "CMYK", "flat", "falling", "unknown curve", "endless curve", "bright white", "cut short"],
)
def test_broken_profiles_are_told(icc):
    """A profile that cannot be right is left aside, with a warning."""
    photo = decode_photo(encoded(plain(), icc_profile=icc), "a.png")
    assert [finding.code for finding in photo.findings] == ["photo.broken_profile"]
    assert np.abs(photo.linear[0, 0] - srgb_to_linear(np.array(SKIN) / 255)).max() < 1e-6


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PROFILES)), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), max_size=6))
def test_damaged_profiles_never_escape(title, changes):
    """However a profile is damaged, the photo comes out in finite numbers or is refused in words."""
    icc = bytearray(PROFILES[title])
    for place, value in changes:
        icc[place % len(icc)] = value
    try:
        photo = decode_photo(encoded(plain(), icc_profile=bytes(icc)), "a.png")
    except PhotoError as problem:
        assert problem.hint  # noqa: PT017  # most survive
    else:
        assert np.isfinite(photo.linear).all()


def camera_exif(space: int, index: str = "") -> bytes:
    """Give EXIF that names a colour space, and the DCF option file where asked."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = space
    if index:
        exif.get_ifd(0x8769)[0xA005] = {1: index, 2: b"0100"}
    return exif.tobytes()


@pytest.mark.parametrize(("space", "index"), [(65535, "R03"), (2, ""), (1, "R03")])
def test_adobe_rgb_by_camera_is_honoured(space, index):
    """Cameras that note Adobe RGB in EXIF only are believed, and it is said."""
    photo = decode_photo(encoded(plain(), "PNG", exif=camera_exif(space, index)), "_DSC1.png")
    assert photo.profile.startswith("Adobe RGB")
    assert [finding.code for finding in photo.findings] == ["photo.adobe_by_camera"]
    expected = (np.array(SKIN) / 255) ** (563 / 256) @ adobe_rgb().matrix.T
    assert np.abs(photo.linear[0, 0] - expected).max() < 1e-5


@pytest.mark.parametrize(
    ("space", "index", "code"), [(1, "R98", "photo.no_profile"), (65535, "", "photo.profile_lost")]
)
def test_other_notes_are_read_as_srgb(space, index, code):
    """Plain sRGB is the usual case; colours that are not sRGB, without saying which, are warned of."""
    photo = decode_photo(encoded(plain(), "JPEG", exif=camera_exif(space, index)), "a.jpg")
    assert photo.profile.startswith("sRGB (assumed")
    assert [finding.code for finding in photo.findings] == [code]


def test_heic_may_name_its_primaries():
    """A HEIC without a profile that names P3 is read as Display P3; one in HDR is refused."""
    p3 = encoded(plain(), "HEIF", quality=-1, chroma=444, color_primaries=12, transfer_characteristics=13)
    photo = decode_photo(p3, "a.heic")
    assert photo.profile.startswith("Display P3")
    expected = srgb_to_linear(np.array(SKIN) / 255) @ display_p3().matrix.T
    assert np.abs(photo.linear[60, 80] - expected).max() < 0.01
    with pytest.raises(PhotoError, match="HDR") as caught:
        decode_photo(encoded(plain(), "HEIF", color_primaries=9, transfer_characteristics=16), "a.heic")
    assert caught.value.code == "photo.hdr"
