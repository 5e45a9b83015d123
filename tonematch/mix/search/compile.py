"""Compiled functions of the search, and where their compiled form is kept between starts.

The folder's name carries a digest of the sources, so a new version never meets the old one's code. It lies in the
user's cache folder, never beside the sources; where that cannot be written, each start compiles anew.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

COMPILED_MARK = "compiled"
"""Empty file that says the folder holds what a search of up to three pots needs."""


def cache_folder() -> Path | None:
    """Give the folder compiled code is kept in, or None where none can be written."""
    given = os.environ.get("TONEMATCH_CACHE_DIR")
    for base in (Path(given) if given else _user_cache(), Path(tempfile.gettempdir()) / f"tonematch-{_user()}"):
        folder = base / f"search-{_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except (OSError, RuntimeError):
            continue
        if os.access(folder, os.W_OK) and _is_own(folder):
            return folder
    return None


def _is_own(folder: Path) -> bool:
    """Tell whether a folder is this user's own: compiled code is run as it is found."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "user"


def _user_cache() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # unlike Path.home it never raises
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "tonematch" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "tonematch"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "tonematch"


def _digest() -> str:
    whole = sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def is_compiled() -> bool:
    """Tell whether a large search can start at once; the first one ever compiles for some seconds.

    Who is about to search can then say so: `WARM_UP`. Small searches are never compiled.
    """
    folder = cache_folder()
    return folder is not None and (folder / COMPILED_MARK).exists()


WARM_UP = "The search is being prepared for this computer, once after installing: about ten seconds."


def mark_compiled() -> None:
    """Note that what a search needs has been compiled."""
    folder = cache_folder()
    if folder is not None:
        with suppress(OSError):
            (folder / COMPILED_MARK).touch()


def _numba() -> Any:  # numba ships no types
    folder = cache_folder()
    if folder is not None:
        os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
    return import_module("numba")


def compiled(function: Function) -> Function:
    """Compile a function that must keep to IEEE arithmetic: the last word on a recipe."""
    return cast("Function", _numba().njit(cache=cache_folder() is not None, nogil=True, error_model="numpy")(function))


def compiled_fast(function: Function) -> Function:
    """Compile a function of single precision whose last digits may vary: a filter with a margin."""
    options = {"cache": cache_folder() is not None, "nogil": True, "error_model": "numpy", "fastmath": True}
    return cast("Function", _numba().njit(**options)(function))
