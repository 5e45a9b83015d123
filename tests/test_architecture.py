"""Who may import whom, and which heavy package lives where; the folder listing tells the flow because of it."""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "tonematch"

FOUNDATIONS = (
    "errors",
    "findings",
    "reference",
    "data_folder",
    "whole_file",
    "bundled",
    "colour",
    "spectrum",
    "difference",
    "thresholds",
)
PHOTO_ARM = ("capture", "chart", "correct", "measure")
BOTH_ARMS = {*FOUNDATIONS, *PHOTO_ARM, "mix"}
MAY_IMPORT = {
    **{unit: set((FOUNDATIONS + PHOTO_ARM)[:place]) for place, unit in enumerate(FOUNDATIONS + PHOTO_ARM)},
    "mix": set(FOUNDATIONS),
    "record": set(FOUNDATIONS),
    "own_jars": BOTH_ARMS,
    "report": {*BOTH_ARMS, "own_jars"},
    "practise": {*FOUNDATIONS, "measure", "mix", "report"},
    "pipeline": BOTH_ARMS,
    "batch": {*BOTH_ARMS, "report", "pipeline"},
    "cli": {*BOTH_ARMS, "own_jars", "record", "report", "pipeline", "batch"},
    "ui": {*BOTH_ARMS, "own_jars", "record", "report", "practise", "pipeline", "batch"},
    "__init__": {*BOTH_ARMS, "pipeline"},
    "__main__": {"cli"},
}
EVERYWHERE = set(MAY_IMPORT)
LIVES_IN = {
    "numpy": EVERYWHERE,
    "PIL": {"capture", "report", "ui"},
    "pillow_heif": {"capture"},
    "rawpy": {"capture"},
    "cv2": {"capture", "chart", "correct", "measure", "report", "batch"},
    "skimage": {"difference", "measure"},
    "scipy": {"correct", "measure", "mix"},
    "colormath": {"mix"},
    "jinja2": {"report", "practise"},
    "matplotlib": {"report", "practise"},
    "numba": {"mix"},
    "typst": {"report"},
    "fontTools": {"report"},
    "rich": {"cli"},
    "typer": {"cli"},
    "platformdirs": {"data_folder"},
    "sqlalchemy": {"record"},
    "alembic": {"record"},
    "cryptography": {"record"},
    "keyring": {"record"},
    "segno": {"record", "report"},
    "streamlit": {"ui"},
}
NOT_ON_START = {
    "PIL",
    "colormath",
    "colour",
    "cv2",
    "matplotlib",
    "numba",
    "pandas",
    "pillow_heif",
    "rawpy",
    "scipy",
    "skimage",
    "streamlit",
    "typst",
}

FILES = sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    """Name a file of the package as it is imported, such as ``tonematch.capture.photo``."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module_name(path): path for path in FILES}


def unit_of(path: Path) -> str:
    """Name the folder or the file directly in the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(source: str) -> set[str]:
    """List the modules that a source imports anywhere in it; a relative import keeps its dots."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            submodules = {f"{module}.{name.name}" for name in node.names} & MODULES.keys()
            found |= submodules or {module}
    return found


def forbidden(source: str, unit: str) -> list[str]:
    """Say which imports of a source do not belong into a unit of the package."""
    complaints = []
    for module in sorted(imported(source)):
        top, _, rest = module.partition(".")
        if not top:
            complaints.append(f"{unit} imports {module}: name the module in full")
        elif top == "tonematch":
            target = rest.split(".")[0]
            if target not in MAY_IMPORT.get(unit, set()) | {unit}:
                complaints.append(f"{unit} imports {module}: not upstream of it")
        elif top not in sys.stdlib_module_names and unit not in LIVES_IN.get(top, set()):
            complaints.append(f"{unit} imports {top}: that lives in {sorted(LIVES_IN.get(top, set())) or 'no unit'}")
    return complaints


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_upstream(path: Path) -> None:
    """Each file imports only what stands upstream of it, and heavy packages only where they live."""
    assert forbidden(path.read_text(encoding="utf-8"), unit_of(path)) == []


@pytest.mark.parametrize(
    ("unit", "source"),
    [
        ("capture", "from tonematch.measure.sample import SkinSample"),
        ("mix", "def late():\n    import tonematch.capture.photo"),
        ("cli", "from tonematch.ui import words"),
        ("ui", "from tonematch.cli.screen import show"),
        ("report", "from tonematch import Photo"),
        ("chart", "import tonematch"),
        ("chart", "from . import kinds"),
        ("pipeline", "import streamlit as st"),
        ("measure", "import colour"),
        ("report", "import a_package_nobody_listed"),
        ("a_unit_nobody_listed", "from tonematch.errors import ToneMatchError"),
    ],
)
def test_a_forbidden_import_is_found(unit: str, source: str) -> None:
    """The check itself finds what it is there to find."""
    assert len(forbidden(source, unit)) == 1


def test_a_permitted_import_is_left_alone() -> None:
    """The check does not complain of the standard library, of upstream, or of the unit itself."""
    source = (
        "import json, numpy\nimport cv2\nfrom tonematch.errors import PhotoError\nfrom tonematch.chart import kinds"
    )
    assert forbidden(source, "chart") == []


def test_no_import_cycles() -> None:
    """The modules can be put in an order in which each imports only those before it."""
    graph = {
        name: imported(path.read_text(encoding="utf-8")) & MODULES.keys() - {name} for name, path in MODULES.items()
    }
    graphlib.TopologicalSorter(graph).prepare()


def test_the_command_line_starts_light() -> None:
    """``tonematch --help`` loads none of the heavy packages."""
    code = (
        "import contextlib, runpy, sys; sys.argv = ['tonematch', '--help']\n"
        "with contextlib.suppress(SystemExit): runpy.run_module('tonematch', run_name='__main__')\n"
        f"print(sorted({NOT_ON_START!r} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    *shown, loaded = done.stdout.splitlines()
    assert any("match" in line for line in shown)
    assert loaded == "[]"
