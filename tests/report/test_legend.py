"""The legend explains every mark, and its words have room."""

import numpy as np
import pytest

from tonematch.report.pictures.legend import BAR, SMALLEST_TEXT_PX, Entry, Group, blob, field, with_legend
from tonematch.report.pictures.lettering import font_of, wrapped
from tonematch.report.pictures.pattern import LEFT_OUT, ORANGE, OUTLINE, draw_mark

GROUND = (190, 150, 120)
LONG = "freckles and moles (fleck shade)"
GROUPS = (
    Group("Read from the photo", (Entry(OUTLINE, "patch", blob),)),
    Group("Left out", tuple(Entry(mark, f"{LONG} {reason}", field) for reason, mark in LEFT_OUT.items())),
)


def legend_of(width: int, groups: tuple[Group, ...] = GROUPS, warning: str = "") -> np.ndarray:
    """Draw only the legend, for a black picture of a given width."""
    picture = np.zeros((50, width, 3), np.uint8)
    return with_legend(picture, groups, ground=GROUND, line_px=2.0, warning=warning)[50:]


@pytest.mark.parametrize("width", [200, 420, 1100, 1600])
def test_no_word_runs_into_the_edge(width: int) -> None:
    """At any width the last column of the legend's words ends before the picture does, and each entry has its key."""
    legend = legend_of(width)
    assert (legend[:, -4:] == BAR).all()
    keys = (legend[:, : width // 2] == GROUND).all(axis=-1)
    assert keys.any()


def test_narrow_pictures_get_a_taller_legend() -> None:
    """Where there is less room the entries go below each other instead of getting smaller."""
    assert legend_of(300).shape[0] > legend_of(1600).shape[0]


def test_the_key_shows_the_mark_as_it_is_drawn() -> None:
    """A key is a piece of skin with the mark on it, at the scale of the picture."""
    entry = Entry(LEFT_OUT["shine"], "shine", field)
    legend = legend_of(400, (Group("Left out", (entry,)),))
    key = np.full((round(1.7 * SMALLEST_TEXT_PX), round(2.7 * SMALLEST_TEXT_PX), 3), GROUND, np.uint8)
    draw_mark(key, field(*key.shape[:2]), entry.mark, 2.0)
    windows = np.lib.stride_tricks.sliding_window_view(legend, key.shape)[:, :, 0]
    assert (windows == key).all(axis=(-3, -2, -1)).any()


def test_a_group_without_entries_is_left_out() -> None:
    """A heading with nothing below it is not drawn."""
    assert legend_of(400, (*GROUPS, Group("Nothing", ()))).shape == legend_of(400).shape


def test_a_warning_stands_first() -> None:
    """The warning is a bright strip right below the picture."""
    legend = legend_of(600, warning="Do not trust this.")
    assert (legend[0] == ORANGE).all()
    assert not (legend_of(600)[0] == ORANGE).any()


@pytest.mark.parametrize("width", [60, 150, 400])
def test_lines_are_broken_between_words(width: int) -> None:
    """Lines keep to the width, a word that is wider alone excepted, and no word is lost."""
    lines = wrapped(LONG, SMALLEST_TEXT_PX, width)
    assert " ".join(lines) == LONG
    assert all(font_of(SMALLEST_TEXT_PX).getlength(line) <= width or " " not in line for line in lines)
