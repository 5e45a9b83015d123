"""The app without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tonematch.ui import words

ROOT = Path(__file__).resolve().parents[2]
STEPS = "tonematch/ui/steps"
TIMEOUT_S = 60


def follow(app: AppTest) -> AppTest:
    """Stay on the chart's page if the app went there; AppTest itself would go back on its next run."""
    if words.CHART_TITLE in [header.value for header in app.header]:
        app.switch_page(f"{STEPS}/2_chart.py").run()
    return app


@pytest.fixture
def app() -> AppTest:
    """Open the app on a new session."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=TIMEOUT_S).run()


@pytest.fixture
def with_sample(app: AppTest) -> Callable[[int], AppTest]:
    """Choose a bundled sample by its number."""

    def choose(number: int) -> AppTest:
        app.switch_page(f"{STEPS}/1_photo.py").run()
        app.button(key=f"use-sample-{number}").click().run()
        return follow(app)

    return choose


@pytest.fixture
def upload() -> Callable[[AppTest, bytes, str], AppTest]:
    """Upload a file on the first page."""

    def drop(app: AppTest, content: bytes, name: str) -> AppTest:
        app.switch_page(f"{STEPS}/1_photo.py").run()
        app.file_uploader(key="upload-0").set_value((name, content, "image/jpeg")).run()
        return follow(app)

    return drop


@pytest.fixture
def mark() -> Callable[..., AppTest]:
    """Mark the photo on a page, as the marker in the browser would."""

    def send(app: AppTest, marker: str, tool: str, points: list[list[float]]) -> AppTest:
        digest = app.session_state["case"].photo.sha256
        app.session_state[f"{marker}-{digest[:16]}"] = {"mark": {"tool": tool, "points": points}}
        return app.run()

    return send
