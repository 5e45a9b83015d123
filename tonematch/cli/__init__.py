"""The command line. `main` is the one place where errors are caught and told."""

import json
import os
import sys
from collections.abc import Sequence

from tonematch.errors import ToneMatchError

DEBUG_VARIABLE = "TONEMATCH_DEBUG"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status: 0 fine, 1 input that cannot be used, 2 wrong usage.

    Parameters
    ----------
    arguments
        The words after ``tonematch``; those of the process when left out.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _write_utf8()
    try:
        from tonematch.cli.app import app

        app(words, prog_name="tonematch")
    except ToneMatchError as error:
        _tell(error, as_json="--json" in words)
        sys.exit(1)
    except Exception as defect:
        if os.environ.get(DEBUG_VARIABLE) == "1":
            raise
        _tell(_as_defect(defect), as_json="--json" in words)
        sys.exit(1)


def _as_defect(defect: Exception) -> ToneMatchError:
    if isinstance(defect, MemoryError):
        return ToneMatchError(
            "There is not enough memory for this.", code="memory", hint="Close other programs or use a smaller photo."
        )
    first_line = str(defect).strip().split("\n", 1)[0]
    return ToneMatchError(
        f"tonematch stopped because of a mistake of its own ({type(defect).__name__}: {first_line}).",
        code="internal",
        hint=f"Please report it with the command you gave; {DEBUG_VARIABLE}=1 shows where it happened.",
    )


def _write_utf8() -> None:
    """Write what any name or sentence holds, on any terminal; odd bytes of file names become escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(error: ToneMatchError, *, as_json: bool) -> None:
    """Say what was wrong: as JSON on standard output, or as a sentence on standard error."""
    if as_json:
        told = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()
        return
    sys.stderr.write(f"{error.message}\n")
    if error.hint:
        sys.stderr.write(f"{error.hint}\n")
