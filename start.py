#!/usr/bin/env python3
"""Set tonematch up in the folder .venv and start it; ``python3 start.py --help`` says more.

Only the standard library is used, and only syntax that Python 3.6 can read, so that an old Python gets as far as being
told that it is too old.
"""

import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

if sys.version_info < (3, 11):  # noqa: UP036 - the one line that an older Python is meant to reach
    sys.exit(
        "tonematch needs Python 3.11 or newer; this is {}.{}.{}: install a newer one from ".format(*sys.version_info)
        + "https://www.python.org/downloads/ and start again with it, for example 'python3.11 start.py'."
    )

import tomllib

if sys.platform != "win32":
    import fcntl

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "tonematch-installed.json"
UNFINISHED = ENVIRONMENT / "tonematch-unfinished"
LOG = ENVIRONMENT / "tonematch-setup.log"

TO_RUN = "requirements.txt"
TO_WORK = "requirements-dev.txt"

HOST = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 50
BROWSER_WAIT_S = 60
CTRL_C_WAIT_S = 10

NO_VENV = (
    "This Python cannot make a .venv because its ensurepip is missing: on Debian or Ubuntu run "
    "'sudo apt install python3-venv' (elsewhere install uv from https://docs.astral.sh/uv/), then start again."
)
DISK_FULL = "No space left on device|Disk quota exceeded"
NO_NETWORK = (
    "NewConnectionError|[Nn]ame ?[Rr]esolution|ConnectTimeout|ReadTimeout|Connection ?([Rr]eset|[Rr]efused)|ProxyError|"
    "SSLError|Network is unreachable|dns error|[Ee]rror sending request|Failed to fetch"
)


class StartError(Exception):
    """Something the person can put right; its text is the one sentence they read."""


class Verb(NamedTuple):
    """What one word after ``start.py`` does, and which list of packages it takes.

    The commands run in turn with the Python of .venv; further arguments go to the last one.
    """

    does: str
    needs: str
    commands: tuple[tuple[str, ...], ...]


LINT = (
    ("-m", "ruff", "check"),
    ("-m", "ruff", "format", "--check"),
    ("-m", "mypy"),
    ("-m", "bandit", "-q", "-c", "pyproject.toml", "-r", "tonematch", "scripts", "benchmarks", "app.py", "start.py"),
    ("scripts/audit_packages.py",),
)
PYTEST = ("-m", "pytest")
VERBS = {
    "app": Verb(
        "open the app in the browser (what happens without a word)", TO_RUN, (("-m", "streamlit", "run", "app.py"),)
    ),
    "demo": Verb("do the whole job on a bundled photo, in the terminal", TO_RUN, (("-m", "tonematch", "demo"),)),
    "test": Verb("run the tests; what follows is passed to pytest", TO_WORK, (PYTEST,)),
    "lint": Verb("look the code and the packages over: ruff, mypy, bandit, pip-audit", TO_WORK, LINT),
    "check": Verb("look the code over and run the tests", TO_WORK, (*LINT, PYTEST)),
    "bench": Verb(
        "measure speed and accuracy",
        TO_WORK,
        (
            ("benchmarks/chart_search.py",),
            ("benchmarks/photo_to_tone.py",),
            ("benchmarks/click.py",),
            ("benchmarks/start_up.py",),
        ),
    ),
    "samples": Verb("render the sample photos anew", TO_RUN, (("scripts/render_samples.py",),)),
}


def tell(sentence: str) -> None:
    """Say something to the person; standard output stays free for what the started command prints."""
    print(sentence, file=sys.stderr, flush=True)


def clean_environ() -> dict[str, str]:
    """Give the variables for a started command, without those that would mix other installations in."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


@contextlib.contextmanager
def started(command: list[str], *, output: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Start a command in this folder and make sure that it does not outlive the block."""
    process = subprocess.Popen(
        command,
        cwd=HERE,
        env=clean_environ(),
        stdin=subprocess.DEVNULL if output else None,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def run(command: list[str]) -> int:
    """Run a command in the foreground and give its exit status as a shell would."""
    with started(command) as process:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(CTRL_C_WAIT_S)  # Ctrl-C reached the command too: let it end in its own way
            raise
    return status if status >= 0 else 128 - status


def succeeds(command: list[str]) -> bool:
    """Run a command of the set-up, keep what it says in the log, and tell whether it succeeded."""
    with LOG.open("a", encoding="utf-8") as log, started(command, output=subprocess.PIPE) as process:
        log.write(f"$ {' '.join(command)}\n")
        for line in process.stdout or ():
            log.write(line)
            if sys.stderr.isatty() and line.split(" ")[0] in {"Collecting", "Downloading", "Installing"}:
                print(f"\r  {line.strip().split(' (from')[0][:76]:<76}", end="", file=sys.stderr, flush=True)
        process.wait()
    if sys.stderr.isatty():
        print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)
    return process.returncode == 0


def environment_tag() -> str | None:
    """Ask the Python of .venv what it is, such as ``cpython-311``; None when it does not run."""
    question = [str(PYTHON), "-c", "import sys; print(sys.implementation.cache_tag)"]
    try:
        answer = subprocess.run(question, capture_output=True, check=True, env=clean_environ(), encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def wanted(needs: str) -> dict[str, str]:
    """Give what the stamp says once all that is needed is installed: the folder, and digests of the lists."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    to_run = (HERE / TO_RUN).read_bytes()
    contents = {"package": json.dumps(project).encode(), TO_RUN: to_run}
    if needs == TO_WORK:
        contents[TO_WORK] = to_run + (HERE / TO_WORK).read_bytes()
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return {"folder": str(HERE), **digests}


def installed() -> dict[str, str]:
    """Read the stamp of the last finished installation; empty when there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into a new environment (Debian keeps that part in python3-venv)."""
    return getattr(importlib.util.find_spec("ensurepip"), "origin", None) is not None


def make_environment() -> None:
    """Make .venv anew, with uv when it is there and else with Python's own venv."""
    if Path(sys.prefix).resolve() == ENVIRONMENT:
        raise StartError(
            "The .venv has to be made anew, which its own Python cannot do: run 'deactivate', then start again."
        )
    uv = shutil.which("uv")
    if uv is None and not has_ensurepip():
        raise StartError(NO_VENV)
    tell("Making .venv and installing what tonematch takes; this needs some minutes, once ...")
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    UNFINISHED.touch()
    if uv and succeeds([uv, "venv", "--allow-existing", "--python", sys.executable, str(ENVIRONMENT)]):
        return
    if not has_ensurepip():
        raise StartError(NO_VENV)
    if not succeeds([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        raise failure()


def install(needs: str) -> None:
    """Install a list of packages and tonematch itself, with uv when it can and else with pip."""
    LOG.write_text("", encoding="utf-8")
    steps = [["--requirement", str(HERE / needs)], ["--no-deps", "--editable", str(HERE)]]
    uv = shutil.which("uv")
    if uv and all(succeeds([uv, "pip", "install", "--python", str(PYTHON), *step]) for step in steps):
        return
    pip = [str(PYTHON), "-m", "pip"]
    if not succeeds([*pip, "--version"]) and not succeeds([str(PYTHON), "-m", "ensurepip"]):
        raise StartError(NO_VENV)
    if not all(succeeds([*pip, "install", *step]) for step in steps):
        raise failure()


def failure() -> StartError:
    """Say why the set-up failed, as far as the log tells."""
    said = LOG.read_text(encoding="utf-8")
    if re.search(DISK_FULL, said):
        return StartError("The disk is full: tonematch takes about 1.2 GB in its folder; make room, then start again.")
    if re.search(NO_NETWORK, said):
        return StartError(
            "The packages could not be fetched: check the connection to the internet (or the proxy), then start again."
        )
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    complaints = [line for line in lines if line.lower().startswith("error")] or lines
    return StartError(f"The set-up failed with '{complaints[-1]}': all that was said stands in {LOG}.")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait until the first has set up (where the system can lock a file)."""
    with Path(__file__).open("rb") as lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                tell("Waiting for another start.py that is setting up ...")
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError:  # a network folder without locks
                pass
        yield


def set_up(needs: str) -> None:
    """Bring .venv to what is needed; nothing is installed when it is there already."""
    with one_at_a_time():
        try:
            target = wanted(needs)
            before = installed()
            fresh = UNFINISHED.exists() or environment_tag() != sys.implementation.cache_tag
            if fresh or before.get("folder", str(HERE)) != str(HERE):
                before = {}
                make_environment()
            if target.items() <= before.items():
                return
            tell(f"Installing what {needs} lists ...")
            UNFINISHED.touch()
            install(needs)
            STAMP.write_text(json.dumps({**before, **target}, indent=1), encoding="utf-8")
            UNFINISHED.unlink()
        except OSError as problem:
            raise StartError(
                f"The folder {HERE} cannot be used ({problem.strerror}: {problem.filename}): "
                "put tonematch into a folder of your own that can be written to, then start again."
            ) from problem


def occupied(port: int) -> bool:
    """Tell whether another program has a port of this machine."""
    with socket.socket() as caller:
        caller.settimeout(0.5)
        if caller.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as listener:
        if os.name != "nt":  # there it would allow a second listener
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError:
            raise StartError(f"Port {port} is kept for the system: give --port a number from 1024 to 65535.") from None
        except OSError:
            return True
    return False


def choose_port(asked: int | None) -> int:
    """Give the port to use: the one asked for, or the first free one from 8501 on."""
    if asked is not None:
        if occupied(asked):
            raise StartError(f"Port {asked} is used by another program: give --port another number, or leave it out.")
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if not occupied(port):
            if port != FIRST_PORT:
                tell(f"Port {FIRST_PORT} is used already (perhaps by tonematch itself), so this one is at port {port}.")
            return port
    raise StartError(f"The ports from {FIRST_PORT} to {port} are all used: give a free one with --port.")


def can_show_pages() -> bool:
    """Tell whether a browser could open a window here."""
    return os.name == "nt" or sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def open_when_ready(port: int) -> None:
    """Open the browser as soon as the app answers."""
    deadline = time.monotonic() + BROWSER_WAIT_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            webbrowser.open(f"http://{HOST}:{port}")
            return
        time.sleep(0.2)


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the words after ``start.py``; those after a verb other than app are kept as they are."""
    verbs = "\n".join(f"  {name:<9}{verb.does}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set tonematch up in the folder .venv, the first time and when its list of packages changed, and:",
        epilog=f"{verbs}\n\nWhat follows a verb other than app is passed on to what it runs.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("verb", nargs="?", choices=VERBS, default="app", metavar="verb", help="one of those below")
    parser.add_argument(
        "--port", type=int, help=f"app: the port to use (default: the first free one from {FIRST_PORT})"
    )
    parser.add_argument("--no-browser", action="store_true", help="app: do not open the browser")
    if arguments and arguments[0] in VERBS and arguments[0] != "app":
        return argparse.Namespace(verb=arguments[0], extra=arguments[1:])
    options = parser.parse_intermixed_args(arguments)
    if options.verb != "app":
        parser.error(f"--port and --no-browser belong to app, not to {options.verb}")
    if options.port is not None and not 0 < options.port < 65536:
        parser.error(f"--port is {options.port}, expected 1 to 65535")
    return options


def start(options: argparse.Namespace) -> int:
    """Set up and run what was asked for; give the first exit status that is not 0."""
    verb = VERBS[options.verb]
    if options.verb == "app":
        port = choose_port(options.port)
        set_up(verb.needs)
        extra = ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
        if can_show_pages() and not options.no_browser:
            threading.Thread(target=open_when_ready, args=(port,), daemon=True).start()
    else:
        set_up(verb.needs)
        extra = options.extra
    *first, last = verb.commands
    statuses = [run([str(PYTHON), *command]) for command in (*first, (*last, *extra))]
    return next((status for status in statuses if status), 0)


def stop(signum: int, _frame: FrameType | None) -> None:
    """End on a signal as on an error, so that what was started ends too."""
    sys.exit(128 + signum)


def main() -> int:
    """Start, and turn what a person can put right into one sentence and exit status 1."""
    signal.signal(signal.SIGTERM, stop)
    try:
        return start(read_arguments(sys.argv[1:]))
    except StartError as problem:
        tell(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
