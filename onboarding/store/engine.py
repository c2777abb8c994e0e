"""How Handrail connects to its database: SQLite in WAL mode without surprises, or PostgreSQL.

SQLite's reasons are measured: `BEGIN IMMEDIATE` with a busy timeout loses no write to lock errors where the
default loses half of them; `synchronous=FULL` loses nothing acknowledged at a power cut; releases before 3.51.3
can lose committed pages in WAL mode (https://sqlite.org/wal.html#walresetbug). Its own `lower` knows no letters but
ASCII's, so it is given Python's: lists are sought in and sorted as on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

import orjson
from flask import Flask
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, Engine, event, make_url

from onboarding.store.base import db
from onboarding.store.prepared import driver_cursor
from onboarding.store.reading import init_reading
from onboarding.store.transaction import init_writing
from onboarding.variables import SettingsError

BUSY_MILLISECONDS = 5_000
BEGIN = "BEGIN IMMEDIATE"
FIXED_RELEASES = {(3, 44): 6, (3, 50): 7}
FIXED_SINCE = (3, 51, 3)


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
    options: dict[str, Any] = {
        "json_serializer": _dump_json,
        "json_deserializer": orjson.loads,
        "pool_size": threads + 1,
        "max_overflow": threads,
    }
    if is_sqlite:
        _refuse_unsafe_release(sqlite.sqlite_version_info)
        options |= {"module": sqlite, "connect_args": {"timeout": BUSY_MILLISECONDS / 1000}}
    else:
        options |= {"pool_pre_ping": True}
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    if is_sqlite:
        with app.app_context():
            prepare_sqlite(db.engine)
    init_reading(app)
    init_writing(app)


def _dump_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _refuse_unsafe_release(version: tuple[int, int, int]) -> None:
    fixed = FIXED_RELEASES.get(version[:2])
    if version >= FIXED_SINCE or (fixed is not None and version[2] >= fixed):
        return
    text = ".".join(map(str, version))
    raise SettingsError(f"SQLite {text} can lose commits in WAL mode; install pysqlite3 0.6.1 or newer")


def prepare_sqlite(engine: Engine) -> None:
    """Have every connection to an SQLite database write safely; one with the option `writes` begins with the lock."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver opens no transactions of its own; _begin does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _begin(connection: Connection) -> None:
    # A read begins nothing: each statement sees what is committed, as on PostgreSQL by default.
    if connection.get_execution_options().get("writes", False):
        with driver_cursor(connection, BEGIN) as cursor:
            cursor.execute(BEGIN)
