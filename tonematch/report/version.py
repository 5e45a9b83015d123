"""Which tonematch this is, installed or run from a checkout."""

import tomllib
from importlib import metadata

from tonematch.bundled import BESIDE, HOME


def tool_version() -> str:
    """Give the version: of the checkout when there is one, else of the installed package."""
    project = HOME / "pyproject.toml"
    if BESIDE == HOME and project.is_file():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("tonematch")
