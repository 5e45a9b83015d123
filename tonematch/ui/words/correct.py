"""The texts of this part: Correct."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "Correct"
LEAD = "From a photo of the test stripe beside the skin: how far it is off, and what to add."
SECTION = "What to do"
CORRECTING = "Correct a mix"
HEALING = "Healed colour"

MIX_TITLE = "1 \N{MIDDLE DOT} The mix"
FROM_MATCH = "Recipe found in Match"
FROM_MATCH_TAKE = "Take this recipe over"
FROM_MATCH_ROW = "{rank}. {recipe}, ΔE00 {value:.1f}"
FROM_MATCH_SINGLE = "{recipe}, ΔE00 {value:.1f}"
PALETTE = "Palette it was mixed from"
POTS = "Pots in the mix"
POTS_HOLDER = "Choose the pots"
POT_HELP = "All that is in the mix now, what was added since included."
AMOUNT = "{unit} of pot {number}"
COATS = "Thin coats of the stripe"
COATS_HELP = "Counts where the bare patch is known; otherwise the stripe is taken to hide what lies beneath it."
MIX_NAME = "What you call it (not a client's name)"
MIX_EMPTY = "Choose the pots that are in the mix."
MIX_SUM = "{amount} in all."
OVER_KNOWN = "The bare patch beneath is taken from Match: {lab}."
DRAWN_FROM = "The stripe in the photo was drawn from this. What you add now is told in step 4."
ANEW = "Start another mix"
ANEW_HELP = "Lets the stripes of this mix go; what was remembered of your jars stays."

STRIPE_TITLE = "2 \N{MIDDLE DOT} The stripe beside the skin"
STRIPE_LEAD = (
    "Draw the mix as a stripe beside the skin it should look like, as broad as a finger. Let it dry, lay the chart "
    "beside it, and photograph all three in one frame and in one light."
)
STRIPE_NEXT = "Done so far: {done} Now stir well, draw a new stripe beside the old one, and photograph that."
UPLOAD = "Drop a photo here, or choose one: JPEG, PNG, TIFF, WebP, HEIC or raw"
UPLOAD_PRIVACY = "The photo stays on this computer and is forgotten when you let it go or close the tab."
SAMPLE_BUTTON = "Use the sample stripe"
SAMPLE_LEAD = "Or a sample: a computed picture of a stripe, with the mix it was drawn from. Nobody is shown."
READING_PHOTO = "Reading the photo …"
READING_CHART = "Looking for the chart …"
SAMPLING = "Measuring …"
ANOTHER = "Take another photo"
BACK = "Take back what I did last"
BACK_HELP = "The mix and the photo are as they were before."
PICTURE = "The photo. Point at the places named on the buttons."
POINT_AT = "Point at"
PLACES: Mapping[str, str] = MappingProxyType(
    {"stripe": "The stripe", "beside": "The skin beside it", "bare": "The bare patch", "site": "The site"}
)
USE_PLACES = "Use these places"
SPOT = "Breadth of the spots"
SPOT_MM = "{mm} mm"
CLOSE_UP = "{name}, from near. The ring is what is measured."
CLOSE_UP_LEAD = "The rings are what is measured. Each must lie on one surface only."
MISSING: Mapping[str, str] = MappingProxyType(
    {
        "stripe": "Point at the stripe.",
        "beside": "Now point at the skin beside it, clear of the stripe.",
        "bare": "",
        "site": "Point at the site.",
    }
)
BARE_OPEN = (
    "If a little of the bare patch shows, point at that too: what shines through the stripe is then reckoned with."
)
TO_NUMBERS = "Set the corners of the chart by numbers"
CORNERS = ("first corner", "second corner", "third corner", "fourth corner")
CORNERS_LEAD = "The outer corners of the coloured squares, beside brown, bluish green, black and white, in this order."
USE_CORNERS = "Use these corners"

RESIDUAL_TITLE = "3 \N{MIDDLE DOT} How far it is off"
RESIDUAL_WAITS = "This appears when the mix is told, and stripe and skin are pointed at."
STRIPE_SIDE = "stripe"
SKIN_SIDE = "skin"
SPLIT_ALT = "The stripe on the left, the skin on the right; they differ by ΔE00 {value:.1f}."
OFF_BY = "ΔE00 {value:.1f} ± {doubt:.1f}"
OFF_WORDS = "The stripe is {words}."
SAME_WORDS = "Stripe and skin look the same: no visible difference."
DIFFERENCE: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "dL": ("ΔL\N{PRIME}", "darker", "lighter"),
        "dC": ("ΔC\N{PRIME}", "greyer", "stronger"),
        "dH": ("ΔH\N{PRIME}", "redder", "yellower"),
    }
)
"""Sign, and what a negative and a positive difference of the stripe from the skin mean."""
DIFFERENCE_NONE = "no difference"
DOUBT = (
    "Both were read in one photo, so its errors are the same on both and mostly cancel; what is left is about "
    "± {doubt:.1f}."
)
CAUSES_TITLE = "What it is put down to"
CAUSE_BAR = "A bar of length {value:.1f}"
CAUSES_NONE = "Nothing stands out."
CAUSES_LEAD = "The likeliest split by what one stripe can tell. Shades, doses and film work together, so it is a guess."

NEXT_TITLE = "4 \N{MIDDLE DOT} The next step"
EXPECTED = "expected ΔE00 {before:.1f} \N{RIGHTWARDS ARROW} {after:.1f}"
LIKELY = "Two such stripes in three end between ΔE00 {low:.1f} and {high:.1f}."
TO_THE_MIX = "{add} to the {mixed} you mixed"
EXPECTED_ALT = "What it should look like: the mix on the left, the skin on the right."
EXPECTED_SIDE = "expected"
DOUBT_NEXT = "The doubt about drops, strengths and photo is in that number, so it is never nothing."
ADDED = "I added this"
COAT_TEXT = "Press on one more thin coat of the same mix"
COAT_DONE = "I pressed it on"
OTHERS_TITLE = "Or"
LEAVE_SEEN = "Leave it: nothing you add would be seen."
LEAVE = "Leave it as it is."
LEAVE_FAR = (
    "Nothing in this palette brings it clearly closer. If it is too far off, choose other pots, or look in Match for "
    "another recipe."
)
UNCHANGED = "Drawn anew as it is: expected ΔE00 {value:.1f}."
OTHERWISE = "I added something else"
OTHERWISE_POT = "Pot"
OTHERWISE_AMOUNT = "How much"
OTHERWISE_DONE = "Add it to the mix"
DID_ADD = "added {what}."
DID_COAT = "one more coat."

HISTORY_TITLE = "Stripes of this mix"
HISTORY_OF = "Mix: {title}"
HISTORY_ROW = "Stripe {number}: ΔE00 {value:.1f}"
HISTORY_DONE = "Stripe {number}: ΔE00 {value:.1f}, then {done}"
HISTORY_ALT = "ΔE00 between stripe and skin, stripe by stripe: {values}."
HISTORY_PLOT = "ΔE00 between stripe and skin, stripe by stripe."
HISTORY_LINE = "below 1 few people see it"

JARS_TITLE = "What your jars showed"
JARS_LEAD = (
    "Jars of one name differ. Each stripe tells a little of how strong yours are; remembered, that makes your next "
    "recipes better. Only colours and parts are kept, on this computer, never a photo."
)
JARS_KEEP = "Remember what my jars show"
JARS_KEPT = "Remembered: {stripes} of {mixes}."
JARS_SHADE = "about {by} {than} than the palette says (likely {low} to {high})"
JARS_SAME = "as the palette says, as far as can be told (likely {low} to {high})"
JARS_COAT = "Your usual coat"
JARS_THAN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"shade": ("weaker", "stronger"), "coat": ("thinner", "thicker")}
)
JARS_UNKNOWN = "Nothing is remembered of this palette's jars yet."
JARS_FORGET = "Forget these jars"
JARS_FORGET_SURE = "Yes, forget them"
ASIDE = "Set this file aside and start anew"

HEALED_TITLE = "How your own work heals"
HEALED_LEAD = (
    "Pigment heals lighter and less warm than it looks fresh; by how much depends on the hand. From at least three "
    "pairs of fresh and healed colours of your own, the shift is learned, and Match can choose a recipe for the healed "
    "colour. Without them, healing is left out unless you ask for a rough estimate."
)
HEALED_OFF = "Until then Match reckons with no healing unless you ask for the rough estimate there."
HEALED_READY = "Match now offers to choose for the colour healed by your own pairs."
HEALED_DISAGREE = (
    "Your pairs disagree by more than the shift itself, so trust it little: look for a pair that was read in poor "
    "light, or add more."
)
HEALED_FEW = "With fewer than six pairs much still rests on the model; each further one counts."
HEALED_SWATCH_ALT = "Fresh on the left, healed on the right."
FRESH_SIDE = "fresh"
HEALED_SIDE = "healed"
PAIRS_TITLE = "Your pairs"
PAIR_TITLE = "Pair {number}"
PAIR_LABS = "{fresh} \N{RIGHTWARDS ARROW} {healed}"
PAIR_DROP_NUMBER = "Take pair {number} out"
PAIRS_NONE = "There are no pairs yet."
PAIRS_FORGET = "Forget all pairs"
PAIRS_FORGET_SURE = "Yes, forget them all"
ADD_TITLE = "Add a pair"
ADD_HOW = "Where the colours come from"
BY_PHOTOS = "From two photos"
BY_NUMBERS = "Typed"
SIDES: Mapping[str, str] = MappingProxyType({"fresh": "Fresh", "healed": "Healed"})
CHANNELS = ("L*", "a*", "b*")
CHANNEL_LABEL = "{channel} {side}"
NOTE = "A word on the pair, such as the weeks between (no client's name)"
ADD = "Keep this pair"
PHOTO_LEAD: Mapping[str, str] = MappingProxyType(
    {
        "fresh": "The site when fresh, with the chart beside it.",
        "healed": "The same site healed, six weeks later or more, with the chart beside it.",
    }
)
PAIR_WAITS = "Point at the site in both photos, then the pair can be kept."
SAME_PHOTO = "The fresh and the healed photo are the same file."
SAME_PHOTO_HINT = "Choose the photo of the healed site for one of them."
NO_NUMBER = "{label}: “{typed}” is not a number."
NO_NUMBER_HINT = "Type it such as 62.1 or 62,1."
OUT_OF_RANGE = "{label}: {value:g} is beyond {low:g} to {high:g}."


def percent(factor: float) -> str:
    """Write how far a factor lies from 1.

    >>> percent(1.12), percent(0.88)
    ('12 %', '12 %')
    """
    return f"{abs(factor - 1) * 100:.0f} %"


def signed_percent(factor: float) -> str:
    """Write a factor as what it adds.

    >>> signed_percent(1.2), signed_percent(0.9)
    ('+20 %', '-10 %')
    """
    return f"{(factor - 1) * 100:+.0f} %"


def signed(value: float) -> str:
    """Write a signed number with one decimal.

    >>> signed(1.26), signed(-0.04), signed(-2)
    ('+1.3', '0.0', '-2.0')
    """
    rounded = round(value, 1) + 0.0
    return "0.0" if rounded == 0 else f"{rounded:+.1f}"


def counted(count: int, one: str, many: str) -> str:
    """Write how many.

    >>> counted(1, "stripe", "stripes"), counted(3, "mix", "mixes")
    ('1 stripe', '3 mixes')
    """
    return f"{count} {one if count == 1 else many}"
