"""Files cut into a million pieces are refused before anything walks through them."""

import pytest

from tests.capture.photo_files import encoded, noisy, png_chunk
from tonematch.capture.photo import decode_photo
from tonematch.capture.pieces import LONGEST_FILL, MOST_CHUNKS, MOST_SEGMENTS
from tonematch.capture.stripped import stripped
from tonematch.errors import PhotoError

JPEG, PNG = encoded(noisy(), "JPEG"), encoded(noisy(), "PNG")


def jpeg_with(pieces: bytes) -> bytes:
    """Put something before the first segment."""
    return JPEG[:2] + pieces + JPEG[2:]


def png_with(count: int) -> bytes:
    """Put empty chunks before the pixels."""
    return PNG[:33] + png_chunk(b"prVt", b"") * count + PNG[33:]


@pytest.mark.parametrize(
    "content",
    [
        jpeg_with(b"\xff\xe5\0\2" * MOST_SEGMENTS),
        jpeg_with(b"\xff" * (LONGEST_FILL + 2)),
        png_with(MOST_CHUNKS),
    ],
)
@pytest.mark.parametrize("read", [decode_photo, stripped])
def test_too_many_pieces_are_refused(read, content):
    """Neither reading nor stripping begins with such a file."""
    with pytest.raises(PhotoError, match="header makes no sense"):
        read(content, "a photo")


@pytest.mark.parametrize("content", [jpeg_with(b"\xff\xe5\0\2" * 1000), jpeg_with(b"\xff" * 500), png_with(5000)])
@pytest.mark.parametrize("read", [decode_photo, stripped])
def test_many_pieces_are_read(read, content):
    """More pieces than any photo has are still read."""
    assert read(content, "a photo").width == 160
