"""Camera raw files: developed to the light the sensor saw, upright, nothing outside sRGB clipped."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.capture.photo_files import ORIENTED, cornered, dng_file, encoded, plain, tiff_file
from tonematch.capture.photo import decode_photo
from tonematch.capture.signs import is_raw
from tonematch.errors import PhotoError

EXACT = 3e-4  # 14-bit sensor levels and camera colours stated to four digits
PATCHES = {"skin": (0.42, 0.24, 0.17), "deep": (0.06, 0.035, 0.025), "grey": (0.2, 0.2, 0.2), "cyan": (0.0, 0.25, 0.4)}
EDGE_PX = 6


def scene() -> NDArray[np.float64]:
    """Give linear light: a quarter of the picture in each colour."""
    light = np.zeros((160, 200, 3))
    for k, colour in enumerate(PATCHES.values()):
        light[80 * (k // 2) : 80 * (k // 2) + 80, 100 * (k % 2) : 100 * (k % 2) + 100] = colour
    return light


@pytest.mark.parametrize("mosaic", [True, False])
def test_raw_gives_the_light_itself(mosaic):
    """Mosaic and linear DNG give the light that was stored, without brightening."""
    photo = decode_photo(dng_file(scene(), mosaic=mosaic), "IMG_1.dng")
    assert photo.linear.shape == (160, 200, 3)
    assert photo.linear.dtype == np.float32
    assert photo.profile.startswith("camera raw, linear")
    for k, colour in enumerate(PATCHES.values()):
        quarter = photo.linear[80 * (k // 2) :, 100 * (k % 2) :][EDGE_PX : 80 - EDGE_PX, EDGE_PX : 100 - EDGE_PX]
        assert np.abs(quarter - colour).max() < EXACT
    assert not photo.clipped.any()
    assert photo.findings == ()


def test_colours_outside_srgb_survive():
    """What the camera saw outside sRGB comes out below 0, not clipped."""
    wide_cyan = np.array([-0.05, 0.3, 0.4])
    camera = dng_file(np.tile(wide_cyan + 0.1, (120, 160, 1)))
    assert np.abs(decode_photo(camera, "a.dng").linear[60, 80] - (wide_cyan + 0.1)).max() < EXACT
    beyond = dng_file(np.tile([0.02, 0.3, 0.4], (120, 160, 1)), t50721=from_wide_camera())
    assert decode_photo(beyond, "a.dng").linear[60, 80, 0] < -0.01


def from_wide_camera() -> list[int]:
    """Give the colour matrix of a camera whose own colours are BT.2020."""
    from tonematch.capture.wide_gamut import BT2020_TO_XYZ

    return [part for value in np.linalg.inv(BT2020_TO_XYZ).ravel() for part in (round(float(value) * 10000), 10000)]


def test_camera_white_balance_is_applied():
    """What the camera took for white comes out grey."""
    neutral = (0.5, 1.0, 0.7)
    stated = [500, 1000, 1000, 1000, 700, 1000]
    photo = decode_photo(dng_file(np.tile(np.array(neutral) * 0.3, (120, 160, 1)), t50728=stated), "a.dng")
    assert np.ptp(photo.linear[60, 80]) < 0.01 * photo.linear[60, 80].mean()


def test_an_unknown_camera_is_told():
    """Where nothing says what colours the camera sees, they are taken as they are, and it is said."""
    nothing = dng_file(scene(), t50721=[0, 1] * 9)
    photo = decode_photo(nothing, "a.dng")
    assert [finding.code for finding in photo.findings] == ["photo.camera_unknown"]
    assert np.abs(photo.linear[40, 50] - PATCHES["skin"]).max() < EXACT


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_raw_is_turned_once(orientation):
    """However the camera was held, the red corner ends top left, and what is blown out turns with it."""
    undo = ORIENTED[orientation]
    stored = np.asarray(cornered() if undo is None else cornered().transpose(undo)) / 255 * [1, 1, 0.5]
    photo = decode_photo(dng_file(stored, orientation=orientation), "turned.dng")
    assert (photo.width, photo.height) == (160, 120)
    assert photo.linear[10, 10, 0] > 0.9
    assert photo.linear[110, 150, 2] == pytest.approx(0.5, abs=0.01)
    assert photo.clipped[10, 10]
    assert not photo.clipped[110, 150]


@pytest.mark.parametrize("mosaic", [True, False])
def test_saturation_is_told_from_the_sensor(mosaic):
    """A pixel is blown out when one of its colours saturated, also where the developed colour does not show it."""
    light = np.tile([0.3, 0.2, 0.1], (120, 160, 1))
    light[:, :80, 1] = 1.0
    clipped = decode_photo(dng_file(light, mosaic=mosaic), "a.dng").clipped
    assert clipped[:, :78].all()
    assert not clipped[:, 82:].any()


def test_raw_is_told_by_content():
    """A raw file is known whatever its name, and a picture called raw is read as the picture it is."""
    assert decode_photo(dng_file(scene()), "renamed.jpg").profile.startswith("camera raw")
    assert decode_photo(encoded(plain(), "JPEG"), "renamed.nef").profile.startswith("sRGB")
    assert decode_photo(encoded(plain(), "TIFF"), "renamed.arw").profile.startswith("sRGB")


def preview_first(pointer: int, **tag: list[int]) -> bytes:
    """Give a TIFF picture whose second directory, found by a tag or by the chain, describes a sensor."""
    import struct

    sensor = struct.pack("<HHHII", 1, next(iter(tag.values()))[0], 3, 1, next(iter(tag.values()))[1]) + bytes(4)
    picture = encoded(plain(), "TIFF")
    at = len(picture)
    start = struct.unpack_from("<I", picture, 4)[0]
    count = struct.unpack_from("<H", picture, start)[0]
    entries = picture[start + 2 : start + 2 + 12 * count]
    following = 0
    if pointer:
        entries += struct.pack("<HHII", pointer, 4, 1, at)
    else:
        following = at
    directory = struct.pack("<H", len(entries) // 12) + entries + struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", at + len(sensor)) + picture[8:] + sensor + directory


@pytest.mark.parametrize(
    ("content", "raw"),
    [
        (preview_first(330, sensor=[262, 32803]), True),
        (preview_first(0, sensor=[259, 34713]), True),
        (preview_first(330, sensor=[262, 2]), False),
        (b"FUJIFILMCCD-RAW 0201", True),
        (b"IIRO\x08\0\0\0", True),
        (b"IIU\0\x18\0\0\0", True),
        (b"II*\0\x10\0\0\0CR\x02\0", True),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01", True),
        (b"\0\0\0\x18ftypheic\0\0\0\0", False),
        (encoded(plain(), "TIFF"), False),
        (encoded(plain(), "JPEG"), False),
        (b"II*\0\x08\0\0\0", False),
        (b"", False),
    ],
)
def test_raw_formats_are_known_by_their_signs(content, raw):
    """Makers' raw formats are told from the preview pictures inside them."""
    assert is_raw(content) is raw


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (dng_file(scene())[:-2000], "photo.truncated"),
        (dng_file(scene())[:300], "photo.truncated"),
        (dng_file(scene(), t256=[60000], t257=[60000], t278=[60000]), "photo.too_large"),
        (dng_file(scene(), t256=[6000], t257=[6000], t278=[6000], t259=[7]), "photo.truncated"),
        (dng_file(scene()[:40, :40]), "photo.too_small"),
        (dng_file(scene(), t262=[32803], t33422=[0], t258=[16], t50706=[1]), None),
        (tiff_file({50706: (1, [1, 4, 0, 0])}, b""), None),
        (b"FUJIFILMCCD-RAW 0201" + bytes(500), None),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01" + bytes(500), None),
    ],
    ids=["end missing", "header only", "vast", "too little data", "tiny", "odd", "no picture", "Fuji", "Canon"],
)
def test_unusable_raw_files_are_told(content, code):
    """Each unusable raw file is refused in a sentence with a remedy."""
    with pytest.raises(PhotoError) as caught:
        decode_photo(content, "IMG_1.dng")
    assert code in {None, caught.value.code}
    assert "IMG_1.dng" in caught.value.message
    assert caught.value.hint
