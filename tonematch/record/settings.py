"""What a practice sets for itself: waiting times, weeks until the healed photo, how long records are kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from tonematch.errors import RecordError
from tonematch.record.database import Record
from tonematch.record.tables import Setting, new_id

KEY = "practice"


@dataclass(frozen=True)
class Settings:
    """What a practice has set.

    Parameters
    ----------
    healed_weeks
        Until the photo of the healed colour.
    stable_months
        For which no patch may have grown or come, before pigment is implanted.
    scar_months
        Of age of a scar, before pigment is implanted.
    isotretinoin_months
        Since the last capsule, before pigment is implanted.
    retention_months
        After the last visit; 0 as long as nobody has said.
    ahead_days
        How early something to do is shown.
    touch_up_weeks
        After dermatography until the touch-up is thought of; 0 where no reminder is wanted.
    lot_days
        Before a lot that was used on somebody goes out.
    overwrites
        How often a photo is overwritten before it is unlinked.
    """

    healed_weeks: int = 6
    stable_months: int = 12
    scar_months: int = 12
    isotretinoin_months: int = 6
    retention_months: int = 0
    ahead_days: int = 7
    touch_up_weeks: int = 0
    lot_days: int = 30
    overwrites: int = 1


LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "healed_weeks": (4, 8),
        "stable_months": (6, 36),
        "scar_months": (3, 36),
        "isotretinoin_months": (1, 24),
        "retention_months": (0, 600),
        "ahead_days": (0, 60),
        "touch_up_weeks": (0, 104),
        "lot_days": (0, 365),
        "overwrites": (0, 7),
    }
)


def read_settings(record: Record) -> Settings:
    """Give what was set; what was not, or makes no sense, is as it is at first."""
    with record.looking() as session:
        return settings_in(session)


def settings_in(session: Session) -> Settings:
    """Give what was set, as `read_settings`, within a saving or a look."""
    row = session.scalar(select(Setting).where(Setting.key == KEY))
    kept = {} if row is None else row.value
    known = {one.name: kept[one.name] for one in fields(Settings) if one.name in kept}
    return Settings(**{name: value for name, value in known.items() if _fits(name, value)})


def save_settings(record: Record, settings: Settings) -> None:
    """Keep settings.

    Raises
    ------
    RecordError
        When a number lies outside its limits.
    """
    for name, value in asdict(settings).items():
        if not _fits(name, value):
            low, high = LIMITS[name]
            raise RecordError(
                f"{name.replace('_', ' ')} is {value}.", code="record.setting", hint=f"Choose {low} to {high}."
            )
    with record.saving() as session:
        row = session.scalar(select(Setting).where(Setting.key == KEY))
        if row is None:
            row = Setting(id=new_id(), key=KEY)
            session.add(row)
        row.value = asdict(settings)


def _fits(name: str, value: object) -> bool:
    low, high = LIMITS[name]
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
