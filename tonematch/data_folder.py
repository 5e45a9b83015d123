"""Where what belongs to the user is kept on this machine: own palettes, progress, settings. Never a client's photo.

The folder is the one the system sets aside for it, or the one that the environment variable ``TONEMATCH_DATA`` names.
"""

import os
from pathlib import Path

from platformdirs import user_data_path

from tonematch.errors import CaseError

VARIABLE = "TONEMATCH_DATA"


def data_folder() -> Path:
    """Give the folder; it need not exist yet."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path("tonematch", appauthor=False)


def made_folder(name: str) -> Path:
    """Give a folder in the data folder, made if it is not there.

    Parameters
    ----------
    name
        The folder's name, one of the program's own words.

    Raises
    ------
    CaseError
        When it cannot be made.
    """
    folder = data_folder() / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # other users of the machine see nothing of it
    except OSError as problem:
        raise CaseError(
            f"The folder {folder} cannot be made: {problem.strerror or problem}.",
            code="data.folder",
            hint=f"Make the folder writable, or name another one in the environment variable {VARIABLE}.",
        ) from problem
    return folder
