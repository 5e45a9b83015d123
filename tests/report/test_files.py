"""Files are written whole or not at all."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tonematch.errors import CaseError
from tonematch.report.files import mask_picture, save_png, write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content takes the old one's place, and nothing else is left in the folder."""
    target = tmp_path / "out.txt"
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.txt"]  # noqa: PTH208  hidden leftovers must show too


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """The sentence names the file and the reason."""
    with pytest.raises(CaseError, match=r"out\.png cannot be written: No such file or directory"):
        write_whole(tmp_path / "missing" / "out.png", b"")


def test_a_folder_in_place_of_a_file_is_a_sentence(tmp_path: Path) -> None:
    """A folder is not overwritten."""
    with pytest.raises(CaseError, match="is a folder"):
        write_whole(tmp_path, b"")


def test_a_mask_is_black_and_white(tmp_path: Path) -> None:
    """A mask is saved as 0 and 255."""
    mask = np.eye(4, dtype=bool)
    save_png(mask_picture(mask), tmp_path / "mask.png")
    with Image.open(tmp_path / "mask.png") as picture:
        assert np.array_equal(np.asarray(picture), np.where(mask, 255, 0))
