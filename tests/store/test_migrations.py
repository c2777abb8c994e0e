"""Migrations on both databases."""

from __future__ import annotations

import flask_migrate
from flask import Flask
from sqlalchemy import inspect, select, text

from onboarding.store import Base, db
from onboarding.workspaces.models import Workspace
from tests.conftest import Tenant


def test_migrations_leave_no_drift(app: Flask) -> None:
    flask_migrate.check()


def test_migrations_run_down_and_up_on_a_filled_database(app: Flask, tenant: Tenant) -> None:
    assert db.session.scalar(select(Workspace.name)) == "Pennyleaf"
    db.session.remove()

    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", *Base.metadata.tables}
    assert db.session.execute(text("SELECT count(*) FROM workspace")).scalar_one() == 0
