"""Files of a match: made when they are asked for, and offered until something they follow from changes."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from tonematch.report.documents.kept import COLUMNS, Choice, kept_json, kept_row
from tonematch.report.documents.spreadsheet import csv_bytes
from tonematch.report.files import png_bytes
from tonematch.ui.match import on_photo
from tonematch.ui.problems import tried
from tonematch.ui.words import keep as words

if TYPE_CHECKING:
    from tonematch.report.pages.content import ReportContent

READY, ASKED = "files made", "files asked for"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "html": "text/html",
        "json": "application/json",
        "csv": "text/csv",
        "png": "image/png",
    }
)


def section(choice: Choice, day: date) -> None:
    """Offer every file there is of a match."""
    worn = on_photo.worn()
    about = (choice.suggestions, choice.match.rank, choice.measure, choice.site, choice.note, choice.code, worn, day)
    with st.container(key="files"):
        st.subheader(words.FILES)
        st.caption(f"{words.FILES_LEAD} {words.PRINT_HINT}")
        with st.container(key="files-made", horizontal=True):
            for kind in KINDS:
                if kind != "png" or choice.sample.patch is not None:
                    _offer(kind, about, choice, day)


def _offer(kind: str, about: tuple[object, ...], choice: Choice, day: date) -> None:
    ready: dict[str, tuple[tuple[object, ...], bytes]] = st.session_state.setdefault(READY, {})
    # A press of another button ends this run; what was asked for is then made in the next.
    asked: dict[str, tuple[object, ...]] = st.session_state.setdefault(ASKED, {})
    place = st.empty()
    if asked.get(kind) == about:
        with place, st.spinner(words.PREPARING):
            made = tried(f"file {kind}", object(), lambda: MAKE[kind](choice, day))
        del asked[kind]
        if made is None:
            return
        ready[kind] = (about, made)
    if kind in ready and ready[kind][0] == about:
        content = ready[kind][1]
        place.download_button(
            words.DOWNLOAD[kind].format(size=words.size(len(content))),
            content,
            words.FILE_NAME.format(day=day.isoformat(), digest=choice.photo.sha256[:8], kind=kind),
            KINDS[kind],
            key=f"download-{kind}",
            on_click="ignore",
        )
        return
    place.button(words.PREPARE[kind], key=f"prepare-{kind}", on_click=asked.update, args=({kind: about},))


def _pdf(choice: Choice, day: date) -> bytes:
    from tonematch.report.pages.pdf import pdf_report  # noqa: PLC0415  # Typst waits until it is asked for

    return pdf_report(_content(choice, day))


def _html(choice: Choice, day: date) -> bytes:
    from tonematch.report.pages.html import html_report  # noqa: PLC0415  # as above

    return html_report(_content(choice, day))


def _content(choice: Choice, day: date) -> "ReportContent":
    from tonematch.report.pages.client_card import Client  # noqa: PLC0415  # as above
    from tonematch.report.pages.content import report_content  # noqa: PLC0415  # as above

    place = ", ".join(text for text in (choice.site, choice.note) if text)
    return report_content(
        choice.suggestions,
        choice.photo,
        choice.sample,
        made_on=day,
        measure=choice.measure,
        chosen=choice.match,
        client=Client(place, choice.code),
    )


def _json(choice: Choice, day: date) -> bytes:
    return json.dumps(kept_json(choice, day), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _csv(choice: Choice, day: date) -> bytes:
    return csv_bytes(COLUMNS, [kept_row(choice, day)])


def _png(choice: Choice, _: date) -> bytes:
    from tonematch.report.pictures.picture import preview  # noqa: PLC0415  # as above

    worn = on_photo.worn()
    colour = on_photo.colour_worn(choice.match, worn)
    return png_bytes(preview(choice.photo, choice.sample, colour, opacity=worn.opacity / on_photo.FULL))


MAKE: Mapping[str, Callable[[Choice, date], bytes]] = MappingProxyType(
    {"pdf": _pdf, "html": _html, "json": _json, "csv": _csv, "png": _png}
)
