"""Find clients, and read all that is recorded of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from tonematch.errors import RecordError
from tonematch.record.database import Record
from tonematch.record.tables import Client, Part, Recipe, Site, Visit

SHOWN = 200


@dataclass(frozen=True)
class Listed:
    """One line of the list of clients."""

    client_id: str
    code: str
    sites: int
    visits: int
    last_visit: date | None


def find_clients(
    record: Record, wanted: str = "", *, region: str = "", lot: str = "", since: date | None = None
) -> tuple[Listed, ...]:
    """List clients, the latest visit first.

    Parameters
    ----------
    wanted
        Part of a code, of a site's name or of a shade's name or code; all words must be found.
    region
        Only those with a site there.
    lot
        Only those on whom a lot of this name was used.
    since
        Only those seen on this day or later.
    """
    last = func.max(Visit.day)
    query = (
        select(Client.id, Client.code, func.count(Site.id.distinct()), func.count(Visit.id.distinct()), last)
        .outerjoin(Site, Site.client_id == Client.id)
        .outerjoin(Visit, Visit.site_id == Site.id)
        .group_by(Client.id, Client.code)
        .order_by(last.desc().nulls_last(), Client.code)
        .limit(SHOWN)
    )
    for word in wanted.split():
        query = query.where(_mentions(word))
    if region:
        query = query.where(Client.id.in_(select(Site.client_id).where(Site.region == region)))
    if lot:
        query = query.where(_used(Part.lot == lot))
    if since is not None:
        query = query.having(last >= since)
    with record.looking() as session:
        return tuple(Listed(*row) for row in session.execute(query))


def _mentions(word: str) -> ColumnElement[bool]:
    def says(text: object) -> ColumnElement[bool]:
        return func.lower(text).contains(word.lower(), autoescape=True)

    return or_(
        says(Client.code),
        Client.id.in_(select(Site.client_id).where(says(Site.name))),
        _used(or_(says(Part.code), says(Part.name), says(Part.lot))),
    )


def _used(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Hold for clients on whom a pot was used."""
    pots = select(Site.client_id).join(Visit).join(Recipe).join(Part).where(which)
    return Client.id.in_(pots)


def client_of(session: Session, client_id: str) -> Client:
    """Get a client with all that is recorded, read at once.

    Raises
    ------
    RecordError
        When there is none of this identity.
    """
    visits = selectinload(Client.sites).selectinload(Site.visits)
    client = session.scalars(
        select(Client)
        .where(Client.id == client_id)
        .options(
            visits.selectinload(Visit.site),
            visits.selectinload(Visit.photos),
            visits.selectinload(Visit.measurements),
            visits.selectinload(Visit.recipes).selectinload(Recipe.parts),
            visits.selectinload(Visit.corrections),
            selectinload(Client.consents),
            selectinload(Client.reminders),
        )
    ).one_or_none()
    if client is None:
        raise RecordError(
            "This client is no longer in the record.", code="record.gone", hint="Go back to the list; undo may help."
        )
    return client


def visit_of(session: Session, client_id: str, visit_id: str) -> Visit:
    """Get a visit of a client.

    Raises
    ------
    RecordError
        When the client has none of this identity, or not any more.
    """
    visit = session.get(Visit, visit_id)
    if visit is None or visit.site.client_id != client_id:
        raise RecordError("This visit is no longer in the record.", code="record.gone", hint="Go back to the list.")
    return visit


def past_retention(record: Record, today: date, months: int) -> tuple[Listed, ...]:
    """List clients whose last visit, or end, lies further back than the retention period."""
    limit = today - timedelta(days=round(months * 30.44))
    with record.looking() as session:
        last = func.max(Visit.day)
        query = (
            select(Client.id, Client.code, func.count(Site.id.distinct()), func.count(Visit.id.distinct()), last)
            .outerjoin(Site, Site.client_id == Client.id)
            .outerjoin(Visit, Visit.site_id == Site.id)
            .where(or_(Client.ended_on.is_(None), Client.ended_on < limit))
            .group_by(Client.id, Client.code)
            .having(func.coalesce(last, date.min) < limit)
            .order_by(last)
        )
        rows = [Listed(*row) for row in session.execute(query)]
        made = dict(session.execute(select(Client.id, Client.made_at)).all())
    return tuple(row for row in rows if row.last_visit is not None or made[row.client_id].date() < limit)
