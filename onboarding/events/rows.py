"""A batch of events as one parameter: the rows travel as JSON and the database takes them apart.

Twenty rows of eleven bound values each cost the driver more than storing them costs the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, ColumnElement, Connection, Text, bindparam, cast, func, literal_column, select, true
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.events.incoming import Incoming
from onboarding.events.models import Event
from onboarding.store.prepared import Prepared

ROWS = bindparam("rows", type_=Text)


def insert_new(
    connection: Connection, environment_id: int, user_id: int, events: Iterable[Incoming], received_ms: int
) -> set[bytes]:
    """Insert the events whose id is not taken; the ids of those that were inserted.

    They go in by id, so that two requests with the same events wait for one another and not each for the other.
    """
    rows = [
        (
            event.id.hex(),
            event.name,
            event.occurred_ms,
            event.skew_ms,
            event.content,
            event.item,
            event.url,
            None if event.properties is None else orjson.dumps(event.properties).decode(),
        )
        for event in sorted(events, key=lambda each: each.id)
    ]
    values = {"environment_id": environment_id, "user_id": user_id, "received_ms": received_ms}
    inserted = _statement(connection.dialect.name).rows(connection, {**values, "rows": orjson.dumps(rows).decode()})
    return {event_id for (event_id,) in inserted}


@lru_cache
def _statement(dialect: str) -> Prepared:
    on_postgres = dialect == "postgresql"
    elements = func.jsonb_array_elements(cast(ROWS, postgresql.JSONB)) if on_postgres else func.json_each(ROWS)
    rows = elements.table_valued("value")

    def field(index: int) -> ColumnElement[Any]:
        return rows.c.value.op("->>")(literal_column(str(index)))

    properties = cast(field(7), postgresql.JSONB) if on_postgres else field(7)
    columns = {
        Event.environment_id: bindparam("environment_id", type_=BigInteger),
        Event.id: func.decode(field(0), "hex") if on_postgres else func.unhex(field(0)),
        Event.user_id: bindparam("user_id", type_=BigInteger),
        Event.name: field(1),
        Event.occurred_at: cast(field(2), BigInteger),
        Event.received_at: bindparam("received_ms", type_=BigInteger),
        Event.skew_ms: cast(field(3), BigInteger),
        Event.content: field(4),
        Event.item: field(5),
        Event.url: field(6),
        Event.properties: properties,
    }
    insert = postgresql.insert(Event) if on_postgres else sqlite.insert(Event)
    source = select(*columns.values()).where(true())  # without a WHERE, SQLite reads ON CONFLICT as a join's ON
    return Prepared(insert.from_select(list(columns), source).on_conflict_do_nothing().returning(Event.id))
