"""The texts of the fifth step: the client card, the files, the matches kept."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tonematch.ui.words.match import SITES

TITLE = "Keep this match"
NOTE = "Note on the card"
NOTE_PLACE = "such as: left, back of the hand"
NOTE_LONGEST = 120

NO_SITE = "Place on the body not stated"
MADE = "{day:%d %B %Y}"
LINE = "To order or to note down"
COATS = "Coats"
COATS_TEXT = ("1 thin coat", "{count} thin coats")
OPAQUE = "the opaque mix, nothing beneath it reckoned with"
IMPLANTED = "implanted under the skin of the patch"
FIT = "Fit"
FIT_TEXT = "ΔE00 {delta}, {grade}: {in_words}"
HOLDS = "In other light"
POTS = "Pots"
LOT = "lot {lot}"
BEST_BEFORE = "use by {day}"
NOT_USABLE: Mapping[str, str] = MappingProxyType({"not in stock": "not in stock", "expired": "gone out: do not use"})
APPLY = "How to apply"
APPLY_CREAM: Sequence[str] = (
    "Mix the amounts above on a clean palette until no streak is left.",
    "Draw a test stripe beside the patch first; look at it in daylight and in the light the client lives in.",
    "Press on {coats}, each as thin as it will go, and feather the edge on to the surrounding skin.",
    "Set with fixing powder, brush off what is loose, and look again.",
)
APPLY_PIGMENT: Sequence[str] = (
    "Mix the amounts above freshly, for this client only; throw away what is left.",
    "Hold a stripe of the mix beside the patch first, in daylight.",
    "Note the lot numbers of the pots in the client's record.",
    "Judge the colour after 4 to 6 weeks, when it has healed, before anything is added.",
)
CAUTIONS = "What to watch out for"
PICTURES = "On the photo"
BEFORE = "As measured"
AFTER = "With the mix, at {opacity} % opacity (estimate)"
BEFORE_ALT = "The patch and the skin around it, as measured."
AFTER_ALT = "The same with the mix on the patch, as estimated."

FILES = "Files"
FILES_LEAD = "Each is made when you ask for it, on this computer, and holds what stands on the card."
PREPARE: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "Prepare the report (PDF)",
        "html": "Prepare the report (web page)",
        "json": "Prepare the numbers (JSON)",
        "csv": "Prepare the table row (CSV)",
        "png": "Prepare the preview (PNG)",
    }
)
DOWNLOAD: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "Download the PDF, {size}",
        "html": "Download the web page, {size}",
        "json": "Download the numbers, {size}",
        "csv": "Download the table row, {size}",
        "png": "Download the preview, {size}",
    }
)
PREPARING = "Preparing …"
FILE_NAME = "tonematch-{day}-{digest}.{kind}"
PRINT_HINT = "To print the card, use your browser's print."

NEXT = "Next"
NEXT_LEAD = "Skin differs from place to place: make one match for each. What is kept here goes with “End this case”."
NEXT_PLACE = "Match the next place \N{RIGHTWARDS ARROW}"
KEEP_IT = "Keep it in the list"
KEEP_AND_GO = "Keep it and match the next place"
KEPT = "Kept for this client"
KEPT_CSV = "Download all as a table (CSV)"
DROP = "Take out no. {number}"
SWATCH_ALT = "Number {number}: target on the left, mix on the right."


def site(name: str) -> str:
    """Name a place on the body, or that nobody has said which."""
    return SITES.get(name, NO_SITE)


def size(count: int) -> str:
    """Write how large a file is.

    >>> size(900), size(345_600), size(2_400_000)
    ('1 kB', '346 kB', '2.4 MB')
    """
    return f"{max(1, round(count / 1000))} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
