"""What the documents tell people to type does what they say."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Give the code blocks of the README in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def commands() -> list[str]:
    """Give every tonematch command of the README, without its path and comment."""
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line.removeprefix(".venv/bin/") for line in lines if line.startswith(".venv/bin/tonematch")]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder in which the bundled photos can be found by the paths of the README."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path):
    """Give a folder with the sample photos in it, for what the commands write."""
    (tmp_path / "sample_images").symlink_to(ROOT / "sample_images", target_is_directory=True)
    return tmp_path


def test_readme_names_commands():
    """There are commands to test at all."""
    assert len(commands()) >= 3


@pytest.mark.parametrize("command", commands())
def test_command_of_the_readme_works(command, folder):
    """Each command ends well and prints something."""
    done = run(["-m", *shlex.split(command)], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip()


@pytest.mark.parametrize("code", blocks("python"))
def test_python_of_the_readme_works(code, folder):
    """Each Python block runs as it stands and prints a recipe."""
    done = run(["-c", code], folder)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d+ \w+.* \d+\.\d+", done.stdout), done.stdout


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_link_of_the_readme_leads_somewhere(link):
    """Every file the README points to is there."""
    assert link.startswith("http") or (ROOT / link).exists()
