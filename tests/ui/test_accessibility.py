"""Every page, empty and full, at both widths, read by axe-core in headless Chromium."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts import make_screenshots as walk

HERE = Path(__file__).parent / "axe"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
WIDTHS = {"desk": {"width": 1440, "height": 900}, "tablet": {"width": 768, "height": 1024}}
SAMPLE = 5
PARTS = ("Correct", "Practise", "Palettes")
STEPS = ("Photo", "Chart", "Skin", "Blends", "Keep")


@pytest.fixture(scope="session")
def axe() -> str:
    """Fetch axe-core from npm, once; nothing of it is kept in the repository."""
    script = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            if os.environ.get("CI"):
                pytest.fail("npm is missing on CI: install the package npm.")
            pytest.skip("npm is missing: install it to have the pages read by axe-core.")
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=HERE, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")


def grave(page: Page, axe: str) -> list[str]:
    """Read a page; give each grave violation with the places where it stands."""
    walk.settle(page)
    page.evaluate(axe)
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]


def open_part(page: Page, name: str) -> None:
    """Open another part of the app."""
    page.locator(".st-key-parts").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_empty_pages_have_no_grave_violation(open_page: Callable[..., Page], axe: str, width: str) -> None:
    """Each part of the app as it is first opened keeps the rules of WCAG 2.2 AA that a program can check."""
    page = open_page(viewport=WIDTHS[width])
    complaints = grave(page, axe)
    for part in PARTS:
        open_part(page, part)
        complaints += [f"{part}: {one}" for one in grave(page, axe)]
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_full_pages_have_no_grave_violation(open_page: Callable[..., Page], axe: str, width: str) -> None:
    """The same on the five steps of a match in progress, and on the other parts beside it."""
    page = open_page(viewport=WIDTHS[width])
    walk.choose_sample(page, SAMPLE)
    walk.mark_patch(page, SAMPLE)
    walk.find_blends(page)
    complaints = []
    for step in STEPS:
        page.locator(".st-key-steps").get_by_role("link", name=step).click()
        complaints += [f"{step}: {one}" for one in grave(page, axe)]
    for part in PARTS:
        open_part(page, part)
        complaints += [f"{part}: {one}" for one in grave(page, axe)]
    assert complaints == []
