"""The texts of the fourth step: what a recipe may be, the recipes found, and the preview on the photo."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "Shades and blends"
TARGET = "Target: {what}, {lab}, known to about ΔE00 {value:.1f}."
TARGETS: Mapping[str, str] = MappingProxyType(
    {
        "band": "the surrounding skin",
        "painted": "the skin painted to compare with",
        "skin": "the skin pointed at",
        "contralateral": "the skin of the other side",
    }
)
TO_KEEP = "Next: keep this match"

PALETTES = "Palettes"
PALETTES_EMPTY = "Choose at least one palette."
MOST_SHADES = "Most pots"
MOST_PARTS = "Most parts or drops"
UNIT = "Amounts in"
UNITS: Mapping[str, str] = MappingProxyType({"parts": "parts", "drops": "drops", "grams": "grams"})
BATCH = "Batch in grams"
BATCH_WRONG = "Type a weight from {least:g} to {most:g} grams, such as 2.5. {value:g} g is used until then."
BALANCE = "The balance shows steps of"
COATS = "Thin coats"
COATS_DEFAULT = "as usual (2)"
IN_STOCK = "Only what is in my kit"
IN_STOCK_HELP = "Recipes from pots marked as in stock that have not gone out. Mark them on the Palettes page."
MORE_WISHES = "More wishes"
LIGHT = "Choose for"
LIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "D65": "daylight",
        "worst": "the light where it fits least",
        "A": "tungsten bulbs",
        "LED-B3": "LED lamps",
        "FL11": "fluorescent tubes",
        "D50": "warm daylight",
    }
)
LIGHT_HELP = "Every recipe tells how it fits under each of these; this says which one counts."
FORGIVING = "Forgiving ones first"
FORGIVING_HELP = "Puts those recipes first that uneven drops, off by about 8 %, harm least. Reckoned in daylight."
TECHNIQUE = "Technique"
TECHNIQUES: Mapping[str, str] = MappingProxyType({"camouflage": "Camouflage", "dermatography": "Dermatography"})
TECHNIQUE_DEFAULT = "what the palette is for"
TECHNIQUE_UNCLEAR = "These palettes are for different techniques: say which one is meant."
OWN_JARS = "Use my own jars' strengths"
OWN_JARS_HELP = "What your test stripes on the Correct page have shown of these jars."
HEALED = "Choose for the colour"
HEALED_CHOICES: Mapping[str, str] = MappingProxyType(
    {"off": "of the fresh mix", "estimate": "healed, estimated", "own": "healed, by my own pairs"}
)
HEALED_HELP = (
    "The estimate is modelled: its direction is sound, its size may be nothing or twice as much. "
    "Three of your own pairs of fresh and healed on the Correct page make it yours."
)
DENSITY = "Implanted"
DENSITY_HELP = "Sheer layers let the patch be seen through the pigment."
DENSITY_DEFAULT = "densely, nothing shows through"
DENSITY_SHARE = "{share} % of the contrast beneath hidden"
MATCHING = "Searching for blends …"

FOR = "For {what}"
NEAREST_SINGLE = "Nearest single shade"
BEST_BLENDS = "Blends, best first"
HEALING = "How it heals"
UNREACHABLE = "Out of reach"
WIDEN = "Try 3 pots and 12 parts"
TIES = "A tie"
TARGET_SIDE = "target"
MIX_SIDE = "mix"
SPLIT_ALT = "Target on the left, mix on the right; they differ by ΔE00 {value}, grade {grade}."
RANK = "{rank}."
DELTA = "ΔE00 {value}"
TIED = "ties with the first"
POTS = ("1 pot", "{count} pots")
WORST_DAYLIGHT = "fits no worse under lamps than in daylight"
WORST_LIGHT = "fits least under {light}: ΔE00 {value:.1f}"
STOCK: Mapping[str, str] = MappingProxyType(
    {
        "in stock": "in stock",
        "unknown": "stock not stated",
        "not in stock": "not in stock: {pots}",
        "expired": "gone out: {pots}",
    }
)
ROUNDING = "whole parts cost ΔE00 {value:.2f}"
UNEVEN = "with uneven drops expect ΔE00 {value:.1f}"
DATA: Mapping[str, str] = MappingProxyType(
    {"measured": "measured shades", "modelled": "modelled shades", "swatch": "shades known from swatches only"}
)
CHOOSE = "Show recipe {rank}"
CHOOSE_SINGLE = "Show this shade"
CHOSEN = "\N{CHECK MARK} On the photo"
MORE_BLENDS = "{count} more"
WATCH_OUT = "What to watch out for"
DELTA_EXPLAINED = (
    "ΔE00 says how far two colours lie apart: below 1 few people see it side by side, above 3 most do. The figure "
    "after ± is how far the answer may be off, in 95 of 100 cases. On deep skin eyes forgive a little more, and the "
    "grades allow for that: excellent is not noticed, good hardly, fair is still accepted, poor is not."
)

PREVIEW = "Recipe {rank} on the photo"
PREVIEW_SINGLE = "The nearest single shade on the photo"
NO_PATCH = "There is no patch to show it on: the skin pointed at is itself the target."
BEFORE = "as it is"
AFTER = "with the mix"
SLIDER = "Divider between the patch as it is and with the mix"
SLIDER_VALUE = "{at} % as it is, the rest with the mix"
PREVIEW_BEFORE = "The patch and the skin around it, as measured."
PREVIEW_AFTER = "The same with the mix on the patch, as estimated."
OPACITY = "Opacity"
OPACITY_HELP = "100 % is the mix as predicted. Less shows it sheer, as when it is pressed on thinly."
COATS_SHOWN = "Coats shown"
STAGE = "Show it"
STAGES: Mapping[str, str] = MappingProxyType({"after": "healed", "fresh": "fresh"})
STAGES_POWDER: Mapping[str, str] = MappingProxyType({"after": "with powder", "fresh": "before powder"})
EXTENT = "Show"
EXTENTS: Mapping[str, str] = MappingProxyType({"patch": "the patch", "photo": "the whole photo"})
PREVIEW_ESTIMATE = "An estimate: the photo's own light and the skin's relief are kept, the colour is exchanged."

MEASURED = "Measured and reckoned values"
COLOURS = "Colours, D65, 2° observer"
COLOUR_NAMES: Mapping[str, str] = MappingProxyType(
    {"target": "Target", "patch": "Patch beneath", "mix": "Mix", "fresh": "Mix, fresh or before powder"}
)
DIFFERENCE = "Mix less target"
DIFFERENCE_NAMES = ("ΔL\N{PRIME} (lighter)", "ΔC\N{PRIME} (stronger)", "ΔH\N{PRIME} (yellower)")
LAMPS = "Under each light"
LAMP_HEADS = ("ΔE00", "metamerism index")
LAMP_NOTE = "Beyond daylight these rest on a model of the skin's reflectance."
COAT_TABLE = "In thin coats over the patch"
COAT_HEADS = ("ΔE00", "patch shows through by", "contrast ratio")
COAT_ROW = ("1 coat", "{count} coats")
ROBUST = "What it withstands"
ROBUST_ROWS: Mapping[str, str] = MappingProxyType(
    {
        "uncertainty": "ΔE00 may be off by (95 %)",
        "expected": "ΔE00 to expect with uneven drops (8 %)",
        "rounding": "Cost of whole parts, ΔE00",
        "best": "ΔE00 in the best proportions of these shades",
        "proven": "Nothing within the limits is nearer by more than, ΔE00",
        "weighed": "ΔE00 to expect on this balance",
    }
)
BEST_SHARES = "Best proportions of these shades: {shares}"
KNOWN = "How the shades are known"
METHOD = "Predicted by {method}."
EXACT = "exact"


def counted(forms: tuple[str, str], count: int) -> str:
    """Choose between one and several.

    >>> counted(POTS, 1), counted(POTS, 3)
    ('1 pot', '3 pots')
    """
    return forms[count != 1].format(count=count)


def technique(name: str) -> str:
    """Name a technique, or that it is left to the palette."""
    return TECHNIQUES.get(name, TECHNIQUE_DEFAULT)


def density(share: float) -> str:
    """Name how densely pigment is implanted; 0 stands for opaque."""
    return DENSITY_SHARE.format(share=round(100 * share)) if share else DENSITY_DEFAULT


def worst_light(light: str, named: str, value: float) -> str:
    """Say where a recipe fits least."""
    return WORST_DAYLIGHT if light == "D65" else WORST_LIGHT.format(light=named, value=value)
