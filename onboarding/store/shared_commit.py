"""One commit of what several threads write, one after another: each has its part, and all have the same end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError


class SharedCommit:
    """A transaction that several threads write in, one after another, and one commit of it."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(writes=True)
        try:
            self._transaction = self._connection.begin()
        except BaseException:
            self._connection.close()
            raise
        self._parts = 0
        self._done = threading.Event()
        self._error: SQLAlchemyError | None = None

    def is_open_to(self, most: int) -> bool:
        """Whether another thread may go on in it, when `most` may share it."""
        return 0 < self._parts < most and self._is_open

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """One thread's share, undone by itself when the block raises."""
        # The first needs no savepoint: undoing all undoes what it did.
        mine = self._connection.begin_nested() if self._parts else self._transaction
        try:
            yield self._connection
        except BaseException:
            if mine.is_active:  # a session in the block has undone it already
                mine.rollback()
            raise
        if mine is not self._transaction:
            mine.commit()
        self._parts += 1

    def finish(self) -> None:
        """Commit, and tell those who wait for it."""
        try:
            if self._parts and not self._is_open:
                raise OperationalError("COMMIT", None, RuntimeError("the database has undone the transaction"))
            if self._parts:
                self._transaction.commit()
        except SQLAlchemyError as error:
            self._error = error
            self._connection.invalidate()  # a commit that failed may have left the transaction open
        finally:
            self._connection.close()
            self._done.set()

    def wait(self) -> None:
        """Return once it is durable; raises OperationalError when it could not be committed."""
        self._done.wait()
        if self._error is not None:
            raise OperationalError("COMMIT", None, self._error) from self._error

    @property
    def _is_open(self) -> bool:
        # SQLite itself undoes the whole transaction when, for one, the disk is full in the middle of a statement.
        driver = self._connection.connection.dbapi_connection
        return driver is not None and bool(driver.in_transaction)
