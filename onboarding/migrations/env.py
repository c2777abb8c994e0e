"""How Alembic runs against the app's database."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import JSON, text

from onboarding.store import Base, db
from onboarding.store.types import Instant

LOCK = 7_214_025_811
"""Advisory lock on PostgreSQL: of several servers started at once, one migrates and the others wait."""


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types by what they store, so that a migration outlives their code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, JSON):
        return "types.Json"
    return False


def run() -> None:
    """Run the migrations in one transaction each, with the write lock taken first."""
    engine = db.engine.execution_options(writes=True)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
