"""SQLite in WAL mode without surprises.

The reasons are measured: `BEGIN IMMEDIATE` with a busy timeout loses no write to lock errors where the
default loses half of them; `synchronous=FULL` loses nothing acknowledged at a power cut; releases before 3.51.3
can lose committed pages in WAL mode (https://sqlite.org/wal.html#walresetbug). Its own `lower` knows no letters but
ASCII's, so it is given Python's: lists are sought in and sorted as on PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from pysqlite3 import dbapi2 as driver
from sqlalchemy import Connection, Engine, event

from onboarding.store.prepared import driver_cursor
from onboarding.variables import SettingsError

BUSY_MILLISECONDS = 5_000
BEGIN = "BEGIN IMMEDIATE"
FIXED_RELEASES = {(3, 44): 6, (3, 50): 7}
FIXED_SINCE = (3, 51, 3)


def sqlite_options() -> dict[str, Any]:
    """How an engine gets at SQLite; raises SettingsError for a release that can lose commits in WAL mode."""
    _refuse_unsafe_release(driver.sqlite_version_info)
    return {"module": driver, "connect_args": {"timeout": BUSY_MILLISECONDS / 1000}}


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
