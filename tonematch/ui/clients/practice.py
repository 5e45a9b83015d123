"""What the practice sets: waiting times, exports, retention, and the lock of the photos."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from tonematch.mix.palettes.kit import today
from tonematch.record import home as homes
from tonematch.record.archive import TakenIn, export_all, take_in
from tonematch.record.checklists import CHECKLISTS
from tonematch.record.consent import delete_client
from tonematch.record.find import past_retention
from tonematch.record.home import Home
from tonematch.record.settings import LIMITS, Settings, read_settings, save_settings
from tonematch.ui.clients import where
from tonematch.ui.clients.gate import passphrase_fields
from tonematch.ui.practise.swatches import plain
from tonematch.ui.problems import tried
from tonematch.ui.words import clients as client_words
from tonematch.ui.words import practice as words
from tonematch.ui.words.keep import size

LARGEST_MB = 2000
"""Of an export that is taken in; it is held in memory while it is checked."""


def section(home: Home) -> None:
    """Draw the settings and what belongs to the whole record."""
    if st.button(client_words.BACK_TO_LIST, key="to-list"):
        where.go()
    settings = tried("settings", object(), partial(read_settings, home.record))
    if settings is None:
        return
    _settings(home, settings)
    _export(home)
    _import(home)
    _retention(home, settings)
    _key(home)


def _settings(home: Home, settings: Settings) -> None:
    st.subheader(words.SETTINGS)
    with st.form("practice", border=False):
        with st.container(key="practice-fields"):
            typed = {
                name: st.number_input(label, *LIMITS[name], getattr(settings, name), key=f"set-{name}", width=420)
                for name, label in words.SETTING_NAMES.items()
            }
        sources = "; ".join(
            dict.fromkeys(item.source for items in CHECKLISTS.values() for item in items if item.waiting)
        )
        st.caption(words.SETTINGS_NOTE.format(sources=plain(sources)))
        pressed = st.form_submit_button(words.SAVE_SETTINGS)

    def save() -> bool:
        save_settings(home.record, replace(settings, **typed))
        return True

    if pressed and tried("save settings", object(), save):
        where.say(words.SETTINGS_SAVED)
        st.rerun()


def _export(home: Home) -> None:
    st.subheader(words.EXPORT)
    st.text(words.EXPORT_LEAD)
    if st.button(words.EXPORT_MAKE, key="export-make"):
        bar = st.progress(0.0, words.EXPORTING)
        st.session_state[where.EXPORTED] = tried("export", object(), partial(_exported, home, bar.progress))
    content: bytes | None = st.session_state.get(where.EXPORTED)
    if content is not None:
        st.download_button(
            words.EXPORT_GET.format(size=size(len(content))),
            content,
            words.EXPORT_NAME.format(day=today().isoformat()),
            "application/zip",
            key="export-get",
            on_click="ignore",
        )


def _exported(home: Home, show: object) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.zip"
        export_all(home.record, home.store, path, partial(_shown, show))
        return path.read_bytes()


def _shown(show: object, done: int, whole: int) -> None:
    if callable(show):
        show(done / whole, words.CHANGING.format(done=done, whole=whole))


def _import(home: Home) -> None:
    st.subheader(words.IMPORT)
    file = st.file_uploader(words.IMPORT_FILE, type=["zip"], key="import-file", max_upload_size=LARGEST_MB)
    if file is None or not st.button(words.IMPORT_TAKE, key="import-take"):
        return
    bar = st.progress(0.0, words.IMPORTING)

    def take() -> TakenIn:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "record.zip"
            path.write_bytes(file.getvalue())
            return take_in(home.record, home.store, path, partial(_shown, bar.progress))

    taken = tried("import", object(), take)
    if taken is not None:
        where.say(
            words.IMPORTED.format(new=taken.new_clients, replaced=taken.replaced_clients, photos=taken.new_photos)
        )
        st.rerun()


def _retention(home: Home, settings: Settings) -> None:
    st.subheader(words.RETENTION)
    if not settings.retention_months:
        st.text(words.RETENTION_UNSET)
        return
    months = settings.retention_months
    rows = tried("retention", object(), partial(past_retention, home.record, today(), months))
    if rows is None:
        return
    if not rows:
        st.text(words.RETENTION_NONE)
        return
    sure = st.checkbox(words.RETENTION_SURE, key="retention-sure")
    for row in rows[:100]:
        with st.container(horizontal=True, key=f"past-{row.client_id}", vertical_alignment="center"):
            label = words.RETENTION_DELETE.format(code=plain(row.code))
            if st.button(label, key=f"past-delete-{row.client_id}", disabled=not sure):
                tried("retention delete", object(), partial(delete_client, home.record, home.store, row.client_id))
                st.rerun()
            st.text(client_words.listed(row.sites, row.visits, row.last_visit))


def _key(home: Home) -> None:
    st.subheader(words.KEY)
    with st.form("passphrase", border=False):
        st.markdown(f"**{words.NEW_PHRASE}**")
        typed = passphrase_fields("change")
        with st.container(horizontal=True):
            changes = st.form_submit_button(words.NEW_PHRASE)
            renews = st.form_submit_button(words.NEW_KEY)
        st.caption(words.NEW_KEY_LEAD)
    if not (changes or renews):
        return
    if typed is None:
        st.error(client_words.NOT_THE_SAME)
        return
    if changes:
        changed = tried("passphrase", object(), partial(_changed, home, typed))
    else:
        bar = st.progress(0.0, words.KEY)
        shown = partial(_shown, bar.progress)
        changed = tried("new key", object(), partial(homes.renew_key, home, "passphrase", typed, shown))
    if changed is not None:
        where.keep_open(changed)
        where.say(words.KEY_CHANGED)
        st.rerun()


def _changed(home: Home, passphrase: str) -> Home:
    homes.change_lock(home, "passphrase", passphrase)
    return home
