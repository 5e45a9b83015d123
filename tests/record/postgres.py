"""A PostgreSQL server of the tests' own, from Debian's packages, on a socket in a folder that goes away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOMES = "/usr/lib/postgresql/*/bin"
QUICK = "fsync=off -c listen_addresses='' -c synchronous_commit=off -c full_page_writes=off"
"""Nothing of these tests is about PostgreSQL's own durability; without syncing they take half the time."""


def programs() -> Path | None:
    """Find the newest PostgreSQL server of this machine; None when there is none."""
    found = sorted(Path("/").glob(HOMES.removeprefix("/")), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server and give the address of its databases, less the name of one."""
    home = programs()
    if home is None:
        raise LookupError("There is no PostgreSQL server on this machine.")
    folder = Path(tempfile.mkdtemp(prefix="tmpg", dir="/tmp"))  # a socket's path may have 107 characters at most
    try:
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run(home / "initdb", "-D", data, "-U", "tonematch", "-A", "trust", "-E", "UTF8", "--no-sync")
        log = folder / "log"
        _run(home / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"-k {folder} -c {QUICK}", "start")
        try:
            yield f"postgresql+psycopg://tonematch@/{{name}}?host={folder}"
        finally:
            _run(home / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: Path, *words: object) -> None:
    command = [str(program), *map(str, words)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": pwd.getpwuid(os.geteuid()).pw_dir}
    subprocess.run(
        command, check=True, env=environment, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120
    )
