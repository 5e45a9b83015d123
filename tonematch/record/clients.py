"""Make a client, find one by its code, and change what can be typed of it: remarks and lots."""

from collections.abc import Mapping

from sqlalchemy import select

from tonematch.errors import RecordError
from tonematch.record.consent import checked_code
from tonematch.record.database import Record
from tonematch.record.find import client_of, visit_of
from tonematch.record.journal import set_aside
from tonematch.record.tables import Client, Part, new_id


def find_code(record: Record, code: str) -> Client | None:
    """Give the client of a code, with all that is recorded; None where there is none.

    Raises
    ------
    RecordError
        When it cannot be a code.
    """
    wanted = checked_code(code)
    with record.looking() as session:
        identity = session.scalar(select(Client.id).where(Client.code == wanted))
        return None if identity is None else client_of(session, identity)


def make_client(record: Record, code: str) -> str:
    """Record a client under a code, and give its identity.

    Raises
    ------
    RecordError
        When it cannot be a code, or is taken.
    """
    wanted = checked_code(code)
    with record.saving() as session:
        if session.scalar(select(Client.id).where(Client.code == wanted)) is not None:
            raise RecordError(
                f"There is a client of the code {wanted} already.", code="record.code_known", hint="Take another code."
            )
        identity = new_id()
        set_aside(session, identity, f"{wanted}: new client")
        session.add(Client(id=identity, code=wanted))
        return identity


def remark_on_client(record: Record, client_id: str, remark: str) -> None:
    """Change the remark on a client."""
    with record.saving() as session:
        client = client_of(session, client_id)
        set_aside(session, client_id, f"{client.code}: remark")
        client.remark = remark.strip()


def change_visit(record: Record, client_id: str, visit_id: str, remark: str, lots: Mapping[str, str]) -> None:
    """Change a visit's remark, and the lots of its pots by the pots' identities."""
    with record.saving() as session:
        client = client_of(session, client_id)
        visit = visit_of(session, client_id, visit_id)
        set_aside(session, client_id, f"{client.code}: visit of {visit.day.isoformat()} changed")
        visit.remark = remark.strip()
        for identity, lot in lots.items():
            part = session.get(Part, identity)
            if part is not None and part.recipe.visit_id == visit_id:
                part.lot = lot.strip()
