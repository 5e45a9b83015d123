"""What of a visit is to be kept, as values; `keep.py` puts it into the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tonematch.record.tables import Json


@dataclass(frozen=True)
class PhotoToKeep:
    """A photo, stripped and cropped as it is to be kept, with what is known of it."""

    content: bytes
    original_sha256: str
    kind: str
    suffix: str
    width: int
    height: int
    cropped: bool = False
    calibration: Json = field(default_factory=dict)


@dataclass(frozen=True)
class ColourToKeep:
    """A colour measured on one of the photos (by its place in the list), or on none."""

    kind: str
    lab: tuple[float, float, float]
    uncertainty: float | None = None
    photo: int | None = None
    document: Json = field(default_factory=dict)


@dataclass(frozen=True)
class PotToKeep:
    """One pot of a recipe and its lot."""

    code: str
    name: str
    parts: float
    lot: str = ""
    expires: date | None = None


@dataclass(frozen=True)
class RecipeToKeep:
    """The recipe chosen, and the JSON that computes it again."""

    palette: str
    pots: tuple[PotToKeep, ...]
    delta_e00: float
    grade: str
    unit: str = "parts"
    coats: int | None = None
    document: Json = field(default_factory=dict)


def stripe_mark(document: Json) -> tuple[object, object]:
    """Give what a stripe is known by, of the document that is kept of it: its mix, and its number in that mix."""
    return document.get("mix"), document.get("number")


@dataclass(frozen=True)
class CorrectionToKeep:
    """What a test stripe showed, and what was added.

    Parameters
    ----------
    delta_e00, in_words
        How far the stripe was from the skin.
    added
        Parts by shade code; empty where nothing was.
    photo
        The place of the stripe's photo in the list, if it is kept.
    document
        ``mix``, a word of the mix's own, and ``number`` of the stripe, by which one that is kept already is known;
        beside them whatever computes it again.
    colours
        What was measured on the stripe.
    """

    delta_e00: float
    in_words: str
    added: Mapping[str, float]
    photo: int | None = None
    document: Json = field(default_factory=dict)
    colours: tuple[ColourToKeep, ...] = ()

    def on_photo(self, photo: int) -> "CorrectionToKeep":
        """Give the same, seen in the photo of this place in the list."""
        return replace(self, photo=photo, colours=tuple(replace(one, photo=photo) for one in self.colours))

    @property
    def known_by(self) -> tuple[object, object]:
        """The mix and the number of the stripe in it."""
        return stripe_mark(self.document)


@dataclass(frozen=True)
class ConsentToKeep:
    """What the client agreed to at this visit: photo or procedure, under which words."""

    kind: str
    wording: str


@dataclass(frozen=True)
class ReminderToKeep:
    """Something to do after this visit."""

    kind: str
    due_on: date
    text: str = ""


@dataclass(frozen=True)
class MoreToKeep:
    """What is added to a visit that is recorded already."""

    photos: tuple[PhotoToKeep, ...] = ()
    colours: tuple[ColourToKeep, ...] = ()
    corrections: tuple[CorrectionToKeep, ...] = ()
    consents: tuple[ConsentToKeep, ...] = ()


@dataclass(frozen=True)
class VisitToKeep:
    """All of one visit that is to be kept."""

    client_code: str
    site: str
    region: str
    day: date
    technique: str
    at: tuple[float, float] | None = None
    view: str = "front"
    remark: str = ""
    checklist: Json = field(default_factory=dict)
    photos: tuple[PhotoToKeep, ...] = ()
    colours: tuple[ColourToKeep, ...] = ()
    recipes: tuple[RecipeToKeep, ...] = ()
    corrections: tuple[CorrectionToKeep, ...] = ()
    consents: tuple[ConsentToKeep, ...] = ()
    reminders: tuple[ReminderToKeep, ...] = ()
