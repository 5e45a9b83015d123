"""Every text of the marker: its tools, what they say to those who listen, and how they are used."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tonematch.ui.marker.marks import Tool

TOOLS: Mapping[Tool, str] = MappingProxyType(
    {
        "point": "Point",
        "box": "Box",
        "line": "Rough line",
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
    ("Find the patch", ("point", "box", "line", "lighter", "darker", "skin")),
    ("Mend it by brush", ("add", "remove")),
    ("Compare with", ("compare", "band")),
)
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "undo": "Undo",
        "redo": "Redo",
        "over": "Start over",
        "size": "Brush",
        "history": "What was done",
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
        "help_brush": (
            "Paint. The keys [ and ] change the brush; Enter lowers and lifts it, the arrow keys steer it. "
            "Two fingers, or Ctrl and the wheel, enlarge the picture."
        ),
        "help_corners": (
            "Click the corners one after the other and drag them into place, or use the arrow keys and Enter. "
            "Hold Shift for small steps."
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
