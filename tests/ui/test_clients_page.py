"""The part Clients and the keeping of a visit: locked, refused without consent, found again, taken back, hostile."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.capture.photo import decode_photo
from tonematch.errors import RecordError
from tonematch.record import home as homes
from tonematch.record.clients import find_code
from tonematch.record.consent import give_consent
from tonematch.record.keep import keep_visit
from tonematch.record.kept import (
    ColourToKeep,
    CorrectionToKeep,
    PhotoToKeep,
    PotToKeep,
    RecipeToKeep,
    ReminderToKeep,
    VisitToKeep,
)
from tonematch.record.tables import Client, Visit
from tonematch.ui.clients import add_photo, take_photos, where
from tonematch.ui.match import downloads
from tonematch.ui.words import clients as words
from tonematch.ui.words import practice as practice_words

PAGE = "tonematch/ui/clients/page.py"
PHRASE = "four quiet green doors"
HOSTILE = "<script>x</script> **b** :red[y]"
DAY = date(2026, 5, 4)
Send = Callable[..., AppTest]
LAST_BITS = 1e-6
"""Of float32: how a row is cut into vectors decides in which order three products are added."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep the record in a folder of the test."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TONEMATCH_RECORD", raising=False)
    return tmp_path / "data"


@pytest.fixture
def home() -> homes.Home:
    """Begin a record."""
    return homes.begin("passphrase", PHRASE)


@pytest.fixture
def page(app: AppTest) -> Callable[..., AppTest]:
    """Open the part on a record that is open already, at a place in it."""

    def show(home: homes.Home, place: where.Place | None = None) -> AppTest:
        app.session_state[where.OPEN] = home
        app.session_state[where.PLACE] = place or where.Place()
        return app.switch_page(PAGE).run()

    return show


def texts(app: AppTest) -> str:
    """Join all plain texts and notices of a page."""
    kinds = [*app.text, *app.info, *app.error, *app.warning, *app.markdown, *app.caption, *app.subheader]
    return "\n".join(str(element.value) for element in kinds)


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    return next(button for button in app.button if button.label == label).click().run()


def listed(app: AppTest) -> list[str]:
    """Give the codes of the list as they can be opened."""
    labels = [button.label for button in app.button if button.label.startswith("Open ")]
    return [label.removeprefix("Open ").replace("\\", "") for label in labels]


def visit(code: str, day: date = DAY, site: str = "left hand", **more: object) -> VisitToKeep:
    """Give a visit with colours and a recipe."""
    pots = (PotToKeep("F2N", "Fair 2 neutral", 5, "L-7"), PotToKeep("F2W", "Fair 2 warm", 1))
    colours = (ColourToKeep("surround", (61.0, 10.5, 16.2), 1.7), ColourToKeep("patch", (80.0, 5.0, 10.0)))
    recipe = RecipeToKeep("generic-camouflage", pots, 0.7, "good", document={"target": {"lab": [61.0, 10.5, 16.2]}})
    return VisitToKeep(code, site, "hand", day, "camouflage", colours=colours, recipes=(recipe,), **more)


def kept(home: homes.Home, code: str) -> Client:
    """Read a client."""
    client = find_code(home.record, code)
    assert client is not None
    return client


def test_begun_with_a_passphrase_typed_twice(app):
    """The first time a lock is chosen; two different or too short passphrases lock nothing; then the list is there."""
    app.switch_page(PAGE).run()
    for line in words.ENCRYPTED:
        assert line in texts(app)
    for first, again, told in ((PHRASE, PHRASE + "!", words.NOT_THE_SAME), ("short", "short", "5 characters")):
        app.text_input(key="first-passphrase").input(first)
        app.text_input(key="first-passphrase-again").input(again)
        press(app, words.BEGIN)
        assert told in texts(app)
        assert homes.lock_here() is None
    app.text_input(key="first-passphrase").input(PHRASE)
    app.text_input(key="first-passphrase-again").input(PHRASE)
    press(app, words.BEGIN)
    assert words.NONE_YET in texts(app)
    assert not app.exception


def test_locked_again_and_opened(app, home):
    """Another passphrase is refused in words, the right one opens, and the button locks again."""
    app.switch_page(PAGE).run()
    app.text_input(key="unlock-passphrase").input("not the one at all")
    press(app, words.UNLOCK)
    assert "not the passphrase" in texts(app)
    app.text_input(key="unlock-passphrase").input(PHRASE)
    press(app, words.UNLOCK)
    assert words.NONE_YET in texts(app)
    press(app, words.LOCK_AGAIN)
    assert words.UNLOCK_TITLE in texts(app)
    assert where.OPEN not in app.session_state
    assert home.still_open


def test_a_key_changed_elsewhere_locks_this_session(page, home):
    """When another seat has taken a new key, this session has to unlock again."""
    app = page(home)
    homes.renew_key(home, "passphrase", "another set of words")
    app.run()
    assert words.UNLOCK_TITLE in texts(app)


def test_a_client_made_found_and_taken_back(page, home):
    """A new client is on its page at once, found by a search, and gone after undo."""
    app = page(home)
    app.text_input(key="new-code").input(" K-0412 ")
    press(app, words.NEW_MAKE)
    assert words.MADE.format(code="K-0412") in texts(app)
    press(app, words.BACK_TO_LIST)
    app.text_input(key="clients-wanted").input("0412").run()
    assert listed(app) == ["K-0412"]
    app.text_input(key="new-code").input("K-0412")
    press(app, words.NEW_MAKE)
    assert words.KNOWN_ALREADY in texts(app)
    app.button(key="undo-saving").click().run()
    assert "Taken back: K-0412: new client." in texts(app)
    assert find_code(home.record, "K-0412") is None


def test_search_by_region_lot_and_day(page, home):
    """The list narrows down by each of its fields; nothing found is said."""
    keep_visit(home.record, home.store, visit("A-1"))
    keep_visit(home.record, home.store, visit("B-2", DAY + timedelta(days=100)))
    app = page(home)
    assert listed(app) == ["B-2", "A-1"]
    app.date_input(key="clients-since").set_value(DAY + timedelta(days=1)).run()
    assert listed(app) == ["B-2"]
    app.text_input(key="clients-lot").input("L-8").run()
    assert words.NONE_FOUND in texts(app)


def test_site_with_colours_over_time_and_lots_changed(page, home):
    """A site shows its measurements, the plot, the comparison of two visits; remark and lot are saved with undo."""
    keep_visit(home.record, home.store, visit("A-1"))
    keep_visit(home.record, home.store, visit("A-1", DAY + timedelta(days=60)))
    client = kept(home, "A-1")
    app = page(home, where.Place(client.id))
    app.button(key=f"open-site-{client.sites[0].id}").click().run()
    shown = texts(app)
    assert not app.exception
    assert words.OVER_TIME_NOTE in shown
    assert "L* 61.0, a* 10.5, b* 16.2, within ΔE00 1.7" in shown
    assert "Surrounding skin: ΔE00 0.0 apart" in shown
    assert "lot L-7" in shown
    latest: Visit = max(client.sites[0].visits, key=lambda one: one.day)
    pot = latest.recipes[0].parts[1]
    app.text_input(key=f"lot-{pot.id}").input("W-99")
    app.text_area(key=f"visit-remark-{latest.id}").input("drier than last time")
    next(b for b in app.button if b.label == words.SAVE_VISIT).click().run()
    again = next(one for one in kept(home, "A-1").sites[0].visits if one.id == latest.id)
    assert (again.remark, again.recipes[0].parts[1].lot) == ("drier than last time", "W-99")


def test_consent_given_and_withdrawn(page, home):
    """Consent is noted with its words; withdrawing that to photos deletes them after a confirmation."""
    give_consent(home.record, "A-1", "photo", "Photos may be kept.", DAY)
    photo = PhotoToKeep(b"bytes", "0" * 64, "before", ".jpg", 40, 30)
    keep_visit(home.record, home.store, visit("A-1", photos=(photo,)))
    client = kept(home, "A-1")
    app = page(home, where.Place(client.id))
    assert "Photos may be kept." in texts(app)
    assert app.button(key="withdraw-photo").disabled
    app.checkbox(key=f"withdraw-sure-{client.id}").check().run()
    app.button(key="withdraw-photo").click().run()
    assert words.WITHDRAWN_SAID.format(count=1) in texts(app)
    assert list(home.store.names()) == []
    app.button(key="give-procedure").click().run()
    consents = {one.kind: one for one in kept(home, "A-1").consents}
    assert consents["procedure"].wording == words.WORDINGS["procedure"]
    assert consents["photo"].withdrawn_on is not None


def test_something_to_do_is_noted_and_done(page, home):
    """A touch-up noted for a client stands in the list when its day is near, until it is done."""
    keep_visit(home.record, home.store, visit("A1"))
    client = kept(home, "A1")
    app = page(home, where.Place(client.id))
    app.date_input(key=f"remind-day-{client.id}").set_value(date.today())  # noqa: DTZ011  # as the page counts days
    press(app, words.REMIND)
    assert words.REMINDED in texts(app)
    press(app, words.BACK_TO_LIST)
    assert "A1 · touch-up" in texts(app)
    press(app, words.DUE_DONE.format(number=1))
    assert "A1 · touch-up" not in texts(app)


def test_a_client_is_deleted_for_good(page, home):
    """Deleting asks once more, and then nothing of the client is left."""
    keep_visit(home.record, home.store, visit("A-1"))
    client = kept(home, "A-1")
    app = page(home, where.Place(client.id))
    assert app.button(key="delete-client").disabled
    app.checkbox(key=f"delete-sure-{client.id}").check().run()
    app.button(key="delete-client").click().run()
    assert words.DELETED in texts(app)
    assert find_code(home.record, "A-1") is None


def test_hostile_words_reach_no_markup(page, home):
    """Codes, sites, remarks and lots that are markup are shown as plain text only."""
    code = HOSTILE[:40]
    keep_visit(home.record, home.store, visit(code, site=HOSTILE, remark=HOSTILE))
    client = kept(home, code)
    for place in (where.Place(), where.Place(client.id), where.Place(client.id, client.sites[0].id)):
        app = page(home, place)
        assert not app.exception
        assert "<script>" not in "".join(str(e.value) for e in [*app.markdown, *app.caption, *app.subheader])
        assert "<script>" not in "".join(element.proto.body for element in app.get("html"))
        for button in app.button:
            assert not re.search(r"(?<!\\)(<script|\*\*|:red\[)", button.label)


def test_settings_are_saved(page, home):
    """Numbers of the practice are saved and shown again; retention lists who is past it."""
    keep_visit(home.record, home.store, visit("OLD", date(2001, 1, 1)))
    app = page(home, where.Place(practice=True))
    assert practice_words.RETENTION_UNSET in texts(app)
    app.number_input(key="set-healed_weeks").set_value(8)
    app.number_input(key="set-retention_months").set_value(120)
    press(app, practice_words.SAVE_SETTINGS)
    assert practice_words.SETTINGS_SAVED in texts(app)
    assert app.number_input(key="set-healed_weeks").value == 8
    app.checkbox(key="retention-sure").check().run()
    press(app, practice_words.RETENTION_DELETE.format(code="OLD"))
    assert find_code(home.record, "OLD") is None


def test_export_is_offered(page, home):
    """The export is made when asked for, and is let go when the record is locked."""
    keep_visit(home.record, home.store, visit("A-1"))
    app = page(home, where.Place(practice=True))
    app.button(key="export-make").click().run()
    assert not app.exception
    assert app.session_state[where.EXPORTED][:2] == b"PK"
    press(app, words.LOCK_AGAIN)
    assert where.EXPORTED not in app.session_state


def test_a_folder_that_cannot_be_written_is_told(app, folder):
    """A data folder that is a file ends in a sentence with the way out."""
    folder.write_text("not a folder")
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "cannot be made" in texts(app)


def test_many_clients_are_listed(page, home):
    """Of 2,500 clients the latest are shown with a word on the others, and a search finds any of them."""
    with home.record.saving() as session:
        session.add_all(Client(code=f"C-{number:04d}") for number in range(2500))
    app = page(home)
    assert len(listed(app)) == 24
    app.text_input(key="clients-wanted").input("C-1777").run()
    assert listed(app) == ["C-1777"]


@pytest.fixture
def at_keep(app: AppTest, with_sample: Callable[[int], AppTest], mark: Send) -> Callable[[homes.Home], AppTest]:
    """Walk with the first sample up to step 5, the record open."""

    def walk(home: homes.Home) -> AppTest:
        with_sample(3)
        app.session_state[where.OPEN] = home
        app.switch_page("tonematch/ui/match/3_skin.py").run()
        facts = json.loads(sample_photos()[2].with_suffix(".json").read_text(encoding="utf-8"))
        mark(app, "skin", "point", [facts["patch"]["click"]])
        app.switch_page("tonematch/ui/match/4_match.py").run()
        return app.switch_page("tonematch/ui/match/5_keep.py").run()

    return walk


def field(elements: Iterable[Any], name: str) -> Any:  # noqa: ANN401  # whatever kind of field
    """Find a field of the section by the beginning of its key."""
    return next(element for element in elements if str(element.key).startswith(f"rec-{name}"))


def test_a_match_is_kept_with_photo_and_consent(at_keep, home):
    """Photo without consent is refused; with it, photo, colours, recipe, lots and answers are in the record."""
    app = at_keep(home)
    assert words.KEEP in texts(app)
    field(app.text_input, "code").input("N 1").run()
    assert words.KEEP_NEW in texts(app)
    field(app.checkbox, "photo").check().run()
    app.button(key="rec-keep").click().run()
    assert "has not agreed to photos" in texts(app)
    assert find_code(home.record, "N 1") is None
    field(app.checkbox, "agrees-photo").check()
    field(app.checkbox, "crop").check().run()
    field(app.slider, "across").set_value((0, 80))
    field(app.text_input, "lot-0").input("L-55")
    field(app.radio, "check-closed").set_value("no").run()
    assert "Ask the client's doctor first" in texts(app)
    app.button(key="rec-keep").click().run()
    assert not app.exception
    assert "Kept: N 1" in texts(app)
    client = kept(home, "N 1")
    (one,) = client.sites[0].visits
    before, corrected = (next(photo for photo in one.photos if photo.kind == kind) for kind in ("before", "corrected"))
    assert before.cropped
    photo = app.session_state["case:now"].photo
    assert before.width == round(0.8 * photo.width)
    part = decode_photo(home.store.get(before.sha256), "kept").linear
    assert np.abs(part - photo.linear[:, : before.width]).max() < LAST_BITS
    assert home.store.get(corrected.sha256)[:2] == b"\xff\xd8"
    assert {row.kind for row in one.measurements} == {"surround", "patch"}
    assert one.recipes[0].parts[0].lot == "L-55"
    assert one.checklist["closed"]["answer"] == "no"
    assert photo.name not in json.dumps([one.recipes[0].document, before.calibration])
    assert client.consents[0].wording == words.WORDINGS["photo"]


def test_a_kept_match_is_taken_up_again(at_keep, page, home):
    """Its recipe comes out the same; its photo opens in Match with its mark and wishes, though only part was kept."""
    app = at_keep(home)
    field(app.text_input, "code").input("N 1").run()
    field(app.checkbox, "photo").check().run()
    field(app.checkbox, "agrees-photo").check()
    field(app.checkbox, "crop").check().run()
    field(app.slider, "down").set_value((4, 100)).run()
    app.button(key="rec-keep").click().run()
    case = app.session_state["case:now"]
    client = kept(home, "N 1")
    (one,) = client.sites[0].visits
    app = page(home, where.Place(client.id, client.sites[0].id))
    app.button(key=f"again-recipe-{one.id}").click().run()
    assert "comes out the same as in the file, to every digit" in texts(app)
    before = next(photo for photo in one.photos if photo.kind == "before")
    app.button(key=f"again-photo-{before.id}").click().run()
    assert not app.exception
    again = app.session_state["case:now"]
    assert again.photo.sha256 == before.sha256
    assert again.wishes == case.wishes
    cut = round(0.04 * case.photo.height)
    ((x, y),) = again.own_mark.gestures[0].points
    ((x0, y0),) = case.marking.gestures[0].points
    assert (x, y) == (x0, y0 - cut)


def test_the_card_bears_the_code_that_is_typed(at_keep, home):
    """The client's code stands on the report once it is typed, and in no file for other programs."""
    app = at_keep(home)
    app.button(key="prepare-html").click().run()
    assert "N-4711" not in made_file(app, "html")
    field(app.text_input, "code").input("N-4711").run()
    for kind, stands in (("html", True), ("json", False), ("csv", False)):
        app.button(key=f"prepare-{kind}").click().run()
        assert ("N-4711" in made_file(app, kind)) is stands


def made_file(app: AppTest, kind: str) -> str:
    """Give a file that the page has prepared."""
    content: bytes = app.session_state[downloads.READY][kind][1]
    return content.decode()


def test_a_photo_is_added_to_a_visit(home):
    """A photo with a chart is added with its colours; the same photo twice is refused in words."""
    give_consent(home.record, "A-1", "photo", "Photos may be kept.", DAY)
    keep_visit(home.record, home.store, visit("A-1"))
    encoded = sample_photos()[2].read_bytes()
    (one,) = kept(home, "A-1").sites[0].visits
    assert add_photo.added(home, one, encoded, "later.jpg", "healed") == "read"
    (one,) = kept(home, "A-1").sites[0].visits
    assert sorted(photo.kind for photo in one.photos) == ["corrected", "healed"]
    with pytest.raises(RecordError, match="holds that photo already"):
        add_photo.added(home, one, encoded, "later.jpg", "healed")


def test_a_visit_shows_its_stripes_in_their_order(page, home):
    """Each stripe is told with its distance, what it was drawn from, and what was added."""
    first = {"mix": "m", "number": 1, "parts": {"F2N": 5, "F2W": 1}, "done": "added 1 part of Fair 2 warm"}
    stripes = (
        CorrectionToKeep(0.8, "a touch too red", {}, document={**first, "number": 10, "done": ""}),
        CorrectionToKeep(2.1, "a touch too light", {"F2W": 1.0}, document=first),
    )
    keep_visit(home.record, home.store, visit("A-1", corrections=stripes))
    client = kept(home, "A-1")
    app = page(home, where.Place(client.id, client.sites[0].id))
    shown = texts(app)
    assert "Test stripe 1: ΔE00 2.1, a touch too light; added 1 part of Fair 2 warm" in shown
    assert "Test stripe 10: ΔE00 0.8, a touch too red; nothing added" in shown
    assert shown.index("Test stripe 1:") < shown.index("Test stripe 10:")
    assert "drawn from 5 \N{MULTIPLICATION SIGN} F2N, 1 \N{MULTIPLICATION SIGN} F2W" in shown.replace("\\", "")


def test_a_lot_that_goes_out_is_shown(page, home):
    """A reminder of a lot says which one."""
    keep_visit(home.record, home.store, visit("A-1", reminders=(ReminderToKeep("lot", DAY, "F2N, lot L-7"),)))
    assert "A-1 · lot goes out: F2N, lot L-7" in texts(page(home))


def test_a_healed_patch_is_kept_as_such(at_keep, home):
    """A photo of a healed patch gives a healed colour, without a recipe."""
    app = at_keep(home)
    field(app.text_input, "code").input("H1").run()
    field(app.selectbox, "shows").set_value("healed").run()
    app.button(key="rec-keep").click().run()
    (one,) = kept(home, "H1").sites[0].visits
    assert {row.kind for row in one.measurements} == {"surround", "healed"}
    assert (one.recipes, one.photos) == ([], [])


def test_keeping_waits_for_the_key(at_keep, home):
    """Without the key, step 5 says where to unlock, and the rest of the step is there."""
    app = at_keep(home)
    del app.session_state[where.OPEN]
    app.run()
    assert words.KEEP_LOCKED in texts(app)
    assert not app.exception


@dataclass(frozen=True)
class File:
    """A file as it was chosen."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        """Give its bytes."""
        return self.content


def test_a_folder_is_taken_in_and_gone_on_with(home):
    """Photos are stripped and kept one by one; those that are there are passed over, and what is no photo is named."""
    give_consent(home.record, "A-1", "photo", "Photos may be kept.", DAY)
    path = sample_photos()[2]
    files = [File("one.jpg", path.read_bytes()), File("notes.jpg", b"no photo")]
    place = VisitToKeep("A-1", "arm", "arm", DAY, "")
    progress: list[int] = []
    first = take_photos.take(home, kept(home, "A-1"), place, files, progress.append)
    assert first == take_photos.Taken(1, 0, ("notes.jpg",))
    assert progress == [1, 2]
    again = take_photos.take(home, kept(home, "A-1"), place, files, progress.append)
    assert again == take_photos.Taken(0, 1, ("notes.jpg",))
    (one,) = kept(home, "A-1").sites[0].visits
    assert {photo.kind for photo in one.photos} == {"before", "corrected"}
    assert "one.jpg" not in json.dumps([photo.calibration for photo in one.photos])


def test_a_folder_waits_for_consent(page, home):
    """Without a consent to photos none can be chosen, and none is kept."""
    keep_visit(home.record, home.store, visit("A-1"))
    client = kept(home, "A-1")
    app = page(home, where.Place(client.id))
    assert words.TAKE_NO_CONSENT in texts(app)
    files = [File("one.jpg", sample_photos()[2].read_bytes())]
    with pytest.raises(RecordError, match="has not agreed"):
        take_photos.take(home, client, VisitToKeep("A-1", "arm", "arm", DAY, ""), files, print)


def test_a_newer_record_is_refused_in_words(app, home, folder, monkeypatch):
    """A record that a newer version wrote is left as it is, and the page says so."""
    with home.record.saving() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = folder.with_name("newer")
    shutil.copytree(folder, newer)
    monkeypatch.setenv("TONEMATCH_DATA", str(newer))
    app.switch_page(PAGE).run()
    assert "newer tonematch" in texts(app)
    assert not app.exception
