"""Run damaged input through every door and print what became of it.

Run from the repository's folder with ``python -m scripts.fuzz 2000``. Inputs are made from their number and a seed, so
that a complaint can be looked at again; those that led to one are kept in a folder. Each is fed in a child process that
is killed when it hangs, and watched for its memory and for files outside its data folder; some are fed to the command
line as a process of its own.
"""

import argparse
import json
import os
import queue
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.fuzz.kinds import KINDS, OUTSIDE, made

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 10.0
HANG_S = 90.0
"""Wall time, on a machine that may be busy with other things; `LONGEST_S` is counted on the processor."""
MOST_MB = 1500
SPACE_BYTES = 12 * 2**30  # of address space: compiled code and OpenCV reserve far more than they use
OWN_PROCESS_EVERY = 60
Task = tuple[int, str]


def planned(count: int) -> list[Task]:
    """Share the inputs out among the kinds, in their order."""
    shares = {kind: max(1, round(count * one.share)) for kind, one in KINDS.items()}
    return list(enumerate(kind for kind, number in shares.items() for _ in range(number)))


def peak_mb() -> float:
    """Give the highest memory since the last question, and begin to count anew."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    highest = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(highest.split()[1]) / 1024


def strays(home: Path, work: Path) -> list[str]:
    """Name the files that lie where none belongs, below the watched folder or where an archive tries to get to."""
    allowed = (home / "data", home / "cache", work)
    found = [path for path in home.parent.rglob("*") if path.is_file() and not path.is_relative_to(home)]
    found += [path for path in home.rglob("*") if path.is_file() and not any(map(path.is_relative_to, allowed))]
    out = Path(tempfile.gettempdir()).anchor + f"tmp/{OUTSIDE}"
    return [str(path) for path in found] + ([out] if Path(out).exists() else [])


def child(home: Path, seed: str, tasks: Sequence[Task]) -> None:
    """Feed inputs one after the other, and say before and after each which it is and what became of it."""
    from scripts.fuzz.doors import DOORS  # noqa: PLC0415  # the parent has no use for the whole program

    resource.setrlimit(resource.RLIMIT_AS, (SPACE_BYTES, SPACE_BYTES))
    work = home / "work"
    work.mkdir(exist_ok=True)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for number, kind in tasks:
        print(json.dumps([number, "begun"]), file=answers, flush=True)
        name, content = made(kind, f"{seed}-{number}")
        path = work / name
        path.write_bytes(content)
        peak_mb()
        start = time.process_time()
        try:
            answer = DOORS[kind](kind, path)
        except Exception as problem:  # noqa: BLE001  # whatever escapes is what is looked for
            answer = f"! {type(problem).__name__}: {str(problem)[:200]}"
        took = time.process_time() - start
        if took > LONGEST_S:
            answer = f"! took {took:.1f} s"
        peak = peak_mb()
        if peak > MOST_MB:
            answer = f"! took {peak:.0f} MB"
        for file in work.iterdir():
            file.unlink()
        if stray := strays(home, work):
            answer = f"! wrote {stray[0]}"
        print(json.dumps([number, answer, round(took, 2), round(peak)]), file=answers, flush=True)


def environment(home: Path) -> dict[str, str]:
    """Give the variables of a child: nothing of the user's own folders can be reached by them."""
    folders = {"HOME": home, "TMPDIR": home / "tmp", "TONEMATCH_DATA": home / "data", "NUMBA_CACHE_DIR": home / "cache"}
    folders["MPLCONFIGDIR"] = folders["NUMBA_CACHE_DIR"]
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    own = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    return os.environ | {name: str(folder) for name, folder in folders.items()} | own


def fed(home: Path, seed: str, tasks: list[Task]) -> Iterator[tuple[int, str, float, float]]:
    """Feed all inputs; a child that hangs or dies is told and followed by another for the rest."""
    left = list(tasks)
    while left:
        worker = subprocess.Popen(  # noqa: S603  # this very script
            [sys.executable, "-m", "scripts.fuzz", "--child", str(home), "--seed", seed],
            cwd=ROOT,
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        lines: queue.Queue[str] = queue.Queue()
        reader = threading.Thread(target=_read, args=(worker, lines), daemon=True)
        reader.start()
        if worker.stdin is not None:
            worker.stdin.write(json.dumps(left))
            worker.stdin.close()
        while left:
            try:
                line = lines.get(timeout=HANG_S)
            except queue.Empty:
                line = "hang"
            if not line.startswith("["):
                worker.kill()
                yield left.pop(0)[0], "! hung" if line == "hang" else f"! died ({worker.wait()})", 0.0, 0.0
                break
            number, answer, *figures = json.loads(line)
            if answer != "begun":
                left.pop(0)
                yield number, answer, figures[0], figures[1]
        worker.kill()
        worker.wait()
        reader.join()


def _read(worker: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    if worker.stdout is not None:
        with worker.stdout as told:
            for line in told:
                lines.put(line)
    lines.put("end")


def own_process(home: Path, seed: str, number: int, kind: str) -> str:
    """Give one input to the command line as a user would start it."""
    from scripts.fuzz.doors import judged, words_for  # noqa: PLC0415  # as above

    folder = home / "work"
    folder.mkdir(exist_ok=True)
    name, content = made(kind, f"{seed}-{number}")
    (folder / name).write_bytes(content)
    try:
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "tonematch", *words_for(kind, folder / name)],
            cwd=folder,
            env=environment(home),
            capture_output=True,
            timeout=HANG_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "! hung"
    return judged(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def run(count: int, seed: str, keep: Path) -> tuple[Counter[tuple[str, str]], list[str], float, float]:
    """Feed so many inputs; gives how often each kind was answered how, complaints, and the longest and largest."""
    tasks = planned(count)
    kinds = dict(tasks)
    told: Counter[tuple[str, str]] = Counter()
    complaints: list[str] = []
    longest = largest = 0.0
    with tempfile.TemporaryDirectory() as watched:
        home = Path(watched) / "a" / "b" / "home"

        def note(number: int, kind: str, answer: str) -> None:
            told[kind, answer if not answer.startswith("!") else "complaint"] += 1
            if answer.startswith("!"):
                complaints.append(f"{kind} {seed}-{number}: {answer[2:]}")
                keep.mkdir(parents=True, exist_ok=True)
                name, content = made(kinds[number], f"{seed}-{number}")
                (keep / f"{kinds[number].replace(' ', '-')}-{number}-{name}").write_bytes(content)

        for number, answer, took, peak in fed(home, seed, tasks):
            note(number, kinds[number], answer)
            longest, largest = max(longest, took), max(largest, peak)
        for number, kind in tasks[::OWN_PROCESS_EVERY]:
            if kind in ("photo", "sample", "palette", "strengths", "healed"):
                note(number, f"{kind}, own process", own_process(home, seed, number, kind))
    return told, complaints, longest, largest


def main() -> int:
    """Run, print the table, and give 1 when there was a complaint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-complaints"), help="folder for inputs complained of")
    parser.add_argument("--child", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.seed, json.loads(sys.stdin.read()))
        return 0
    told, complaints, longest, largest = run(asked.inputs, asked.seed, asked.keep)
    print(f"{'kind':<24}{'read':>8}{'refused':>9}{'complaint':>11}")
    for kind in sorted({kind for kind, _ in told}):
        print(f"{kind:<24}" + "".join(f"{told[kind, how]:>{width}}" for how, width in COLUMNS))
    print(f"{told.total()} inputs; the longest took {longest:.1f} s, the largest {largest:.0f} MB.")
    print("\n".join(complaints) or "No complaint.")
    return 1 if complaints else 0


COLUMNS = (("read", 8), ("refused", 9), ("complaint", 11))

if __name__ == "__main__":
    sys.exit(main())
