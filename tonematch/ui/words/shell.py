"""The texts of the frame around every page, and of what can go wrong anywhere."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from tonematch.errors import (
    CalibrationError,
    CaseError,
    ChartNotFoundError,
    NoMatchError,
    PaletteError,
    PhotoError,
    RecordError,
    RegionError,
    ToneMatchError,
)

TITLE = "tonematch"
INTENDED_USE = (
    "For choosing and mixing camouflage creams and dermatography pigments to the colour of the surrounding skin. "
    "It measures colour only and says nothing about health."
)
STEP_NAMES = ("Photo", "Chart", "Skin", "Blends", "Keep")
MATCH_PART = "Match"
PART_NAMES = ("Correct", "Practise", "Palettes", "Clients")
DONE_MARK = "\N{CHECK MARK}"
END_CASE = "End this case"
END_CASE_HELP = "Forgets the photo and everything made of it, here and in the memory of the program."
UNEXPECTED_TITLE = "Something went wrong here that should not have."
UNEXPECTED = "What you did before is kept. Try again, or go back one step; if it happens again, start a new case."

EMPTY = "There is nothing here yet."

PROBLEM_TITLES: Mapping[type[ToneMatchError], str] = MappingProxyType(
    {
        PhotoError: "This photo cannot be used",
        ChartNotFoundError: "The colour chart could not be read",
        CalibrationError: "The colours could not be calibrated",
        RegionError: "This mark cannot be used",
        PaletteError: "The palette cannot be used",
        NoMatchError: "No recipe could be suggested",
        CaseError: "This could not be kept",
        RecordError: "The record could not do this",
    }
)
PROBLEM_TITLE = "This cannot be used"


_FLAG = re.compile(r"\s*\((?:[^()]*\s)?--[^()]*\)")
_APP_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "calibration.refused": "Take the photo again as suggested, or go on all the same in step 2.",
        "chart.corners": "Set the four corners again, each on the outer corner of its coloured square.",
        "region.marks": "Mark the patch in one way only.",
        "kit.unmarked": "Tick what you own under Palettes, My kit.",
        "kit.empty": "Tick what you own under Palettes, My kit, or mix from all shades.",
    }
)


def hint_of(error: ToneMatchError) -> str:
    """Give an error's hint without the flags that belong to the command line.

    >>> hint_of(RegionError("?", code="x", hint="Draw a box (--box), or go closer."))
    'Draw a box, or go closer.'
    """
    told = _FLAG.sub("", error.hint).replace("with --chart ", "by choosing ").replace("--chart ", "")
    return _APP_HINTS.get(error.code, told)
