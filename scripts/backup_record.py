"""Back the record and its photos up into an empty folder, or restore such a folder into an empty place, and check both.

Run from the repository's folder::

    python -m scripts.backup_record save FOLDER
    python -m scripts.backup_record restore FOLDER

It works on the record that the program would open: the one that TONEMATCH_RECORD names, or the file in the data folder
(TONEMATCH_DATA), with the photos beside it. Nobody can save while the copy is made, so that rows and photos belong
together. SQLite is copied through its own backup, PostgreSQL by pg_dump and pg_restore. The photos are copied as they
lie, encrypted, with the lock file; the rows are not encrypted: keep the backup where the record itself might lie.

With the passphrase in the variable TONEMATCH_PASSPHRASE, or with the keyring that holds the key, every photo is opened
too; without, it is only looked whether each is there.
"""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, func, inspect, select
from sqlalchemy.engine import make_url

from tonematch.data_folder import made_folder
from tonematch.errors import RecordError, ToneMatchError
from tonematch.record.database import Record, default_address, open_record, prepared_engine
from tonematch.record.keys import LOCK_FILE, opened, read_lock
from tonematch.record.photo_store import ENDING, PhotoStore
from tonematch.record.tables import Photo, Row

FILE, DUMP, PHOTOS = "record.sqlite3", "record.dump", "photos"
PASSPHRASE = "TONEMATCH_PASSPHRASE"  # noqa: S105  # the variable's name


def counted(record: Record) -> Mapping[str, int]:
    """Count the rows of every table."""
    with record.looking() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in sorted(Row.metadata.tables.items())
        }


def checked_photos(record: Record, photos: Path) -> str:
    """Look whether every photo that the record refers to is there, opened where the key is at hand; say how many.

    Raises
    ------
    RecordError
        When one is missing, or cannot be opened.
    """
    with record.looking() as session:
        digests = session.scalars(select(Photo.sha256).distinct().order_by(Photo.sha256)).all()
    lock = read_lock(photos)
    if lock is None:
        if digests:
            raise RecordError(f"There is no {LOCK_FILE} in {photos}.", code="record.lock_damaged")
        return "photos: none"
    try:
        store = PhotoStore(photos, opened(lock, photos, os.environ.get(PASSPHRASE)))
    except RecordError as problem:
        if problem.code not in ("record.locked", "record.key_missing", "record.no_keyring"):
            raise
        there = len(list((photos / lock.key_id).rglob(f"*{ENDING}")))
        if there < len(digests):
            raise RecordError(
                f"In {photos} photos there: {there} of {len(digests)}.", code="record.photo_missing"
            ) from problem
        return f"photos there: {there}, not opened since the key is not at hand"
    for digest in digests:
        store.get(digest)
    return f"photos opened: {len(digests)}"


def save(folder: Path) -> None:
    """Back up into an empty folder, and check the copy against the record."""
    refuse_full(folder, "The folder for the backup")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    photos = made_folder(PHOTOS)
    record = open_record()
    try:
        with record.saving():  # nobody saves until rows and photos are both copied
            copy_rows(record.engine.url, folder)
            copy_photos(photos, folder / PHOTOS)
        before = counted(record)
        told = checked_photos(record, photos)
    finally:
        record.close()
    print(f"Saved {record.place} and {photos} to {folder}: {told_counts(before)}; {told}.")
    if (folder / FILE).exists():
        copy = open_record(f"sqlite:///{folder / FILE}")
        try:
            compare(before, counted(copy))
            print(f"Checked the copy: the same rows; {checked_photos(copy, folder / PHOTOS)}.")
        finally:
            copy.close()
            for beside in (f"{FILE}-wal", f"{FILE}-shm"):
                (folder / beside).unlink(missing_ok=True)


def restore(folder: Path) -> None:
    """Restore a backup into an empty place, and check that it opens."""
    photos = made_folder(PHOTOS)
    refuse_full(photos, "The folder of the photos")
    url = make_url(default_address())
    put_rows(url, folder)
    copy_photos(folder / PHOTOS, photos)
    record = open_record()
    try:
        print(f"Restored to {record.place} and {photos}: {told_counts(counted(record))}; ", end="")
        print(f"{checked_photos(record, photos)}.")
    finally:
        record.close()


def copy_rows(url: URL, folder: Path) -> None:
    """Copy the database into a folder."""
    if url.get_backend_name() == "sqlite":
        source, goal = sqlite3.connect(str(url.database)), sqlite3.connect(folder / FILE)
        try:
            source.backup(goal)
        finally:
            source.close()
            goal.close()
    else:
        postgres("pg_dump", url, "--format=custom", "--no-owner", f"--file={folder / DUMP}")


def put_rows(url: URL, folder: Path) -> None:
    """Put a copied database where there is none yet."""
    if url.get_backend_name() == "sqlite":
        goal = Path(str(url.database))
        if goal.exists():
            raise full(f"There is a record at {goal}")
        shutil.copyfile(needed(folder / FILE), goal)
        goal.chmod(0o600)
        return
    engine = prepared_engine(url)
    try:
        if inspect(engine).get_table_names():
            raise full("The database has tables")
    finally:
        engine.dispose()
    words = ("--no-owner", "--single-transaction", "--exit-on-error", str(needed(folder / DUMP)))
    postgres("pg_restore", url, "--dbname", "", *words)


def postgres(program: str, url: URL, *words: str) -> None:
    """Run a program of PostgreSQL on a database; the password goes through its environment, where no list shows it."""
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [program, *(word or plain for word in words)]
    if "--dbname" not in words:
        command += ["--dbname", plain]
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, with the user's own address
            command, env=environment, capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError as problem:
        raise RecordError(
            f"{program} is not on this machine.",
            code="backup.program",
            hint="Install the client programs of PostgreSQL, of the server's version or newer.",
        ) from problem
    if done.returncode:
        said = re.sub(r"\s+", " ", done.stderr).strip()
        raise RecordError(f"{program} stopped: {said[:300]}", code="backup.program", hint="Nothing was changed.")


def copy_photos(source: Path, goal: Path) -> None:
    """Copy the photo store with its lock file; files half written stay behind."""
    goal.mkdir(parents=True, exist_ok=True)
    if source.exists():
        shutil.copytree(source, goal, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.part"))


def needed(path: Path) -> Path:
    """Give a file of the backup.

    Raises
    ------
    RecordError
        When it is not there.
    """
    if not path.is_file():
        raise RecordError(
            f"{path} is missing.",
            code="backup.missing",
            hint="Name a folder that 'save' has filled from a record of the same kind of database.",
        )
    return path


def refuse_full(folder: Path, what: str) -> None:
    """Refuse a folder in which something lies."""
    if folder.exists() and any(folder.iterdir()):
        raise full(f"{what} {folder} is not empty")


def full(sentence: str) -> RecordError:
    """Say that nothing is overwritten."""
    return RecordError(
        f"{sentence}.", code="backup.full", hint="Nothing is ever overwritten: name an empty place, or move that away."
    )


def compare(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Insist on the same number of rows in every table.

    Raises
    ------
    RecordError
        When one differs.
    """
    wrong = [f"{name} {after.get(name)} of {count}" for name, count in before.items() if after.get(name) != count]
    if wrong:
        raise RecordError(f"The copy differs: {', '.join(wrong)}.", code="backup.differs", hint="Make it again.")


def told_counts(counts: Mapping[str, int]) -> str:
    """Say how many rows there are of what counts."""
    return ", ".join(f"{name}s: {counts[name]}" for name in ("client", "visit", "photo"))


def main(arguments: list[str] | None = None) -> int:
    """Save or restore, and give 1 with a sentence where that cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("save", "restore"))
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    try:
        (save if asked.what == "save" else restore)(asked.folder)
    except ToneMatchError as problem:
        print(f"{problem.message}\n{problem.hint}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
