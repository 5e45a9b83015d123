"""Open the record's database: SQLite in a file of this machine, or PostgreSQL for several seats, by one address.

Every saving that returned is on the disk: SQLite writes ahead and syncs on every commit. Migrations run when the
database is opened, in one transaction, after a copy of the file was set aside.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from tonematch.data_folder import made_folder
from tonematch.errors import RecordError

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = "record.sqlite3"
VARIABLE = "TONEMATCH_RECORD"
"""The environment variable that names another database, such as one for several seats."""
FOLDER = "record"
WAIT_MS = 10_000
"""How long one writer waits for another before it is told that the record is busy."""
MIGRATING, SAVING = 7_260_113, 7_260_114
"""Keys of the PostgreSQL locks under which only one seat migrates, and only one at a time saves."""
NO_WRITING = "readonly|read-only|attempt to write|unable to open"
DISK_FULL = "disk is full|No space left|database or disk"


@dataclass(frozen=True, eq=False)
class Record:
    """An open record.

    Parameters
    ----------
    engine
        The connection to the database.
    place
        Where it is, for words on the screen; no password in it.
    """

    engine: Engine
    place: str

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """Read only; others may save meanwhile.

        Raises
        ------
        RecordError
            When the database cannot be read.
        """
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                yield session
        except SQLAlchemyError as problem:
            raise told(problem, self.place) from problem

    @contextmanager
    def saving(self) -> Iterator[Session]:
        """Change, and save when the block ends well; nothing of it where it does not.

        Seats save one after the other, on SQLite as on PostgreSQL: what a saving reads still holds when it writes, and
        photos are put, deleted and locked anew while nobody else does.

        Raises
        ------
        RecordError
            When the database cannot be written, is busy, or breaks a rule of its tables.
        """
        try:
            writing = self.engine.execution_options(writing=True)
            with Session(writing, expire_on_commit=False) as session, session.begin():
                if self.engine.dialect.name == "postgresql":
                    session.execute(text(f"SET LOCAL lock_timeout = {WAIT_MS}"))
                    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SAVING})
                yield session
        except SQLAlchemyError as problem:
            raise told(problem, self.place) from problem

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def default_address() -> str:
    """Give the address that `VARIABLE` holds, or that of the SQLite file in the data folder.

    Raises
    ------
    CaseError
        When the folder cannot be made.
    """
    return os.environ.get(VARIABLE) or f"sqlite:///{made_folder(FOLDER) / FILE_NAME}"


def open_record(address: str | None = None) -> Record:
    """Open the record, made or migrated as needed.

    Parameters
    ----------
    address
        ``sqlite:///FILE`` or ``postgresql+psycopg://USER:PASSWORD@HOST/NAME``; None for `default_address`.

    Raises
    ------
    RecordError
        When the address is of another kind, the database cannot be reached, or a newer tonematch wrote it.
    """
    url = _url_of(default_address() if address is None else address)
    kind = url.get_backend_name()
    place = url.render_as_string(hide_password=True) if kind == "postgresql" else str(url.database)
    try:
        engine = prepared_engine(url)
        _migrate(engine, place)
    except (SQLAlchemyError, ModuleNotFoundError) as problem:
        raise told(problem, place) from problem
    return Record(engine, place)


def _url_of(address: str) -> URL:
    hint = "Give sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
    try:
        url = make_url(address)
        kind = url.get_backend_name()
    except (SQLAlchemyError, ValueError) as problem:  # the address may hold a password: it is not repeated
        raise RecordError(
            "The address of the record is no database address.", code="record.kind", hint=hint
        ) from problem
    if kind not in ("sqlite", "postgresql"):
        raise RecordError(f"A record cannot be kept in a database of the kind '{kind}'.", code="record.kind", hint=hint)
    return url.set(drivername="postgresql+psycopg") if kind == "postgresql" else url


def prepared_engine(url: str | URL) -> Engine:
    """Connect to a database as the record needs it, without looking at what is in it."""
    sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(url, pool_pre_ping=not sqlite)
    if sqlite:
        _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _: object) -> None:
        # SQLAlchemy begins transactions itself, below; sqlite3 would begin them too late for a migration.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={WAIT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A writer waits for its turn before it reads, so that what it read still holds when it writes.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(engine: Engine, place: str) -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    newest = script.get_current_head()
    with engine.connect() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
    if before == newest:
        return
    if before is not None:
        try:
            script.get_revision(before)
        except CommandError as problem:
            raise RecordError(
                f"The record at {place} was written by a newer tonematch (its version is {before}).",
                code="record.newer",
                hint="Start the newer tonematch; this one would not understand all of it and leaves it as it is.",
            ) from problem
        if engine.dialect.name == "sqlite":
            _set_aside(engine, before)
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def _set_aside(engine: Engine, version: str) -> None:
    """Copy the file before it is migrated; the copy is whole or not there."""
    path = Path(str(engine.url.database))
    copy = path.with_name(f"{path.stem}-before-{version}.sqlite3")
    if copy.exists():
        return
    unfinished = copy.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    source, goal = sqlite3.connect(path), sqlite3.connect(unfinished)
    try:
        source.backup(goal)
    finally:
        source.close()
        goal.close()
    unfinished.replace(copy)


def told(problem: Exception, place: str) -> RecordError:
    """Say in words what a database complains of."""
    import re  # noqa: PLC0415  # only when something went wrong

    said = str(problem.orig) if isinstance(problem, DBAPIError) else str(problem)
    if re.search(DISK_FULL, said, re.IGNORECASE):
        return RecordError(
            f"The disk with the record at {place} is full; nothing of this was saved, and nothing was lost.",
            code="record.disk_full",
            hint="Make room on the disk and save again.",
        )
    if re.search(NO_WRITING, said, re.IGNORECASE):
        return RecordError(
            f"The record at {place} cannot be written: {said}.",
            code="record.read_only",
            hint="Make the folder writable, or name another data folder in TONEMATCH_DATA.",
        )
    if "locked" in said or "busy" in said or "lock timeout" in said:
        return RecordError(
            f"Another program or seat is saving in the record at {place}.",
            code="record.busy",
            hint="Wait a moment and save again, or close it there; nothing of this was saved.",
        )
    return RecordError(
        f"The record at {place} could not be used: {said.splitlines()[0] if said else type(problem).__name__}.",
        code="record.failed",
        hint="Nothing of this was saved. Check that the database is reachable and whole.",
    )
