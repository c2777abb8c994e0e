"""Reads of events."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from onboarding.events.incoming import Incoming
from onboarding.events.models import Event
from onboarding.store import reading
from onboarding.store.types import to_milliseconds


def events_of(environment_id: int, user_id: int, names: Collection[str]) -> list[Incoming]:
    """What a user did, of the events of these names, in order of (moment, id); a version is not kept of an event."""
    rows = reading().execute(
        select(Event.id, Event.name, Event.occurred_at, Event.skew_ms, Event.content, Event.item, Event.properties)
        .where(Event.environment_id == environment_id, Event.user_id == user_id, Event.name.in_(names))
        .order_by(Event.occurred_at, Event.id)
    )
    return [
        Incoming(
            id=row.id,
            name=row.name,
            occurred_ms=to_milliseconds(row.occurred_at),
            skew_ms=row.skew_ms,
            content=row.content,
            item=row.item,
            properties=row.properties,
        )
        for row in rows
    ]
