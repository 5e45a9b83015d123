"""Every text of the marker: its tools, what they say to those who listen, and how they are used."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tonematch.ui.marker.marks import Tool

TOOLS: Mapping[Tool, str] = MappingProxyType(
    {
        "point": "Point",
        "box": "Box",
        "line": "Rough line",
        "outline": "Outline",
        "lighter": "Lighter area",
        "darker": "Darker area",
        "skin": "Skin, no patch",
        "add": "Add",
        "remove": "Take away",
        "compare": "Paint skin",
        "band": "Band again",
        "corners": "Corners",
        "stripe": "\N{WHITE SQUARE} The stripe",
        "beside": "\N{WHITE CIRCLE} The skin beside it",
        "bare": "\N{MULTIPLICATION SIGN} The bare patch",
        "site": "\N{WHITE SQUARE} The site",
    }
)
TOOL_GROUPS: Sequence[tuple[str, Sequence[Tool]]] = (
    ("Find the patch", ("point", "box", "outline")),
    ("Mend it by brush", ("add", "remove")),
)
MORE_TOOL_GROUPS: Sequence[tuple[str, Sequence[Tool]]] = (
    ("Find the patch otherwise", ("line", "lighter", "darker", "skin")),
    ("Compare with", ("compare", "band")),
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "undo": "Undo",
        "redo": "Redo",
        "over": "Start over",
        "more": "More tools",
        "turn": "Turn the names",
        "turned": "The names went on to the next corner",
        "tooSmall": "That outline is too small to be a patch",
        "handle": "Corner beside {name}, at x {x}, y {y}. Move it with the arrow keys; hold Shift for small steps.",
        "size": "Brush",
        "history": "Back and forth",
        "smaller": "Smaller brush",
        "larger": "Larger brush",
        "zoomIn": "Larger picture",
        "zoomOut": "Smaller picture",
        "whole": "Whole picture",
        "move": "Move the picture",
        "help_point": "Click, or use the arrow keys and Enter. Hold Shift for small steps.",
        "help_place": (
            "Choose what to point at, then click it in the photo, or use the arrow keys and Enter. Hold Shift for "
            "small steps."
        ),
        "help_box": (
            "Drag a box around it, or set two corners with the arrow keys and Enter. Hold Shift for small steps."
        ),
        "help_line": (
            "Draw a line inside the patch, from end to end of it; or lower and lift the pen with Enter and steer it "
            "with the arrow keys."
        ),
        "help_outline": (
            "Draw around the patch; the line closes by itself, and what lies within it is the patch. Or lower and lift "
            "the pen with Enter and steer it with the arrow keys."
        ),
        "help_brush": (
            "Paint. The keys [ and ] change the brush; Enter lowers and lifts it, the arrow keys steer it. "
            "Two fingers, or the wheel, enlarge the picture."
        ),
        "help_corners": (
            "Drag each ring to the outer corner of the square it is named after; the white squares show where the "
            "colours will be read. By keyboard: Tab to a ring, then the arrow keys, with Shift for small steps."
        ),
        "cursor": "x {x}, y {y}",
        "placed": "Point {n} of {all} set at x {x}, y {y}",
        "drawn": "The line is drawn",
        "lowered": "The brush is down",
        "brush": "The brush is {size} pixels wide on the screen",
        "cleared": "Cleared",
        "undone": "Undone",
        "redone": "Done again",
        "full": "No more can be drawn here. Undo something, or start over.",
    }
)
