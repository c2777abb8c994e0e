"""The one way to write: a transaction that takes the write lock first and is durable when it returns."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from onboarding.store.base import db

OPEN = "transaction is open"
WRITERS = "handrail.writers"
TURN_SECONDS = 5.0
"""How long a write waits for its turn; as long as for another process's."""


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
    with _turn(current_app.extensions[WRITERS]):
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


def init_writing(app: Flask, *, one_at_a_time: bool) -> None:
    """Let `app` write; on SQLite its threads take turns."""
    app.extensions[WRITERS] = threading.Lock() if one_at_a_time else None


@contextmanager
def _turn(lock: threading.Lock | None) -> Iterator[None]:
    """Wait for the process's other writers: left to SQLite's lock they would sleep and try, sleep and try again."""
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=TURN_SECONDS):
        raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("another thread has been writing for too long"))
    try:
        yield
    finally:
        lock.release()
