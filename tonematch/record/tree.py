"""A client's whole record as one JSON value, and back: what exports hold, and what undo puts back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    String,
    Table,
    TypeDecorator,
    delete,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from tonematch.errors import RecordError
from tonematch.record.tables import Client, Json, Row

Tree = dict[str, list[Json]]
"""Rows by table, parents before children."""

PARENTS: Mapping[str, str] = MappingProxyType(
    {
        "client": "",
        "site": "client",
        "visit": "site",
        "photo": "visit",
        "measurement": "visit",
        "recipe": "visit",
        "part": "recipe",
        "correction": "visit",
        "consent": "client",
        "reminder": "client",
    }
)
"""Each table and the one its rows hang from, in the order in which rows can be put in."""
MOST_ROWS = 200_000
LONGEST_TEXT = 200_000


def tree_of(session: Session, client_id: str) -> Tree | None:
    """Write down all that is recorded of a client; None where there is no such client."""
    tree: Tree = {}
    found: dict[str, list[str]] = {"": []}
    for name, parent in PARENTS.items():
        table = _table(name)
        if parent:
            wanted = table.c[f"{parent}_id"].in_(found[parent])
            rows = session.execute(select(table).where(wanted).order_by(table.c.made_at, table.c.id)).mappings()
        else:
            rows = session.execute(select(table).where(table.c.id == client_id)).mappings()
        tree[name] = [{column: _written(value) for column, value in row.items()} for row in rows]
        found[name] = [str(row["id"]) for row in tree[name]]
        if not parent and not tree[name]:
            return None
    return tree


def plant(session: Session, tree: Tree) -> None:
    """Put a client's record in the place of what is recorded of the same client.

    Raises
    ------
    RecordError
        When a row is not one that `tree_of` could have written; nothing is changed then.
    """
    rows = {name: [_read(name, number, row) for number, row in enumerate(_rows(tree, name), 1)] for name in PARENTS}
    if len(rows["client"]) != 1:
        raise _wrong("client", 0, "rows", f"{len(rows['client'])} clients", "one")
    for name, parent in PARENTS.items():
        known = {row["id"] for row in rows[parent]} if parent else set()
        for number, row in enumerate(rows[name], 1):
            if parent and row[f"{parent}_id"] not in known:
                raise _wrong(name, number, f"{parent}_id", row[f"{parent}_id"], f"a {parent} of the same record")
    uproot(session, rows["client"][0]["id"])
    for name, values in rows.items():
        if values:
            session.execute(_table(name).insert(), values)
    session.expire_all()


def uproot(session: Session, client_id: str) -> None:
    """Delete all that is recorded of a client."""
    session.flush()
    session.execute(delete(Client).where(Client.id == client_id))


def _table(name: str) -> Table:
    return Row.metadata.tables[name]


def _rows(tree: object, name: str) -> Sequence[object]:
    rows = tree.get(name, []) if isinstance(tree, Mapping) else None
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise _wrong(name, 0, "rows", type(rows).__name__, "a list of rows")
    return rows


def _written(value: object) -> Any:  # noqa: ANN401  # whatever JSON holds
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, number: int, row: object) -> Json:
    columns = _table(name).columns
    if not isinstance(row, Mapping):
        raise _wrong(name, number, "row", type(row).__name__, "an object")
    unknown = sorted(str(key) for key in row if key not in columns)
    if unknown:
        raise _wrong(name, number, unknown[0], "there", "no such value")
    return {column.name: _value(name, number, column, row.get(column.name)) for column in columns}


def _value(name: str, number: int, column: Column[Any], value: object) -> Any:  # noqa: ANN401  # whatever JSON holds
    if value is None:
        if not column.nullable:
            raise _wrong(name, number, column.name, "missing", _kind(column.type))
        return None
    read = _converted(_plain(column.type), value)
    too_long = isinstance(read, str) and len(read) > (getattr(column.type, "length", None) or LONGEST_TEXT)
    is_identity = column.name == "id" or column.name.endswith("_id")
    if read is None or too_long or (is_identity and not _is_identity(read)):
        raise _wrong(name, number, column.name, value, _kind(column.type))
    return read


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _converted(kind: TypeEngine[Any], value: object) -> object:  # noqa: PLR0911  # one return a kind of column
    """Give the value as its column takes it; None when it is of another kind."""
    if isinstance(kind, JSON):
        return value if isinstance(value, dict) else None
    if isinstance(kind, Boolean):
        return value if isinstance(value, bool) else None
    if isinstance(kind, Integer):
        return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31 else None
    if isinstance(kind, Float):
        return (
            float(value) if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) else None
        )
    if not isinstance(value, str) or "\0" in value:
        return None
    try:
        if isinstance(kind, DateTime):
            moment = datetime.fromisoformat(value)
            return moment if moment.tzinfo is not None else None
        if isinstance(kind, Date):
            return date.fromisoformat(value)
    except ValueError:
        return None
    return value if isinstance(kind, String) else None


def _is_identity(value: object) -> bool:
    return isinstance(value, str) and len(value) == 32 and set(value) <= set("0123456789abcdef")


def _kind(kind: TypeEngine[Any]) -> str:
    plain = _plain(kind)
    words = {JSON: "an object", Boolean: "true or false", Integer: "a whole number", Float: "a number"}
    words |= {DateTime: "a moment with its time zone", Date: "a day like 2026-11-22"}
    return next((word for one, word in words.items() if isinstance(plain, one)), "a text of its length")


def _wrong(name: str, number: int, column: str, value: object, expected: str) -> RecordError:
    return RecordError(
        f"In the export, {name} {number}: {column} is {str(value)[:60]!r}, expected {expected}.",
        code="record.import",
        hint="Take in the file as tonematch wrote it; nothing was changed.",
    )
