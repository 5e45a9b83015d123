"""Edit a palette of one's own: a table to type into, what is wrong beside each row, save and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from tonematch.colour import lab_to_hex
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.own import delete_own, deleted_palettes, has_earlier, restore_own, save_own, undo_save
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.palettes import opened
from tonematch.ui.palettes.choice import load_choice
from tonematch.ui.palettes.mine import make_mine
from tonematch.ui.palettes.rows import Row, complaints, document_of, edited, remarks, rows_of, same
from tonematch.ui.problems import tried
from tonematch.ui.session import OWN_PREFIX
from tonematch.ui.words import palettes as words

Written = tuple[str, tuple[Row, ...]]
"""Title and rows of a palette."""

DRAFT = f"{OWN_PREFIX}palette draft "
DRAWN = "palette draft drawn"
SWATCH = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='60' height='30'>"
    "<rect width='60' height='30' fill='%23{colour}'/></svg>"
)
REMOVE = "remove"
WIDTHS_PX = {"name": 160, "expires": 105, "opened": 105}


@dataclass(frozen=True, eq=False)
class Draft:
    """A palette being edited.

    Parameters
    ----------
    of
        Title and rows as the file had them when editing began.
    begun
        Title and rows as they were when the table was last drawn anew.
    title
        As typed.
    edits
        What was typed since, by row.
    turn
        Counts how often the table was drawn anew; its edits are told apart by it.
    """

    of: Written
    begun: Written
    title: str
    edits: Mapping[int, Mapping[str, Any]]
    turn: int = 0

    @property
    def now(self) -> tuple[Row, ...]:
        """The rows with all that was typed."""
        return edited(self.begun[1], self.edits)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that the file does not hold."""
        return self.title.strip() != self.of[0] or not same(self.now, self.of[1])


def section() -> None:
    """Draw the table of the palette that is open, or offer a copy of a bundled one."""
    name = opened.pick()
    if not opened.is_own(name):
        make_mine(name)
        _deleted()
        return
    palette = tried("open palette", name, partial(load_choice, name))
    if palette is None:
        return
    draft = _draft(name, palette)
    title = st.text_input(words.NAME, draft.begun[0], key=f"title-{name}-{draft.turn}", width=420)
    draft = replace(draft, title=title)
    draft = _table(name, draft)
    if draft.is_changed or DRAFT + name in st.session_state:
        st.session_state[DRAFT + name] = st.session_state[DRAWN] = draft
    _actions(name, palette, draft)
    _deleted()


def _draft(name: str, palette: Palette) -> Draft:
    kept = st.session_state.get(DRAFT + name)
    written = palette.title, rows_of(palette)
    if not isinstance(kept, Draft):
        return Draft(written, written, palette.title, {})
    if written[0] != kept.of[0] or not same(written[1], kept.of[1]):  # saved in another tab, or as a kit
        if not kept.is_changed:
            return Draft(written, written, palette.title, {}, kept.turn + 1)
        st.warning(words.CHANGED_ELSEWHERE)
    was_drawn = f"table-{name}-{kept.turn}" in st.session_state and st.session_state.get(DRAWN) is kept
    if not was_drawn:  # the page was left or loaded again: the table begins with what was typed
        return replace(kept, begun=(kept.title, kept.now), edits={}, turn=kept.turn + 1)
    return kept


def _table(name: str, draft: Draft) -> Draft:
    key = f"table-{name}-{draft.turn}"
    state = st.session_state.get(key)
    edits = dict(state["edited_rows"]) if state else {}
    draft = replace(draft, edits=edits)
    rows = draft.now
    wrong, noted = complaints(rows), remarks(rows)
    told = [
        one or words.NOTED.format(text=note) if one or note else words.FINE
        for one, note in zip(wrong, noted, strict=True)
    ]
    told = [words.WRONG.format(text=one) if one else shown for one, shown in zip(wrong, told, strict=True)]
    shown = {
        "check": told,
        "swatch": [_swatch(row) for row in rows],
        **{field: [getattr(row, field) for row in draft.begun[1]] for field in words.FIELDS},
        REMOVE: [False] * len(rows),
    }
    _put_right(rows, wrong)
    st.data_editor(
        shown,
        key=key,
        column_config=_columns(),
        num_rows="fixed",
        hide_index=True,
        width="stretch",
        height=min(660, 44 * (len(rows) + 1)),
        row_height=40,
        disabled=["check", "swatch"],
        alt=words.TABLE_ALT,
    )
    return draft


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "check": column.TextColumn(words.CHECK, width=210, pinned=True),
        "swatch": column.ImageColumn(words.COLOUR, width=70, pinned=True),
        **{field: column.TextColumn(label, width=WIDTHS_PX.get(field, 90)) for field, label in words.FIELDS.items()},
        "in_stock": column.CheckboxColumn(words.FIELDS["in_stock"], width=90),
        REMOVE: column.CheckboxColumn(words.REMOVE, width=80),
    }


def _swatch(row: Row) -> str | None:
    return None if row.lab is None else SWATCH.format(colour=lab_to_hex(row.lab).removeprefix("#"))


def _put_right(rows: Sequence[Row], wrong: Sequence[str]) -> None:
    told = [
        words.ROW_WRONG.format(number=number, name=row.name.strip() or row.code.strip() or words.NEW_SHADE, text=text)
        for number, (row, text) in enumerate(zip(rows, wrong, strict=True), 1)
        if text
    ]
    if told:
        with st.container(key="problem-rows"):
            st.markdown(f"**{words.PUT_RIGHT}**")
            for text in told:
                st.text(text)


def _actions(name: str, palette: Palette, draft: Draft) -> None:
    rows = draft.now
    ticked = [place for place, typed in draft.edits.items() if typed.get(REMOVE)]
    changed = draft.is_changed
    ready = changed and bool(rows) and not any(complaints(rows))
    st.caption(words.UNSAVED if changed else words.SAVED)
    with st.container(horizontal=True, key="edit-actions"):
        if st.button(words.ADD_SHADE, key="add-shade"):
            _anew(name, draft, (*rows, Row()))
        if st.button(words.REMOVE_TICKED.format(count=len(ticked)), key="remove-shades", disabled=not ticked):
            _anew(name, draft, tuple(row for place, row in enumerate(rows) if place not in ticked))
        saves = st.button(words.SAVE, key="save", type="primary", disabled=not ready)
        if st.button(words.DISCARD, key="discard", disabled=not changed):
            _forget(name)
        undoes = st.button(words.UNDO_SAVE, key="undo-save", disabled=not has_earlier(name), help=words.UNDO_SAVE_HELP)
        deletes = st.button(words.DELETE, key="delete")
    # Beneath the buttons, where there is room to say why it could not be done.
    if saves and tried("save", object(), lambda: _saved(name, palette, draft)):
        _forget(name)
    if undoes and tried("undo", object(), lambda: _undone(name)):
        _forget(name)
    if deletes and tried("delete", object(), lambda: bool(delete_own(name))):
        st.session_state.pop(DRAFT + name, None)
        opened.open_palette("")
        st.rerun()


def _saved(name: str, palette: Palette, draft: Draft) -> bool:
    save_own(name, load_palette(document_of(palette, draft.title, draft.now)))
    return True


def _undone(name: str) -> bool:
    undo_save(name)
    return True


def _anew(name: str, draft: Draft, rows: tuple[Row, ...]) -> None:
    st.session_state[DRAFT + name] = replace(draft, begun=(draft.title, rows), edits={}, turn=draft.turn + 1)
    st.rerun()


def _forget(name: str) -> None:
    draft = st.session_state.pop(DRAFT + name, None)
    if isinstance(draft, Draft):
        palette = load_choice(name)
        written = palette.title, rows_of(palette)
        st.session_state[DRAFT + name] = Draft(written, written, palette.title, {}, draft.turn + 1)
    st.rerun()


def _deleted() -> None:
    deleted = deleted_palettes()
    if not deleted:
        return
    with st.expander(words.DELETED_TITLE.format(count=len(deleted))):
        for number, (trashed, title) in enumerate(deleted.items()):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(title)
                if st.button(words.RESTORE, key=f"restore-{number}"):
                    back = tried("restore", object(), partial(restore_own, trashed))
                    if back:
                        opened.open_palette(back)
                        st.rerun()
