"""The connection a request reads with: one for all its reads, without the cost of a session or a transaction.

Each statement sees what is committed when it runs. Inside a `transaction` block reads go through the block's own
connection, and so see what it has written.
"""

from __future__ import annotations

from flask import Flask, g, has_request_context
from sqlalchemy import Connection, Engine

from onboarding.store.base import db
from onboarding.store.per_app import PerApp

ENGINE: PerApp[Engine] = PerApp("reading")


def init_reading(app: Flask) -> None:
    """Let requests of `app` read; needs its database to be bound."""
    with app.app_context():
        engine = db.engine
    # SQLite begins nothing for a read as it is; for PostgreSQL this spares a BEGIN and a ROLLBACK on the wire.
    on_sqlite = engine.dialect.name == "sqlite"
    ENGINE.put(app, engine if on_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT"))
    app.teardown_request(lambda _error: stop_reading())


def reading() -> Connection:
    """The connection to read with now."""
    if not has_request_context() or (db.session.registry.has() and db.session().in_transaction()):
        return db.session.connection()
    connection: Connection | None = g.get("reading")
    if connection is None:
        connection = g.reading = ENGINE.get().connect()
    return connection


def stop_reading() -> None:
    """Give the connection back before waiting for another: who holds one and waits for more can starve all others."""
    connection: Connection | None = g.pop("reading", None)
    if connection is not None:
        connection.close()
