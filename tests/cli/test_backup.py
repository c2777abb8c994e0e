"""`handrail backup`: complete while others write, readable by its owner alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from pysqlite3 import dbapi2 as sqlite

from onboarding.cli import backup, handrail
from onboarding.store import db
from onboarding.workspaces.service import create_workspace

NAMES = ["Acme", "Birch", "Cedar"]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database."""
    path = tmp_path / "handrail.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def run_backup(app: Flask, file: Path) -> tuple[int, str]:
    told = CliRunner().invoke(handrail, [backup.backup.name or "", str(file)], obj=lambda: app)
    return told.exit_code, told.output


def test_backup_holds_what_is_committed_but_still_in_the_log(app: Flask, tmp_path: Path) -> None:
    for name in NAMES:
        create_workspace(name)
    assert (tmp_path / "handrail.db-wal").stat().st_size > 0

    with db.engine.connect() as other, other.execution_options(writes=True).begin():
        assert run_backup(app, tmp_path / "copy.db")[0] == 0

    copy = sqlite.connect(str(tmp_path / "copy.db"))
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [name for (name,) in copy.execute("SELECT name FROM workspace ORDER BY id")] == NAMES
    copy.close()


def test_backup_is_for_its_owner_alone(app: Flask, tmp_path: Path) -> None:
    assert run_backup(app, tmp_path / "copy.db")[0] == 0
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_backup_overwrites_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    status, told = run_backup(app, tmp_path / "copy.db")
    assert (status, "cannot be written: File exists" in told) == (1, True)
    assert (tmp_path / "copy.db").read_text() == "precious"
