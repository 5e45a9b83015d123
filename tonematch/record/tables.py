"""The tables of the record, the same on SQLite and PostgreSQL.

Every row has an identity of its own (a random UUID), so that an export can be taken in again anywhere, and what was
measured is kept twice: as the numbers one searches and plots, and as the JSON of the contract that computes them again.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Json = dict[str, Any]
CASCADE = "all, delete-orphan"


class UtcTime(TypeDecorator[datetime]):
    """A moment, with its time zone on both sides; SQLite would forget it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """Give an identity that no other row anywhere has."""
    return uuid4().hex


def now() -> datetime:
    """Give this moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Row(DeclarativeBase):
    """What all tables share: the identity, and when the row was made."""

    type_annotation_map = {datetime: UtcTime, Json: JSON, str: Text}  # noqa: RUF012  # SQLAlchemy reads it so

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    made_at: Mapped[datetime] = mapped_column(default=now)


class Client(Row):
    """A person, by a code that says nothing about them; names and addresses belong elsewhere."""

    __tablename__ = "client"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    remark: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    """When the person stopped coming; retention counts from the last visit or from here, whichever is later."""
    sites: Mapped[list["Site"]] = relationship(back_populates="client", cascade=CASCADE, order_by="Site.made_at")
    consents: Mapped[list["Consent"]] = relationship(back_populates="client", cascade=CASCADE)
    reminders: Mapped[list["Reminder"]] = relationship(back_populates="client", cascade=CASCADE)


class Site(Row):
    """A place on the body; one match belongs to one site."""

    __tablename__ = "site"
    __table_args__ = (UniqueConstraint("client_id", "name"),)

    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    region: Mapped[str] = mapped_column(String(40))
    view: Mapped[str] = mapped_column(String(8), default="front")
    """Which side of the body map, front or back; `x` and `y` are shares of its width and height, 0-1."""
    x: Mapped[float | None]
    y: Mapped[float | None]
    client: Mapped[Client] = relationship(back_populates="sites")
    visits: Mapped[list["Visit"]] = relationship(back_populates="site", cascade=CASCADE, order_by="Visit.day")


class Visit(Row):
    """One sitting at one site: what was photographed, measured, mixed and done."""

    __tablename__ = "visit"
    __table_args__ = (Index("visit_by_site_and_day", "site_id", "day"),)

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(index=True)
    technique: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(default="")
    checklist: Mapped[Json] = mapped_column(default=dict)
    """Answers to the suitability checklist, with the wording, the source and the waiting times as they stood."""
    site: Mapped[Site] = relationship(back_populates="visits")
    photos: Mapped[list["Photo"]] = relationship(back_populates="visit", cascade=CASCADE, order_by="Photo.made_at")
    measurements: Mapped[list["Measurement"]] = relationship(back_populates="visit", cascade=CASCADE)
    recipes: Mapped[list["Recipe"]] = relationship(back_populates="visit", cascade=CASCADE, order_by="Recipe.made_at")
    corrections: Mapped[list["Correction"]] = relationship(back_populates="visit", cascade=CASCADE)


class Photo(Row):
    """A photo of a visit. Its bytes lie in the photo store under the digest; its name is not kept."""

    __tablename__ = "photo"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    """Of the bytes as stored: metadata stripped, cropped if so wished."""
    original_sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(12))
    """before, stripe, fresh, healed or other."""
    suffix: Mapped[str] = mapped_column(String(8))
    width: Mapped[int]
    height: Mapped[int]
    cropped: Mapped[bool] = mapped_column(default=False)
    calibration: Mapped[Json] = mapped_column(default=dict)
    """`tonematch.calibration/1` of the contract; empty where no chart was read."""
    visit: Mapped[Visit] = relationship(back_populates="photos")


class Measurement(Row):
    """A colour measured: Lab, D65, 2 degrees, specular excluded, with its uncertainty (dE00, 95 %)."""

    __tablename__ = "measurement"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("photo.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(16))
    """surround, patch, stripe, fresh or healed."""
    L: Mapped[float]
    a: Mapped[float]
    b: Mapped[float]
    uncertainty: Mapped[float | None]
    document: Mapped[Json] = mapped_column(default=dict)
    """`tonematch.sample/1` of the contract, for the measurement it came from."""
    visit: Mapped[Visit] = relationship(back_populates="measurements")


class Recipe(Row):
    """A recipe that was chosen, with what was expected of it."""

    __tablename__ = "recipe"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    palette: Mapped[str]
    unit: Mapped[str] = mapped_column(String(8), default="parts")
    coats: Mapped[int | None]
    delta_e00: Mapped[float]
    grade: Mapped[str] = mapped_column(String(12))
    document: Mapped[Json] = mapped_column(default=dict)
    """`tonematch.match/1` of the contract, with the rank chosen: what computes the same recipe again."""
    visit: Mapped[Visit] = relationship(back_populates="recipes")
    parts: Mapped[list["Part"]] = relationship(back_populates="recipe", cascade=CASCADE, order_by="Part.position")


class Part(Row):
    """One pot of a recipe, with the lot it came from."""

    __tablename__ = "part"

    recipe_id: Mapped[str] = mapped_column(ForeignKey("recipe.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    parts: Mapped[float]
    lot: Mapped[str] = mapped_column(default="", index=True)
    expires: Mapped[date | None]
    recipe: Mapped[Recipe] = relationship(back_populates="parts")


class Correction(Row):
    """What a test stripe showed, and what was added."""

    __tablename__ = "correction"

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    recipe_id: Mapped[str | None] = mapped_column(ForeignKey("recipe.id", ondelete="SET NULL"))
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("photo.id", ondelete="SET NULL"))
    delta_e00: Mapped[float]
    in_words: Mapped[str] = mapped_column(default="")
    added: Mapped[Json] = mapped_column(default=dict)
    """Codes and parts that were added; empty where it was left as it is."""
    document: Mapped[Json] = mapped_column(default=dict)
    visit: Mapped[Visit] = relationship(back_populates="corrections")


class Consent(Row):
    """What a person agreed to: photos and the procedure are asked for apart."""

    __tablename__ = "consent"

    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """photo or procedure."""
    wording: Mapped[str]
    given_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    client: Mapped[Client] = relationship(back_populates="consents")


class Reminder(Row):
    """Something to do on a day: the healed photo, a touch-up, a lot that expires."""

    __tablename__ = "reminder"

    client_id: Mapped[str | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    client: Mapped[Client | None] = relationship(back_populates="reminders")


class Setting(Row):
    """One setting of this record: waiting times, retention, weeks until the healed photo."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[Json] = mapped_column(default=dict)


class Change(Row):
    """A client's whole record as it was before a saving, so that the saving can be undone."""

    __tablename__ = "change"

    position: Mapped[int] = mapped_column(index=True)
    """Counts the savings; moments are too coarse to order them."""
    client_id: Mapped[str] = mapped_column(String(32))
    what: Mapped[str]
    before: Mapped[Json | None]
    """The record as `tonematch.record.tree` writes it; None where there was none."""
