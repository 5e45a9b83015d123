"""What of a visit is to be kept, as values; `keep.py` puts it into the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class CorrectionToKeep:
    """What a test stripe showed, and what was added."""

    delta_e00: float
    in_words: str
    added: Mapping[str, float]
    photo: int | None = None
    document: Json = field(default_factory=dict)


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
