"""Kill the program at random moments while it saves, imports, migrates or changes keys, and look at what is left.

Run from the repository's folder with ``python -m scripts.kill_record 200``. A child process works on a record of its
own and says after each piece of work that it is done; it is killed by SIGKILL in the middle. Then the record is opened
as the program opens it, without repair: every piece of work that was said to be done must be there, every client whole,
every photo readable; half a piece of work must not be there.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from rich.progress import track
from sqlalchemy import func, insert, select

from tonematch.record import keys
from tonematch.record.archive import export_all, kept_digests, take_in
from tonematch.record.database import MIGRATIONS, Record, open_record, prepared_engine
from tonematch.record.journal import last_saving, set_aside
from tonematch.record.keys import locked_by_passphrase, new_key, opened, read_lock, write_lock
from tonematch.record.photo_store import PhotoStore, sweep
from tonematch.record.tables import Client, Measurement, Photo, Site, Visit, new_id, now
from tonematch.record.upkeep import rekey

WORK = ("save", "import", "migrate", "rekey")
WORDS = "copper lantern quiet meadow"
IMPORTS = 3
PHOTO_BYTES = 400_000
MEASUREMENTS = 5
CLIENTS_IN_IMPORT = 4
LONGEST_S = {"save": 0.5, "import": 0.6, "migrate": 0.35, "rekey": 0.5}
"""How long after the child has said that it is ready the kill may come: each piece of work takes less."""
keys.SCRYPT_N = 2**10  # how slow a guess is has no bearing here, and half a second a try would hide the work


def address(folder: Path) -> str:
    """Give the address of the record in a folder."""
    return f"sqlite:///{folder / 'record.sqlite3'}"


def store_of(folder: Path) -> PhotoStore:
    """Open the photo store of a folder, made if there is none."""
    lock = read_lock(folder)
    if lock is None:
        key = new_key()
        write_lock(folder, locked_by_passphrase(key, WORDS))
        return PhotoStore(folder, key)
    return PhotoStore(folder, opened(lock, folder, WORDS))


def save_client(record: Record, store: PhotoStore, code: str) -> None:
    """Save a client with a site, a visit, a photo and measurements."""
    content = random.Random(code).randbytes(PHOTO_BYTES)  # noqa: S311  # the same photo each time
    with record.saving() as session:
        client = Client(id=new_id(), code=code)
        set_aside(session, client.id, code)
        digest = store.put(content)
        site = Site(client=client, name="left hand", region="hand")
        visit = Visit(site=site, day=date(2026, 5, 4), technique="camouflage")
        photo = Photo(
            visit=visit, sha256=digest, original_sha256=digest, kind="before", suffix=".jpg", width=1, height=1
        )
        session.add_all([client, site, visit, photo])
        session.add_all(
            Measurement(visit=visit, kind="surround", L=50.0 + step, a=10.0, b=15.0) for step in range(MEASUREMENTS)
        )


def child(work: str, folder: Path) -> None:
    """Do one kind of work over and over, and say after each piece that it is done."""
    if work == "migrate":
        print("ready", flush=True)
        open_record(address(folder)).close()
        print("done migrate", flush=True)
        return
    record, store = open_record(address(folder)), store_of(folder)
    print("ready", flush=True)
    for number in range(IMPORTS if work == "import" else 1000):
        if work == "save":
            code = f"K-{number}"
            save_client(record, store, code)
        elif work == "import":
            code = f"import-{number}"
            take_in(record, store, folder.parent / f"{number}.zip")
        else:
            code = f"rekey-{number}"
            key = new_key()
            store = rekey(record, store, key, locked_by_passphrase(key, WORDS))
        print(f"done {code}", flush=True)


def prepare(work: str, home: Path) -> Path:
    """Make what a kind of work begins from, and give the folder it works in."""
    folder = home / "here"
    folder.mkdir()
    if work == "migrate":
        old_record(folder)
    elif work == "rekey":
        record, store = open_record(address(folder)), store_of(folder)
        for number in range(6):
            save_client(record, store, f"K-{number}")
        record.close()
    elif work == "import":
        for number in range(IMPORTS):
            other = home / f"other{number}"
            other.mkdir()
            record, store = open_record(address(other)), store_of(other)
            for client in range(CLIENTS_IN_IMPORT):
                save_client(record, store, f"I-{number}-{client}")
            export_all(record, store, home / f"{number}.zip")
            record.close()
    return folder


def old_record(folder: Path) -> None:
    """Make a record as the first version of the program left it, with a few hundred clients."""
    engine = prepared_engine(address(folder))
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        rows = [{"id": new_id(), "code": f"K-{number}", "remark": "", "made_at": now()} for number in range(300)]
        connection.execute(insert(Client), rows)
    engine.dispose()


def complaints(work: str, folder: Path, done: list[str]) -> list[str]:
    """Open the record as the program does, and say what is not as it must be."""
    record, store = open_record(address(folder)), store_of(folder)
    found = []
    with record.looking() as session:
        codes = set(session.scalars(select(Client.code)))
        for said in done:
            kind, _, number = said.partition("-")
            wanted = {f"I-{number}-{client}" for client in range(CLIENTS_IN_IMPORT)} if kind == "import" else {said}
            if kind in ("K", "import") and not wanted <= codes:
                found.append(f"{said} was acknowledged and is not there")
        imports = Counter(code.rpartition("-")[0] for code in codes if code.startswith("I-"))
        found += [f"{name} is there in part" for name, count in imports.items() if count != CLIENTS_IN_IMPORT]
        if work == "migrate" and len(codes) != 300:
            found.append(f"{len(codes)} of 300 clients came through the migration")
        if work == "rekey" and len(codes) != 6:
            found.append("clients were lost by a change of key")
        last_saving(session)
        for visit in session.scalars(select(Visit)):
            count = session.scalar(select(func.count()).where(Measurement.visit_id == visit.id))
            if count != MEASUREMENTS or len(visit.photos) != 1:
                found.append("a visit is there in part")
        whole = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
        if whole != "ok":
            found.append(f"the database says {whole}")
    for digest in kept_digests(record):
        store.get(digest)
    sweep(store)
    if list(folder.rglob("*.part")):
        found.append("half a file was left after a sweep")
    record.close()
    return found


def one_kill(work: str, seed: int) -> tuple[list[str], int]:
    """Kill once; give what is wrong afterwards, and how many pieces of work had been acknowledged."""
    with tempfile.TemporaryDirectory() as home:
        folder = prepare(work, Path(home))
        worker = subprocess.Popen(  # noqa: S603  # this very script
            [sys.executable, "-m", "scripts.kill_record", "--child", work, str(folder)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        if worker.stdout is None or worker.stdout.readline() != "ready\n":
            raise RuntimeError(f"The worker for '{work}' did not start.")
        time.sleep(random.Random(seed).uniform(0, LONGEST_S[work]))  # noqa: S311  # the same moment each time
        worker.kill()
        said = worker.stdout.read().splitlines()
        worker.wait()
        done = [line.removeprefix("done ") for line in said if line.startswith("done ")]
        return complaints(work, folder, done), len(done)


def main() -> None:
    """Kill as often as asked for, in turn during each kind of work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--child", nargs=2, metavar=("WORK", "FOLDER"))
    asked = parser.parse_args()
    if asked.child:
        child(asked.child[0], Path(asked.child[1]))
        return
    wrong, acknowledged = [], Counter[str]()
    for seed in track(range(asked.kills), description="Killing"):
        work = WORK[seed % len(WORK)]
        found, done = one_kill(work, seed)
        acknowledged[work] += done
        wrong += [f"kill {seed} during {work}: {one}" for one in found]
    print(f"{asked.kills} kills; acknowledged before them: {dict(acknowledged)}; wrong afterwards: {len(wrong)}")
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
