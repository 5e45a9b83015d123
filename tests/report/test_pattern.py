"""Marks can be told apart, and seen on any skin, by everybody."""

from itertools import combinations

import numpy as np
import pytest

from tonematch.colour import FloatArray, lab_to_srgb, linear_to_srgb, srgb_to_lab, srgb_to_linear
from tonematch.difference import delta_e00
from tonematch.report.pictures.legend import blob, field, specks, strands
from tonematch.report.pictures.pattern import CHART, LEFT_OUT, OUTLINE, REACH, SAMPLED, draw_mark

LINE_PX = 3.0
FIELD_PX = (90, 120)
SKINS = {"very pale": (82, 4, 12), "light": (68, 9, 17), "brown": (45, 13, 20), "very deep": (20, 7, 8)}
QUIET = ("transition", "not skin")
MARKS = {"chart": CHART, "patch": OUTLINE, "sampled": SAMPLED, **LEFT_OUT}
REGIONS = {"chart": blob, "patch": blob, "hair": strands, "fleck": specks}

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), doi 10.1109/TVCG.2009.113: the
# matrices for the full deficiency, applied to linear light.
VISIONS: dict[str, list[list[float]]] = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "greyscale": [[0.2126, 0.7152, 0.0722]] * 3,
}

APART_DELTA_E00 = 15.0  # two colours so far apart have different names; shades of one colour are nearer
ALIKE = 0.75  # correlation of two patterns laid on each other as well as they go; a pattern with itself has 1
SEEN_DELTA_E00 = {"loud": APART_DELTA_E00, "quiet": 5.0}  # seen at a glance; seen when looked for
SEEN_SHARE = 0.02  # of the region's window: thin lines cover little


def as_seen(picture: np.ndarray, vision: str) -> FloatArray:
    """Give the Lab of a picture for one kind of colour vision."""
    linear = srgb_to_linear(picture / 255) @ np.array(VISIONS[vision]).T
    return srgb_to_lab(linear_to_srgb(np.clip(linear, 0, 1)))


def drawn(name: str, skin: str) -> np.ndarray:
    """Draw a mark on skin."""
    picture = np.empty((*FIELD_PX, 3), np.uint8)
    picture[:] = np.rint(lab_to_srgb(np.array(SKINS[skin], float)) * 255)
    draw_mark(picture, REGIONS.get(name, field)(*FIELD_PX), MARKS[name], LINE_PX)
    return picture


def likeness(one: FloatArray, other: FloatArray) -> float:
    """Correlate two pictures, shifted against each other so that they agree best."""
    spectra = [np.fft.rfft2(picture - picture.mean()) for picture in (one, other)]
    agreement = np.fft.irfft2(spectra[0] * spectra[1].conj(), s=one.shape)
    return float(agreement.max() / (one.size * one.std() * other.std()))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("skin", SKINS)
def test_marks_are_told_apart(vision: str, skin: str) -> None:
    """Any two marks differ by pattern, or by a colour of another name, for every kind of colour vision."""
    lightness = {name: as_seen(drawn(name, skin), vision)[..., 0] for name in MARKS}
    colours = {name: as_seen(np.array([mark.colour]), vision)[0] for name, mark in MARKS.items()}
    confused = [
        (one, other)
        for one, other in combinations(MARKS, 2)
        if likeness(lightness[one], lightness[other]) > ALIKE
        and float(delta_e00(colours[one], colours[other])) < APART_DELTA_E00
    ]
    assert confused == []


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("skin", SKINS)
def test_marks_are_seen_on_any_skin(vision: str, skin: str) -> None:
    """Every mark stands out from skin of any depth, for every kind of colour vision."""
    ground = as_seen(np.rint(lab_to_srgb(np.array(SKINS[skin], float)) * 255), vision)
    unseen = []
    for name in MARKS:
        difference = delta_e00(ground, as_seen(drawn(name, skin), vision))
        needed = SEEN_DELTA_E00["quiet" if name in QUIET else "loud"]
        if float(np.quantile(difference, 1 - SEEN_SHARE)) < needed:
            unseen.append(name)
    assert unseen == []


@pytest.mark.parametrize("skin", SKINS)
def test_quiet_marks_are_quieter(skin: str) -> None:
    """What surrounds the patch by nature changes the photo less than any fault in the skin does."""
    photo = as_seen(np.rint(lab_to_srgb(np.array(SKINS[skin], float)) * 255), "usual")
    change = {
        name: float(delta_e00(photo, as_seen(drawn(name, skin), "usual")).mean())
        for name in LEFT_OUT
        if name not in REGIONS
    }
    assert max(change.pop(name) for name in QUIET) < min(change.values())


def test_a_mark_stays_near_its_region() -> None:
    """Only the region and a few lines' width around it change."""
    region = np.zeros((200, 200), bool)
    region[90:110, 90:110] = True
    for name, mark in MARKS.items():
        picture = np.full((200, 200, 3), 128, np.uint8)
        draw_mark(picture, region, mark, LINE_PX)
        changed = np.argwhere((picture != 128).any(axis=-1))
        assert len(changed), name
        assert changed.min() >= 90 - REACH * LINE_PX, name
        assert changed.max() < 110 + REACH * LINE_PX, name


def test_an_outline_is_closed_at_the_frame() -> None:
    """A patch that the frame cuts off is outlined all round, inside the picture."""
    region = np.zeros((100, 100), bool)
    region[40:, 60:] = True
    picture = np.full((100, 100, 3), 128, np.uint8)
    draw_mark(picture, region, OUTLINE, LINE_PX)
    white = (picture > 200).all(axis=-1)
    assert white[70, 50:].sum() >= 4  # crossed twice: on the left of the patch, and at the frame
    assert white[70, 90:].any()
    assert white[90:, 80].any()


def test_nothing_is_drawn_where_nothing_is_marked() -> None:
    """An empty region leaves the picture as it was."""
    for mark in MARKS.values():
        picture = np.full((40, 40, 3), 128, np.uint8)
        draw_mark(picture, np.zeros((40, 40), bool), mark, LINE_PX)
        assert (picture == 128).all()
