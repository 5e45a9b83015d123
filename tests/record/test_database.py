"""Opening the record: made, opened again, from the past, from the future, and where nothing can be written."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from tonematch.errors import RecordError
from tonematch.record.database import Record, open_record
from tonematch.record.tables import Client, Row


def test_what_was_saved_is_there_when_opened_again(record: Record) -> None:
    """A client saved in one session is read in another, after the record was closed."""
    with record.saving() as session:
        session.add(Client(code="XY-1", made_at=datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))))
    record.close()
    with open_record(f"sqlite:///{record.place}").looking() as session:
        client = session.scalars(select(Client)).one()
    assert (client.code, client.made_at) == ("XY-1", datetime(2026, 3, 1, 10, tzinfo=UTC))


@pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)
def test_a_saving_that_fails_saves_nothing(record: Record) -> None:
    """Where one of two clients breaks a rule, neither is there, and the sentence says that nothing was saved."""
    with record.saving() as session:
        session.add(Client(code="XY-1"))
    with pytest.raises(RecordError, match=r"UNIQUE|unique") as caught, record.saving() as session:
        session.add_all([Client(code="XY-2"), Client(code="XY-1")])
    assert "Nothing of this was saved" in caught.value.hint
    with record.looking() as session:
        assert list(session.scalars(select(Client.code))) == ["XY-1"]


@pytest.mark.parametrize("new_address", ["sqlite", "postgresql"], indirect=True)
def test_migrations_give_the_tables_of_the_code(record: Record) -> None:
    """The migrations from nothing lead to exactly the tables that the program uses."""
    with record.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_a_newer_record_is_refused_and_left_alone(record: Record) -> None:
    """A record of a version that this program does not know is told so, and not a byte of it changes."""
    with record.saving() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    record.close()
    before = Path(record.place).read_bytes()
    with pytest.raises(RecordError, match="newer tonematch"):
        open_record(f"sqlite:///{record.place}")
    assert Path(record.place).read_bytes() == before


def test_every_commit_is_synced(record: Record) -> None:
    """SQLite writes ahead and waits for the disk on each commit."""
    with record.engine.connect() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        synced = connection.execute(text("PRAGMA synchronous")).scalar()
    assert (mode, synced) == ("wal", 2)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """A text file in the record's place is told in words and kept as it is."""
    path = tmp_path / "record.sqlite3"
    path.write_text("these are somebody's notes, not a database" * 40)
    with pytest.raises(RecordError, match="could not be used"):
        open_record(f"sqlite:///{path}")
    assert path.read_text().startswith("these are somebody's notes")


def test_another_kind_of_database_is_refused() -> None:
    """Databases that were never tried are not pretended to work."""
    with pytest.raises(RecordError, match="kind 'mysql'"):
        open_record("mysql://somewhere/db")


def test_a_second_writer_waits_for_the_first(record: Record) -> None:
    """While one program writes, another that asks for its turn at once is told that the record is busy."""
    with record.saving() as session:
        session.add(Client(code="XY-1"))
        session.flush()
        other = sqlite3.connect(record.place, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize("address", ["my record", "postgresql://me:secret@host:port/name", ""])
def test_an_address_that_is_none_is_told_without_its_password(address: str) -> None:
    """What cannot be read as an address is refused in a sentence that does not repeat it."""
    with pytest.raises(RecordError, match="no database address") as caught:
        open_record(address)
    assert "secret" not in str(caught.value)


def test_the_environment_names_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address the record is the one that TONEMATCH_RECORD names, else the file in the data folder."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "mine"))
    monkeypatch.setenv("TONEMATCH_RECORD", f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    open_record().close()
    monkeypatch.delenv("TONEMATCH_RECORD")
    open_record().close()
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.sqlite3")) == [
        "elsewhere.sqlite3",
        "mine/record/record.sqlite3",
    ]


def test_a_server_that_is_away_is_told_without_the_password() -> None:
    """Where PostgreSQL does not answer, the sentence names the place and hides the password."""
    with pytest.raises(RecordError, match=r"tm:\*\*\*@127\.0\.0\.1:9/") as caught:
        open_record("postgresql://tm:secret@127.0.0.1:9/record")
    assert "secret" not in str(caught.value) + caught.value.message
