"""The one way to write: a transaction that takes the write lock first and is durable when it returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from onboarding.store.base import db

OPEN = "transaction is open"


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
    session.connection(execution_options={"writes": True})
    session.info[OPEN] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info[OPEN]
