"""How Handrail connects to its database, SQLite or PostgreSQL."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Flask
from sqlalchemy import make_url

from onboarding.store.base import db
from onboarding.store.reading import init_reading
from onboarding.store.sqlite import prepare_sqlite, sqlite_options
from onboarding.store.transaction import init_writing


def init_database(app: Flask, url: str, *, threads: int) -> None:
    """Bind the session to the database at `url`; opens no connection.

    Args:
        app: whose database it is.
        url: SQLAlchemy's.
        threads: of a process; each holds one connection at a time, and SQLite's writers one more.

    Raises:
        SettingsError: SQLite is of a release that can lose commits in WAL mode.
    """
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "json_serializer": _dump_json,
        "json_deserializer": orjson.loads,
        "pool_size": threads + 1,
        "max_overflow": threads,
        **(sqlite_options() if is_sqlite else {"pool_pre_ping": True}),
    }
    db.init_app(app)
    if is_sqlite:
        with app.app_context():
            prepare_sqlite(db.engine)
    init_reading(app)
    init_writing(app)


def _dump_json(value: Any) -> str:
    return orjson.dumps(value).decode()
