"""Files made to break a reader: each is read or refused in a sentence, soon, and without taking all memory."""

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.capture.photo_files import dng_file, encoded, noisy, orientation_exif, plain, png_chunk, png_file, rgb_tiff
from tonematch.capture.limits import MAX_PIXELS, MAX_SCANS
from tonematch.capture.photo import decode_photo
from tonematch.capture.wide_gamut import wide_gamut_profile
from tonematch.errors import PhotoError

LONGEST_S = 10.0
MOST_MB = 1500
HEADER_BYTES = 600
DEEP = np.asarray(noisy()).astype(np.uint16) * 257
CORPUS: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: encoded(noisy(), "JPEG", icc_profile=wide_gamut_profile(), exif=orientation_exif(6)),
    "progressive.jpg": lambda: encoded(noisy(), "JPEG", progressive=True),
    "png": lambda: encoded(noisy(), "PNG", icc_profile=wide_gamut_profile()),
    "deep.png": lambda: bytes(cv2.imencode(".png", DEEP)[1]),
    "tif": lambda: encoded(noisy(), "TIFF", compression="tiff_lzw"),
    "deep.tif": lambda: rgb_tiff(DEEP),
    "webp": lambda: encoded(noisy(), "WEBP"),
    "lossless.webp": lambda: encoded(noisy(), "WEBP", lossless=True),
    "heic": lambda: encoded(noisy(), "HEIF", quality=80),
    "dng": lambda: dng_file(np.asarray(noisy()) / 255),
    "linear.dng": lambda: dng_file(np.asarray(noisy()) / 255, mosaic=False),
}


@cache
def sound(form: str) -> bytes:
    """Give a sound file of a format."""
    return CORPUS[form]()


@pytest.mark.parametrize("form", CORPUS)
@settings(max_examples=40, deadline=LONGEST_S * 1000, suppress_health_check=[HealthCheck.too_slow])
@given(
    head=st.lists(st.tuples(st.integers(0, HEADER_BYTES), st.integers(0, 255)), max_size=6),
    body=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=3),
    kept=st.floats(0.01, 1.5),
)
def test_damaged_files_never_escape(form, head, body, kept):
    """However a file is damaged, it is read or refused as a photo, nothing else."""
    content = bytearray(sound(form))
    for place, value in head + body:
        content[place % len(content)] = value
    try:
        photo = decode_photo(bytes(content[: int(kept * len(content))]), f"photo.{form}")
    except PhotoError as problem:
        assert problem.hint  # noqa: PT017  # some survive
        assert problem.message.endswith(".")  # noqa: PT017
    else:
        assert np.isfinite(photo.linear).all()


@pytest.mark.parametrize("form", CORPUS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_files_cut_short_are_told(form, share):
    """A file that ends early is never taken for the whole photo."""
    content = sound(form)
    with pytest.raises(PhotoError) as caught:
        decode_photo(content[: int(share * len(content))], f"photo.{form}")
    assert caught.value.code in {"photo.truncated", "photo.damaged", "photo.tiff_kind", "photo.raw_unknown"}
    assert f"photo.{form}" in caught.value.message


@pytest.mark.parametrize("form", CORPUS)
def test_the_name_does_not_matter(form):
    """Every format is known by its content, whatever the file is called."""
    assert decode_photo(sound(form), "photo.gif").linear.size == 160 * 120 * 3


def with_size(content: bytes, mark: bytes, after: int, width: int, height: int) -> bytes:
    """Change the size that a JPEG or HEIC declares `after` bytes behind a mark."""
    at = content.index(mark) + after
    size = struct.pack(">II", width, height) if mark == b"ispe" else struct.pack(">HH", height, width)
    return content[:at] + size + content[at + len(size) :]


def bomb(name: bytes, keyword: bytes) -> bytes:
    """Give a PNG chunk that unpacks to 100 MB."""
    return png_chunk(name, keyword + zlib.compress(bytes(100_000_000), 9))


def endless_scans() -> bytes:
    """Give a progressive JPEG of 7900 x 7900 pixels that repeats its last scan thousands of times."""
    content = with_size(sound("progressive.jpg"), b"\xff\xc2", 5, FULL, FULL)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * 2000 + b"\xff\xd9"


def endless_pages() -> bytes:
    """Give a TIFF of 200,000 pages."""
    content = bytearray(encoded(plain(), "TIFF"))
    start = struct.unpack_from("<I", content, 4)[0]
    behind = start + 2 + 12 * struct.unpack_from("<H", content, start)[0]
    at = len(content)
    struct.pack_into("<I", content, behind, at)
    for page in range(1, 200_001):
        content += struct.pack("<HHHIII", 1, 256, 4, 1, 160, at + 18 * page)
    return bytes(content)


VAST, FULL = 100_000, 7900  # sides in pixels: beyond any limit, and just within it
HOSTILE: dict[str, Callable[[], bytes]] = {
    "vast.png": lambda: png_file(VAST, VAST),
    "full.png": lambda: png_file(FULL, FULL),
    "full-deep.png": lambda: png_file(FULL, FULL, bits=16),
    "text-bomb.png": lambda: png_file(160, 120, bomb(b"zTXt", b"a\0\0")),
    "profile-bomb.png": lambda: png_file(160, 120, bomb(b"iCCP", b"a\0\0")),
    "vast.jpg": lambda: with_size(sound("jpg"), b"\xff\xc0", 5, 65000, 65000),
    "full.jpg": lambda: with_size(sound("jpg"), b"\xff\xc0", 5, FULL, FULL),
    "scans.jpg": endless_scans,
    "vast.tif": lambda: rgb_tiff(DEEP, t256=[VAST], t257=[VAST]),
    "full.tif": lambda: rgb_tiff(DEEP, t256=[FULL], t257=[FULL], t278=[FULL]),
    "full-packed.tif": lambda: rgb_tiff(DEEP, t256=[FULL], t257=[FULL], t278=[FULL], t259=[5]),
    "missing-strips.tif": lambda: rgb_tiff(DEEP, t256=[4000], t257=[4000], t278=[1], t259=[5]),
    "huge-strip.tif": lambda: rgb_tiff(DEEP, t259=[5], t278=[2**32 - 1], t279=[2**32 - 1]),
    "huge-tile.tif": lambda: rgb_tiff(DEEP, t322=[2**16], t323=[2**16]),
    "many-colours.tif": lambda: rgb_tiff(DEEP, t277=[60000]),
    "pages.tif": endless_pages,
    "vast.heic": lambda: with_size(sound("heic"), b"ispe", 8, VAST, VAST),
    "full.heic": lambda: with_size(sound("heic"), b"ispe", 8, FULL, FULL),
    "vast.webp": lambda: b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6,
    "vast.dng": lambda: dng_file(DEEP / 65535, t256=[65000], t257=[65000], t278=[65000]),
    "full.dng": lambda: dng_file(DEEP / 65535, t256=[FULL], t257=[FULL], t278=[FULL]),
    "full-packed.dng": lambda: dng_file(DEEP / 65535, t256=[FULL], t257=[FULL], t278=[FULL], t259=[7]),
}
HARMLESS = {"pages.tif"}
ONE_FILE = """
import json, sys, time
from pathlib import Path
from tonematch.capture.photo import read_photo
from tonematch.errors import PhotoError
answers = {}
for path in sys.argv[1:]:
    start = time.process_time()
    try:
        read_photo(path)
        code = None
    except PhotoError as problem:
        code = problem.code
    answers[path] = [code, time.process_time() - start]
highest = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(json.dumps([answers, int(highest[0].split()[1]) / 1024]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process's highest memory is told by /proc")
def test_hostile_files_take_neither_time_nor_memory(tmp_path: Path):
    """Files that declare absurd sizes, or unpack to them, are refused within 10 s and 1.5 GB, all in one process."""
    for name, make in HOSTILE.items():
        (tmp_path / name).write_bytes(make())
    paths = [str(tmp_path / name) for name in HOSTILE]
    done = subprocess.run(
        [sys.executable, "-c", ONE_FILE, *paths], capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    answers, peak_mb = json.loads(done.stdout.splitlines()[-1])
    read = {Path(path).name for path, (code, _) in answers.items() if code is None}
    assert read == HARMLESS
    assert max(seconds for _, seconds in answers.values()) < LONGEST_S
    assert peak_mb < MOST_MB


def test_ordinary_progressive_photos_are_no_bombs():
    """Progressive JPEGs are read, also when a film is appended to them as phones do."""
    film = b"\xff\xda" * (2 * MAX_SCANS)
    assert decode_photo(sound("progressive.jpg") + film, "motion.jpg").width == 160


def test_several_pictures_in_one_file():
    """Of a JPEG with a second picture the main one is read; of a TIFF with pages the first, and that is said."""
    both = encoded(plain(), "MPO", save_all=True, append_images=[plain((0, 0, 0))])
    assert decode_photo(both, "a.jpg").linear[60, 80, 0] > 0.4
    pages = decode_photo(encoded(plain(), "TIFF", save_all=True, append_images=[plain((0, 0, 0))]), "a.tif")
    assert pages.findings[0].code == "photo.several_pages"
    assert pages.linear[60, 80, 0] > 0.4


def test_a_file_too_long_is_not_even_read(tmp_path: Path):
    """A file of gigabytes is refused by its length."""
    path = tmp_path / "long.tif"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    from tonematch.capture.photo import read_photo

    with pytest.raises(PhotoError, match="3000 MB"):
        read_photo(path)


def test_the_limit_itself_is_within_memory():
    """A photo of as many pixels as are allowed takes less than the limit of memory in linear light."""
    assert MAX_PIXELS * 3 * 4 / 1e6 < 0.6 * MOST_MB
