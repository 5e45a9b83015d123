"""Where input gets into tonematch, each as a function that feeds one input and says how it was answered.

An answer is ``read`` or ``refused``; everything else is a complaint and begins with an exclamation mark.
"""

import contextlib
import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from streamlit.testing.v1 import AppTest

from scripts.fuzz.kinds import TARGET
from tonematch.cli import main
from tonematch.errors import RecordError, RegionError
from tonematch.record.archive import take_in
from tonematch.record.database import Record, open_record
from tonematch.record.find import find_clients
from tonematch.record.keys import Key
from tonematch.record.photo_store import PhotoStore
from tonematch.ui.marker.marks import read_marking
from tonematch.ui.words.shell import UNEXPECTED_TITLE

ROOT = Path(__file__).resolve().parents[2]
RUN_S = 60
OWN_MISTAKE = "mistake of its own"


def words_for(kind: str, path: Path) -> list[str]:
    """Give the command that is given this input."""
    commands: Mapping[str, tuple[str, ...]] = {
        "photo": ("match", str(path), "--patch", "60,60"),
        "sample": ("calibrate", str(path)),
        "palette": ("palette", "convert", str(path), str(path.with_name("out.json"))),
        "strengths": (*TARGET, "--strengths", str(path)),
        "healed": ("healed", str(path)),
        "case": ("match", "--from-json", str(path)),
    }
    return list(commands[kind])


def judged(status: object, out: str, err: str) -> str:
    """Judge what a command left behind."""
    said = out + err
    if "Traceback" in said:
        return "! traceback"
    if OWN_MISTAKE in said or '"internal"' in said:
        return f"! {next((line for line in said.splitlines() if OWN_MISTAKE in line), 'internal')[:200]}"
    if status not in (0, 1, 2):
        return f"! exit status {status}"
    if status and not any(line.rstrip().endswith((".", "│")) for line in said.splitlines()):
        return "! no sentence"
    return "refused" if status else "read"


def command(kind: str, path: Path) -> str:
    """Give the input to a command, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(words_for(kind, path))
            status: object = 0
        except SystemExit as leaving:
            status = leaving.code or 0
    return judged(status, out.getvalue(), err.getvalue())


@cache
def _record(home: Path) -> tuple[Record, PhotoStore]:
    store = home / "data" / "photos"
    store.mkdir(parents=True, exist_ok=True)
    return open_record(f"sqlite:///{home / 'data' / 'record.sqlite3'}"), PhotoStore(store, Key("0" * 16, bytes(32)))


def archive(_kind: str, path: Path) -> str:
    """Take an archive into a record; one that is refused leaves the record as it was."""
    record, store = _record(path.parent.parent)
    before = find_clients(record)
    try:
        take_in(record, store, path)
    except RecordError as problem:
        changed = find_clients(record) != before
        return "! refused, and changed the record" if changed else "refused" if problem.hint else "! no hint"
    return "read"


def message(_kind: str, path: Path) -> str:
    """Read a message of the browser."""
    try:
        sent = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return "refused"  # it is no JSON, which the browser's connection already refuses
    marking = read_marking(sent)
    if marking is not None and marking.mark is not None:
        try:
            marking.mark.aim((400, 600))
        except RegionError:
            return "refused"
    return "refused" if marking is None else "read"


@cache
def _marking_app() -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=RUN_S).run()
    app.button(key="use-sample-1").click().run()
    return app.switch_page("tonematch/ui/match/3_skin.py").run()


def _told(app: AppTest) -> str:
    if app.exception:
        return f"! {app.exception[0].value[:200]}"
    said = [str(error.value) for error in app.error]
    return "! unexpected error" if any(UNEXPECTED_TITLE in one for one in said) else "refused" if said else "read"


def app_marks(_kind: str, path: Path) -> str:
    """Let the page with a photo have a message of the browser, and the frame another."""
    try:
        sent: Any = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return "refused"
    app = _marking_app()
    app.session_state[f"skin-{app.session_state['case:now'].photo.sha256[:16]}"] = {"marking": sent}
    app.session_state["tab"] = {"word": sent}
    return _told(app.run())


def app_upload(kind: str, path: Path) -> str:
    """Upload a file on its page."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=RUN_S).run()
    if kind == "app palette":
        app.session_state["own:palettes view"] = "exchange"
        app.switch_page("tonematch/ui/palettes/page.py").run()
    fields = [field for field in app.file_uploader if str(field.key).startswith(("upload-", "palette-file-"))]
    if not fields:
        return "! no field for the upload"
    fields[0].set_value((path.name, path.read_bytes(), "application/octet-stream")).run()
    return _told(app)


DOORS: Mapping[str, Callable[[str, Path], str]] = MappingProxyType(
    {
        **dict.fromkeys(("photo", "sample", "palette", "strengths", "healed", "case"), command),
        "archive": archive,
        "message": message,
        "app photo": app_upload,
        "app palette": app_upload,
        "app marks": app_marks,
    }
)
