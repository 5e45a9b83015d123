"""The texts of the photo guide."""

from collections.abc import Sequence
from dataclasses import dataclass

TITLE = "How to take a photo that works"
LEAD = "Six things decide how well colours can be measured. A photo taken like this takes a minute."
PRINT = "Photo guide to print (PDF)"
FILE = "tonematch-photo-guide.pdf"


@dataclass(frozen=True)
class Step:
    """One thing to mind.

    Parameters
    ----------
    name
        Its picture's file name, without the suffix.
    title, text
        What to mind.
    alt
        What the picture shows.
    """

    name: str
    title: str
    text: str
    alt: str


STEPS: Sequence[Step] = (
    Step(
        "beside",
        "Chart beside the patch",
        "Right next to it and in the plane of the skin, on a folded cloth if need be. Show all of the chart.",
        "From above, a forearm with a light patch and a colour chart lying right beside it, both whole in the frame. "
        "From the side, skin and chart are at the same height.",
    ),
    Step(
        "distance",
        "Half a metre away",
        "Zoom in rather than go closer: that keeps your shadow out.",
        "A phone held 50 cm above a forearm and a chart; both lie within its view.",
    ),
    Step(
        "angle",
        "Straight from above",
        "The camera looks straight down on skin and chart, not aslant.",
        "On the left, with a tick, a phone looks straight down. On the right, with a cross, it looks aslant.",
    ),
    Step(
        "light",
        "Daylight from a window",
        "No sun shining in, and every lamp off: one kind of light only.",
        "Light falls from a window, with a tick, on a forearm and a chart. A ceiling lamp is crossed out.",
    ),
    Step(
        "flash",
        "No flash",
        "Switch off flash, filters, portrait and beauty modes.",
        "A phone whose flash sign is struck out.",
    ),
    Step(
        "shine",
        "No shine",
        "Blot oily skin with a tissue and tilt the chart until nothing on it glares.",
        "A tissue is pressed on shiny skin beside a patch.",
    ),
)
