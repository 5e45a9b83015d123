"""The package as it is built: complete, typed, and of use without the app's packages."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from tonematch.bundled import palette_names

HOME = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
APP_ONLY = ("streamlit", "sqlalchemy", "alembic", "cryptography", "keyring")
FLAGS = ("--strict", "--follow-imports=silent", "--cache-dir")
BLOCK = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {APP_ONLY!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocked())
"""
CLIENT = """
import tonematch as tm

photo = tm.read_photo(tm.sample_photos()[2])
calibration = tm.fit_calibration(tm.read_chart(photo), photo)
sample = tm.sample_skin(photo, calibration, patch=(539, 839))
palette: tm.Palette = tm.load_palette("generic-camouflage")
matches = tm.find_matches(sample.surrounding.lab, [palette], over=sample.patch.lab if sample.patch else None)
far: float = matches[0].delta_e00
print(far)
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("tonematch", "palettes", "sample_images"):
        shutil.copytree(HOME / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in HOME.iterdir():
        if path.is_file():
            shutil.copy(path, source)
    uv = shutil.which("uv")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(folder), str(source)]
    if uv and importlib.util.find_spec("pip") is None:  # an environment that uv made has no pip
        command = [uv, "build", "--wheel", "-q", "-o", str(folder), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    (folder / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the installed package, elsewhere, as if the app's packages were not there."""
    paths = os.pathsep.join([str(installed), sysconfig.get_paths()["purelib"]])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_is_whole(wheel: Path) -> None:
    """Palettes, sample photos, tables, templates, fonts and the mark of typed code are in it; tests are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in palette_names():
        assert f"tonematch/palettes/{name}.json" in names
    tracked = {path.relative_to(HOME).as_posix() for path in (HOME / "tonematch").rglob("*") if path.is_file()}
    assert {name for name in tracked if "__pycache__" not in name} - names == set()
    assert "tonematch/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "palettes/"))]


def test_it_works_without_the_packages_of_the_app(installed: Path, tmp_path: Path) -> None:
    """Elsewhere, without Streamlit and the record's packages, library and command line do the whole job."""
    told = run(installed, tmp_path, "-c", "import tonematch, sys; print(tonematch.__file__)\nimport streamlit")
    assert told.stdout.startswith(str(installed))
    assert "No module named 'streamlit'" in told.stderr
    library = run(installed, tmp_path, "-c", CLIENT)
    assert library.returncode == 0, library.stderr
    assert 0 <= float(library.stdout) < 3
    listed = run(installed, tmp_path, "-m", "tonematch", "palette", "list", "--json")
    assert {entry["name"] for entry in json.loads(listed.stdout)["palettes"]} >= set(palette_names())
    demo = run(installed, tmp_path, "-m", "tonematch", "demo", "--json")
    assert demo.returncode == 0, demo.stderr
    assert json.loads(demo.stdout)["matches"]
    report = run(installed, tmp_path, "-m", "tonematch", "match", "--target", "60,12,18", "--report", "card.pdf")
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


def test_a_program_that_uses_it_is_checked_by_its_types(installed: Path, tmp_path: Path) -> None:
    """Mypy takes the package's own types, strictly, and finds a wrong use."""
    for code, good in ((CLIENT, True), (CLIENT.replace("far: float", "far: str"), False)):
        (tmp_path / "client.py").write_text(code, encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "mypy",
                "--strict",
                "--follow-imports=silent",
                "--cache-dir",
                str(tmp_path / "cache"),
                "client.py",
            ],
            cwd=tmp_path,
            env={**os.environ, "MYPYPATH": str(installed)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is good, done.stdout


def test_the_lists_of_packages_agree() -> None:
    """The package's own list and the app's are together the one list of requirements, each pin within its range."""
    ranges = {}
    for entry in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["app"]]:
        name, low, high = re.fullmatch(r"([a-z0-9-]+)>=([0-9.]+),<([0-9.]+)", entry).groups()
        ranges[name] = (low, high)
    assert {re.split(r">=", entry)[0] for entry in PROJECT["optional-dependencies"]["app"]} == set(APP_ONLY)
    lines = (HOME / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.partition("#")[0].strip().split("==") for line in lines if "==" in line)
    assert pins.keys() == ranges.keys()
    for name, pin in pins.items():
        low, high = ([int(part) for part in text.split(".")] for text in ranges[name])
        assert low <= [int(part) for part in pin.split(".")] < high, name
