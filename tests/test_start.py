"""start.py on a fresh folder: a stand-in uv records what would be installed, so nothing is fetched."""

import ast
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
SOURCE = (HOME / "start.py").read_text(encoding="utf-8")
NEWER_THAN_3_6 = {"contextvars", "dataclasses", "graphlib", "tomllib", "zoneinfo"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in uv is a shell script")

UV = """#!/bin/sh
echo "$*" >> "$UV_RECORD"
case "$1" in
    venv) for folder; do :; done; exec "$UV_PYTHON" -m venv --without-pip "$folder" ;;
esac
"""
SAYS_ITS_ARGUMENTS = "import sys\nprint(sys.argv[1:])\nsys.exit(3)\n"
WAITS = """import signal, sys, time
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
print("waiting", flush=True)
time.sleep(60)
"""


@dataclass(frozen=True)
class Folder:
    """A fresh copy of what start.py touches, with stand-ins for the packages that it starts."""

    path: Path
    variables: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        """Give the command that starts start.py here."""
        return [sys.executable, str(self.path / "start.py"), *arguments]

    def start(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run start.py here."""
        environ = {**self.variables, **variables}
        return subprocess.run(
            self.command(*arguments), env=environ, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    def recorded(self) -> list[str]:
        """List what the stand-in uv was asked since this was last called."""
        record = Path(self.variables["UV_RECORD"])
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        record.unlink(missing_ok=True)
        return lines

    def stand_in(self, package: str, source: str) -> None:
        """Write a package that is started in place of the real one."""
        (self.path / package).mkdir(exist_ok=True)
        (self.path / package / "__main__.py").write_text(source, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a folder whose name has a space and letters beyond ASCII."""
    home = tmp_path / "Zürich Praxis"
    tools = tmp_path / "tools"
    home.mkdir()
    tools.mkdir()
    for name in ("start.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(HOME / name, home)
    (tools / "uv").write_text(UV, encoding="utf-8")
    (tools / "uv").chmod(0o755)
    variables = {
        "PATH": f"{tools}:/usr/bin:/bin",
        "UV_RECORD": str(tmp_path / "asked.txt"),
        "UV_PYTHON": sys.executable,
        "HOME": str(tmp_path),
    }
    made = Folder(home, variables)
    for package in ("streamlit", "pytest", "tonematch"):
        made.stand_in(package, SAYS_ITS_ARGUMENTS)
    return made


def stopped_with_one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Require exit status 1 and no traceback; give the last line that the person reads."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def test_an_old_python_can_read_the_script() -> None:
    """Syntax and early imports are those of Python 3.6, so that it gets as far as the sentence about its age."""
    ast.parse(SOURCE, feature_version=(3, 6))
    early = ast.parse(SOURCE.split("if sys.version_info")[0]).body
    imported = {node.module for node in early if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in early if isinstance(node, ast.Import) for name in node.names}
    assert "sys" in imported
    assert not imported & NEWER_THAN_3_6


def test_an_old_python_is_told_so() -> None:
    """Under Python 3.9.2 the script says what it needs and what it found."""
    code = f"import sys; sys.version_info = (3, 9, 2, 'final', 0); exec(compile({SOURCE!r}, 'start.py', 'exec'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    said = stopped_with_one_sentence(done)
    assert said.startswith("tonematch needs Python 3.11 or newer; this is 3.9.2: install a newer one")


def test_packages_are_installed_only_when_their_list_changed(folder: Folder) -> None:
    """The first start installs, the second does not, and a changed list is installed again."""
    folder.start("demo")
    made, listed, itself = folder.recorded()
    assert made.startswith("venv ")
    assert listed.endswith(f"--requirement {folder.path / 'requirements.txt'}")
    assert itself.endswith(f"--no-deps --editable {folder.path}")
    folder.start("demo")
    assert folder.recorded() == []
    with (folder.path / "requirements.txt").open("a", encoding="utf-8") as requirements:
        requirements.write("another==1.0\n")
    folder.start("demo")
    assert folder.recorded() == [listed, itself]


def test_working_on_tonematch_installs_the_longer_list(folder: Folder) -> None:
    """After a plain start, 'test' adds the packages for working, and 'demo' is content with them."""
    folder.start("demo")
    folder.recorded()
    folder.start("test")
    assert folder.recorded()[0].endswith("requirements-dev.txt")
    folder.start("demo")
    assert folder.recorded() == []


@pytest.mark.parametrize("harm", ["interrupted", "no Python in it", "moved"])
def test_a_harmed_environment_is_made_anew(folder: Folder, harm: str) -> None:
    """An interrupted set-up, a Python that went away and a moved folder each lead to a fresh .venv."""
    folder.start("demo")
    leftover = folder.path / ".venv" / "leftover"
    leftover.touch()
    if harm == "interrupted":
        (folder.path / ".venv" / "tonematch-unfinished").touch()
    elif harm == "moved":
        folder = Folder(folder.path.rename(folder.path.parent / "elsewhere"), folder.variables)
    else:
        (folder.path / ".venv" / "bin" / "python").unlink()
    folder.recorded()
    folder.start("demo")
    assert folder.recorded()[0].startswith("venv ")
    assert not (folder.path / ".venv" / "leftover").exists()


def test_arguments_and_exit_status_are_passed_on(folder: Folder) -> None:
    """What follows 'test' reaches pytest, and its exit status comes back."""
    done = folder.start("test", "-k", "colour", "--port")
    assert done.stdout.strip() == "['-k', 'colour', '--port']"
    assert done.returncode == 3


def test_the_app_is_served_on_this_machine_only(folder: Folder) -> None:
    """Streamlit is told to listen on 127.0.0.1, at the next port when 8501 is used."""
    with socket.socket() as other:
        with contextlib.suppress(OSError):
            other.bind(("127.0.0.1", 8501))
            other.listen()
        done = folder.start("--no-browser")
    words = ast.literal_eval(done.stdout)
    assert words[:4] == ["run", "app.py", "--server.address", "127.0.0.1"]
    assert int(words[5]) > 8501
    assert "Port 8501 is used already" in done.stderr


def test_an_occupied_port_that_was_asked_for_stops(folder: Folder) -> None:
    """With --port, another program's port is reported before anything is installed."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = stopped_with_one_sentence(folder.start("--port", str(port)))
    assert said == f"Port {port} is used by another program: give --port another number, or leave it out."
    assert folder.recorded() == []


def test_a_missing_ensurepip_is_told(folder: Folder) -> None:
    """Debian without python3-venv gets the command that helps."""
    code = (
        "import importlib.util, runpy, sys; find = importlib.util.find_spec;"
        "importlib.util.find_spec = lambda name: None if name == 'ensurepip' else find(name);"
        f"sys.argv = ['start.py', 'demo']; runpy.run_path({str(folder.path / 'start.py')!r}, run_name='__main__')"
    )
    environ = {**folder.variables, "PATH": "/nowhere"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert "'sudo apt install python3-venv'" in stopped_with_one_sentence(done)
    assert not (folder.path / ".venv").exists()


def test_no_network_is_told(folder: Folder) -> None:
    """When pip cannot reach its index, the connection is named and the next start begins afresh."""
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
    said = stopped_with_one_sentence(folder.start("demo", PATH="/nowhere", **nowhere))
    assert said.startswith("The packages could not be fetched: check the connection to the internet")
    assert (folder.path / ".venv" / "tonematch-unfinished").exists()


def test_a_folder_that_cannot_be_written_is_told(folder: Folder) -> None:
    """Where .venv cannot be made, the folder and the reason are named."""
    (folder.path / ".venv").write_text("in the way", encoding="utf-8")
    said = stopped_with_one_sentence(folder.start("demo"))
    assert said.startswith(f"The folder {folder.path} cannot be used (")
    assert said.endswith("then start again.")


def test_ctrl_c_is_quiet(folder: Folder) -> None:
    """Ctrl-C ends the app and start.py without a traceback."""
    folder.stand_in("streamlit", WAITS)
    command = folder.command("--no-browser")
    with subprocess.Popen(
        command,
        env=folder.variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "waiting\n"
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in said


def test_streamlit_knows_every_setting() -> None:
    """The hardened configuration holds no setting that this Streamlit would ignore, and binds to this machine."""
    from streamlit import config

    settings = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    known = config.get_config_options()
    assert {f"{section}.{key}" for section, keys in settings.items() for key in keys} <= known.keys()
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
