"""Hardening: the settings of the server, what the code may not do, and what a server that runs really listens to."""

import ast
import http.client
import os
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.capture.photo_files import png_file
from tonematch.capture.limits import MAX_PIXELS
from tonematch.capture.photo import decode_photo
from tonematch.data_folder import made_folder
from tonematch.errors import PhotoError
from tonematch.record.archive import LARGEST_PHOTO

HOME = Path(__file__).resolve().parent.parent
CODE = sorted([*(HOME / "tonematch").rglob("*.py"), *(HOME / "scripts").rglob("*.py"), HOME / "app.py"])
PATIENCE_S = 60
LISTENING = "0A"
THIS_MACHINE = {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}
"""127.0.0.1, ::1, and 127.0.0.1 written as IPv6, as /proc/net/tcp and tcp6 write them."""
SETTINGS: dict[str, dict[str, Any]] = {
    "server": {
        "address": "127.0.0.1",
        "allowedHosts": ["localhost", "127.0.0.1"],
        "enableXsrfProtection": True,
        "enableCORS": True,
        "xsrfCookieSameSite": "strict",
        "enableStaticServing": False,
        "enableAgentApi": False,
        "disconnectedSessionTTL": 30,
        "maxUploadSize": 60,
        "maxMessageSize": 50,
        "showEmailPrompt": False,
    },
    "browser": {"gatherUsageStats": False},
    "client": {"showErrorDetails": "none", "showErrorLinks": False},
    "runner": {"magicEnabled": False},
}
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "yaml"}
MARKUP_LOOKED_AT = {
    "correct/swatches.py",
    "match/figures.py",
    "match/recipe_list.py",
    "palettes/look.py",
    "panels.py",
    "practise/swatches.py",
}
"""Files that write HTML, each of them read: no name, code, remark or anything else that a person typed goes into it."""
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize(
    ("section", "name", "value"), [(section, *pair) for section, kept in SETTINGS.items() for pair in kept.items()]
)
def test_the_server_is_set_as_it_must_be(section: str, name: str, value: object) -> None:
    """Each setting that protects photos has its value, and Streamlit knows a setting of that name."""
    from streamlit.config import get_option

    settings = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings[section][name] == value
    get_option(f"{section}.{name}")  # raises for a name that it does not know


def complaints(source: str) -> list[str]:
    """Say what a source does that could run what a file holds."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                found.append(node.func.id)
            named = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            wrong = {"allow_pickle": "True", "shell": "True", "unsafe_allow_html": "True", "persist": "'disk'"}
            found += [name for name, value in wrong.items() if named.get(name) == value]
        elif isinstance(node, ast.Attribute) and node.attr == "MAX_IMAGE_PIXELS" and isinstance(node.ctx, ast.Store):
            found.append("MAX_IMAGE_PIXELS")
    return found


def test_no_code_runs_what_a_file_holds() -> None:
    """Nowhere are pickles read, strings run as code or by a shell, unsafe HTML written, or Pillow's limit lifted."""
    found = {str(path.relative_to(HOME)): complaints(path.read_text(encoding="utf-8")) for path in CODE}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "import yaml.loader",
        "eval('1')",
        "np.load(path, allow_pickle=True)",
        "subprocess.run(words, shell=True)",
        "st.markdown(name, unsafe_allow_html=True)",
        "Image.MAX_IMAGE_PIXELS = None",
        "st.cache_data(persist='disk')",
    ],
)
def test_the_check_finds_what_it_is_for(source: str) -> None:
    """Each thing that is forbidden is seen."""
    assert len(complaints(source)) == 1


def test_html_is_written_where_it_was_looked_at() -> None:
    """Apart from our own style sheets, HTML is written only in files whose markup holds numbers and words of ours."""
    writing = set()
    for path in (HOME / "tonematch" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.html":
                written = ast.unparse(node.args[0])
                writing |= set() if ".css" in written or "STYLE" in written else {path}
    assert {str(path.relative_to(HOME / "tonematch" / "ui")) for path in writing} == MARKUP_LOOKED_AT


def test_size_is_refused_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that declares one pixel row too many is refused with nothing of it unpacked."""
    from PIL import Image

    side = 8000
    unpacked = []
    monkeypatch.setattr(Image.Image, "load", lambda picture: unpacked.append(picture.size))
    with pytest.raises(PhotoError, match="megapixels"):
        decode_photo(png_file(side, MAX_PIXELS // side + 1), "vast.png")
    assert unpacked == []


def test_what_an_import_may_take_is_bounded() -> None:
    """No photo of an import may unpack to more than what a photo file may hold."""
    from tonematch.capture.limits import MAX_FILE_BYTES

    assert LARGEST_PHOTO <= MAX_FILE_BYTES


@pytest.mark.skipif(os.name != "posix", reason="folders have no such permissions elsewhere")
def test_other_users_of_the_machine_cannot_read_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders in which the record and the photos lie are open to their owner alone."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "data"))
    assert made_folder("record").stat().st_mode & 0o777 == 0o700


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, int]]:
    """Start the app with the command of the README's app verb, less the browser; give its process and port."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless=true"]
    process = subprocess.Popen(
        command,
        cwd=HOME,
        env=os.environ | {"PYTHONPATH": str(HOME)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                break
            time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


@pytest.mark.skipif(sys.platform != "linux", reason="which addresses a process listens on is told by /proc")
def test_the_server_listens_on_this_machine_only(server: tuple[int, int]) -> None:
    """Every socket on which the running server listens has an address that no other machine can reach."""
    process, port = server
    sockets = set()
    for handle in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            sockets.add(str(handle.readlink()))
    listening = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == LISTENING and f"socket:[{words[9]}]" in sockets:
                address, _, number = words[1].partition(":")
                listening[int(number, 16)] = address
    assert port in listening
    assert set(listening.values()) <= THIS_MACHINE


def status_of(port: int, path: str, *, method: str = "GET", **headers: str) -> int:
    """Ask the server and give the status of its answer."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked.request(method, path, body=b"" if method != "GET" else None, headers=named)
        return asked.getresponse().status
    finally:
        asked.close()


SOCKET = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # the sample key of RFC 6455


def test_a_foreign_host_name_is_refused(server: tuple[int, int]) -> None:
    """A page elsewhere whose name was pointed at this machine opens no session; under its own name the server does.

    Everything that the app shows goes over that connection; without it there is only the empty page around it.
    """
    upgrade = {**SOCKET, "Sec_WebSocket_Key": KEY}
    own = f"http://127.0.0.1:{server[1]}"
    assert status_of(server[1], "/_stcore/stream", **upgrade, Origin=own) == 101
    assert status_of(server[1], "/_stcore/stream", **upgrade, Origin=own, Host="evil.example") in {400, 403}
    assert status_of(server[1], "/_stcore/stream", **upgrade, Origin="http://evil.example", Host="evil.example") in {
        400,
        403,
    }


def test_a_foreign_page_cannot_open_a_session(server: tuple[int, int]) -> None:
    """A page elsewhere that names this machine rightly, as any page can, gets no connection to the app."""
    origin = "http://evil.example"
    assert status_of(server[1], "/_stcore/stream", **SOCKET, Sec_WebSocket_Key=KEY, Origin=origin) in {400, 403}


def test_an_upload_without_a_session_is_refused(server: tuple[int, int]) -> None:
    """A file pushed at the server from outside the app is not taken."""
    assert status_of(server[1], "/_stcore/upload_file/nobody/nothing", method="PUT") in {400, 403}
