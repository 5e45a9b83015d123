"""The sample photos as files: what the repository carries, before anything is measured in them."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import ExifTags, Image, ImageCms, ImageOps

SAMPLES = Path(__file__).parent.parent / "sample_images"
PHOTOS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".jpg", ".heic"})
ALLOWANCE_BYTES = 8_000_000
ONE_LEVEL = 1  # rounding of 8-bit values in a colour transform
P3_TO_SRGB_SHOWN = {(255, 255, 255): (255, 255, 255), (200, 120, 100): (213, 115, 95), (90, 60, 50): (95, 58, 48)}
"""Display P3 values and the same colours in sRGB, from the primaries of SMPTE EG 432-1:2010 and IEC 61966-2-1."""


def opened(path: Path) -> Image.Image:
    """Open a sample, HEIC or not."""
    pillow_heif.register_heif_opener()
    return Image.open(io.BytesIO(path.read_bytes()))


def truth(path: Path) -> dict[str, Any]:
    """Read what is true in a sample."""
    table: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return table


def test_samples_are_enough_and_small() -> None:
    """There are at least ten samples and they stay small together."""
    assert len(PHOTOS) >= 10
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < ALLOWANCE_BYTES


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.name)
def test_truth_fits_the_photo(path: Path) -> None:
    """Beside each photo stands its truth, in pixels of the upright photo."""
    told = truth(path)
    width, height = ImageOps.exif_transpose(opened(path)).size
    assert (told["photo"], told["width"], told["height"]) == (path.name, width, height)
    assert told["tier"] in {"easy", "typical", "hard", "refused"}
    assert told["expect"] == ("refused" if told["tier"] == "refused" else "match")
    points = [told["surrounding"]["skin_click"]] + ([told["patch"]["click"]] if told["patch"] else [])
    if told["expect"] == "match":
        points += told["chart"]["corners"]
    assert all(0 <= x < width and 0 <= y < height for x, y in points)


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.name)
def test_photo_decodes_and_names_no_place(path: Path) -> None:
    """Each photo opens to the last row and carries no position."""
    photo = opened(path)
    assert np.asarray(photo.convert("RGB"))[-1].max() > 0
    assert not photo.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def test_depths_span_very_light_to_very_deep() -> None:
    """The matched samples reach from very light to very deep skin, with at least five depths between."""
    lab = np.array([truth(path)["surrounding"]["lab"] for path in PHOTOS if truth(path)["expect"] == "match"])
    ita = np.degrees(np.arctan2(lab[:, 0] - 50, lab[:, 2]))
    assert ita.max() > 55
    assert ita.min() < -50
    assert len(np.unique(np.digitize(ita, [-30, 10, 28, 41, 55]))) >= 5


def test_display_p3_is_embedded_and_right() -> None:
    """The Display P3 sample embeds a profile that colour management reads as Display P3."""
    photo = opened(SAMPLES / "04-tan-forearm-display-p3.jpg")
    profile = ImageCms.ImageCmsProfile(io.BytesIO(photo.info["icc_profile"]))
    assert ImageCms.getProfileDescription(profile).strip() == "Display P3"
    to_srgb = ImageCms.buildTransform(
        profile, ImageCms.createProfile("sRGB"), "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    encoded = Image.fromarray(np.array([list(P3_TO_SRGB_SHOWN)], dtype=np.uint8))
    shown = np.asarray(ImageCms.applyTransform(encoded, to_srgb)).astype(int)[0]
    assert np.abs(shown - np.array(list(P3_TO_SRGB_SHOWN.values()))).max() <= ONE_LEVEL


def test_turned_photo_says_so() -> None:
    """The turned sample is stored lying down and its EXIF orientation sets it upright."""
    photo = opened(SAMPLES / "05-brown-forearm-turned.jpg")
    assert photo.getexif()[ExifTags.Base.Orientation] == 6
    assert photo.width > photo.height


def test_refusals_have_their_reason() -> None:
    """Among the refused are a chart beyond the frame, no chart, and two charts."""
    refused = [truth(path) for path in PHOTOS if truth(path)["expect"] == "refused"]
    assert any(told["chart"] is None for told in refused)
    assert any(told["other_charts"] for told in refused)
    assert any(told["chart"] and max(x for x, _ in told["chart"]["corners"]) > told["width"] for told in refused)
