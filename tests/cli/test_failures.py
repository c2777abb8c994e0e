"""What a command cannot do it says in one line, never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from onboarding import __main__ as command_line
from onboarding.app import create_app
from onboarding.cli.failures import Handrail
from onboarding.store import db
from tests.cli.processes import bare_environment, reserved_ports
from tests.conftest import Tenant, settings_for
from tests.postgres import PostgresServer

SECRET = "a secret for tests, long enough to be one"
WHO = ("--name=Shop", "--origin=https://shop.example", "--email=ann@example.com")
INTERRUPTED = """
import sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "sqlalchemy":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
"""
"""Ctrl-C, at the moment at which a module is loaded."""


def run(*arguments: str, **environ: str | None) -> Result:
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


@pytest.mark.parametrize("damage", [b"not a database at all, " * 100, b""], ids=["other", "torn"])
@pytest.mark.parametrize("command", [("environment", "show"), ("serve",), ("migrate",), ("backup", "copy.db")])
def test_damaged_database_is_named(
    nowhere: Path, command: tuple[str, ...], damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nowhere)
    assert run("migrate").exit_code == 0
    database = nowhere / "handrail.db"
    database.write_bytes(damage or database.read_bytes()[:5_000])
    refused = run(*command)
    assert (refused.exit_code, type(refused.exception)) == (1, SystemExit), refused.exception
    line = refused.output.splitlines()[-1]  # those before are gunicorn's
    assert line.startswith("Error: the database of HANDRAIL_DATABASE_URL (or HANDRAIL_DATA_DIR) is damaged: ")
    assert not (nowhere / "copy.db").exists()


@pytest.mark.parametrize("in_the_way", ["", "/below"])
@pytest.mark.parametrize("command", [("init", *WHO), ("migrate",), ("demo", "--data-dir")])
def test_folder_that_cannot_be_made_is_named(nowhere: Path, command: tuple[str, ...], in_the_way: str) -> None:
    (nowhere / "file").write_text("not a folder")
    folder = f"{nowhere}/file{in_the_way}"
    secret = {} if command[0] == "migrate" else {"HANDRAIL_SECRET_KEY": None}
    with reserved_ports() as port:
        given = (folder, f"--port={port}") if command[0] == "demo" else ()
        line = only_line(run(*command, *given, HANDRAIL_DATA_DIR=folder, **secret))
    assert folder.removesuffix("/below") in line


@pytest.mark.parametrize("keys", ["", "{", "[]", "7", '{"public_key": "pk"}', '{"nonsense": 1}', "\udcff"])
def test_broken_keys_of_a_demo_are_named(nowhere: Path, keys: str) -> None:
    (nowhere / "demo.json").write_bytes(keys.encode("utf-8", "surrogateescape"))
    with reserved_ports() as port:
        line = only_line(run("demo", "--data-dir", str(nowhere), f"--port={port}"))
    assert line.startswith(f"Error: {nowhere}/demo.json ")
    assert "remove" in line


@pytest.mark.parametrize("vendor", ["zendesk", "intercom", "helpscout", "chatwoot"])
@pytest.mark.parametrize("address", ["https://[x", "https://", "https://a b", "https://127.0.0.1:99999"])
def test_address_that_cannot_be_asked_is_refused_before_anything_is(
    nowhere: Path, vendor: str, address: str, app: Flask, tenant: Tenant
) -> None:
    token = {f"HANDRAIL_{vendor.upper()}_TOKEN": "t"}
    refused = CliRunner().invoke(
        command_line.handrail,
        ["import", vendor, address],
        obj=lambda: app,
        env=token,
    )
    assert (refused.exit_code, type(refused.exception)) == (2, SystemExit), refused.exception
    assert f"{address} is no address" in refused.output


def test_interrupted_while_it_loads_ends_without_a_traceback(nowhere: Path) -> None:
    (nowhere / "sitecustomize.py").write_text(INTERRUPTED)
    ended = subprocess.run(
        [sys.executable, "-c", "from onboarding.start import main; main()", "--version"],
        env=bare_environment(PYTHONPATH=f"{nowhere}:{Path(__file__).parents[2]}"),
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "Aborted!\n")


def test_mistake_of_ours_keeps_its_traceback() -> None:
    @click.group(cls=Handrail)
    def group() -> None:
        """Holds one command."""

    @group.command()
    def wrong() -> None:
        raise ProgrammingError("SELECT", None, Exception("syntax error"))

    assert isinstance(CliRunner().invoke(group, ["wrong"]).exception, ProgrammingError)
