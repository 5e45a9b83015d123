"""Signing in: nothing of it unless a clinic asks for it; then nobody gets past it, and only the clinic's own people."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from scripts import walk
from tonematch.ui.words import match as match_words
from tonematch.ui.words import sign_in as words

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 60
PAGES = (
    *(f"tonematch/ui/match/{name}.py" for name in ("1_photo", "2_chart", "3_skin", "4_match", "5_keep")),
    *(f"tonematch/ui/{name}/page.py" for name in ("correct", "practise", "palettes", "clients")),
)
STAFF = {"staff": {"emails": ["Ana@Clinic.example"]}}
AUTH = """[auth]
redirect_uri = "http://localhost/oauth2callback"
cookie_secret = "not a secret: this is a test"
client_id = "tonematch"
client_secret = "neither is this"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


def opened(user: dict[str, object], secrets: dict[str, object] | None = None) -> AppTest:
    """Open the app as somebody, on a new session."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT_S)
    app.user = user
    app.secrets = secrets or {}
    return app.run()


def is_inside(app: AppTest) -> bool:
    """Tell whether anything of the app itself is drawn."""
    assert not app.exception
    return match_words.PHOTO_TITLE in [header.value for header in app.header]


def keys_of(app: AppTest) -> set[str | None]:
    """List the keys of all buttons."""
    return {button.key for button in app.button}


def test_nobody_is_asked_where_signing_in_is_not_set_up() -> None:
    """Without [auth] the app opens at once, and has no button to sign out."""
    app = opened({"email": "test@example.com"})
    assert is_inside(app)
    assert not keys_of(app) & {"sign-in", "sign-out"}


@pytest.mark.parametrize("page", PAGES)
def test_nobody_gets_past_the_sign_in(page: str) -> None:
    """On every page somebody who has not signed in sees the way to do so, and nothing else that can be used."""
    app = opened({"is_logged_in": False})
    app.switch_page(page).run()
    assert not app.exception
    assert [header.value for header in app.subheader] == [words.TITLE]
    assert keys_of(app) == {"sign-in"}
    assert not [*app.file_uploader, *app.text_input, *app.header]


@pytest.mark.parametrize("state", ["True", 1, None])
def test_only_a_plain_yes_counts(state: object) -> None:
    """Anything but a true sign-in is none."""
    assert not is_inside(opened({"is_logged_in": state}))


def test_who_is_signed_in_works_and_can_leave() -> None:
    """Signed in, the app is there, and signing out leads to the sign-in again with the work forgotten."""
    app = opened({"is_logged_in": True, "email": "ana@clinic.example"})
    assert is_inside(app)
    app.session_state["case:site"] = "arm"
    app.session_state["own:clients open"] = "an unlocked record"
    app.button(key="sign-out").click().run()
    assert not is_inside(app)
    assert "case:site" not in app.session_state
    assert "own:clients open" not in app.session_state
    app.run()
    assert not is_inside(app)
    assert keys_of(app) == {"sign-in"}


@pytest.mark.parametrize(
    ("user", "inside"),
    [
        ({"email": "ana@clinic.example"}, True),
        ({"email": "ANA@clinic.example", "email_verified": True}, True),
        ({"email": "ana@clinic.example", "email_verified": False}, False),
        ({"email": "somebody@elsewhere.example"}, False),
        ({}, False),
    ],
)
def test_only_staff_come_in_where_they_are_listed(user: dict[str, object], inside: bool) -> None:  # noqa: FBT001
    """Where [staff] lists addresses, others whom the provider knows see that they do not belong, and a way out."""
    app = opened({"is_logged_in": True, **user}, STAFF)
    assert is_inside(app) is inside
    assert (words.NOT_STAFF in [error.value for error in app.error]) is not inside
    assert keys_of(app) >= {"sign-out"}


@pytest.fixture
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Start the app with a secrets.toml of its own, and give its address."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_bytes((ROOT / ".streamlit" / "config.toml").read_bytes())
    (tmp_path / ".streamlit" / "secrets.toml").write_text(request.param, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", ROOT / "app.py", "--server.headless=true", f"--server.port={port}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=TIMEOUT_S)


@pytest.mark.parametrize(
    ("clinic", "says"), [(AUTH, words.WHY), ("[auth]\nclient_id = ", words.UNREADABLE)], indirect=["clinic"]
)
def test_a_server_with_secrets_asks_in_the_browser(browser: Browser, clinic: str, says: str) -> None:
    """A real server with [auth] asks to sign in; one whose secrets.toml is damaged lets nobody in."""
    page = browser.new_context().new_page()
    page.goto(clinic)
    expect(page.get_by_text(says)).to_be_visible(timeout=walk.PATIENCE_MS)
    expect(page.get_by_role("heading", name=match_words.PHOTO_TITLE)).to_have_count(0)
    page.context.close()
