"""Migrations on both databases."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import Table, func, inspect, select, text

from onboarding.content.service import push
from onboarding.demo.seed import seed
from onboarding.demo.story import tell
from onboarding.help.importers.markdown.service import import_markdown
from onboarding.store import Base, db
from tests.conftest import NOON, Tenant

CONTENT = Path(__file__).parents[2] / "examples" / "demo" / "content"


class NoHelpCentre:
    """A help centre in which nothing is found."""

    def shown(self, query: str, locale: str) -> tuple[str, ...]:
        return ()

    def article_id(self, slug: str, locale: str) -> str | None:
        return None


def fill(tenant: Tenant) -> None:
    push(CONTENT, tenant.environment, actor="test")
    import_markdown(CONTENT / "articles", tenant.environment, actor="test")
    people = tell(NOON, users=60)
    seed(tenant.environment, people, help_centre=NoHelpCentre(), now=NOON, on_progress=lambda _count: None)


def test_migrations_leave_no_drift(app: Flask) -> None:
    flask_migrate.check()


def test_migrations_run_down_and_up_on_a_filled_database(app: Flask, tenant: Tenant) -> None:
    fill(tenant)
    rows = {name: db.session.scalar(select(func.count()).select_from(each)) for name, each in tables().items()}
    for name in ("event", "session", "task_state", "task_rollup", "ticket", "search", "article_translation"):
        assert rows[name], f"{name} was not filled"
    db.session.remove()

    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

    flask_migrate.upgrade()
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", *tables()}
    assert db.session.execute(text("SELECT count(*) FROM workspace")).scalar_one() == 0


def tables() -> dict[str, Table]:
    return dict(Base.metadata.tables)
