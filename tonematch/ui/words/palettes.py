"""The texts of this part: Palettes."""

from collections.abc import Mapping
from types import MappingProxyType

from tonematch.colour import Lab
from tonematch.mix.palettes.kit import Stock
from tonematch.mix.palettes.missing_shade import Gain
from tonematch.mix.palettes.shade import Origin, Technique
from tonematch.ui.words.match import lab

__all__ = ["lab"]

TITLE = "Palettes"
VIEW = "What to do"
VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "look": "Look and search",
        "edit": "Edit",
        "kit": "My kit",
        "exchange": "Import and export",
        "measure": "Measure my jars",
        "print": "Print",
    }
)
PALETTE = "Palette"
OWN_TITLE = "{title} (mine)"
TECHNIQUES: Mapping[Technique, str] = MappingProxyType(
    {"camouflage": "camouflage cream", "dermatography": "dermatography pigment"}
)
ORIGINS: Mapping[Origin, str] = MappingProxyType(
    {"measured": "measured", "modelled": "modelled, nobody's pots", "swatch": "seen as swatches only"}
)

SWATCH_ALT = "Colour {lab}"
RIBBON_ALT = "The colours of all shades, from light to deep"
HIDES_MEASURED = "Contrast ratio {value:.2f}, measured"
HIDES_WITHIN = "Contrast ratio {value:.3f} ± {u95:.3f}, measured"
HIDES_MODELLED = "Contrast ratio {value:.2f} (one coat, modelled)"
KNOWN_TO = "Known to about ΔE00 {value:.1f}"
LAB_U95 = "L* ± {L:.1f}, a* ± {a:.1f}, b* ± {b:.1f} (95 %)"
SCATTERING_U95 = "Scattering {value:.2f} ± {u95:.2f}"
STOCKS: Mapping[Stock, str] = MappingProxyType(
    {"in stock": "In stock", "not in stock": "Not in stock", "expired": "Gone out: do not use", "unknown": ""}
)
LOT = "Lot {value}"
OPENED = "Opened {value}"
EXPIRES = "Expires {value}"
BEST_BEFORE = "Keeps until {value}, once opened"

CARDS = "All palettes"
OPEN_BUTTON = "Open palette {number}"
OPEN_NOW = "Open now"
SHADES = "{count} shades"
ONE_SHADE = "1 shade"
MINE = "mine"
GRID_LABEL = "Shades"
OPEN_TITLE = "Shades, from light to deep"
ABOUT_TITLE = "About this palette"
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "maker": "Maker",
        "line": "Line",
        "source": "Source",
        "licence": "Licence",
        "measured_on": "Measured on",
        "instrument": "Instrument",
    }
)
MIXING = "How mixes are predicted"
NO_LICENCE = "not stated"
REMARKS_TITLE = "What to know of it"
PLOT_TITLE = "Where its colours lie"
BROKEN_TITLE = "Files of your own that cannot be read"
BROKEN_LEAD = "They were skipped and left as they are. Put them right, or import them again."

FIND = "Find by code or name, or by colour"
FIND_HELP = (
    "Part of a code or a name; or a colour as L, a, b such as 62,5; 10; 18, or as hex such as #c8a07a: then the "
    "nearest shades come first."
)
FIND_PLACEHOLDER = "M2N, sand, 62,5; 10; 18 or #c8a07a"
WHERE = "Look in"
WHERES: Mapping[str, str] = MappingProxyType({"open": "the open palette", "all": "all palettes"})
STATE = "Show"
STATES: Mapping[str, str] = MappingProxyType({"all": "All", "in stock": "In stock", "expired": "Gone out"})
NEAR = "ΔE00 {value:.1f} away · {title}"
FOUND_NONE = "No shade like that. Look in all palettes, or show all."
LOOKED_FOR = "What you look for"
FOUND_COLOUR = "Nearest to {lab}, the nearest first:"
FOUND_TITLE = "What was found"

MAKE_MINE = "Make it mine"
TO_EDIT = "Edit it"
TO_KIT = "Tick what I own"
MAKE_MINE_LEAD = (
    "This palette comes with tonematch and stays as it is. Make a copy of your own: that one can be changed, ticked "
    "and renamed."
)
MY_TITLE = "My {title}"
COPIED = "Your copy is open now."


def shades_text(count: int) -> str:
    """Count shades in words.

    >>> shades_text(1), shades_text(24)
    ('1 shade', '24 shades')
    """
    return ONE_SHADE if count == 1 else SHADES.format(count=count)


def swatch_alt(colour: Lab) -> str:
    """Say a colour for those who do not see it."""
    return SWATCH_ALT.format(lab=lab(colour))


def near(value: float, title: str) -> str:
    """Say how near a shade is, and whose."""
    return NEAR.format(value=value, title=title)


def my_title(title: str) -> str:
    """Name one's own copy of a palette.

    >>> my_title("Generic correctors")
    'My generic correctors'
    """
    return MY_TITLE.format(title=title[:1].lower() + title[1:])


NAME = "What it is called"
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "code": "Code",
        "name": "Name",
        "L": "L*",
        "a": "a*",
        "b": "b*",
        "strength": "Strength",
        "in_stock": "In stock",
        "lot": "Lot",
        "expires": "Expires",
        "opened": "Opened",
    }
)
CHECK = "Check"
COLOUR = "Colour"
REMOVE = "Remove"
TABLE_ALT = "A table to type into: one shade a row. What is wrong in a row stands in its first cell."
FINE = "\N{CHECK MARK}"
WRONG = "\N{WARNING SIGN} {text}"
NOTED = "Note: {text}"
EMPTY_FIELD = "{field} is empty"
TWICE = "the code {code} stands twice"
NO_NUMBER = "{field} is {typed}, expected {low:g} to {high:g}"
NO_DATE = "{field} is {typed}, expected a date such as 2027-03-31 or 03/2027"
NO_SURFACE = "no matt surface can have this colour: check L*, a* and b*"
SPECTRUM_GOES = "with another colour, its measured spectrum is let go"
PUT_RIGHT = "To be put right before it can be saved"
ROW_WRONG = "Row {number}, {name}: {text}."
NEW_SHADE = "new shade"
UNSAVED = "Not saved yet. What you typed is kept here when you leave the page."
SAVED = "All is saved."
CHANGED_ELSEWHERE = (
    "This palette was saved elsewhere since you began to type, in another tab or as a kit. Saving here replaces that; "
    "the version before can be had back."
)
ADD_SHADE = "Add a shade"
REMOVE_TICKED = "Remove the ticked ({count})"
SAVE = "Save"
DISCARD = "Discard what was typed"
UNDO_SAVE = "Undo the last save"
UNDO_SAVE_HELP = "Brings back the version before. Once more does the save again."
DELETE = "Delete this palette"
DELETED_TITLE = "Deleted palettes ({count})"
RESTORE = "Bring back"

KIT_LEAD = (
    "Tick the pots you own. Match can then mix from these alone, and leaves out what has gone out. A bundled palette "
    "is kept as a copy of your own."
)
KIT_KEEP = "Keep this kit"
KIT_ALL = "Tick all"
KIT_NONE = "Tick none"
KIT_COUNT = "{ticked} of {count} ticked"
KIT_SAVED = "{ticked} of {count} in your kit"
ADVICE_TITLE = "Which one shade more would help most?"
ADVICE_BUTTON = "Try every shade I do not own"
ADVICE_HELP = "Tick at least one shade first. Every other shade of this palette is then tried beside your kit."
ADVICE_BUSY = "Trying each shade beside your kit …"
ADVICE_FOR = "For which skin"
ADVICE_SKINS: Mapping[str, str] = MappingProxyType(
    {"all": "24 measured skins, from deep to light", "case": "the skin measured in Match"}
)
ADVICE = (
    "With {code} {name}, the best blends would come to ΔE00 {after:.2f} on average over {skins}, instead of "
    "{before:.2f}."
)
ADVICE_NONE = "No single shade would help much: your kit comes to ΔE00 {before:.2f} on average over {skins} already."
GAIN = "ΔE00 {before:.2f} \N{RIGHTWARDS ARROW} {after:.2f}; {helped} skins nearer"
ADVICE_NOTE = (
    "Mean ΔE00 of the best blend of two shades in at most eight parts. For the skin hardest to match the first "
    "would take it from {worst_before:.1f} to {worst_after:.1f}."
)


def kit_count(ticked: int, count: int, *, saved: bool) -> str:
    """Say how many shades are ticked.

    >>> kit_count(2, 24, saved=False)
    '2 of 24 ticked'
    """
    return (KIT_SAVED if saved else KIT_COUNT).format(ticked=ticked, count=count)


def gain(told: Gain) -> str:
    """Say what one shade would do."""
    return GAIN.format(before=told.mean_before, after=told.mean_after, helped=told.helped)


def advice(before: float, after: float, code: str, name: str, skins: int) -> str:
    """Say what the most helpful shade would do.

    >>> advice(1.5, 1.0, "M1", "Sand", 1)
    'With M1 Sand, the best blends would come to ΔE00 1.00 on average over 1 skin, instead of 1.50.'
    """
    over = "1 skin" if skins == 1 else f"{skins} skins"
    text = ADVICE if before - after >= 0.02 else ADVICE_NONE
    return text.format(before=before, after=after, code=code, name=name, skins=over)


IMPORT_TITLE = "Bring a palette in"
IMPORT_LEAD = (
    "tonematch's own .json and .csv, tables of spectra (.csv), and CxF3 (.cxf) of a spectrophotometer. Nothing is kept "
    "before you have seen it."
)
IMPORT_LABEL = "Drop a palette file here, or choose one"
IMPORT_BUSY = "Reading the palette …"
IMPORT_KEEP = "Keep it"
IMPORT_DROP = "Do not keep it"
IMPORTED = "{title}: {shades}. Look it through, then keep it."
EXPORT_TITLE = "Take a palette out"
EXPORTS: Mapping[str, str] = MappingProxyType(
    {
        "json": "JSON, all of it",
        "csv": "CSV, for a spreadsheet",
        "ase": "ASE, Adobe swatches",
        "gpl": "GPL, GIMP palette",
    }
)
EXPORT_NOTE = "Swatches are colours for a screen, nothing to mix from; JSON and CSV can be brought in again."


def imported(title: str, count: int) -> str:
    """Say what was read of a file."""
    return IMPORTED.format(title=title, shades=shades_text(count))
