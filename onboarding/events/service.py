"""Writes of events: each once, counted per day; what could not be taken is kept with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson
from sqlalchemy import update
from sqlalchemy.orm import Session

from onboarding.events.check import LARGEST_EVENT, Rejected
from onboarding.events.incoming import Incoming
from onboarding.events.models import DailyEventCount, Event, RejectedEvent
from onboarding.store.ids import new_number
from onboarding.store.types import from_milliseconds
from onboarding.store.upsert import add_to_rows, insert_new
from onboarding.workspaces.queries import EnvironmentView


def store_new(
    session: Session, environment_id: int, user_id: int, events: Iterable[Incoming], received_at: datetime
) -> tuple[Incoming, ...]:
    """Store the events that are not there yet and return them."""
    by_id = {event.id: event for event in events}
    rows = [
        {
            "environment_id": environment_id,
            "id": event.id,
            "user_id": user_id,
            "name": event.name,
            "occurred_at": from_milliseconds(event.occurred_ms),
            "received_at": received_at,
            "skew_ms": event.skew_ms,
            "content": event.content,
            "item": event.item,
            "url": event.url,
            "properties": event.properties,
        }
        for event in by_id.values()
    ]
    inserted = insert_new(session, Event, rows, returning="id")
    fresh = tuple(event for event_id, event in by_id.items() if event_id in inserted)
    _count(session, environment_id, fresh)
    return fresh


def store_rejected(session: Session, environment_id: int, rejected: Sequence[Rejected], received_at: datetime) -> None:
    """Keep what could not be taken."""
    session.add_all(
        RejectedEvent(
            environment_id=environment_id,
            id=new_number(received_at),
            received_at=received_at,
            code=each.code,
            detail=each.detail,
            pointer=each.pointer,
            body=_shortened(each.source),
        )
        for each in rejected
    )


def merge(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Make the anonymous user's events the known user's."""
    session.execute(
        update(Event)
        .where(Event.environment_id == environment.id, Event.user_id == from_user)
        .values(user_id=to_user)
        .execution_options(synchronize_session=False)
    )


def _count(session: Session, environment_id: int, events: Iterable[Incoming]) -> None:
    counts = Counter((event.name, from_milliseconds(event.occurred_ms).date()) for event in events)
    rows = [
        {"environment_id": environment_id, "name": name, "day": day, "count": count}
        for (name, day), count in counts.items()
    ]
    add_to_rows(session, DailyEventCount, rows, "count")


def _shortened(source: object) -> str:
    return orjson.dumps(source).replace(b"\\u0000", b"\\ufffd")[:LARGEST_EVENT].decode("utf-8", "replace")
