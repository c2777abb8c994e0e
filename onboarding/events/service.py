"""Writes of events: each once, counted per day; what could not be taken is kept with its reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from onboarding.events.batch import Rejected
from onboarding.events.fitting import LARGEST_EVENT
from onboarding.events.incoming import Incoming
from onboarding.events.models import DailyEventCount, Event, RejectedEvent
from onboarding.events.rows import insert_new
from onboarding.store.ids import new_number
from onboarding.store.types import from_milliseconds, to_milliseconds
from onboarding.store.upsert import add_to_rows
from onboarding.workspaces.queries import EnvironmentView

DAY_MS = 24 * 60 * 60 * 1_000


def store_new(
    connection: Connection, environment_id: int, user_id: int, events: Iterable[Incoming], received_at: datetime
) -> tuple[Incoming, ...]:
    """Store the events that are not there yet and return them."""
    by_id = {event.id: event for event in events}
    inserted = insert_new(connection, environment_id, user_id, by_id.values(), to_milliseconds(received_at))
    fresh = tuple(event for event_id, event in by_id.items() if event_id in inserted)
    _count(connection, environment_id, fresh)
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


def _count(connection: Connection, environment_id: int, events: Iterable[Incoming]) -> None:
    counts = Counter((event.name, event.occurred_ms // DAY_MS) for event in events)
    rows = [
        {"environment_id": environment_id, "name": name, "day": from_milliseconds(day * DAY_MS).date(), "count": count}
        for (name, day), count in counts.items()
    ]
    add_to_rows(connection, DailyEventCount, rows, "count")


def _shortened(source: object) -> str:
    try:
        encoded = orjson.dumps(source)
    except TypeError:  # an integer of more than 64 bits, or nested too deeply
        encoded = _spelt_out(source).encode()
    return encoded.replace(b"\\u0000", b"\\ufffd")[:LARGEST_EVENT].decode("utf-8", "replace")


def _spelt_out(source: object) -> str:
    try:
        return json.dumps(source, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:  # what lies on top is kept
        on_top = source.items() if isinstance(source, dict) else ()
        return _spelt_out({name: value for name, value in on_top if not isinstance(value, dict | list)})
