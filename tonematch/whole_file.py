"""Write a file so that it is either there whole or not there at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tonematch.errors import CaseError


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file through a temporary neighbour, so that a kill or a full disk leaves no half of it.

    Raises
    ------
    CaseError
        When the place cannot be written to.
    """
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file to be written bit by bit; it takes its place when the block ends well, and leaves no trace otherwise.

    Raises
    ------
    CaseError
        When the place cannot be written to.
    """
    target = Path(path)
    if target.is_dir():
        raise CaseError(
            f"{target} is a folder, not a file.", code="output.folder", hint="Give the name of a file to write."
        )
    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part", delete=False
        ) as file:
            unfinished = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o666 & ~_umask())  # temporary files are private; the result has the usual permissions
        unfinished.replace(target)
        unfinished = None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name cannot be used"
        raise CaseError(
            f"{target} cannot be written: {reason}.",
            code="output.unwritable",
            hint="Check that the folder exists, that you may write there, and that the disk is not full.",
        ) from problem
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def _umask() -> int:
    umask = os.umask(0o022)
    os.umask(umask)
    return umask
