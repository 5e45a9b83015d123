"""The house in order: short files, pinned packages, commands that exist, tests that say what they test."""

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

HOME = Path(__file__).resolve().parent.parent
LONGEST = 300
LONGER_WITH_REASON: dict[str, str] = {}
TEST_FILES = sorted((HOME / "tests").rglob("test_*.py"))
PAGES = sorted([HOME / "README.md", *(HOME / "docs").rglob("*.md")])


def load_start() -> ModuleType:
    """Load start.py as a module without running it."""
    spec = importlib.util.spec_from_file_location("start", HOME / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERBS = load_start().VERBS


def test_no_file_holds_two_ideas() -> None:
    """No source file is longer than 300 lines, except where a reason is listed."""
    lengths = {
        str(path.relative_to(HOME)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (HOME / "tonematch").rglob("*.py")
    }
    assert {name for name, length in lengths.items() if length > LONGEST} == LONGER_WITH_REASON.keys()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name: str) -> None:
    """Each package is named once with one exact version, so that every installation is the tried one."""
    lines = [line.partition("#")[0].strip() for line in (HOME / name).read_text(encoding="utf-8").splitlines()]
    packages = [line for line in lines if line and line != "-r requirements.txt"]
    assert [line for line in packages if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    assert len({line.split("==")[0] for line in packages}) == len(packages)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(HOME)))
def test_commands_in_the_pages_exist(path: Path) -> None:
    """Every word that a page puts after ``start.py`` or ``make`` in a command is one that start.py knows."""
    page = path.read_text(encoding="utf-8")
    words = re.findall(r"(?:python3?|py) start\.py +([a-z]+)", page) + re.findall(
        r"(?m)^make +([a-z]+)|`make ([a-z]+)`", page
    )
    named = {word if isinstance(word, str) else "".join(word) for word in words}
    assert named <= VERBS.keys() | {"help"}


def test_the_readme_names_the_test_command() -> None:
    """The README has the line that the continuous integration reads out of it."""
    assert re.search(r"(?m)^python3 start\.py test", (HOME / "README.md").read_text(encoding="utf-8"))


def test_what_a_verb_starts_exists() -> None:
    """Each script that start.py would run is in the tree."""
    scripts = {words[0] for verb in VERBS.values() for words in verb.commands if words[0] != "-m"}
    assert {script for script in scripts if not (HOME / script).exists()} == set()


def test_make_has_the_same_verbs() -> None:
    """The Makefile is start.py by another name, no more and no less."""
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    targets = {word for line in re.findall(r"(?m)^([a-z ]+):", makefile) for word in line.split()}
    assert targets == VERBS.keys() | {"help"}


@pytest.mark.parametrize("path", TEST_FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_every_test_says_what_it_tests(path: Path) -> None:
    """Each test function has a docstring that states the behaviour in words."""
    functions = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    ]
    tests = [function for function in functions if function.name.startswith("test_")]
    assert [test.name for test in tests if not ast.get_docstring(test)] == []
