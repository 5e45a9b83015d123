"""Masks drawn elsewhere."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tonematch.capture.mask import read_mask
from tonematch.errors import RegionError


def test_above_127_is_inside(tmp_path: Path) -> None:
    """Grey is cut in the middle."""
    Image.fromarray(np.array([[0, 127, 128, 255]], dtype=np.uint8)).save(tmp_path / "mask.png")
    assert read_mask(tmp_path / "mask.png", (1, 4)).tolist() == [[False, False, True, True]]


@pytest.mark.parametrize(
    ("size", "value", "sentence"), [((3, 2), 255, "is 3 x 2 pixels, the photo is 4 x 4"), ((4, 4), 0, "nothing inside")]
)
def test_masks_that_cannot_be_used(tmp_path: Path, size: tuple[int, int], value: int, sentence: str) -> None:
    """Another size and an empty mask are told."""
    Image.new("L", size, value).save(tmp_path / "mask.png")
    with pytest.raises(RegionError, match=sentence):
        read_mask(tmp_path / "mask.png", (4, 4))


def test_a_file_that_is_no_picture(tmp_path: Path) -> None:
    """A missing file and a text are told."""
    (tmp_path / "mask.png").write_text("no picture", encoding="utf-8")
    for name in ("mask.png", "missing.png"):
        with pytest.raises(RegionError, match=f"{name} cannot be read as a picture"):
            read_mask(tmp_path / name, (4, 4))
