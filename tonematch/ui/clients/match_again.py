"""A match of an earlier visit taken up again: its photo as a case in Match, or its recipe worked out anew."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from tonematch.capture.photo import decode_photo
from tonematch.errors import ToneMatchError
from tonematch.measure.skin_marks import SkinMarks
from tonematch.record.home import Home
from tonematch.record.tables import Photo, Recipe, Visit
from tonematch.report.documents.again import again_json, ask_again, missing_palette, outcome_text, palette_remark
from tonematch.report.documents.case_file import CaseFile, case_in
from tonematch.report.documents.photo_again import Marked, marks_of
from tonematch.ui import session
from tonematch.ui.case import Chart
from tonematch.ui.clients import originals
from tonematch.ui.marker.marks import Gesture, Marking, Place, Tool
from tonematch.ui.match.asked import Wishes
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.problems import tried
from tonematch.ui.shell import PHOTO, open_step
from tonematch.ui.words import clients as words
from tonematch.ui.words import match as match_words

Move = Callable[[Place], Place]


def section(home: Home, visit: Visit) -> None:
    """Draw the ways to take a visit's match up again."""
    recipe = next((one for one in visit.recipes if one.document.get("asked")), None)
    chosen: Photo | None = None
    with st.container(horizontal=True):
        for photo in visit.photos:
            label = words.AGAIN_PHOTO.format(kind=words.PHOTO_KINDS.get(photo.kind, photo.kind))
            if photo.kind in words.PHOTO_KINDS and st.button(label, key=f"again-photo-{photo.id}"):
                chosen = photo
        works = recipe is not None and st.button(words.AGAIN_RECIPE, key=f"again-recipe-{visit.id}")
    if chosen is not None:
        matched = recipe if chosen.kind == "before" else None
        if tried(f"again {visit.id}", object(), partial(_open, home, visit, chosen, matched)):
            open_step(PHOTO)
    if works and recipe is not None:
        told = tried(f"again {visit.id}", object(), partial(worked_out, recipe.document))
        if told is not None:
            with st.container(key="clients-said"):
                st.text(told)


def worked_out(document: dict[str, Any]) -> str:
    """Work a kept match out again of the palettes as they are now, and say how it comes out.

    Raises
    ------
    CaseError, PaletteError, NoMatchError
        When the document is not whole, or a palette has gone.
    """
    case = case_in(document, words.AGAIN_NAME)
    palettes = []
    for named in case.palettes:
        if named.name not in palette_choices():
            raise missing_palette(named)
        palettes.append(load_choice(named.name))
    pairs = zip(case.palettes, palettes, strict=True)
    remarks = [remark for named, palette in pairs if (remark := palette_remark(named, palette))]
    now = again_json(case, ask_again(case, palettes))
    return "\n".join([*remarks, outcome_text(document, now, what=words.AGAIN_WHAT)])


def _open(home: Home, visit: Visit, photo: Photo, recipe: Recipe | None) -> bool:
    content = home.store.get(photo.sha256)
    decoded = decode_photo(content, words.AGAIN_FILE.format(day=visit.day.isoformat(), suffix=photo.suffix))
    case = None if recipe is None else _case_in(recipe.document)
    marked, moved = _marked(case), shifted(photo.calibration.get("crop"))
    region = visit.site.region if visit.site.region in match_words.SITES else ""
    session.begin(decoded, None if marked is None else marking_of(marked.skin, moved), region)
    originals.hold(decoded.sha256, content)
    if marked is not None:
        corners = None if marked.corners is None else tuple(moved((x, y)) for x, y in marked.corners)
        session.ask_chart(Chart(marked.chart, corners))
    if case is not None:
        session.ask_match(wishes_of(case))
    return True


def _case_in(document: dict[str, Any]) -> CaseFile | None:
    """Read what was asked; None where that cannot be read any more, so that the photo is matched from nothing."""
    try:
        return case_in(document, words.AGAIN_NAME)
    except ToneMatchError:
        return None


def _marked(case: CaseFile | None) -> Marked | None:
    try:
        return None if case is None else marks_of(case)
    except ToneMatchError:
        return None


def shifted(crop: object) -> Move:
    """Give how a place of the photo as it was lies in the part of it that was kept."""
    x0, y0 = crop[:2] if isinstance(crop, list) and len(crop) == 4 else (0, 0)
    return lambda place: (place[0] - x0, place[1] - y0)


def marking_of(skin: SkinMarks, moved: Move) -> Marking | None:
    """Draw marks again as they were drawn; None where they were painted or given as a mask, which is not kept so."""
    if skin.patch_mask is not None or skin.skin_mask is not None:
        return None
    marking = Marking()
    boxes: dict[Tool, Any] = {"box": skin.box, "lighter": skin.lighter_in, "darker": skin.darker_in}
    points: dict[Tool, Any] = {"point": skin.patch, "skin": skin.skin}
    for tool, place in points.items():
        if place is not None:
            marking = marking.then(Gesture(tool, (moved(place),)))
    for tool, box in boxes.items():
        if box is not None:
            marking = marking.then(Gesture(tool, (moved((box[0], box[1])), moved((box[2], box[3])))))
    if skin.stroke:
        marking = marking.then(Gesture("line", tuple(moved(place) for place in skin.stroke)))
    for stroke in skin.retouch:
        marking = marking.then(Gesture(stroke.kind, tuple(map(moved, stroke.points)), stroke.radius_px))
    return marking


def wishes_of(case: CaseFile) -> Wishes:
    """Give what was wished for then; healing and one's own jars are as they are wished for now."""
    asked = case.wishes
    known = palette_choices()
    return Wishes(
        tuple(named.name for named in case.palettes if named.name in known),
        max_shades=case.max_shades,
        max_parts=case.max_parts,
        technique=asked.technique,
        coats=asked.coats,
        in_stock_only=asked.in_stock_only,
        light=case.light,
        forgiving=asked.prefer == "forgiving",
        density=asked.density,
    )
