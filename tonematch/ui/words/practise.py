"""The texts of this part: Practise."""

from collections.abc import Mapping
from types import MappingProxyType

from tonematch.practise.exercise import Exercise
from tonematch.practise.survey import Survey

TITLE = "Practise"
LEAD = "Lay down a blend by eye, then see how near it comes. Nothing is measured for you until you ask."

EYES_TITLE = "Before you start: have your colour vision tested"
EYES = (
    "In Europe about one man in twelve and one woman in 250 sees colours differently, and many do not know. Ask an "
    "optometrist for a proper test: plates such as Ishihara's, and a hue-ordering test such as the Farnsworth-Munsell "
    "100 Hue. A test on a screen is no substitute, and this page is none. Whatever comes out, tell your tutor: it says "
    "which blends to have checked by somebody else, not whether you can learn to mix."
)
EYES_SOURCE = "Shares: J. Birch, Journal of the Optical Society of America A 29 (2012) 313-320."
EYES_DONE = "I have read this"

VIEW = "What to do"
EXERCISES, COMPARE, PROGRESS = VIEWS = ("Exercises", "Compare blends", "Progress")

TRAINEE = "Who is practising"
TRAINEE_NEW = "Somebody new"
TRAINEE_NAME = "Your pseudonym"
TRAINEE_HELP = "A word that stands for you, not your full name. Your journal is kept on this computer under it."
TRAINEE_NONE = "Without a pseudonym you can practise, and nothing is kept."

SET_TITLE = "Exercises"
SET_NUMBER = "Set number"
SET_HELP = "The same number gives the same exercises on every computer, so that a class can work on one set."
LEVEL = "Level"
DEPTH = "Depth of the skin"
NO_EXERCISE = "No exercise fits this choice. Take a level or a depth away."
LEVELS_EXPLAINED = (
    "Easy: a single pot comes within what half of observers accept. Medium: it takes two pots, and at least one recipe "
    "in a hundred will do. Hard: three pots and more, or fewer recipes that will do. Counted over every recipe allowed."
)
DUE_TITLE = "Back after a month"
DUE_MORE = "{count} more wait; they are shown as these are done."
DUE = "Done on {last}, {points:.0f} points"
DONE_BEFORE = "Done on {last}; comes back on {due}"
START = "Start"
OWN_TITLE = "From your own cases"
OWN_LEAD = "The colours of the case open in Match, as an exercise. Its two colours are kept, never the photo."
OWN_NONE = "Open a case in Match and mark its skin; its colours can then be practised on here."
OWN_PALETTE = "Palette"
OWN_POTS = "Most pots"
OWN_PARTS = "Most parts"
OWN_MAKE = "Make an exercise of it"
OWN_NAME = "Own case {number}, {depth} skin"
TRYING_ALL = "Trying every recipe, to say how hard it is\N{HORIZONTAL ELLIPSIS}"
TOO_MANY = "These limits make too many recipes to try one by one. Allow fewer pots or parts."

TUTOR_TITLE = "For the tutor: lay down a recipe"
TUTOR_LEAD = "It is shown beside the trainee's blend once that is laid down, and not before."
TUTOR_EXERCISE = "Exercise"
TUTOR_KEEP = "Keep this recipe"
TUTOR_KEPT = "Kept. Trainees see it after they have laid down their own."
TUTOR_THERE = "A tutor has laid down a recipe for this exercise; you will see it afterwards."

TO_MATCH = "To match"
FIELD_ALT = "{skin} with {patch} in it, on mid-grey"
THE_SKIN, THE_PATCH = "The surrounding skin", "the patch"
OPAQUE_ALT = "{skin}, on mid-grey"
COVERED_ALT = "The skin with the patch covered by the blend of: {whose}"
TASK = "Mix what makes the patch look like the skin around it."
YOUR_BLEND = "Your blend"
POTS_TITLE = "The pots"
POTS_LEAD = "Each as it looks by itself, thick enough to hide what is beneath. Press one to add a part of it."
NO_POTS = "No pot yet. Choose from those below."
PARTS_OF = "Parts of {name}"
TAKE_OUT = "Take out"
TAKE_OUT_NAMED = "Take out {name}"
SHARE = "{share:.0f} %"
TOTAL = "{total} of at most {most} parts, {pots} of at most {most_pots} pots"
TOTAL_OVER = "Too many. {total}."
GUESS_TITLE = "Before you look: how will it be?"
GUESS_DEPTH = "Depth: I think it will be"
GUESS_UNDERTONE = "Undertone: I think it will be"
REVEAL = "Lay it down and look"
LEAVE = "Back to the exercises"
NOT_BEFORE = "How near it comes, and what it looks like, is shown once you have laid it down."

RESULT = "{points:.0f} of 100 points"
RESULT_WORDS = "ΔE00 {delta:.1f}, **{grade}**: {words}"
SIDES: Mapping[str, str] = MappingProxyType(
    {"target": "Target", "own": "Yours", "engine": "Best possible", "tutor": "Tutor's"}
)
SPLIT_ALT = "Side by side without a gap, from the left: {sides}"
ON_PATCH = "On the patch"
AXES: tuple[str, ...] = ("Depth", "Undertone", "Chroma")
GUESSED = "You thought: {word}"
GUESSED_RIGHT = "You thought: {word}. Right."
AXES_NOTE = (
    "The parts of ΔE00, signed: dL' lighter or darker, dH' yellower or redder, dC' more vivid or greyer. "
    "Called right where that part alone is less than half of observers notice on skin of this depth."
)
PULLS_TITLE = "Which pot pulls where"
PULL = "{sign}1 part {name}: ΔE00 {before:.1f} \N{RIGHTWARDS ARROW} {after:.1f}{moves}"
PULLS_NEARER = "Nearer with"
PULLS_FARTHER = "Farther with"
PULLS_NONE = "No single part more or less would bring it nearer."
COMPARISON_TITLE = "Compared"
COMPARISON_COLUMNS = ("Rank", "Whose", "Recipe in parts", "ΔE00", "Grade", "In words", "Points")
COMPARISON_SORT = "Press a heading to sort by it."
ADD_BLEND_TITLE = "Add a blend to compare"
ADD_BLEND = "Add this blend"
ADDED = "Added {number}"
CLEAR_ADDED = "Take the added ones away"
PLOT_TITLE = "Around the target"
AGAIN = "Do it again"
NEXT = "Next exercise"
POINTS_TITLE = "How points are reckoned"
POINTS_FORMULA = r"100 \cdot 2^{-(\Delta E_{00} / A)^{k}}"
POINTS_EXPLAINED = (
    "No difference gives 100. At A, the difference that half of observers still accept on skin of this depth "
    "(ΔE00 {acceptable:.1f} here), it is 50. k is set so that at the difference half of observers notice "
    "(ΔE00 {perceptible:.1f} here), it is 90; that 90 is our own choice. Thresholds: Paravina and others, Journal of "
    "Prosthodontics 18 (2009) 618-625, sliding with the skin's L*. Curve: Quick, Kybernetik 16 (1974) 65-67. "
    "The blend's colour is modelled, not measured: a stripe on skin may differ."
)
HOW_HARD = "How hard it was"
KEPT = "Kept in your journal. This exercise comes back on {due}."
NOT_KEPT = "Not kept, as there is no pseudonym."
KEEP_AGAIN = "Try again to keep it"

COMPARE_LEAD = "Any number of blends against one target, with the columns of a match."
COMPARE_TARGET = "Target"
COMPARE_CASE = "The case open in Match"
COMPARE_EMPTY = "Finish an exercise, or open a case in Match: its target can then be compared against here."
COMPARE_NO_BLEND = "No blend yet. Add one below."
OWN_TRY = "Yours, {on}"

PROGRESS_EMPTY = "No exercise finished yet. What you finish under your pseudonym is shown here over time."
PROGRESS_TRAINEE = "Type a pseudonym above; progress is kept under it."
TENDENCIES = "Tendencies"
TENDENCY = "On {depth} skin your blends tend to be {words}: {size:.1f} ± {error:.1f} over {count} blends."
NO_TENDENCY = "No tendency to one side yet that chance could not have made; it takes at least three blends a depth."
POINTS_OVER_TIME = "Points over time"
ERRORS_OVER_TIME = "To which side"
PLOTS_NOTE = "Grey line: mean of the last five. Grey band: less than half of observers notice."
GROUPS_TITLE = "By depth of the skin, and by level"
GROUP_COLUMNS = ("Blends on", "Count", "Points (median)", "Depth dL'", "Chroma dC'", "Undertone dH'")
GROUP_NAMES: Mapping[str, str] = MappingProxyType({"depth": "{name} skin", "level": "{name} exercises"})
RETESTS_TITLE = "When exercises come back: {now} of {count} now"
RETEST = "{title}: {points:.0f} points on {last}, again on {due}"
RETEST_DUE = "{title}: {points:.0f} points on {last}, again now"
PORTFOLIO_TITLE = "For an assessor"
PORTFOLIO_LEAD = "Every exercise with its recipes, errors, dates and plots. It is no certificate, and says so."
PORTFOLIO_HTML = "Record as a page"
PORTFOLIO_CSV = "Record as a table"
PORTFOLIO_NAME = "practice-record.{kind}"
DELETE_TITLE = "Delete my journal"
DELETE_LEAD = "Removes every exercise kept under this pseudonym from this computer. This cannot be undone."
DELETE_SURE = "Yes, delete all of it"
DELETE = "Delete my journal"

_PATCHES: Mapping[str, str] = MappingProxyType(
    {"rendered": "as rendered in a sample photo", "modelled": "modelled", "measured": "measured in your photo"}
)
_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"camouflage": ("cream", "parts"), "dermatography": ("pigment", "drops")}
)


def signed(value: float) -> str:
    """Write a signed part of a difference.

    >>> signed(-2.31)
    '\N{MINUS SIGN}2.3'
    """
    return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")


def pots_lead(exercise: Exercise) -> str:
    """Say what the swatches of the pots show."""
    thinned = " Thinned pigments look alike by themselves: their names say how strong a drop is."
    return POTS_LEAD + (thinned if exercise.technique == "dermatography" else "")


def limits(exercise: Exercise) -> str:
    """Say what a recipe may be: pots, parts and coats."""
    what, unit = _FORMS[exercise.technique]
    pots = f"{exercise.max_shades} {what}{'' if exercise.max_shades == 1 else 's'}"
    coats = "" if exercise.coats is None else f", {exercise.coats} thin coat{'' if exercise.coats == 1 else 's'}"
    return f"Up to {pots}, {exercise.max_parts} {unit}{coats}"


def patch_known(exercise: Exercise) -> str:
    """Say how the colours of an exercise are known."""
    if exercise.over is None:
        return "The opaque mix itself, over nothing."
    opaque = " Pigment is predicted opaque: the patch does not show through it."
    return f"Patch: {_PATCHES[exercise.patch_known]}.{opaque if exercise.technique == 'dermatography' else ''}"


def how_hard(survey: Survey) -> str:
    """Say what was counted over every recipe."""
    needed = (
        "no recipe within the limits does"
        if survey.pots_needed is None
        else f"{survey.pots_needed} pot{'' if survey.pots_needed == 1 else 's'} can do it"
    )
    return (
        f"Of {survey.recipes:,} recipes within the limits, {survey.within:,} come within what half of observers "
        f"accept; {needed}. The nearest single pot is off by ΔE00 {survey.single_delta_e00:.1f}, the best recipe by "
        f"{survey.best_delta_e00:.1f}."
    )
