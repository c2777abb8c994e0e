"""The databases that tests are given: each empty and of the newest schema, whatever was done to those before."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, text

from onboarding.store import Base
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres

WORKSPACE = """
    INSERT INTO workspace (public_id, name, default_locale, help_mode, theme, texts, is_demo, created_at)
    VALUES ('wsp_1', 'Pennyleaf', 'en', 'neutral', '{}', '{}', false, 0) RETURNING id
"""


def run(url: str, statement: str) -> object:
    engine = create_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        answer = result.scalar() if result.returns_rows else None
    engine.dispose()
    return answer


def test_database_given_back_is_empty_and_numbers_begin_again(postgres: PostgresServer) -> None:
    with postgres.database() as first:
        number = run(first, WORKSPACE)
    with postgres.database() as again:
        assert again == first
        assert {name: run(again, f'SELECT count(*) FROM "{name}"') for name in Base.metadata.tables} == dict.fromkeys(
            Base.metadata.tables, 0
        )
        assert run(again, "SELECT version_num FROM alembic_version")
        assert run(again, WORKSPACE) == number == 1


def test_databases_in_use_at_the_same_time_are_two(postgres: PostgresServer) -> None:
    with postgres.database() as one, postgres.database() as other:
        assert one != other


def test_database_that_somebody_holds_open_is_emptied_all_the_same(postgres: PostgresServer) -> None:
    with postgres.database() as url:
        run(url, WORKSPACE)
        engine = create_engine(url)
        holder = engine.connect()
        holder.execute(text("LOCK TABLE workspace IN ACCESS SHARE MODE"))
    holder.invalidate()
    engine.dispose()
    with postgres.database() as again:
        assert (again, run(again, "SELECT count(*) FROM workspace")) == (url, 0)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id int)",
        "DROP TABLE article_views",
        "ALTER TABLE workspace ADD COLUMN more int",
        "ALTER TABLE workspace DROP COLUMN name",
        "ALTER TABLE workspace ALTER COLUMN name DROP NOT NULL",
        "CREATE INDEX more ON workspace (name)",
        "ALTER TABLE workspace ADD CONSTRAINT more CHECK (name <> '')",
        "UPDATE alembic_version SET version_num = 'none'",
    ],
)
def test_database_whose_schema_was_changed_is_not_given_again(postgres: PostgresServer, change: str) -> None:
    with postgres.database() as url:
        run(url, change)
    with postgres.database() as another:
        assert another != url


RUN_UNTIL_KILLED = """
import psycopg
from tests.postgres import start_postgres

with start_postgres() as server, psycopg.connect(server.dsn) as connection:
    print(*connection.execute("SHOW data_directory").fetchone(), flush=True)
    input()
"""


def test_server_ends_with_its_tests_also_when_they_are_killed() -> None:
    command = [sys.executable, "-c", RUN_UNTIL_KILLED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        data = Path(tests.stdout.readline().strip())
        server = psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
        assert is_alive(server)
        tests.kill()
    gives_up = time.monotonic() + 60
    while (is_alive(server) or data.parent.exists()) and time.monotonic() < gives_up:
        time.sleep(0.05)
    assert (is_alive(server), data.parent.exists()) == (False, False)


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; one that has ended and that nobody has asked after does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
