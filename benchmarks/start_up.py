"""Compare what a cold start costs: ``tonematch --help`` and ``tonematch demo`` beside an empty Python.

Run ``python benchmarks/start_up.py``: whole-process times of one run side by side, and their ratios.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "empty Python": ("-c", "pass"),
    "tonematch --help": ("-m", "tonematch", "--help"),
    "tonematch demo": ("-m", "tonematch", "demo"),
}
ROUNDS = 3


def whole_seconds(arguments: tuple[str, ...]) -> float:
    """Give the least wall time of a few runs."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print each time and its ratio to the empty Python's."""
    empty = whole_seconds(COMMANDS["empty Python"])
    for name, arguments in COMMANDS.items():
        seconds = whole_seconds(arguments)
        print(f"{name}: {seconds:.2f} s, {seconds / empty:.0f} times an empty Python")


if __name__ == "__main__":
    main()
