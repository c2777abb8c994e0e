"""Reads of events."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from onboarding.events.models import Event
from onboarding.store import reading


def latest_by_content(environment_id: int, user_id: int, names: Collection[str], at: datetime) -> dict[str, str]:
    """Of the events of these names that a user had done by a moment, the latest about each content: key → name."""
    rows = reading().execute(
        select(Event.content, Event.name)
        .where(
            Event.environment_id == environment_id,
            Event.user_id == user_id,
            Event.occurred_at <= at,
            Event.name.in_(names),
            Event.content.is_not(None),
        )
        .order_by(Event.occurred_at, Event.id)
    )
    return {row.content: row.name for row in rows}
