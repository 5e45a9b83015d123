"""What to ask before camouflage or dermatography, and where each question comes from.

The answers are noted, nothing is judged: where one is not as the source would have it, or nobody knows, the client's
doctor is asked first. Where sources disagree on a waiting time, it is a setting of the practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from tonematch.record.settings import Settings

Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")
ASK_FIRST = "Ask the client's doctor first."


@dataclass(frozen=True)
class Item:
    """One question.

    Parameters
    ----------
    key
        Its name in the record.
    question
        As it is asked; ``{months}`` stands for a waiting time.
    favourable
        The answer with which one goes on.
    why
        Why it is asked.
    source
        Author, year, title.
    waiting
        The setting that holds its waiting time; empty where there is none.
    """

    key: str
    question: str
    favourable: Answer
    why: str
    source: str
    waiting: str = ""

    def asked(self, settings: Settings) -> str:
        """Give the question with the waiting time as the practice has set it."""
        return self.question.format(months=getattr(settings, self.waiting)) if self.waiting else self.question


MCMICHAEL = "McMichael L (2012), Skin camouflage, BMJ 344:d7921, doi:10.1136/bmj.d7921"
BASC = "British Association of Skin Camouflage (2020), Conditions contra-indicated for skin camouflage"
KLUGER = "Kluger N (2015), Contraindications for tattooing, Curr Probl Dermatol 48:76-87, doi:10.1159/000369189"
KLUGER_2018 = (
    "Kluger N, De Cuyper C (2018), A practical guide about tattooing in patients with chronic skin disorders and other "
    "medical conditions, Am J Clin Dermatol 19:167-180, doi:10.1007/s40257-017-0326-5"
)
LAHIRI = (
    "Lahiri K (2009), Stability in vitiligo? What's that?, J Cutan Aesthet Surg 2:38-40, doi:10.4103/0974-2077.53100"
)
LOTTI = "Lotti T, Vitiligo Research Foundation, Question 16: Tattoo for vitiligo patches: when and how?"
ISOTRETINOIN = (
    "Spring LK et al. (2017), Isotretinoin and timing of procedural interventions, JAMA Dermatol 153:802-809, "
    "doi:10.1001/jamadermatol.2017.2077; Waldman A et al. (2017), Dermatol Surg 43:1249-1262, "
    "doi:10.1097/DSS.0000000000001166"
)
SCARS = (
    "The trade disagrees: Perma Blend, Lasting impressions: scar camouflage (9 to 12 months); Swissa, Candidacy for "
    "scar camouflage (12 months, 18 after burns)"
)

CAMOUFLAGE = (
    Item(
        "closed",
        "Is the skin whole and healed, without wounds, stitches or blisters?",
        "yes",
        "Camouflage goes on skin that is sealed, healed and not infectious.",
        MCMICHAEL,
    ),
    Item(
        "infection",
        "Is there an infection, a cold sore, a wart or an infestation at the place?",
        "no",
        "Such places are not covered; a doctor looks at them.",
        BASC,
    ),
    Item(
        "allergy",
        "Is there an allergic reaction or a contact eczema, now or before to such products?",
        "no",
        "It is on the association's list of what must not be covered.",
        BASC,
    ),
    Item(
        "mole",
        "Is there a mole, a sore or a mark at the place that nobody has looked at yet?",
        "no",
        "What is covered is not seen when it changes.",
        BASC,
    ),
    Item(
        "change",
        "Has the place changed lately in a way that a doctor does not know of?",
        "no",
        "The association asks for a doctor's opinion on any change, and whenever in doubt.",
        BASC,
    ),
)

DERMATOGRAPHY = (
    Item(
        "stable",
        "Have the patches stayed as they are, with no new ones, for {months} months?",
        "yes",
        "There is no agreement on how long is long enough; a task force of dermatologists suggested one year.",
        LAHIRI,
        "stable_months",
    ),
    Item(
        "koebner",
        "Have patches come where the skin was cut, scratched or burnt?",
        "no",
        "Needles may bring new patches where scratches do.",
        LOTTI,
    ),
    Item(
        "scar",
        "Where the place is a scar: is it older than {months} months, flat and no longer changing?",
        "yes",
        "A scar that is still changing takes pigment unevenly. Where it is no scar, answer yes.",
        SCARS,
        "scar_months",
    ),
    Item(
        "keloid",
        "Do scars grow raised or beyond the wound?",
        "no",
        "Needling may start such a scar.",
        KLUGER_2018,
    ),
    Item(
        "disorder",
        "Is there any other skin disorder, active now or known to come back after wounds?",
        "no",
        "Chronic skin disorders are among the main issues of tattooing.",
        KLUGER,
    ),
    Item(
        "mole",
        "Is there a mole or another pigmented mark within the place?",
        "no",
        "Pigment hides a mark from being looked at.",
        KLUGER,
    ),
    Item(
        "immune",
        "Is the immune system weakened, by illness or by medicine?",
        "no",
        "Immunosuppression is among the main issues of tattooing.",
        KLUGER,
    ),
    Item("heart", "Is there a heart condition?", "no", "Heart disease is among the main issues of tattooing.", KLUGER),
    Item(
        "blood",
        "Is there a clotting disorder, or a medicine that thins the blood?",
        "no",
        "Clotting disorders are among the main issues of tattooing.",
        KLUGER,
    ),
    Item("diabetes", "Is there diabetes?", "no", "The guide discusses its risks for tattooing.", KLUGER_2018),
    Item("pregnancy", "Is the client pregnant or breastfeeding?", "no", "Among the main issues of tattooing.", KLUGER),
    Item(
        "herpes",
        "Do cold sores come back at or near the place?",
        "no",
        "They were reported to return after such tattoos.",
        LOTTI,
    ),
    Item(
        "allergy",
        "Is there an allergy to pigments, metals or to what numbs the skin?",
        "no",
        "Allergic reactions to such tattoos were reported.",
        LOTTI,
    ),
    Item(
        "isotretinoin",
        "Has isotretinoin been taken within the last {months} months?",
        "no",
        "The package insert says 6 months before procedures; two panels of 2017 found little evidence for several of "
        "them, and did not speak of tattooing.",
        ISOTRETINOIN,
        "isotretinoin_months",
    ),
)
CHECKLISTS: Mapping[str, Sequence[Item]] = MappingProxyType({"camouflage": CAMOUFLAGE, "dermatography": DERMATOGRAPHY})


def noted(technique: str, answers: Mapping[str, Answer], settings: Settings) -> dict[str, Any]:
    """Give a checklist as the record keeps it: each question as it was asked, its answer and its source."""
    return {
        item.key: {
            "question": item.asked(settings),
            "answer": answers.get(item.key, "unknown"),
            "favourable": item.favourable,
            "source": item.source,
        }
        for item in CHECKLISTS.get(technique, ())
    }


def to_ask(technique: str, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """Give the items answered otherwise than favourably; those are for the client's doctor."""
    return tuple(
        item for item in CHECKLISTS.get(technique, ()) if answers.get(item.key, item.favourable) != item.favourable
    )
