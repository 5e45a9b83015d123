"""A record and a photo store in a folder of the test's own, and a client in it."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.record.postgres import programs, running_server
from tonematch.record.database import Record, open_record
from tonematch.record.keys import Key, new_key
from tonematch.record.photo_store import PhotoStore
from tonematch.record.tables import (
    Client,
    Consent,
    Correction,
    Measurement,
    Part,
    Photo,
    Recipe,
    Reminder,
    Site,
    Visit,
    new_id,
)

PHOTO = bytes(range(256)) * 40


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL server once for all tests."""
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail("There is no PostgreSQL server on CI: install the package postgresql.")
        pytest.skip("There is no PostgreSQL server here: install the package postgresql to try the record on one.")
    with running_server() as addresses:
        yield addresses


@pytest.fixture
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Give addresses of empty databases of the kind of this test, by their names."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return lambda name: f"sqlite:///{tmp_path / name}.sqlite3"
    addresses: str = request.getfixturevalue("server")

    def made(name: str) -> str:
        unique = f"{name}_{new_id()}"
        engine = create_engine(addresses.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{unique}"'))
        engine.dispose()
        return addresses.format(name=unique)

    return made


@pytest.fixture
def record(new_address: Callable[[str], str]) -> Iterator[Record]:
    """Open a new record."""
    opened = open_record(new_address("record"))
    yield opened
    opened.close()


@pytest.fixture
def key() -> Key:
    """Make a key."""
    return new_key()


@pytest.fixture
def store(tmp_path: Path, key: Key) -> PhotoStore:
    """Make an empty photo store."""
    folder = tmp_path / "photos"
    folder.mkdir()
    return PhotoStore(folder, key)


@pytest.fixture
def client_id(record: Record, store: PhotoStore) -> str:
    """Record a client with one of everything."""
    digest = store.put(PHOTO)
    client = Client(id=new_id(), code="AB-12")
    site = Site(client=client, name="left hand", region="hand", x=0.31, y=0.52)
    visit = Visit(site=site, day=date(2026, 5, 4), technique="camouflage", checklist={"stable": True})
    photo = Photo(visit=visit, sha256=digest, original_sha256=digest, kind="before", suffix=".png", width=80, height=60)
    recipe = Recipe(
        visit=visit,
        palette="generic-camouflage",
        delta_e00=0.7,
        grade="excellent",
        document={"schema": "tonematch.match/1"},
        parts=[
            Part(position=0, code="F2N", name="Fair 2 neutral", parts=5, lot="L-7", expires=date(2027, 1, 31)),
            Part(position=1, code="F2W", name="Fair 2 warm", parts=1),
        ],
    )
    with record.saving() as session:
        session.add_all([client, site, visit, photo, recipe])
        session.add(Measurement(visit=visit, kind="surround", L=61.25, a=10.5, b=16.125, uncertainty=1.7))
        session.add(Correction(visit=visit, delta_e00=2.1, in_words="a touch too light", added={"F2W": 1}))
        session.add(Consent(client=client, kind="photo", wording="Photos may be kept.", given_on=date(2026, 5, 4)))
        session.add(Reminder(client=client, kind="healed", due_on=date(2026, 6, 15)))
        return client.id
