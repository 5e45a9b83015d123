"""One visit: the recipe with its lots, what a stripe showed, the checklist; remark and lots can be changed."""

import json
from collections.abc import Mapping
from functools import partial

import streamlit as st

from tonematch.record.clients import change_visit
from tonematch.record.home import Home
from tonematch.record.tables import Client, Correction, Part, Recipe, Visit
from tonematch.ui.clients import add_photo, match_again, where
from tonematch.ui.clients.photos_made import CORRECTED
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as words


def section(home: Home, client: Client, visit: Visit, *, opened: bool) -> None:
    """Draw a visit, folded unless it is the latest."""
    technique = words.TECHNIQUES.get(visit.technique, "")
    with st.expander(words.VISIT_TITLE.format(day=visit.day.isoformat(), technique=technique), expanded=opened):
        for recipe in visit.recipes:
            _recipe(recipe)
        _more_photos(home, visit)
        for correction in sorted(visit.corrections, key=_number):
            _correction(correction)
        _checklist(visit)
        _change(home, client, visit)
        match_again.section(home, visit)
        add_photo.section(home, client, visit)
        _numbers(visit)


def _more_photos(home: Home, visit: Visit) -> None:
    """Show the corrected photos that do not stand in the strip already, each with what it shows."""
    by_original = {photo.original_sha256: photo.kind for photo in visit.photos if photo.kind != CORRECTED}
    more = [photo for photo in visit.photos if photo.kind == CORRECTED][1:]
    with st.container(horizontal=True):
        for photo in more:
            kind = words.PHOTO_KINDS.get(by_original.get(photo.original_sha256, ""), "")
            content = tried(f"photo {photo.id}", object(), partial(home.store.get, photo.sha256))
            if content is not None:
                with st.container(width=200, gap="small"):
                    alt = words.MORE_PHOTOS_ALT.format(day=visit.day.isoformat(), kind=kind)
                    st.image(content, alt=alt, width="stretch")
                    st.text(kind)


def _recipe(recipe: Recipe) -> None:
    st.markdown(f"**{words.RECIPE}**")
    for pot in recipe.parts:
        lot = words.POT_LOT.format(lot=pot.lot) if pot.lot else ""
        st.text(words.POT.format(parts=pot.parts, code=pot.code, name=pot.name, lot=lot))
    told = words.EXPECTED.format(delta=recipe.delta_e00, grade=recipe.grade)
    if recipe.coats:
        told += ", " + (words.COATS[0] if recipe.coats == 1 else words.COATS[1].format(count=recipe.coats))
    st.text(told)


def _number(correction: Correction) -> int:
    number = correction.document.get("number")
    return number if isinstance(number, int) else 0


def _correction(correction: Correction) -> None:
    held = correction.document
    number = words.CORRECTED_NUMBER.format(number=held["number"]) if "number" in held else ""
    done = words.CORRECTED_ADDED.format(parts=_parts(correction.added)) if correction.added else words.CORRECTED_LEFT
    said = held.get("done")
    line = words.CORRECTED.format(
        number=number,
        delta=correction.delta_e00,
        words=correction.in_words,
        done=said if isinstance(said, str) and said else done,
    )
    st.text(line)
    if isinstance(held.get("parts"), dict):
        st.caption(plain(words.CORRECTED_FROM.format(parts=_parts(held["parts"]))))


def _parts(parts: Mapping[str, float]) -> str:
    return ", ".join(f"{count:g} \N{MULTIPLICATION SIGN} {code}" for code, count in parts.items() if count)


def _checklist(visit: Visit) -> None:
    answers = [one for one in visit.checklist.values() if isinstance(one, dict)]
    if not answers:
        return
    st.markdown(f"**{words.CHECKLIST}**")
    for one in answers:
        answer = words.ANSWERS.get(str(one.get("answer")), "")
        st.text(words.CHECK_LINE.format(question=one.get("question", ""), answer=answer))


def _change(home: Home, client: Client, visit: Visit) -> None:
    pots: list[Part] = [pot for recipe in visit.recipes for pot in recipe.parts]
    with st.form(f"visit-{visit.id}", border=False):
        remark = st.text_area(words.REMARK, visit.remark, key=f"visit-remark-{visit.id}", max_chars=4000)
        with st.container(horizontal=True):
            lots = {
                pot.id: st.text_input(
                    words.LOT_OF.format(number=number), pot.lot, key=f"lot-{pot.id}", max_chars=80, width=160
                )
                for number, pot in enumerate(pots, 1)
            }
        pressed = st.form_submit_button(words.SAVE_VISIT)

    def save() -> bool:
        change_visit(home.record, client.id, visit.id, remark, lots)
        return True

    if pressed and tried(f"visit {visit.id}", object(), save):
        where.say(words.VISIT_SAVED)
        st.rerun()


def _numbers(visit: Visit) -> None:
    document = next((recipe.document for recipe in visit.recipes if recipe.document), None)
    if document is None:
        return
    target = document.get("target", {}).get("lab") if isinstance(document.get("target"), dict) else None
    if isinstance(target, list) and len(target) == 3 and all(isinstance(one, int | float) for one in target):
        st.text(words.MATCH_AGAIN_LEAD)
        st.code(words.MATCH_AGAIN_LINE.format(**dict(zip("Lab", target, strict=True))), language=None)
    st.download_button(
        words.NUMBERS,
        json.dumps(document, ensure_ascii=False, indent=1),
        words.NUMBERS_NAME.format(day=visit.day.isoformat()),
        "application/json",
        key=f"numbers-{visit.id}",
        on_click="ignore",
    )
