"""The texts of the match, step by step, and how colours are written."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tonematch.findings import Severity, Verdict

EARLIER_KEPT = "The photo you worked on before is kept."
EARLIER_BACK = "Back to the earlier photo"

EMPTY_PHOTO = "Choose a photo first."
EMPTY_CHART = "The colour chart has to be read first."
EMPTY_SKIN = "Mark the patch first."
EMPTY_BLENDS = "Find blends first."

PHOTO_TITLE = "Choose a photo"
PHOTO_LEAD = "It has to show the patch, the skin around it, and a ColorChecker lying beside them in the same light."
UPLOAD_TITLE = "Your own photo"
UPLOAD_LABEL = "Drop a photo here, or choose one: JPEG, PNG, TIFF, WebP, HEIC or raw, up to 60 MB"
UPLOAD_PRIVACY = "The photo stays on this computer and is forgotten when you end the case or close the tab."
SAMPLES_TITLE = "More samples"
SAMPLES_LEAD = "Computed pictures of skin with a chart: nobody is shown. Three of them cannot be used, to show why."
SAMPLE_BUTTON = "Use sample {number}"
SITE = "Where on the body"
SITES: Mapping[str, str] = MappingProxyType(
    {
        "face": "Face",
        "neck": "Neck",
        "hand": "Hand",
        "arm": "Arm",
        "leg": "Leg",
        "foot": "Foot",
        "body": "Body",
        "scalp": "Scalp",
        "other": "Other",
    }
)
SITE_HELP = "Skin differs from place to place: the back of a hand is not the inner arm. Make one match for each."
PHONE_HINT = (
    "On a phone or tablet, press the button above and choose the camera there: that gives the camera's own file. "
    "Messengers and screenshots change colours."
)
CAMERA_TITLE = "Or use this device's camera here"
CAMERA_ON = "Switch the camera on"
CAMERA_LABEL = "Take the photo"
CAMERA_CAVEAT = (
    "The browser gives at most 1080 lines, sharpened and compressed by the device: enough to try things out. "
    "For a match, use the camera's own file."
)
CAMERA_NAME = "camera.jpg"
NO_PHOTO = "No photo yet?"
TRY_TITLE = "Try it with this sample"
AT_HAND = "The photo at hand"
ANOTHER = "Another photo"
TO_CORNERS = "Set its corners by hand"
TO_CHART = "Look at the chart"
READING_PHOTO = "Reading the photo …"
READING_CHART = "Looking for the chart …"

CHART_TITLE = "The colour chart"
CHART_PICTURE = "The photo. An outline in orange marks where the colour chart was found."
CHART_PICTURE_EMPTY = "The photo. No colour chart is marked in it."
LEGEND_CHART = "colour chart"
LEGEND_PATCH = "patch"
LEGEND_SKIN = "skin that was sampled"
LEGEND_LEFT_OUT = "left out: {what}"
WAS_READ = "What was read"
PHOTO_SIZE = "{width} \N{MULTIPLICATION SIGN} {height} pixels, {shape}"
SHAPES: Sequence[tuple[float, str]] = (
    (0.98, "taller than wide"),
    (1.02, "square"),
    (float("inf"), "wider than tall"),
)
"""What a picture of a width over its height below each limit is called."""
PHOTO_PROFILE = "Colour profile: {profile}"
FOUND: Mapping[str, str] = MappingProxyType({"auto": "found by itself", "by hand": "marked by hand"})
VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        "pass": "The colours of this photo can be used.",
        "warn": "The colours of this photo can be used with care.",
        "refuse": "The colours of this photo should not be used.",
    }
)
HELD_OUT = (
    "Tested on chart patches the correction had not seen, colours come out ΔE00 {mean:.1f} off on average, "
    "skin colours {skin:.1f}. {meaning}"
)
HELD_OUT_MEANINGS: Sequence[tuple[float, str]] = (
    (1.5, "Side by side, that is hard to see."),
    (3.0, "Side by side, a trained eye sees that."),
    (float("inf"), "Side by side, anyone sees that."),
)
FINDINGS_TITLE = "What was noticed"
SEVERITIES: Mapping[Severity, str] = MappingProxyType({"info": "Note", "warn": "Care", "refuse": "Stop"})
ANYWAY = "Go on all the same; every number that follows may be far off"
CHART_KIND = "Which chart it is"
CHART_KIND_AUTO = "ColorChecker Classic 24, by its measured colours"
BY_HAND = "Set the corners by hand"
BY_HAND_LEAD = (
    "Drag the four rings in the photo to the outer corners of the coloured squares, without the frame; each is named "
    "after the square it belongs to. Then have the chart read there."
)
BY_HAND_LEAD_CARD = "Drag the four rings into the card, away from its edge and print. Then have it read there."
READ_HERE = "Read the chart at these corners"
NOT_A_PLACE = "Each place needs two numbers inside the photo: x from 0 to {width} and y from 0 to {height}."
BY_NUMBERS = "Type the places instead"
PATCH_WORDS: Mapping[str, str] = MappingProxyType(
    {"dark skin": "dark skin (brown)", "black 2": "black", "white 9.5": "white"}
)
"""Patches whose maker's name is not what people see."""
CARD_CORNERS = ("first corner", "second corner", "third corner", "fourth corner")
USE_CORNERS = "Use these corners"
TO_SKIN = "Next: mark the patch"

SKIN_TITLE = "The patch and the surrounding skin"
SKIN_LEAD = (
    "Click into the patch. Its border and a band of the surrounding skin are found from there; mend both by brush."
)
SKIN_PICTURE = "The photo. Mark the patch in it."
SKIN_PICTURE_DONE = (
    "The photo with the patch outlined in white, the skin that was sampled dotted in blue, and what was left out "
    "of it hatched."
)
OWN_MARK = "Use the mark that comes with this photo"
SAMPLING = "Sampling the skin …"
X_LABEL = "x from the left (px)"
Y_LABEL = "y from the top (px)"
USE_POINT = "Use this point"
REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "band": "Surrounding skin",
        "painted": "Skin painted to compare with",
        "skin": "Skin pointed at",
        "contralateral": "Skin of the other side, from the second photo",
    }
)
PATCH = "Patch"
SWATCH_ALT = "{what}: {lab}"
TONE = "{lab} · ITA {ita:.0f}°, {name}"
UNCERTAINTY = "Known to about ΔE00 {value:.1f}: in 95 of 100 photos like this the true tone lies within it."
CONTRAST = "The patch differs from the surrounding skin by ΔE00 {value:.1f}."
CONTRAST_TO_TARGET = "The patch differs from that skin by ΔE00 {value:.1f}."
DESCRIPTION_TITLE = "In other words"
SCALP_TOGGLE = "Scalp: tell skin and dots apart"
SCALP_HELP = "For stubble, follicles and pigment dots: the skin between them, and the dots themselves."
SCALP_SURROUNDING = "Scalp around the patch"
SCALP_SKIN_ITSELF = "Scalp"
SCALP_PATCH = "Scalp in the patch"
SCALP_SKIN = "Skin between the dots"
SCALP_DOTS = "Dots as they look"
SCALP_PICTURE = "A stretch of the scalp, with what was taken for skin, for dots and for neither, and a legend."
NO_PATCH = "No patch was marked: this skin itself is the target."
OTHER_TITLE = "Take the tone from the other side of the body"
OTHER_LEAD = (
    "Choose a photo of the same place on the other side, with a chart of its own in it. Its skin becomes the target."
)
OTHER_PHOTO = "The target is taken from {name}."
OTHER_PICTURE = "The second photo. Mark the skin in it that is to be the target."
OTHER_TOOLS = "The skin to match"
OTHER_DROP = "Let this photo go; use the skin around the patch"
LEFT_OUT = "Left out of the sample: {reasons}."
PROFILE_TITLE = "Colour across the border"
SECTORS_TITLE = "Tone by direction"
FLECKS = "Fleck shade"
FLECKS_SHARE = "Freckles and the like cover {share} of the skin there; their shade can be stippled on."
STANDARD_ERROR = "{pixels} pixels; sampling alone leaves ΔE00 {error:.2f} open."
TO_MATCH = "Next: find blends"


def photo_size(width: int, height: int) -> str:
    """Say how large a photo is, and how it lies once it is turned as the camera was held.

    >>> photo_size(3000, 4000).rpartition(", ")[2]
    'taller than wide'
    """
    shape = next(name for limit, name in SHAPES if width / height < limit)
    return PHOTO_SIZE.format(width=width, height=height, shape=shape)


def held_out(mean: float, skin: float) -> str:
    """Say how far off the colours are, and what that means to the eye."""
    meaning = next(text for limit, text in HELD_OUT_MEANINGS if mean < limit)
    return HELD_OUT.format(mean=mean, skin=skin, meaning=meaning)


def share(value: float) -> str:
    """Write a share of something, in whole percent.

    >>> share(0.034), share(0.002)
    ('3 %', 'less than 1 %')
    """
    return "less than 1 %" if value < 0.01 else f"{100 * value:.0f} %"


def lab(values: Sequence[float]) -> str:
    """Write a colour.

    >>> lab((62.14, 12.3, -0.04))
    'L* 62.1 · a* 12.3 · b* 0.0'
    """
    L, a, b = (round(float(value), 1) + 0.0 for value in values)
    return f"L* {L:.1f} · a* {a:.1f} · b* {b:.1f}"
