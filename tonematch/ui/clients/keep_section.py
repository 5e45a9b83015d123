"""Keep it in the record: the last section of step 5."""

from datetime import date
from functools import partial

import streamlit as st

from tonematch.record.checklists import ANSWERS, CHECKLISTS, Answer, to_ask
from tonematch.record.home import Home
from tonematch.record.keep import keep_visit
from tonematch.record.settings import Settings
from tonematch.report.documents.kept import Choice
from tonematch.ui.case import Case
from tonematch.ui.clients import originals
from tonematch.ui.clients.crop import rectangle
from tonematch.ui.clients.known import LONGEST_SITE, Known, consent, entered, known_of
from tonematch.ui.clients.visit_made import Told, made_visit
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.session import CASE_PREFIX
from tonematch.ui.shell import CLIENTS
from tonematch.ui.words import clients as words

RECORDED = f"{CASE_PREFIX}recorded"


def section(choice: Choice, case: Case, region: str, day: date) -> None:
    """Draw the section; it keeps the recipe chosen with all that belongs to it."""
    with st.container(key="to-record", border=True):
        home = entered()
        if home is None:
            return
        st.text(words.KEEP_LEAD)
        _fields(home, choice, case, region, day)


def code_key(case: Case) -> str:
    """Give the key of the field for the client's code."""
    return f"rec-code-{case.photo.sha256[:16]}"


def code_typed(case: Case) -> str:
    """Give the client's code as it is typed for this case; empty where none is, or where it cannot be one."""
    typed = " ".join(str(st.session_state.get(code_key(case), "")).split())
    return typed if typed.isprintable() else ""


def _fields(home: Home, choice: Choice, case: Case, region: str, day: date) -> None:
    digest = case.photo.sha256[:16]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.text_input(words.KEEP_CODE, key=code_key(case), max_chars=40, width=240)
        named = " ".join(part for part in (choice.site, choice.note) if part)
        site = st.text_input(
            words.KEEP_SITE, named[:LONGEST_SITE], key=f"rec-site-{digest}", max_chars=LONGEST_SITE, width=300
        )
        seen = st.date_input(words.KEEP_DAY, day, key=f"rec-day-{digest}", width=170)
        shows = st.selectbox(
            words.KEEP_SHOWS,
            list(words.SHOWS),
            key=f"rec-shows-{digest}",
            format_func=words.SHOWS.__getitem__,
            width=230,
        )
    if not code.strip():
        return
    known = tried("known client", object(), partial(known_of, home, code))
    if known is None:
        return
    st.text(words.KEEP_NEW if known.client is None else words.KEEP_KNOWN)
    consents, crop, keeps_photo = _photo(known, case, digest)
    procedure = consent(known, "procedure", digest)
    told = Told(
        code=code,
        site=" ".join(site.split()) or choice.site,
        region=region or "other",
        day=seen if isinstance(seen, date) else day,
        consents=(*consents, *procedure),
        lots=_lots(choice, digest) if shows == "before" else {},
        answers=_checklist(choice.suggestions.technique, known.settings, digest),
        remark=st.text_area(words.KEEP_REMARK, choice.note, key=f"rec-remark-{digest}", max_chars=4000),
        shows=shows,
        original=originals.held(case.photo.sha256) if keeps_photo else None,
        crop=crop,
    )
    _button(home, choice, case, told, known.settings)


def _photo(known: Known, case: Case, digest: str) -> tuple[tuple[str, ...], tuple[int, int, int, int] | None, bool]:
    if originals.held(case.photo.sha256) is None:
        st.text(words.KEEP_NO_FILE)
        return (), None, False
    if not st.checkbox(words.KEEP_PHOTO, key=f"rec-photo-{digest}"):
        return (), None, False
    consents = consent(known, "photo", digest)
    return consents, rectangle(case, digest), True


def _lots(choice: Choice, digest: str) -> dict[str, str]:
    st.markdown(f"**{words.KEEP_LOTS}**")
    lots = {}
    with st.container(horizontal=True, key="rec-lots"):
        for number, part in enumerate(choice.match.components):
            label = words.KEEP_LOT.format(code=plain(part.shade.code))
            key = f"rec-lot-{number}-{choice.match.rank}-{digest}"
            lots[part.shade.code] = st.text_input(label, part.shade.lot or "", key=key, max_chars=80, width=200)
    return lots


def _checklist(technique: str, settings: Settings, digest: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    items = CHECKLISTS.get(technique, ())
    with st.expander(words.KEEP_CHECKLIST.format(technique=technique)):
        for item in items:
            key = f"rec-check-{item.key}-{digest}"
            answer = st.radio(
                item.asked(settings), ANSWERS, None, key=key, format_func=words.ANSWERS.__getitem__, horizontal=True
            )
            st.caption(words.KEEP_WHY.format(why=item.why, source=plain(item.source)))
            if answer is not None:
                answers[item.key] = answer
    asks = to_ask(technique, answers)
    if asks:
        st.warning(words.KEEP_ASK.format(questions=" ".join(item.asked(settings) for item in asks)))
    return answers


def _button(home: Home, choice: Choice, case: Case, told: Told, settings: Settings) -> None:
    mark = (case.photo.sha256, choice.match.rank, told.code.strip())
    kept: dict[tuple[str, int, str], str] = st.session_state.setdefault(RECORDED, {})
    if st.button(words.KEEP_BUTTON, type="primary", key="rec-keep"):

        def keep() -> str:
            return keep_visit(home.record, home.store, made_visit(choice, case, told, settings))

        with st.spinner(words.KEEPING):
            identity = tried("keep visit", object(), keep)
        if identity is None:
            return
        photo = "" if told.original is None else words.KEPT_PHOTO
        kept[mark] = words.KEPT.format(code=told.code.strip(), site=told.site, day=told.day, photo=photo)
        due = told.healed_on(choice.suggestions.technique, settings)
        if due is not None:
            kept[mark] += f" {words.KEPT_REMINDER.format(day=due)}"
    if mark in kept:
        with st.container(key="clients-said"):
            st.text(kept[mark])
        st.caption(words.KEPT_ALREADY)
        st.page_link(str(CLIENTS), label=words.KEEP_UNLOCK)
