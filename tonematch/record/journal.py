"""Undo: before a saving changes a client's record, the record as it was is set aside in the same transaction.

Photos that were deleted for good do not come back: withdrawing a consent is meant to be final, and takes the undo of
earlier savings of that client with it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tonematch.record.tables import Change
from tonematch.record.tree import plant, tree_of, uproot

KEPT_CHANGES = 30
"""Savings that can be undone; older ones are let go, so that what was deleted does not linger."""


@dataclass(frozen=True)
class Saving:
    """One saving that can be undone: its number, when it was, and what it was in words."""

    position: int
    at: datetime
    what: str


def set_aside(session: Session, client_id: str, what: str) -> None:
    """Set a client's record aside as it is; to be called before it is changed, with words for the screen."""
    newest = session.scalar(select(func.max(Change.position))) or 0
    session.add(Change(position=newest + 1, client_id=client_id, what=what, before=tree_of(session, client_id)))
    session.execute(delete(Change).where(Change.position <= newest + 1 - KEPT_CHANGES))


def last_saving(session: Session) -> Saving | None:
    """Give the saving that `undo` would take back; None when there is none."""
    change = session.scalars(select(Change).order_by(Change.position.desc()).limit(1)).first()
    return None if change is None else Saving(change.position, change.made_at, change.what)


def undo(session: Session) -> Saving | None:
    """Take the last saving back; gives what it was, or None when there is none."""
    change = session.scalars(select(Change).order_by(Change.position.desc()).limit(1)).first()
    if change is None:
        return None
    taken_back = Saving(change.position, change.made_at, change.what)
    if change.before is None:
        uproot(session, change.client_id)
    else:
        plant(session, change.before)
    session.execute(delete(Change).where(Change.position == taken_back.position))
    return taken_back


def forget_changes(session: Session, client_id: str) -> None:
    """Let go of what could be undone of a client, so that nothing deleted for good can be read from it."""
    session.execute(delete(Change).where(Change.client_id == client_id))
