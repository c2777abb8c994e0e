"""Tables of events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import EventId, Tenant


class Event(Base):
    """Something a user did, once: its id is unique in the environment."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "environment_id", "user_id", "occurred_at"),
        {"sqlite_with_rowid": False},
    )

    environment_id: Mapped[Tenant]
    id: Mapped[EventId] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(64))
    occurred_at: Mapped[datetime]
    """Corrected for the client's clock, never in the future."""
    received_at: Mapped[datetime]
    skew_ms: Mapped[int]
    """How far the client's clock was ahead of ours; `occurred_at + skew_ms` is what it said."""
    content: Mapped[str | None]
    item: Mapped[str | None]
    """Key of the task or step."""
    url: Mapped[str | None]
    properties: Mapped[dict[str, Any] | None]


class RejectedEvent(Base):
    """An event that could not be taken, kept with the reason, so that nothing is lost silently."""

    __tablename__ = "rejected_event"

    environment_id: Mapped[Tenant]
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    received_at: Mapped[datetime]
    code: Mapped[str]
    detail: Mapped[str]
    pointer: Mapped[str]
    body: Mapped[str]
    """The event as it came, JSON, cut at 8 KB."""


class DailyEventCount(Base):
    """How many events of a name happened on a day (UTC), kept exact by ingest."""

    __tablename__ = "daily_event_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    environment_id: Mapped[Tenant]
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
