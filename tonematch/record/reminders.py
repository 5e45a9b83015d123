"""What is to be done on a day: the healed photo, a touch-up, a lot that expires."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tonematch.record.database import Record
from tonematch.record.kept import PotToKeep, ReminderToKeep
from tonematch.record.settings import Settings
from tonematch.record.tables import Reminder


def remind(record: Record, client_id: str | None, kind: str, due_on: date, text: str = "") -> None:
    """Note something to do on a day; without a client where it is about a lot."""
    with record.saving() as session:
        session.add(Reminder(client_id=client_id, kind=kind, due_on=due_on, text=text))


def after_visit(
    pots: Iterable[PotToKeep], day: date, settings: Settings, *, heals_on: date | None
) -> tuple[ReminderToKeep, ...]:
    """Say what is to be remembered after a visit, as the practice has set it.

    Parameters
    ----------
    pots
        What was used; a lot with a date on it gives a reminder some days before.
    heals_on
        The day of the healed photo, where something heals.
    """
    reminders = [] if heals_on is None else [ReminderToKeep("healed", heals_on)]
    if heals_on is not None and settings.touch_up_weeks:
        reminders.append(ReminderToKeep("touch-up", day + timedelta(weeks=settings.touch_up_weeks)))
    for pot in pots:
        if pot.expires is not None:
            lot = f", lot {pot.lot}" if pot.lot else ""
            text = f"{pot.code} {pot.name}{lot}, until {pot.expires.isoformat()}"
            reminders.append(ReminderToKeep("lot", pot.expires - timedelta(days=settings.lot_days), text))
    return tuple(reminders)


def due_reminders(session: Session, until: date) -> Sequence[Reminder]:
    """Give what is to be done until a day and not done yet, the earliest first."""
    return session.scalars(
        select(Reminder)
        .where(Reminder.done_on.is_(None), Reminder.due_on <= until)
        .order_by(Reminder.due_on, Reminder.made_at)
        .options(selectinload(Reminder.client))
    ).all()


def done(record: Record, reminder_id: str, day: date) -> None:
    """Note that something was done."""
    with record.saving() as session:
        reminder = session.get(Reminder, reminder_id)
        if reminder is not None:
            reminder.done_on = day
