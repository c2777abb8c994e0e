"""What a command cannot do it says in one line, never with a traceback."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import ProgrammingError

from onboarding import __main__ as command_line
from onboarding.app import create_app
from onboarding.cli.failures import Handrail
from onboarding.store import db
from tests.conftest import settings_for
from tests.postgres import PostgresServer

SECRET = "a secret for tests, long enough to be one"


def run(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(command_line.handrail, arguments, obj=create_app, env=environ)


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing is set up."""
    monkeypatch.setenv("HANDRAIL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HANDRAIL_SECRET_KEY", SECRET)
    monkeypatch.delenv("HANDRAIL_DATABASE_URL", raising=False)
    return tmp_path


def only_line(refused: Result) -> str:
    """What a command that failed said, which must be one line."""
    assert (refused.exit_code, type(refused.exception)) == (1, SystemExit), refused.exception
    (line,) = refused.output.splitlines()
    return line


@pytest.mark.parametrize("command", [("environment", "show"), ("workspace", "show"), ("reindex",)])
def test_command_before_init_says_to_run_it(command: tuple[str, ...]) -> None:
    assert "run `handrail init`" in only_line(run(*command))


def test_folder_that_is_not_there_says_to_run_init(nowhere: Path) -> None:
    refused = run("environment", "show", HANDRAIL_DATA_DIR=str(nowhere / "missing"))
    assert "run `handrail init`" in only_line(refused)


@pytest.mark.postgres
def test_postgres_without_tables_says_to_run_init(postgres: PostgresServer, nowhere: Path) -> None:
    postgres.create("bare")
    app = create_app(settings_for(nowhere, postgres.url("bare")))
    try:
        line = only_line(CliRunner().invoke(command_line.handrail, ["environment", "show"], obj=lambda: app))
    finally:
        with app.app_context():
            db.engine.dispose()
        postgres.drop("bare")
    assert "run `handrail init`" in line


@pytest.mark.parametrize("command", [("environment", "show"), ("migrate",)])
def test_postgres_out_of_reach_is_said_without_its_password(command: tuple[str, ...]) -> None:
    pytest.importorskip("psycopg")
    line = only_line(run(*command, HANDRAIL_DATABASE_URL="postgresql+psycopg://ada:hush@127.0.0.1:1/handrail"))
    assert "HANDRAIL_DATABASE_URL" in line
    assert "refused" in line
    assert "hush" not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("HANDRAIL_DATABASE_URL", "garbage"), ("HANDRAIL_CACHE_SECONDS", "abc"), ("HANDRAIL_SECRET_KEY", "weak")),
        *(("HANDRAIL_WORKERS", "many"), ("HANDRAIL_LIMITS_STORAGE", "garbage")),
    ],
)
@pytest.mark.parametrize("command", [("environment", "show"), ("serve",), ("openapi",)])
def test_setting_that_cannot_be_used_is_named(name: str, value: str, command: tuple[str, ...]) -> None:
    assert only_line(run(*command, **{name: value})).startswith(f"Error: {name} ")


def test_mistake_of_ours_keeps_its_traceback() -> None:
    @click.group(cls=Handrail)
    def group() -> None:
        """Holds one command."""

    @group.command()
    def wrong() -> None:
        raise ProgrammingError("SELECT", None, Exception("syntax error"))

    assert isinstance(CliRunner().invoke(group, ["wrong"]).exception, ProgrammingError)
