"""A visit as it is to be kept, made of the case at hand and of what was typed beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from tonematch.capture.stripped import Rectangle, stripped
from tonematch.colour import linear_to_srgb
from tonematch.correct.calibration import Calibration
from tonematch.mix.palettes.kit import best_before
from tonematch.record.checklists import Answer, noted
from tonematch.record.kept import (
    ColourToKeep,
    ConsentToKeep,
    PhotoToKeep,
    PotToKeep,
    RecipeToKeep,
    ReminderToKeep,
    VisitToKeep,
)
from tonematch.record.settings import Settings
from tonematch.report.contract import calibration_json
from tonematch.report.files import jpeg_bytes
from tonematch.report.kept import Choice, kept_json
from tonematch.ui.case import Case
from tonematch.ui.clients.body_map import place_of
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
    original: bytes | None
    crop: Rectangle | None

    def healed_on(self, technique: str, settings: Settings) -> date | None:
        """Give the day of the healed photo; None where nothing has to heal."""
        return self.day + timedelta(weeks=settings.healed_weeks) if technique == DERMATOGRAPHY else None


def made_visit(choice: Choice, case: Case, told: Told, settings: Settings) -> VisitToKeep:
    """Put a visit together.

    Raises
    ------
    PhotoError, RegionError
        When the photo cannot be stripped, or the part to be kept does not fit it.
    """
    technique = choice.suggestions.technique
    photos = () if told.original is None or case.calibration is None else _photos(case, case.calibration, told)
    view, x, y = place_of(told.region)
    due = told.healed_on(technique, settings)
    return VisitToKeep(
        client_code=told.code,
        site=told.site,
        region=told.region,
        day=told.day,
        technique=technique,
        at=(x, y),
        view=view,
        remark=told.remark.strip(),
        checklist=noted(technique, told.answers, settings),
        photos=photos,
        colours=_colours(choice, has_photo=bool(photos)),
        recipes=(_recipe(choice, told),),
        consents=tuple(ConsentToKeep(kind, words.WORDINGS[kind]) for kind in told.consents),
        reminders=() if due is None else (ReminderToKeep("healed", due),),
    )


def _photos(case: Case, calibration: Calibration, told: Told) -> tuple[PhotoToKeep, ...]:
    original = told.original or b""
    kept = stripped(original, words.KEEP_PHOTO, told.crop)
    about = _nameless(calibration_json(case.photo, calibration))
    if told.crop is not None:
        about["crop"] = list(told.crop)
    picture, width, height = _corrected(case, calibration, told.crop)
    digest = case.photo.sha256
    return (
        PhotoToKeep(kept.content, digest, "before", kept.suffix, kept.width, kept.height, kept.cropped, about),
        PhotoToKeep(picture, digest, "corrected", ".jpg", width, height, kept.cropped),
    )


def _corrected(case: Case, calibration: Calibration, crop: Rectangle | None) -> tuple[bytes, int, int]:
    """Give a small picture in the colours that the chart tells, of the part that is kept."""
    view = calibration.view(case.photo)
    light = view.light
    if crop is not None:
        x0, y0, x1, y1 = (round(edge * view.scale) for edge in crop)
        light = light[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    step = max(1, max(light.shape[:2]) // 450)
    small = light[::step, ::step]
    pixels = np.rint(np.clip(linear_to_srgb(small), 0, 1) * 255).astype(np.uint8)
    return jpeg_bytes(pixels), pixels.shape[1], pixels.shape[0]


def _colours(choice: Choice, *, has_photo: bool) -> tuple[ColourToKeep, ...]:
    photo = 0 if has_photo else None
    skin, patch = choice.sample.surrounding, choice.sample.patch
    colours = [ColourToKeep("surround", _floats(skin.lab), float(skin.uncertainty_delta_e00), photo)]
    if patch is not None:
        colours.append(ColourToKeep("patch", _floats(patch.lab), None, photo))
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
        _nameless(kept_json(choice, told.day)),
    )


def _nameless(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the photo's file name, which may be a person's."""
    photo = document.get("photo")
    return document if not isinstance(photo, dict) else {**document, "photo": {**photo, "name": ""}}
