"""A visit as it is to be kept, made of the case at hand and of what was typed beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tonematch.capture.stripped import Rectangle
from tonematch.mix.palettes.kit import best_before
from tonematch.record.checklists import Answer, noted
from tonematch.record.kept import (
    ColourToKeep,
    ConsentToKeep,
    PhotoToKeep,
    PotToKeep,
    RecipeToKeep,
    VisitToKeep,
)
from tonematch.record.reminders import after_visit
from tonematch.record.settings import Settings
from tonematch.report.documents.kept import Choice, kept_json
from tonematch.ui.case import Case
from tonematch.ui.clients import originals
from tonematch.ui.clients.photos_made import nameless, photos_made
from tonematch.ui.match.asked import DERMATOGRAPHY
from tonematch.ui.words import clients as words


@dataclass(frozen=True, repr=False)
class Told:
    """What was typed and ticked in step 5."""

    code: str
    site: str
    region: str
    day: date
    consents: tuple[str, ...]
    lots: Mapping[str, str]
    answers: Mapping[str, Answer]
    remark: str
    shows: str
    original: bytes | None
    crop: Rectangle | None

    def healed_on(self, technique: str, settings: Settings) -> date | None:
        """Give the day of the healed photo; None where nothing has to heal any more."""
        heals = technique == DERMATOGRAPHY and self.shows != "healed"
        return self.day + timedelta(weeks=settings.healed_weeks) if heals else None


def made_visit(choice: Choice, case: Case, told: Told, settings: Settings) -> VisitToKeep:
    """Put a visit together.

    Raises
    ------
    PhotoError, RegionError
        When the photo cannot be stripped, or the part to be kept does not fit it.
    """
    technique = choice.suggestions.technique
    photos: tuple[PhotoToKeep, ...] = ()
    if told.original is not None:
        photos = photos_made(case.photo, case.calibration, told.original, told.crop, told.shows)
    others = _other_side(case) if photos else ()
    due = told.healed_on(technique, settings)
    recipes = (_recipe(choice, told),) if told.shows == "before" else ()
    return VisitToKeep(
        client_code=told.code,
        site=told.site,
        region=told.region,
        day=told.day,
        technique=technique,
        remark=told.remark.strip(),
        checklist=noted(technique, told.answers, settings),
        photos=(*photos, *others),
        colours=_colours(choice, told.shows, of_skin=len(photos) if others else 0, has_photo=bool(photos)),
        recipes=recipes,
        consents=tuple(ConsentToKeep(kind, words.WORDINGS[kind]) for kind in told.consents),
        reminders=after_visit([pot for recipe in recipes for pot in recipe.pots], told.day, settings, heals_on=due),
    )


def _other_side(case: Case) -> tuple[PhotoToKeep, ...]:
    """Make what is kept of the photo of the other side of the body, where the tone was taken from it."""
    other = case.other_side
    original = None if other is None or other.sample is None else originals.held(other.photo.sha256)
    if other is None or original is None:
        return ()
    return photos_made(other.photo, other.calibration, original, None, "other")


def _colours(choice: Choice, shows: str, *, of_skin: int, has_photo: bool) -> tuple[ColourToKeep, ...]:
    """List the colours measured; `of_skin` is the place of the photo that tells the surrounding skin."""
    photo = 0 if has_photo else None
    skin, patch = choice.sample.surrounding, choice.sample.patch
    seen = of_skin if has_photo else None
    colours = [ColourToKeep("surround", _floats(skin.lab), float(skin.uncertainty_delta_e00), seen)]
    if patch is not None:
        colours.append(ColourToKeep("patch" if shows == "before" else shows, _floats(patch.lab), None, photo))
    return tuple(colours)


def _floats(lab: tuple[float, float, float]) -> tuple[float, float, float]:
    L, a, b = map(float, lab)
    return L, a, b


def _recipe(choice: Choice, told: Told) -> RecipeToKeep:
    match = choice.match
    pots = tuple(
        PotToKeep(
            part.shade.code,
            part.shade.name,
            float(part.parts),
            told.lots.get(part.shade.code, "").strip(),
            best_before(part.shade),
        )
        for part in match.components
    )
    return RecipeToKeep(
        match.components[0].palette,
        pots,
        float(match.delta_e00),
        match.grade,
        match.parts_unit,
        choice.suggestions.coats,
        nameless(kept_json(choice, told.day)),
    )
