"""The one way to write: a transaction that takes the write lock first and is durable when it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from onboarding.store.base import db
from onboarding.store.per_app import PerApp
from onboarding.store.reading import stop_reading
from onboarding.store.writers import Writers

OPEN = "transaction is open"
BEGIN: PerApp[Callable[[], AbstractContextManager[Connection]]] = PerApp("begin")


def init_writing(app: Flask) -> None:
    """Let `app` write; needs its database to be bound."""
    with app.app_context():
        engine = db.engine
    BEGIN.put(app, Writers(engine).begin if engine.dialect.name == "sqlite" else engine.begin)


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what the block writes, all of it or nothing; a block inside another is part of it.

    An open read is ended first: on SQLite the write must begin with its lock (`BEGIN IMMEDIATE`) rather than
    upgrade a snapshot, which fails whenever another writer was faster.
    """
    session = db.session()
    if session.info.get(OPEN):
        yield session
        session.flush()
        return
    session.rollback()
    stop_reading()
    with BEGIN.get()() as connection:
        session.connection(bind_arguments={"bind": connection})
        session.info[OPEN] = True
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.info[OPEN]
