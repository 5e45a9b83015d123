"""What a client card says beside the recipe: how to put it on, and what to do afterwards."""

from collections.abc import Sequence

from tonematch.findings import Finding
from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.lights import DAYLIGHT, LIGHT_WORDS
from tonematch.report.words.wording import DATA_WORDS, findings_text

NO_PLACE = "Place on the body not stated"
LAMP_DRIFT = 1.5  # ΔE00 by which a lamp may part recipe and skin before it is told
EVERY_RECIPE = frozenset({"match.heals_lighter", "match.no_melanin", "match.powder", "match.healed_learned"})
ORDINALS = ("First", "Second", "Third")
MIX_CREAM = "Mix the amounts above on a clean palette until no streak is left."
STRIPE_CREAM = (
    "Draw a test stripe beside the patch first; look at it in daylight and in the light you live in. "
    "Go on only if it suits you."
)
COAT = "{ordinal} coat: press it on as thin as it will go, and feather the edge on to the surrounding skin."
NEXT_COAT = "{ordinal} coat: the same again, once the one beneath has settled."
POWDER = "Set with fixing powder, brush off what is loose, and look again."
MIX_PIGMENT = "Mix the amounts above freshly, for this client only; throw away what is left."
STRIPE_PIGMENT = "Hold a stripe of the mix beside the patch first, in daylight."
LOTS = "Note the lot numbers of the pots in the client's record."
IMPLANT = "Begin with one sheer layer; a further one can be added later, none can be taken out."
JUDGE = "Judge the colour after 4 to 6 weeks, when it has healed, before anything is added."

CARE_CREAM: Sequence[str] = (
    "Take the cream off again as its maker says, and rest the skin.",
    "Wear none of it on broken or sore skin; if the skin itches or reddens, take it off and ask for advice.",
    "Skin around the patch tans and pales with the seasons, and the patch does not: have the match checked then.",
)
CARE_PIGMENT: Sequence[str] = (
    "Keep to the aftercare that your therapist hands out, until the skin has healed.",
    "Fresh colour looks stronger than healed colour; wait for the check before judging it.",
    "The patch will not tan with the skin around it: have the match checked when the seasons change.",
)


def steps(answer: Suggestions, match: Match) -> tuple[str, ...]:
    """Say how a recipe is put on, coat by coat."""
    if answer.technique == "dermatography":
        return MIX_PIGMENT, STRIPE_PIGMENT, IMPLANT, LOTS, JUDGE
    coats = 1 if answer.coats is None else answer.coats
    told = [COAT.format(ordinal=ORDINALS[0])]
    told += [NEXT_COAT.format(ordinal=ordinal) for ordinal in ORDINALS[1:coats]]
    by_count = {row.coats: row for row in match.coats}
    if coats in by_count and by_count[coats].shows_through:
        told.append("The patch still shows through a little after that.")
    return MIX_CREAM, STRIPE_CREAM, *told, POWDER


def aftercare(answer: Suggestions) -> Sequence[str]:
    """Say what to heed afterwards."""
    return CARE_PIGMENT if answer.technique == "dermatography" else CARE_CREAM


def cautions(answer: Suggestions, match: Match, sample: SkinSample | None) -> tuple[str, ...]:
    """Say in plain words what to watch out for with the recipe chosen, whichever it is."""
    told = [] if sample is None else list(findings_text(sample.findings))
    if answer.unreachable is not None:
        told.append(answer.unreachable.text)
    told += [finding.text for finding in answer.findings if _holds_for_all(finding)]
    drift = match.worst_light_delta_e00 - match.lights[DAYLIGHT]
    if drift >= LAMP_DRIFT:
        lamp = LIGHT_WORDS.get(match.worst_light, match.worst_light)
        told.append(
            f"It will look less alike under {lamp} than in daylight (an estimate): look at the stripe there too."
        )
    told += [f"{part.shade.code} has gone out: do not use it." for part in match.components if part.stock == "expired"]
    return tuple(dict.fromkeys([*told, DATA_WORDS[match.data]]))


def _holds_for_all(finding: Finding) -> bool:
    """Tell whether a remark on the answer is about each of its recipes, and worth a client's time."""
    return finding.severity != "info" or finding.code in EVERY_RECIPE
